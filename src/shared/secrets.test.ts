import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { closeDatabase, withDatabase } from './database.ts';
import { forgetSecret, headersFor, isBelow, keepSecret, lendSecret, readSecret } from './secrets.ts';

const secret = {
  scopes: ['https://cloud.test/dav/files/mia'],
  headers: { authorization: 'Basic bWlhOmh1c2gtaHVzaA==' },
};

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
});

afterEach(async () => {
  await closeDatabase();
  vi.unstubAllGlobals();
});

describe('a secret at rest', () => {
  it('is read again after a restart', async () => {
    await keepSecret('one', secret);
    await closeDatabase();
    expect(await readSecret('one')).toEqual(secret);
    expect(await readSecret('two')).toBeNull();
  });

  it('stands in the database as bytes that say nothing, under a key that cannot be taken out', async () => {
    await keepSecret('one', secret);
    const { row, key } = await withDatabase(async (database) => ({
      row: await database.get('secrets', 'one'),
      key: await database.get('keys', 'secrets'),
    }));
    expect(Buffer.from(row?.sealed ?? new ArrayBuffer(0)).toString('latin1')).not.toMatch(/Basic|cloud|bWlh/);
    expect(row?.iv).toHaveLength(12);
    expect(key?.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('raw', key as CryptoKey)).rejects.toThrow(/extractable/);
  });

  it('is sealed anew each time, with one key for all', async () => {
    await Promise.all([keepSecret('one', secret), keepSecret('two', secret)]);
    const rows = await withDatabase((database) => database.getAll('secrets'));
    expect(Buffer.compare(Buffer.from(rows[0]?.iv ?? []), Buffer.from(rows[1]?.iv ?? []))).not.toBe(0);
    expect(await readSecret('one')).toEqual(secret);
    expect(await readSecret('two')).toEqual(secret);
  });

  it('does not open for another entry, nor when it was damaged', async () => {
    await keepSecret('one', secret);
    await withDatabase(async (database) => {
      const row = await database.get('secrets', 'one');
      if (!row) throw new Error('nothing was kept');
      await database.put('secrets', row, 'two');
      const damaged = new Uint8Array(row.sealed.slice(0));
      damaged[3] = (damaged[3] ?? 0) ^ 1;
      await database.put('secrets', { ...row, sealed: damaged.buffer }, 'three');
    });
    expect(await readSecret('two')).toBeNull();
    expect(await readSecret('three')).toBeNull();
    expect(await readSecret('one')).toEqual(secret);
  });

  it('is gone once forgotten', async () => {
    await keepSecret('one', secret);
    await forgetSecret('one');
    expect(await readSecret('one')).toBeNull();
  });

  it('is refused in a sentence where the browser has no safe place', async () => {
    vi.stubGlobal('crypto', {});
    await expect(keepSecret('one', secret)).rejects.toMatchObject({
      kind: 'storage.unavailable',
      message: expect.stringContaining('https') as string,
    });
  });
});

describe('a secret that is lent', () => {
  it('is used while it is lent and never stored', async () => {
    const takeBack = lendSecret('check', secret);
    expect(await readSecret('check')).toEqual(secret);
    takeBack();
    expect(await readSecret('check')).toBeNull();
    expect(await withDatabase((database) => database.count('secrets'))).toBe(0);
  });
});

describe('where a secret goes', () => {
  it.each([
    ['https://cloud.test/dav/files/mia/a.jpg', true],
    ['https://cloud.test/dav/files/mia', true],
    ['https://cloud.test/dav/files/miaow/a.jpg', false],
    ['https://cloud.test/dav/files/mia/../tom/a.jpg', false],
    ['https://cloud.test/dav/files/mia/%2e%2e/tom/a.jpg', false],
    ['https://cloud.test/dav/files/%6Dia/a.jpg', true],
    ['https://cloud.test/dav/files/mia%2f..%2ftom/a.jpg', false],
    ['https://cloud.test/dav/files/mia%2Fa.jpg', false],
    ['http://cloud.test/dav/files/mia/a.jpg', false],
    ['https://cloud.test:444/dav/files/mia/a.jpg', false],
    ['https://cloud.test@evil.test/dav/files/mia/a.jpg', false],
    ['nonsense', false],
  ])('%s: %s', async (address, isMeant) => {
    await keepSecret('one', secret);
    expect(isBelow(address, secret.scopes[0] ?? '')).toBe(isMeant);
    expect(await headersFor('one', address)).toEqual(isMeant ? secret.headers : {});
  });
});

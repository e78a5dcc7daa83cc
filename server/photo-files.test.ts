import { open, rm, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sendFile } from './send-file.ts';
import { send, startCompanion, temporaryFolder } from './testing.ts';

async function oneFile(content: string | Buffer = '0123456789', name = 'a.jpg') {
  const photosDir = await temporaryFolder({ [name]: content });
  return { photosDir, ...(await startCompanion({ photosDir })) };
}

describe('a photo', () => {
  it.each([
    ['jpg', 'image/jpeg'],
    ['JPG', 'image/jpeg'],
    ['jpeg', 'image/jpeg'],
    ['jfif', 'image/jpeg'],
    ['png', 'image/png'],
    ['gif', 'image/gif'],
    ['webp', 'image/webp'],
    ['avif', 'image/avif'],
    ['bmp', 'image/bmp'],
    ['heic', 'image/heic'],
    ['heif', 'image/heif'],
    ['tif', 'image/tiff'],
    ['tiff', 'image/tiff'],
  ])('.%s is %s', async (extension, type) => {
    const { get } = await oneFile('x', `a.${extension}`);
    expect((await get(`/photos/a.${extension}`)).headers['content-type']).toBe(type);
  });

  it.each(['a.txt', 'a.html', 'a', 'a.jpg.exe', 'a.js'])('%s is none and is not served', async (name) => {
    const { get } = await oneFile('x', name);
    expect((await get(`/photos/${name}`)).status).toBe(404);
  });

  it('comes whole, with validators that match the listing', async () => {
    const { get, listing } = await oneFile();
    const answer = await get('/photos/a.jpg');
    const [item] = (await listing()).items;
    expect(answer.status).toBe(200);
    expect(answer.text).toBe('0123456789');
    expect(answer.headers['content-length']).toBe('10');
    expect(answer.headers['accept-ranges']).toBe('bytes');
    expect(answer.headers.etag).toBe(item?.etag);
    expect(Date.parse(String(answer.headers['last-modified']))).toBe(Math.floor((item?.modifiedMs ?? 0) / 1000) * 1000);
  });

  it('answers HEAD with the same headers and no body', async () => {
    const { get } = await oneFile();
    const head = await get('/photos/a.jpg', { range: 'bytes=0-1' }, 'HEAD');
    expect(head.status).toBe(200);
    expect(head.headers['content-length']).toBe('10');
    expect(head.bytes.length).toBe(0);
  });

  it('may be empty', async () => {
    const { get } = await oneFile('');
    const answer = await get('/photos/a.jpg');
    expect(answer.status).toBe(200);
    expect(answer.bytes.length).toBe(0);
    expect((await get('/photos/a.jpg', { range: 'bytes=0-' })).status).toBe(416);
  });

  it('arrives unharmed when it is large', async () => {
    const content = Buffer.from(Uint8Array.from({ length: 3_000_001 }, (_, index) => (index * 7919) >> 3));
    const { get } = await oneFile(content);
    expect((await get('/photos/a.jpg')).bytes.equals(content)).toBe(true);
    const part = await get('/photos/a.jpg', { range: 'bytes=1000000-2999999' });
    expect(part.bytes.equals(content.subarray(1_000_000, 3_000_000))).toBe(true);
  });

  it('breaks the connection rather than pretend when the file shrinks on the way', async () => {
    const folder = await temporaryFolder({ 'a.jpg': 'only this much' });
    const handle = await open(join(folder, 'a.jpg'));
    const promised = { handle, sizeBytes: 1000, modifiedMs: 0, etag: '"before it shrank"' };
    const server = createServer((req, res) => void sendFile(req, res, promised, {}));
    await new Promise<void>((listening) => {
      server.listen(0, '127.0.0.1', listening);
    });
    await expect(send((server.address() as AddressInfo).port, '/')).rejects.toThrow();
    await new Promise((closed) => {
      server.close(closed);
    });
  });
});

describe('ranges', () => {
  it.each([
    ['bytes=0-3', 206, '0123', 'bytes 0-3/10'],
    ['bytes=4-', 206, '456789', 'bytes 4-9/10'],
    ['bytes=-2', 206, '89', 'bytes 8-9/10'],
    ['bytes=0-999', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=9-9', 206, '9', 'bytes 9-9/10'],
    ['bytes=0-1,3-4', 200, '0123456789', undefined],
    ['nonsense', 200, '0123456789', undefined],
  ])('%s', async (range, status, text, contentRange) => {
    const { get } = await oneFile();
    const answer = await get('/photos/a.jpg', { range });
    expect(answer.status).toBe(status);
    expect(answer.text).toBe(text);
    expect(answer.headers['content-range']).toBe(contentRange);
    expect(answer.headers['content-length']).toBe(String(text.length));
  });

  it.each(['bytes=10-', 'bytes=50-60', 'bytes=-0'])('%s cannot be answered', async (range) => {
    const { get } = await oneFile();
    const answer = await get('/photos/a.jpg', { range });
    expect(answer.status).toBe(416);
    expect(answer.headers['content-range']).toBe('bytes */10');
    expect(answer.headers.etag).toBeUndefined();
  });

  it('are only parts of the version the client has', async () => {
    const { get } = await oneFile();
    const { etag, 'last-modified': modified } = (await get('/photos/a.jpg')).headers;
    const status = async (ifRange: string) =>
      (await get('/photos/a.jpg', { range: 'bytes=0-1', 'if-range': ifRange })).status;
    expect(await status(String(etag))).toBe(206);
    expect(await status(String(modified))).toBe(206);
    expect(await status('"another"')).toBe(200);
    expect(await status(`W/${etag}`)).toBe(200);
    expect(await status('Thu, 01 Jan 1970 00:00:00 GMT')).toBe(200);
  });
});

describe('asking again', () => {
  it('costs no bytes while the file is the same', async () => {
    const { get } = await oneFile();
    const { etag, 'last-modified': modified } = (await get('/photos/a.jpg')).headers;
    for (const headers of [
      { 'if-none-match': String(etag) },
      { 'if-none-match': `"x", W/${etag}` },
      { 'if-none-match': '*' },
      { 'if-modified-since': String(modified) },
      { 'if-none-match': String(etag), 'if-modified-since': 'Thu, 01 Jan 1970 00:00:00 GMT' },
    ]) {
      const answer = await get('/photos/a.jpg', headers as Record<string, string>);
      expect(answer.status).toBe(304);
      expect(answer.bytes.length).toBe(0);
      expect(answer.headers.etag).toBe(etag);
    }
  });

  it('gets the new bytes when it changed, even to the same size', async () => {
    const { get, photosDir } = await oneFile('before');
    const { etag } = (await get('/photos/a.jpg')).headers;
    await writeFile(join(photosDir, 'a.jpg'), 'after!');
    await utimes(join(photosDir, 'a.jpg'), new Date(), new Date(Date.now() + 5000));
    const answer = await get('/photos/a.jpg', { 'if-none-match': String(etag) });
    expect(answer.status).toBe(200);
    expect(answer.text).toBe('after!');
  });

  it('finds nothing once the file is gone', async () => {
    const { get, photosDir } = await oneFile();
    const { etag } = (await get('/photos/a.jpg')).headers;
    await rm(join(photosDir, 'a.jpg'));
    const answer = await get('/photos/a.jpg', { 'if-none-match': String(etag) });
    expect(answer.status).toBe(404);
    expect(answer.text).toContain('no such photo');
  });
});

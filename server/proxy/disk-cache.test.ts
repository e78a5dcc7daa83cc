import { mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createDiskCache, type DiskCache } from './disk-cache.ts';
import { until } from '../testing.ts';
import { companion, imageAt, outside, own, png } from './testing.ts';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'afterimage-cache-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

async function keep(cache: DiskCache, key: string, bytes: Buffer): Promise<void> {
  const writer = await cache.writer(key, { type: 'image/png', fetchedMs: Date.now() });
  writer?.write(bytes);
  await writer?.keep();
}

const has = async (cache: DiskCache, key: string): Promise<boolean> => (await cache.find(key)) !== null;

describe('the folder of pictures', () => {
  it('stays within its bytes and lets go of what was not asked for longest', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const path = folder();
    const cache = createDiskCache(path, 50_000);
    for (const key of ['a', 'b', 'c', 'd']) {
      await keep(cache, key, Buffer.alloc(10_000));
      vi.setSystemTime(Date.now() + 1000);
    }
    expect(await has(cache, 'a')).toBe(true);
    vi.setSystemTime(Date.now() + 1000);
    await keep(cache, 'e', Buffer.alloc(10_000));
    expect(await has(cache, 'b')).toBe(false);
    expect(await has(cache, 'a')).toBe(true);
    expect(await cache.usedBytes()).toBeLessThanOrEqual(50_000);
    await keep(cache, 'huge', Buffer.alloc(20_000));
    expect(await has(cache, 'huge')).toBe(false);
    expect(readdirSync(path)).toHaveLength(4);
  });

  it('is there after a restart, without what was cut short or damaged', async () => {
    const path = folder();
    const before = createDiskCache(path, 1_000_000);
    await keep(before, 'cut', Buffer.alloc(5000, 1));
    for (const name of readdirSync(path)) truncateSync(join(path, name), 3000);
    await keep(before, 'whole', png);
    writeFileSync(join(path, 'x.part'), 'half');
    const after = createDiskCache(path, 1_000_000);
    expect(await has(after, 'whole')).toBe(true);
    expect(await has(after, 'cut')).toBe(false);
    expect(readdirSync(path)).toHaveLength(1);
  });
});

describe('the companion', () => {
  async function world() {
    const path = folder();
    let isDown = false;
    const web = await outside((req, res) => {
      if (isDown) return void req.socket.destroy();
      if (req.headers['if-none-match'] === '"v1"') return void res.writeHead(304).end();
      res.setHeader('ETag', '"v1"');
      res.end(png);
    });
    const cache = createDiskCache(path, 1_000_000);
    const proxy = await companion({ allowPrivate: ['photos.example'], cache });
    const url = `http://photos.example:${web.port}/a.png`;
    return { path, cache, web, proxy, url, goDown: () => (isDown = true) };
  }

  it('asks a host once, then whether it still holds, and serves what it has while the host is silent', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const { cache, web, proxy, url, goDown } = await world();
    for (let time = 0; time < 3; time++) {
      const answer = await imageAt(proxy, url);
      expect(answer.status).toBe(200);
      // It is whole for the page a moment before it is kept.
      await until(async () => (await cache.usedBytes()) > 0);
      expect(answer.headers['content-type']).toBe('image/png');
      expect(Buffer.compare(answer.bytes, png)).toBe(0);
    }
    expect(web.asked).toHaveLength(1);
    vi.setSystemTime(Date.now() + 2 * 86_400_000);
    expect((await imageAt(proxy, url)).status).toBe(200);
    expect(web.asked).toHaveLength(2);
    expect((await imageAt(proxy, url)).status).toBe(200);
    expect(web.asked).toHaveLength(2);
    goDown();
    vi.setSystemTime(Date.now() + 2 * 86_400_000);
    expect(Buffer.compare((await imageAt(proxy, url)).bytes, png)).toBe(0);
  });

  it('gives what was kept to nobody else, and nothing once the permission is gone', async () => {
    const { path, cache, web, proxy, url } = await world();
    await imageAt(proxy, url);
    await until(async () => (await cache.usedBytes()) > 0);
    expect((await imageAt(proxy, url, { ...own, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    const strict = await companion({ cache: createDiskCache(path, 1_000_000) });
    expect((await imageAt(strict, url)).status).toBe(403);
    expect(web.asked).toHaveLength(1);
  });
});

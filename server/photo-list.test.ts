import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Listing, putFiles, startCompanion, temporaryFolder, until } from './testing.ts';

const numbered = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${String(index).padStart(4, '0')}.jpg`, 'x']));

async function folderOf(files: Readonly<Record<string, string>>) {
  const photosDir = await temporaryFolder(files);
  return { photosDir, ...(await startCompanion({ photosDir })) };
}

async function readAll(listing: (query: string) => Promise<Listing>, limit: number, between?: () => Promise<unknown>) {
  const paths: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: Listing = await listing(`?limit=${limit}&cursor=${cursor}`);
    expect(page.items.length).toBeLessThanOrEqual(limit);
    paths.push(...page.items.map((item) => item.path));
    cursor = page.next;
    await between?.();
  }
  return paths;
}

describe('the list of photos', () => {
  it('has every photo of every folder once, folder by folder and by name', async () => {
    const { listing } = await folderOf({ 'b.jpg': '', 'a/2.jpg': '', 'a/1.jpg': '', 'a-b/3.jpg': '', 'notes.txt': '' });
    const { items, next, scanning } = await listing();
    expect(items.map((item) => item.path)).toEqual(['b.jpg', 'a/1.jpg', 'a/2.jpg', 'a-b/3.jpg']);
    expect({ next, scanning }).toEqual({ next: null, scanning: false });
  });

  it.each([1, 3, 7, 20, 21])('comes in pages of %i', async (limit) => {
    const files = numbered(20);
    const { listing } = await folderOf(files);
    expect(await readAll(listing, limit)).toEqual(Object.keys(files));
  });

  it('is empty for an empty folder', async () => {
    const { listing } = await folderOf({});
    expect(await listing()).toMatchObject({ items: [], next: null });
  });

  it('has at most 1000 photos per page', async () => {
    const { listing } = await folderOf(numbered(1100));
    expect((await listing('?limit=5000')).items).toHaveLength(1000);
    expect((await listing()).items).toHaveLength(500);
  });

  it('neither repeats nor skips a photo that stays while others come and go between pages', async () => {
    const { listing, photosDir } = await folderOf(numbered(40));
    let round = 0;
    const paths = await readAll(listing, 5, async () => {
      round++;
      const before = (await listing()).revision;
      // One before, one behind the cursor, and one removed on either side.
      await putFiles(photosDir, { [`0000-new-${round}.jpg`]: 'x', [`0039-new-${round}.jpg`]: 'x' });
      if (round <= 3) await rm(join(photosDir, `000${round}.jpg`));
      if (round <= 3) await rm(join(photosDir, `003${round + 5}.jpg`));
      await until(async () => (await listing()).revision !== before);
    });
    expect(new Set(paths).size).toBe(paths.length);
    const stayed = Object.keys(numbered(40)).filter((name) => !/^000[123]|^003[678]/.test(name));
    expect(paths.filter((path) => stayed.includes(path))).toEqual(stayed);
  });

  it.each(['limit=0', 'limit=-1', 'limit=ten', 'limit=1.5', 'cursor=%25%25', 'cursor=not-one!', 'limit='])(
    'says what is wrong with ?%s',
    async (query) => {
      const { get } = await folderOf({ 'a.jpg': '' });
      const answer = await get(`/api/photos?${query}`);
      expect(answer.status).toBe(400);
      expect(answer.json<{ error: { message: string } }>().error.message).toMatch(/“(limit|cursor)” must be/);
    },
  );

  it('costs no bytes while it is the same, and comes anew when a photo is added', async () => {
    const { get, photosDir } = await folderOf({ 'a.jpg': 'x' });
    const first = await get('/api/photos');
    const again = { 'if-none-match': String(first.headers.etag) };
    expect((await get('/api/photos', again)).status).toBe(304);
    await putFiles(photosDir, { 'b.jpg': 'x' });
    const changed = await until(async () => {
      const answer = await get('/api/photos', again);
      return answer.status === 200 && answer;
    });
    expect(changed.json<Listing>().items).toHaveLength(2);
  });

  it('has the same revision after a restart, and another when a photo differs', async () => {
    const photosDir = await temporaryFolder({ 'a.jpg': 'x', 'sub/b.jpg': 'y' });
    const revisionNow = async () => (await (await startCompanion({ photosDir })).listing()).revision;
    const first = await revisionNow();
    expect(await revisionNow()).toBe(first);
    await writeFile(join(photosDir, 'sub/b.jpg'), 'other');
    expect(await revisionNow()).not.toBe(first);
  });

  it('says in a sentence that the folder went away, and comes back with it', async () => {
    const { get, photosDir } = await folderOf({ 'a.jpg': 'x' });
    expect((await get('/api/photos')).status).toBe(200);
    await rename(photosDir, `${photosDir}.unplugged`);
    const away = await until(async () => {
      const answer = await get('/api/photos');
      return answer.status !== 200 && answer;
    });
    expect(away.status).toBe(503);
    expect(away.headers['retry-after']).toBe('5');
    expect(away.json<{ error: { kind: string; message: string } }>().error).toMatchObject({ kind: 'photos-away' });
    expect((await get('/photos/a.jpg')).status).toBe(404);
    expect((await get('/health')).json()).toMatchObject({ status: 'ok', photos: { enabled: true, available: false } });
    await rename(`${photosDir}.unplugged`, photosDir);
    await until(async () => (await get('/api/photos')).status === 200);
    expect((await get('/photos/a.jpg')).text).toBe('x');
    expect((await get('/health')).json()).toMatchObject({ photos: { available: true, count: 1 } });
  });

  it('follows when another folder takes the place of the first', async () => {
    const { listing, photosDir } = await folderOf({ 'a.jpg': 'x' });
    await listing();
    await rename(photosDir, `${photosDir}.old`);
    await mkdir(photosDir);
    await putFiles(photosDir, { 'other.jpg': 'y' });
    await until(async () => {
      const { items } = await listing();
      return items?.length === 1 && items[0]?.path === 'other.jpg';
    });
    await rm(`${photosDir}.old`, { recursive: true });
  });
});

describe('without --photos', () => {
  it('every photo address says so', async () => {
    const { get } = await startCompanion();
    for (const path of ['/api/photos', '/api/photos/events', '/photos/a.jpg']) {
      const answer = await get(path);
      expect(answer.status).toBe(404);
      expect(answer.text).toContain('offers no photos');
    }
    expect((await get('/api/companion')).json()).toEqual({
      name: 'afterimage',
      version: '1.2.3',
      photos: { enabled: false },
      proxy: true,
    });
  });
});

it('the companion introduces itself', async () => {
  const { get, listing } = await folderOf({ 'a.jpg': 'x' });
  const { revision } = await listing();
  const photos = { enabled: true, available: true, scanning: false, count: 1, revision, unreadableFolders: 0 };
  expect((await get('/api/companion')).json()).toEqual({ name: 'afterimage', version: '1.2.3', photos, proxy: true });
  expect((await get('/health')).json()).toMatchObject({ status: 'ok', version: '1.2.3', uptimeSec: 0, photos });
});

import { afterEach, describe, expect, it, vi } from 'vitest';
import 'fake-indexeddb/auto';
import { entryId, garbage, listAll, refusals, setUp, status, stubService } from '../../../tests/fakes/service.ts';
import { source } from './index.ts';
import { provider } from './provider.worker.ts';
import { readPictures } from './worker/read-list.ts';

afterEach(() => vi.unstubAllGlobals());

const base = 'https://pics.test/lists/all.json';
const urlsOf = (text: string) => readPictures(text, base)?.pictures.map(({ url }) => url);

describe('a list', () => {
  it.each([
    ['addresses', '["https://a.test/1.jpg", "../2.jpg", "https://a.test/1.jpg", "data:x", 7]'],
    ['objects', '[{"url":"https://a.test/1.jpg"},{"src":"../2.jpg"},{"title":"none"},null]'],
    ['objects in a field', '{"version":1,"photos":[{"image":{"url":"https://a.test/1.jpg"}},{"href":"/2.jpg"}]}'],
    ['a field in a field', '{"data":{"items":["https://a.test/1.jpg","/2.jpg"]}}'],
    ['lines', '\uFEFF# mine\r\nhttps://a.test/1.jpg\r\n\r\n..\\2.jpg\r\n<script>\r\n'],
  ])('may be of %s', (_name, text) => {
    expect(urlsOf(text)).toEqual(['https://a.test/1.jpg', 'https://pics.test/2.jpg']);
  });

  it('brings titles, names and dates along', () => {
    const json = '[{"url":"/1.jpg","title":"Pier","photographer":"Mira","date":"2024-02-01","page":"/pier"}]';
    expect(readPictures(json, base)?.pictures).toEqual([
      {
        url: 'https://pics.test/1.jpg',
        title: 'Pier',
        credit: 'Mira',
        link: 'https://pics.test/pier',
        dateMs: Date.UTC(2024, 1, 1),
      },
    ]);
    const m3u = '#EXTM3U\n#EXTINF:10,Dunes, west\n/2.jpg\n/3.jpg';
    expect(readPictures(m3u, base)?.pictures).toEqual([
      { url: 'https://pics.test/2.jpg', title: 'Dunes, west' },
      { url: 'https://pics.test/3.jpg' },
    ]);
  });

  it.each([
    '"nsfw":true',
    '"over_18":1',
    '"adult":"yes"',
    '"rating":"R"',
    '"purity":"sketchy"',
    '"tags":["sea","NSFW"]',
    '"keywords":"beach, nudity"',
    '"safety_level":"2"',
    '"title":"[NSFW] beach"',
  ])('leaves out what is marked as not for everyone: %s', (mark) => {
    const json = `[{"url":"/1.jpg",${mark}},{"url":"/2.jpg","nsfw":false,"rating":"PG","title":"Rated R road"}]`;
    expect(urlsOf(json)).toEqual(['https://pics.test/2.jpg']);
    expect(readPictures(json, base)?.marked).toBe(1);
  });

  it('that is marked as a whole says why it shows nothing', async () => {
    stubService(() => new Response('{"nsfw":true,"photos":["/1.jpg","/2.jpg"]}'));
    const { params } = await setUp(source, { address: base });
    const { refs, error } = await listAll(provider, params);
    expect(refs).toEqual([]);
    expect(error?.message).toMatch(/marked as not for everyone/);
  });

  it('is listed under stable ids', async () => {
    stubService(() => new Response('https://a.test/B%20b.jpg\n/c.jpg'));
    const { params, label } = await setUp(source, { address: 'pics.test/lists/all.txt?x=1' });
    expect(label).toBe('all.txt (pics.test)');
    const { refs } = await listAll(provider, params);
    expect(refs.map(({ id, title }) => [id, title])).toEqual([
      [`${entryId}:https://a.test/B%20b.jpg`, 'B b.jpg'],
      [`${entryId}:https://pics.test/c.jpg`, 'c.jpg'],
    ]);
  });

  it('whose host lets no page in is read through the companion’s proxy', async () => {
    const asked = stubService(({ url }) => {
      if (url.host === 'pics.test') return null;
      if (url.pathname === '/api/service') {
        return Response.json({ error: { kind: 'service-unlisted', message: 'No.' } }, { status: 403 });
      }
      return new Response('["https://a.test/1.jpg"]', { headers: { 'x-proxy-url': base } });
    });
    const { params } = await setUp(source, { address: base });
    expect((await listAll(provider, params)).refs).toHaveLength(1);
    expect(asked.map(({ url }) => url.pathname)).toEqual(['/lists/all.json', '/api/service', '/proxy/feed']);
  });

  it.each(refusals)('that answers %i is explained', async (code, words) => {
    stubService(() => status(code));
    const { params } = await setUp(source, { address: base });
    expect((await listAll(provider, params)).error?.message).toMatch(words);
  });

  it.each(garbage)('that is %s is explained', async (_name, answer) => {
    stubService(answer);
    const { params } = await setUp(source, { address: base });
    const { error } = await listAll(provider, params);
    if (error) expect(error.message).toMatch(/no address of a picture|is not a list of pictures/);
  });
});

import { describe, expect, it } from 'vitest';
import type { SourceHost } from '../../shared/source.ts';
import { source } from './index.ts';
import { provider } from './provider.worker.ts';
import { maxLinks, readLinks } from './read-links.ts';

const host = (text: string): SourceHost => ({
  entryId: 'e',
  text,
  keepFiles: () => Promise.reject(new Error('not asked for')),
  forgetFiles: () => Promise.resolve(),
});

async function listed(urls: readonly unknown[]) {
  const context = {
    entryId: 'e',
    signal: new AbortController().signal,
    baseUrl: 'https://show.test/app/',
    freeBytes: 0,
  };
  const refs = [];
  for await (const ref of provider.list({ urls }, context)) refs.push(ref);
  return refs;
}

describe('reading pasted links', () => {
  it('takes lines, spaces and commas, skips comments and repeats', () => {
    const text = [
      '# my favourites',
      'https://a.test/1.jpg, https://a.test/2.jpg',
      '  http://b.test/x  https://a.test/1.jpg # again',
      '',
      '/photos/own.png,./near.webp far/away.gif',
      'https://c.test/page#fragment',
    ].join('\r\n');
    expect(readLinks(text)).toEqual([
      'https://a.test/1.jpg',
      'https://a.test/2.jpg',
      'http://b.test/x',
      '/photos/own.png',
      './near.webp',
      'far/away.gif',
      'https://c.test/page#fragment',
    ]);
  });

  it('keeps commas that belong to an address', () => {
    expect(readLinks('https://a.test/w_100,h_50/x.jpg,https://b.test/y.jpg')).toEqual([
      'https://a.test/w_100,h_50/x.jpg',
      'https://b.test/y.jpg',
    ]);
  });

  it.each([
    'ftp://a.test/1.jpg',
    'javascript:alert(1)',
    'data:image/png;base64,AAAA',
    '//other.test/x.jpg',
    'hello',
    'https://',
  ])('names the line of %s', (bad) => {
    expect(() => readLinks(`https://a.test/1.jpg\n${bad}`)).toThrow(
      expect.objectContaining({ kind: 'source.invalid', message: expect.stringMatching(/^Line 2, “.+”/) as string }),
    );
  });

  it('has a limit', () => {
    const text = Array.from({ length: maxLinks + 1 }, (_, index) => `https://a.test/${index}.jpg`).join('\n');
    expect(() => readLinks(text)).toThrow(expect.objectContaining({ kind: 'source.invalid' }));
  });

  it('reads a long text without effort', () => {
    const text = `https://a.test/${'a,'.repeat(3_000)} ${' '.repeat(100_000)} https://b.test/x.jpg`;
    expect(readLinks(text)).toHaveLength(2);
  });
});

describe('the links source', () => {
  it('sets itself up from a text', async () => {
    const configured = await source.configure(host('https://a.test/1.jpg\nhttps://a.test/2.jpg'));
    expect(configured).toEqual({
      params: { urls: ['https://a.test/1.jpg', 'https://a.test/2.jpg'] },
      label: '2 links',
    });
    expect(await source.configure(host('  '))).toBeNull();
  });

  it('names photos after the end of their address', async () => {
    const refs = await listed([
      'https://a.test/%E6%97%A5%20one.jpg?size=2',
      'https://a.test/bad%name.jpg',
      'https://a.test/',
      '/own.png',
    ]);
    expect(refs.map(({ title }) => title)).toEqual(['日 one.jpg', 'bad%name.jpg', 'a.test', 'own.png']);
    expect(refs[3]?.locator).toEqual({ kind: 'url', url: 'https://show.test/own.png' });
  });

  it('lists one address once, however it is written', async () => {
    expect(await listed(['https://a.test/1.jpg', 'HTTPS://A.test/1.jpg'])).toHaveLength(1);
  });

  it.each([[['file:///etc/passwd']], [[7]], [['https://']], [[]]])('refuses %j', async (urls) => {
    await expect(listed(urls)).rejects.toMatchObject({ kind: 'source.invalid' });
  });
});

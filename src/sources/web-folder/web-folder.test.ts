import { afterEach, describe, expect, it, vi } from 'vitest';
import 'fake-indexeddb/auto';
import { entryId, garbage, listAll, refusals, setUp, status, stubService } from '../../../tests/fakes/service.ts';
import { source } from './index.ts';
import { provider } from './provider.worker.ts';
import { readIndex } from './worker/index-page.ts';

afterEach(() => vi.unstubAllGlobals());

const folder = 'http://nas.test/photos/';

const apache = `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2 Final//EN"><html><head><title>Index of /photos</title></head><body><h1>Index of /photos</h1>
<table><tr><th valign="top"><img src="/icons/blank.gif" alt="[ICO]"></th><th><a href="?C=N;O=D">Name</a></th></tr>
<tr><td valign="top"><img src="/icons/back.gif"></td><td><a href="/">Parent Directory</a></td><td>&nbsp;</td></tr>
<tr><td valign="top"><img src="/icons/folder.gif"></td><td><a href="2024/">2024/</a></td><td align="right">2024-03-01 09:00  </td><td align="right">  - </td></tr>
<tr><td valign="top"><img src="/icons/image2.gif"></td><td><a href="A%20%26%20B.jpg">A &amp; B.jpg</a></td><td align="right">2024-02-01 10:20  </td><td align="right">1.2M</td></tr>
</table><address>Apache/2.4.57</address></body></html>`;

const nginx = `<html>\r\n<head><title>Index of /photos/</title></head>\r\n<body>\r\n<h1>Index of /photos/</h1><hr><pre><a href="../">../</a>\r
<a href="2024/">2024/</a>                                              01-Mar-2024 09:00                   -\r
<a href="%C3%89t%C3%A9.jpg">Été.jpg</a>                                            01-Feb-2024 10:20             1234567\r
</pre><hr></body>\r\n</html>`;

const caddy = `<!DOCTYPE html><html><body><main><table><tbody><tr class="file"><td></td><td><a href="./2024/"><svg></svg><span class="name">2024</span></a></td>
<td>&mdash;</td><td class="timestamp"><time datetime="2024-03-01T09:00:00Z">03/01/2024</time></td></tr>
<tr class="file"><td></td><td><a href="./sea.webp"><svg></svg><span class="name">sea.webp</span></a></td><td class="size" data-size="900"><div>900 B</div></td>
<td class="timestamp"><time datetime="2024-02-01T10:20:00Z">02/01/2024</time></td></tr></tbody></table></main></body></html>`;

describe('an index page', () => {
  it.each([
    ['Apache', apache, 'A%20&%20B.jpg'.replace('&', '%26')],
    ['nginx', nginx, '%C3%89t%C3%A9.jpg'],
    ['Caddy', caddy, 'sea.webp'],
  ])('of %s gives folders and files with their dates', (_name, page, file) => {
    expect(readIndex(page, folder)?.map(({ url, isFolder, dateMs }) => ({ url, isFolder, dateMs }))).toEqual([
      { url: `${folder}2024/`, isFolder: true, dateMs: Date.UTC(2024, 2, 1, 9) },
      { url: folder + file, isFolder: false, dateMs: Date.UTC(2024, 1, 1, 10, 20) },
    ]);
  });

  /** As these programs answered for a folder and a file: Apache 2.4.71 without `FancyIndexing`, lighttpd 1.4.69, Python 3.11, rclone 1.60. */
  it.each([
    [
      'plain Apache',
      '<ul><li><a href="2024/"> 2024/</a></li>\n<li><a href="A%20&amp;%20B%20%231.jpg"> A &amp; B #1.jpg</a></li>\n</ul>',
      undefined,
    ],
    [
      'lighttpd',
      `<tr class="d"><td class="n"><a href="2024/">2024</a>/</td><td class="m">2024-Mar-01 09:00:57</td><td class="s">- &nbsp;</td></tr>
<tr><td class="n"><a href="A%20%26%20B%20%231.jpg">A &#x26; B #1.jpg</a></td><td class="m">2024-Feb-01 10:20:57</td><td class="s">0.1K</td></tr>`,
      Date.UTC(2024, 1, 1, 10, 20),
    ],
    [
      'Python',
      '<ul>\n<li><a href="2024/">2024/</a></li>\n<li><a href="A%20%26%20B%20%231.jpg">A &amp; B</a></li>',
      undefined,
    ],
    [
      'rclone',
      `<span class="name"><a href="2024/">2024/</a></span></td><td data-order="-1">&mdash;</td>
<span class="name"><a href="A%20&amp;%20B%20%231.jpg">A &amp; B #1.jpg</a></span></td><td data-order="1"><size>1</size></td>
<td class="hideable"><time datetime="2024-02-01 10:20:57.057416378 &#43;0000 UTC">2024-02-01 10:20:57.057416378 &#43;0000 UTC</time></td>`,
      Date.UTC(2024, 1, 1, 10, 20),
    ],
  ])('of %s is read as it was recorded', (_name, rows, dateMs) => {
    const found = readIndex(`<!DOCTYPE html><html><body><h1>Index of /</h1>${rows}</body></html>`, folder);
    expect(found?.map(({ url, isFolder }) => [decodeURIComponent(url.slice(folder.length)), isFolder])).toEqual([
      ['2024/', true],
      ['A & B #1.jpg', false],
    ]);
    expect(found?.[1]?.dateMs).toBe(dateMs);
  });

  it('may be JSON, as nginx and Caddy give it', () => {
    const nginxJson =
      '[{"name":"2024","type":"directory","mtime":"Fri, 01 Mar 2024 09:00:00 GMT"},{"name":"ü#1.jpg","type":"file","mtime":"Thu, 01 Feb 2024 10:20:00 GMT","size":12}]';
    expect(readIndex(nginxJson, folder)).toMatchObject([
      { url: `${folder}2024/`, isFolder: true },
      { url: `${folder}%C3%BC%231.jpg`, isFolder: false, byteLength: 12, dateMs: Date.UTC(2024, 1, 1, 10, 20) },
    ]);
    const caddyJson =
      '[{"name":"2024/","size":0,"url":"./2024/","mod_time":"2024-03-01T09:00:00Z","is_dir":true},{"name":"a.jpg","size":5,"is_dir":false},{"name":"../b.jpg"},7]';
    expect(readIndex(caddyJson, folder)?.map(({ url }) => url)).toEqual([`${folder}2024/`, `${folder}a.jpg`]);
  });

  it('may write whole paths, in whatever spelling', () => {
    const page = '<a href="/Photos (2024)/a.jpg">a</a><a href="/photos%20%282024%29/b%2Bc.jpg">b</a>';
    const found = readIndex(page.replaceAll('Photos', 'photos'), 'https://web.test/photos%20(2024)/');
    expect(found?.map(({ url }) => decodeURIComponent(new URL(url).pathname))).toEqual([
      '/photos (2024)/a.jpg',
      '/photos (2024)/b+c.jpg',
    ]);
  });

  it('leads to no other place', () => {
    const page = `<a href="https://evil.test/photos/x.jpg">x</a><a href="/other/x.jpg">x</a><a href="../x.jpg">x</a><a href="..%2Fx/">x</a>
      <a href="javascript:alert(1)">x</a><a href="a/b.jpg">x</a><a href='one.jpg?x=1'>x</a><a href=two.jpg>x</a><a href="//evil.test/photos/a.jpg">x</a>`;
    const urls = readIndex(page, folder)?.map(({ url }) => url) ?? [];
    expect(urls).toEqual(expect.arrayContaining([`${folder}one.jpg`, `${folder}two.jpg`]));
    expect(urls.every((url) => url.startsWith(folder))).toBe(true);
  });

  it('is read quickly whatever it is', () => {
    const startMs = performance.now();
    readIndex('<a '.repeat(200_000), folder);
    readIndex(`<a href="${'x'.repeat(500_000)}`, folder);
    readIndex('<a href=a>'.repeat(50_000), folder);
    expect(performance.now() - startMs).toBeLessThan(3000);
  });
});

describe('a folder', () => {
  const fields = { address: 'http://nas.test/photos/index.html', user: '', password: '' };

  it('is listed with what is in it', async () => {
    const asked = stubService(({ url }) => {
      const page = url.pathname === '/photos/' ? apache : url.pathname === '/photos/2024/' ? nginx : null;
      return page === null ? status(404) : new Response(page, { headers: { 'content-type': 'text/html' } });
    });
    const { params } = await setUp(source, fields);
    const { refs } = await listAll(provider, params);
    expect(refs.map(({ name, locator }) => [name, locator])).toEqual([
      ['A & B.jpg', { kind: 'url', url: 'http://nas.test/photos/A%20%26%20B.jpg', auth: entryId }],
      ['2024/Été.jpg', { kind: 'url', url: 'http://nas.test/photos/2024/%C3%89t%C3%A9.jpg', auth: entryId }],
    ]);
    expect(asked.map(({ url }) => url.pathname)).toEqual(['/photos/', '/photos/2024/', '/photos/2024/2024/']);
  });

  it('behind a sign-in gets it', async () => {
    const asked = stubService(() => new Response('<a href="a.jpg">a</a>'));
    const { params } = await setUp(source, { ...fields, user: 'mia', password: 'hush' });
    expect((await listAll(provider, params)).refs).toHaveLength(1);
    expect(asked[0]?.headers.get('authorization')).toBe(`Basic ${btoa('mia:hush')}`);
    expect(JSON.stringify(params)).not.toContain('hush');
  });

  it('asks for a sign-in where none was entered, and doubts the one that was', async () => {
    stubService(() => status(401));
    const open = await setUp(source, fields);
    expect((await listAll(provider, open.params)).error?.message).toBe(
      '“nas.test” shows this only to people who sign in. Enter your name and password, or your key.',
    );
    const signedIn = await setUp(source, { ...fields, user: 'mia', password: 'hush' });
    expect((await listAll(provider, signedIn.params)).error?.message).toMatch(
      /does not accept your user name or password/,
    );
  });

  it.each(refusals)('that answers %i is explained', async (code, words) => {
    stubService(() => status(code));
    const { params } = await setUp(source, fields);
    expect((await listAll(provider, params)).error?.message).toMatch(words);
  });

  it.each(garbage)('that answers with %s is explained', async (_name, answer) => {
    stubService(answer);
    const { params } = await setUp(source, fields);
    const { refs, error } = await listAll(provider, params);
    expect(refs).toEqual([]);
    expect(error?.message).toMatch(/lists no photos|is not a list of files/);
  });
});

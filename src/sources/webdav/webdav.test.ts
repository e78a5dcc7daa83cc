import { afterEach, describe, expect, it, vi } from 'vitest';
import 'fake-indexeddb/auto';
import {
  entryId,
  garbage,
  listAll,
  type Question,
  refusals,
  setUp,
  status,
  stubService,
} from '../../../tests/fakes/service.ts';
import { source } from './index.ts';
import { provider } from './provider.worker.ts';
import { readMultistatus } from './worker/multistatus.ts';

afterEach(() => vi.unstubAllGlobals());

const multi = (...responses: string[]): Response =>
  new Response(`<?xml version="1.0"?>\n<D:multistatus xmlns:D="DAV:">${responses.join('')}</D:multistatus>`, {
    status: 207,
    headers: { 'content-type': 'text/xml; charset=utf-8' },
  });

/** As rclone 1.60 writes them. */
const folder = (href: string): string =>
  `<D:response><D:href>${href}</D:href><D:propstat><D:prop><D:resourcetype><D:collection xmlns:D="DAV:"/></D:resourcetype>` +
  '<D:getlastmodified>Sat, 21 Nov 2026 12:27:00 GMT</D:getlastmodified></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>' +
  '<D:propstat><D:prop><D:getcontentlength></D:getcontentlength><D:getcontenttype></D:getcontenttype><D:getetag></D:getetag></D:prop>' +
  '<D:status>HTTP/1.1 404 Not Found</D:status></D:propstat></D:response>';
const file = (href: string, type = 'image/png'): string =>
  `<D:response><D:href>${href}</D:href><D:propstat><D:prop><D:resourcetype></D:resourcetype><D:getcontentlength>70</D:getcontentlength>` +
  `<D:getcontenttype>${type}</D:getcontenttype><D:getlastmodified>Sat, 21 Nov 2026 12:27:00 GMT</D:getlastmodified>` +
  '<D:getetag>"18ea0f1d55de90c546"</D:getetag></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>';

const fields = { address: 'https://nas.test/dav', user: 'mia', password: 'hüsh:1', folder: '' };
const namesOf = async (params: Readonly<Record<string, unknown>>) =>
  (await listAll(provider, params)).refs.map(({ name }) => name);

describe('setting up', () => {
  it('keeps name and folder as params and the password as a header for this address only', async () => {
    const { params, secret, label } = await setUp(source, { ...fields, folder: '/Photos/2024/' });
    expect(params).toEqual({ address: 'https://nas.test/dav', user: 'mia', folder: 'Photos/2024' });
    expect(label).toBe('2024 (nas.test)');
    expect(secret?.scopes).toEqual(['https://nas.test/dav']);
    expect(secret?.headers['authorization']).toBe(`Basic ${Buffer.from('mia:hüsh:1').toString('base64')}`);
  });

  it('takes a sign-in out of a pasted address', async () => {
    const { params, secret } = await setUp(source, { address: 'https://mia:h%C3%BCsh@nas.test/dav/#x' });
    expect(JSON.stringify(params)).not.toMatch(/h%C3|hüsh/);
    expect(params).toMatchObject({ address: 'https://nas.test/dav', user: 'mia' });
    expect(secret?.headers['authorization']).toBe(`Basic ${Buffer.from('mia:hüsh').toString('base64')}`);
  });

  it('understands the address of a Nextcloud’s page, and davs', async () => {
    const page = await setUp(source, {
      address: 'https://cloud.test/index.php/apps/files/files?dir=/Photos/%C3%89t%C3%A9',
    });
    expect(page.params).toMatchObject({ address: 'https://cloud.test', folder: 'Photos/Été' });
    expect((await setUp(source, { address: 'davs://nas.test/dav' })).params['address']).toBe('https://nas.test/dav');
    expect((await setUp(source, { address: 'nas:8080/dav' })).params['address']).toBe('http://nas:8080/dav');
  });
});

describe('a shared link of a Nextcloud', () => {
  it('opens with its token, which is kept like a password', async () => {
    const { params, secret, label } = await setUp(source, {
      address: 'https://cloud.test/nc/index.php/s/Ab3dEf6hIj9kLmN',
      password: 'pw',
    });
    expect(params).toEqual({ address: 'https://cloud.test/nc/public.php/webdav', user: '', folder: '' });
    expect(label).toBe('cloud.test');
    expect(secret?.scopes).toEqual(['https://cloud.test/nc/public.php/webdav']);
    expect(secret?.headers['authorization']).toBe(`Basic ${btoa('Ab3dEf6hIj9kLmN:pw')}`);
    const asked = stubService(({ url }) =>
      url.pathname === '/nc/public.php/webdav/'
        ? multi(folder('/nc/public.php/webdav/'), file('/nc/public.php/webdav/a.png'))
        : status(404),
    );
    expect(await namesOf(params)).toEqual(['a.png']);
    expect(asked.every(({ url }) => !url.href.includes('Ab3dEf6hIj9kLmN'))).toBe(true);
    expect(asked.map(({ headers }) => headers.get('x-requested-with'))).toEqual(['XMLHttpRequest']);
    const open = await setUp(source, { address: 'https://cloud.test/s/Ab3dEf6hIj9kLmN' });
    expect(open.secret?.headers['authorization']).toBe(`Basic ${btoa('Ab3dEf6hIj9kLmN:')}`);
  });
});

describe('a folder', () => {
  it('is found however the server writes the letters of its address', async () => {
    // SabreDAV, which Nextcloud and ownCloud are made with, writes digits of escapes small; others escape more, or less, than browsers.
    const written = ['/dav/%c3%89t%c3%a9%20%282024%29/', '/dav/%C3%89t%C3%A9%20(2024)/', '/dav/Été%20(2024)/'];
    for (const path of written) {
      stubService(({ url }) =>
        url.pathname.includes('sub')
          ? multi(folder(`${path}sub/`), file(`${path}sub/b%2bc.png`))
          : multi(folder(path), folder(`${path}sub/`), file(`${path}a.png`)),
      );
      const { params } = await setUp(source, { ...fields, folder: 'Été (2024)' });
      const { refs, error } = await listAll(provider, params);
      expect(error, path).toBeNull();
      expect(refs.map(({ name }) => name)).toEqual(['a.png', 'sub/b+c.png']);
    }
  });

  it('is listed with all folders below it', async () => {
    const tree: Record<string, string[]> = {
      '/dav/': [
        folder('/dav/'),
        folder('/dav/sub/'),
        file('/dav/a.png'),
        file('/dav/.hidden.png'),
        file('/dav/note.txt', 'text/plain'),
      ],
      '/dav/sub/': [
        folder('/dav/sub/'),
        folder('/dav/sub/%C3%89t%C3%A9%20%231/'),
        file('/dav/sub/b%20&amp;%20c.png'),
        folder('/dav/sub/@eaDir/'),
      ],
      '/dav/sub/%C3%89t%C3%A9%20%231/': [
        file('/dav/sub/%C3%89t%C3%A9%20%231/100%25.png'),
        file('/dav/sub/%C3%89t%C3%A9%20%231/raw', 'image/jpeg'),
      ],
    };
    const asked = stubService(({ url }) => multi(...(tree[url.pathname] ?? [])));
    const { params } = await setUp(source, fields);
    const { refs, error } = await listAll(provider, params);
    expect(error).toBeNull();
    expect(refs.map(({ name }) => name)).toEqual(['a.png', 'sub/b & c.png', 'sub/Été #1/100%.png', 'sub/Été #1/raw']);
    expect(refs[2]).toMatchObject({
      id: `${entryId}:sub/Été #1/100%.png`,
      title: '100%.png',
      locator: { kind: 'url', url: 'https://nas.test/dav/sub/%C3%89t%C3%A9%20%231/100%25.png', auth: entryId },
      byteLength: 70,
      revision: '"18ea0f1d55de90c546"',
      dateMs: Date.UTC(2026, 10, 21, 12, 27),
    });
    for (const { method, headers } of asked) {
      expect(method).toBe('PROPFIND');
      expect(headers.get('depth')).toBe('1');
      expect(headers.get('authorization')).toMatch(/^Basic /);
    }
    expect(JSON.stringify(refs)).not.toMatch(/Basic|hüsh/);
  });

  it('that leads into itself or out of the server comes to an end', async () => {
    const asked = stubService(({ url }) =>
      multi(
        folder(url.pathname),
        folder(`${url.pathname}again/`),
        folder('/dav/'),
        folder('/other/'),
        file('https://evil.test/other/x.png'),
        file('/dav/../../etc/x.png'),
        file('/dav/a.png'),
      ),
    );
    const { params } = await setUp(source, fields);
    expect(await namesOf(params)).toEqual(['a.png']);
    expect(asked.length).toBeLessThanOrEqual(13);
    expect(asked.every(({ url }) => url.host === 'nas.test' && url.pathname.startsWith('/dav/'))).toBe(true);
  });

  it('that cannot be read hides no other, and is told at the end', async () => {
    stubService(({ url }) =>
      url.pathname === '/dav/'
        ? multi(folder('/dav/locked/'), folder('/dav/open/'))
        : url.pathname === '/dav/locked/'
          ? status(403)
          : multi(file('/dav/open/a.png')),
    );
    const { params } = await setUp(source, fields);
    const { refs, error } = await listAll(provider, params);
    expect(refs.map(({ name }) => name)).toEqual(['open/a.png']);
    expect(error?.message).toContain('does not allow this');
  });

  it('of a Nextcloud is found from the address of its page', async () => {
    /** As Nextcloud writes them. */
    const nextcloud =
      '<?xml version="1.0"?><d:multistatus xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns" xmlns:oc="http://owncloud.org/ns" ' +
      'xmlns:nc="http://nextcloud.org/ns"><d:response><d:href>/remote.php/dav/files/mia/Photos/</d:href><d:propstat><d:prop>' +
      '<d:resourcetype><d:collection/></d:resourcetype><d:getetag>&quot;64f1&quot;</d:getetag><oc:size>7</oc:size></d:prop>' +
      '<d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response><d:response><d:href>/remote.php/dav/files/mia/Photos/IMG.jpg' +
      '</d:href><d:propstat><d:prop><d:resourcetype/><d:getcontenttype>image/jpeg</d:getcontenttype><d:getetag>&quot;1&quot;</d:getetag>' +
      '<d:surprise a=">"/></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response></d:multistatus>';
    stubService(({ url }) =>
      url.pathname === '/remote.php/dav/files/mia/Photos/' ? new Response(nextcloud, { status: 207 }) : status(405),
    );
    const { params } = await setUp(source, { ...fields, address: 'https://cloud.test', folder: 'Photos' });
    const { refs } = await listAll(provider, params);
    expect(refs.map(({ name, revision }) => [name, revision])).toEqual([['IMG.jpg', '"1"']]);
  });

  it('of a Nextcloud is found by whoever signs in with a mail address', async () => {
    // The name of the folder is that of the account; Nextcloud takes the address for signing in and then knows no such folder.
    const asked = stubService(({ url }) =>
      url.pathname === '/remote.php/webdav/Photos/'
        ? multi(folder('/remote.php/webdav/Photos/'), file('/remote.php/webdav/Photos/a.png'))
        : status(url.pathname.includes('/dav/files/') ? 404 : 405),
    );
    const { params } = await setUp(source, {
      ...fields,
      address: 'https://cloud.test',
      user: 'mia@example.org',
      folder: 'Photos',
    });
    expect(await namesOf(params)).toEqual(['a.png']);
    expect(asked.map(({ url }) => url.pathname)).toEqual([
      '/Photos/',
      '/remote.php/dav/files/mia%40example.org/Photos/',
      '/remote.php/webdav/Photos/',
    ]);
    stubService(({ url }) => status(url.pathname.includes('/dav/files/') ? 401 : 405));
    expect((await listAll(provider, params)).error?.message).toMatch(/does not accept your/);
  });

  it('without photos says so', async () => {
    stubService(() => multi(folder('/dav/')));
    const { params } = await setUp(source, fields);
    expect((await listAll(provider, params)).error?.message).toMatch(/no photos in “nas.test”/);
  });
});

describe('trouble', () => {
  it.each(refusals)('HTTP %i is told in words', async (code, words) => {
    stubService(() => status(code));
    const { params } = await setUp(source, fields);
    const { error } = await listAll(provider, params);
    expect(error?.message).toMatch(words);
    expect(error?.message).not.toContain('hüsh');
  });

  it.each(garbage)('%s is told in words', async (_name, answer) => {
    stubService(answer);
    const { params } = await setUp(source, fields);
    const { refs, error } = await listAll(provider, params);
    expect(refs).toEqual([]);
    expect(error?.message).toMatch(/not like WebDAV|no photos/);
  });

  it('a server that lets no browser in is asked through the companion, with the sign-in', async () => {
    const asked = stubService(({ url }: Question) => {
      if (url.host === 'nas.test') return null;
      const answer = multi(file('/dav/a.png'));
      answer.headers.set('x-service', 'answered');
      return answer;
    });
    const { params } = await setUp(source, fields);
    expect(await namesOf(params)).toEqual(['a.png']);
    const relayed = asked.find(({ url }) => url.pathname === '/api/service');
    expect(relayed?.url.searchParams.get('url')).toBe('https://nas.test/dav/');
    expect(relayed?.headers.get('x-service-authorization')).toMatch(/^Basic /);
    expect(relayed?.headers.get('authorization')).toBeNull();
    expect(relayed?.url.href).not.toContain('Basic');
    // The second time the way is known.
    asked.length = 0;
    await namesOf(params);
    expect(asked.map(({ url }) => url.host)).toEqual(['show.test']);
  });

  it('names the option when the companion may not, and the way to find out when there is none', async () => {
    const { params } = await setUp(source, fields);
    stubService(({ url }) =>
      url.host === 'nas.test'
        ? null
        : Response.json({ error: { kind: 'service-unlisted', message: 'No.' } }, { status: 403 }),
    );
    expect((await listAll(provider, params)).error?.message).toContain('--service https://nas.test');
    stubService(() => null);
    const { error } = await listAll(provider, params);
    expect(error?.message).toMatch(/certificate.*CORS.*Open its address in a new tab/s);
  });

  it('sends no password over plain http into the wide network', async () => {
    const asked = stubService(() => multi(file('/dav/a.png')));
    const { params } = await setUp(source, { ...fields, address: 'http://cloud.example.org/dav' });
    expect((await listAll(provider, params)).error?.message).toContain('https');
    expect(asked).toEqual([]);
  });
});

describe('multistatus', () => {
  it('reads other prefixes, CDATA and properties of a failed lookup', () => {
    const apache =
      '<?xml version="1.0"?><D:multistatus xmlns:D="DAV:"><D:response xmlns:lp1="DAV:"><D:href><![CDATA[/a&b.jpg]]></D:href><D:propstat>' +
      '<D:prop><lp1:resourcetype/><lp1:getcontentlength>12</lp1:getcontentlength></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>' +
      '<D:propstat><D:prop><lp1:getetag>no</lp1:getetag></D:prop><D:status>HTTP/1.1 404 Not Found</D:status></D:propstat></D:response>';
    expect(readMultistatus(apache)).toEqual([{ href: '/a&b.jpg', isFolder: false, contentType: '', byteLength: 12 }]);
  });

  it('expands nothing of its own and stays quick on nonsense', () => {
    const bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><multistatus><response><href>/&a;.jpg</href></response>';
    expect(readMultistatus(bomb)?.[0]?.href ?? null).not.toContain('aaaa');
    const startMs = performance.now();
    readMultistatus(`<multistatus>${'<response><href>'.repeat(100_000)}`);
    readMultistatus('<'.repeat(500_000));
    readMultistatus(`<multistatus ${'a="'.repeat(200_000)}`);
    expect(performance.now() - startMs).toBeLessThan(2000);
  });
});

import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startCompanion, type TestCompanion } from '../testing.ts';
import { explainFailure } from './pass-on.ts';

const own = { 'sec-fetch-site': 'same-origin' };

interface Service {
  readonly origin: string;
  readonly asked: {
    readonly method: string;
    readonly url: string;
    readonly headers: IncomingMessage['headers'];
    body: string;
  }[];
}

async function service(answer: (req: IncomingMessage, res: ServerResponse) => void): Promise<Service> {
  const asked: Service['asked'] = [];
  const server = createServer((req, res) => {
    const one = { method: req.method ?? '', url: req.url ?? '', headers: req.headers, body: '' };
    asked.push(one);
    req.on('data', (part: Buffer) => (one.body += part.toString()));
    req.on('end', () => answer(req, res));
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((closed) => {
      server.close(closed);
    });
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const ask = (companion: TestCompanion, url: string, headers: Record<string, string> = own, method = 'GET') =>
  companion.get(`/api/service?url=${encodeURIComponent(url)}`, headers, method);

const kindOf = (answer: { json<T>(): T }): string => answer.json<{ error: { kind: string } }>().error.kind;

describe('a service that was named', () => {
  it('gets method, sign-in and question, and nothing else of the browser', async () => {
    const dav = await service((_req, res) => {
      res.writeHead(207, { 'content-type': 'application/xml', 'set-cookie': 'a=b', etag: '"1"' }).end('<multistatus/>');
    });
    const companion = await startCompanion({ services: [`${dav.origin}/dav/`] });
    const headers = {
      ...own,
      'x-service-authorization': 'Basic bWlhOng=',
      authorization: 'Bearer of-the-page',
      cookie: 'page=1',
      referer: 'http://page.test/',
      depth: '1',
    };
    const answer = await ask(companion, `${dav.origin}/dav/Été/?x=1`, headers, 'PROPFIND');
    expect(answer.status).toBe(207);
    expect(answer.headers).toMatchObject({ 'x-service': 'answered', etag: '"1"' });
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(answer.headers['content-security-policy']).toContain('sandbox');
    const [got] = dav.asked;
    expect(got).toMatchObject({ method: 'PROPFIND', url: '/dav/%C3%89t%C3%A9/?x=1' });
    expect(got?.headers).toMatchObject({ authorization: 'Basic bWlhOng=', depth: '1', 'user-agent': 'Afterimage' });
    for (const name of ['cookie', 'referer', 'x-service-authorization', 'sec-fetch-site', 'origin']) {
      expect(got?.headers[name], name).toBeUndefined();
    }
  });

  it('is heard as it answers: errors and redirects come through, and are not followed', async () => {
    const dav = await service((req, res) => {
      if (req.url === '/moved') return void res.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
      res.writeHead(401, { 'www-authenticate': 'Basic' }).end('no');
    });
    const companion = await startCompanion({ services: [dav.origin] });
    const refused = await ask(companion, `${dav.origin}/a`);
    expect(refused.status).toBe(401);
    // The browser would open its own question for a password.
    expect(refused.headers['www-authenticate']).toBeUndefined();
    const moved = await ask(companion, `${dav.origin}/moved`);
    expect(moved.status).toBe(302);
    expect(moved.headers.location).toBeUndefined();
    expect(dav.asked).toHaveLength(2);
  });

  it('is asked again where it closed a kept connection meanwhile', async () => {
    let asked = 0;
    const dav = await service((req, res) => {
      if (++asked === 2) req.socket.destroy();
      else res.end(`answer ${asked}`);
    });
    const companion = await startCompanion({ services: [dav.origin] });
    expect((await ask(companion, `${dav.origin}/a`)).text).toBe('answer 1');
    expect((await ask(companion, `${dav.origin}/b`)).text).toBe('answer 3');
  });

  it('that breaks off is told as such before its answer, and cut off within it', async () => {
    const dav = await service((req, res) => {
      if (req.url === '/none') return void req.socket.resetAndDestroy();
      if (req.url !== '/half') return void res.end('whole');
      res.writeHead(200, { 'content-length': 999 });
      res.write('half', () => setTimeout(() => req.socket.resetAndDestroy(), 20));
    });
    const companion = await startCompanion({ services: [dav.origin] });
    const none = await ask(companion, `${dav.origin}/none`);
    expect(none.status).toBe(502);
    expect(kindOf(none)).toBe('service-unreachable');
    await expect(ask(companion, `${dav.origin}/half`)).rejects.toThrow();
    expect((await ask(companion, `${dav.origin}/well`)).text).toBe('whole');
  });

  it('that is off is told apart from one that is not allowed', async () => {
    const gone = await service((_req, res) => res.end());
    const companion = await startCompanion({ services: ['http://127.0.0.1:9'] });
    expect(kindOf(await ask(companion, 'http://127.0.0.1:9/a'))).toBe('service-refused');
    expect(kindOf(await ask(companion, `${gone.origin}/a`))).toBe('service-unlisted');
    expect(gone.asked).toHaveLength(0);
  });
});

describe('what is not permitted', () => {
  it.each([
    ['another path', '/private/a', 'service-unlisted'],
    ['a path that begins alike', '/davenport/a', 'service-unlisted'],
    ['a way out of the path', '/dav/../private/a', 'service-unlisted'],
    ['an encoded way out', '/dav/%2e%2e/private', 'service-unlisted'],
    ['a twice encoded way out', '/dav/%252e%252e/private', 'service-address'],
  ])('%s', async (_name, path, kind) => {
    const dav = await service((_req, res) => res.end());
    const companion = await startCompanion({ services: [`${dav.origin}/dav`] });
    expect(kindOf(await ask(companion, `${dav.origin}${path}`))).toBe(kind);
    expect(dav.asked).toHaveLength(0);
  });

  it.each(['file:///etc/passwd', 'http://name:pw@127.0.0.1/', '', 'x'])('the address “%s”', async (url) => {
    const companion = await startCompanion({ services: ['http://127.0.0.1'] });
    expect(kindOf(await ask(companion, url))).toBe('service-address');
  });

  it('other pages, other methods, and the network without a token', async () => {
    const dav = await service((_req, res) => res.end());
    const companion = await startCompanion({ services: [dav.origin] });
    expect((await ask(companion, dav.origin, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await ask(companion, dav.origin, { ...own, origin: 'https://evil.test' })).status).toBe(403);
    expect((await ask(companion, dav.origin, own, 'DELETE')).status).toBe(405);
    expect((await ask(companion, dav.origin, own, 'PUT')).status).toBe(405);
    const open = await startCompanion({ host: '0.0.0.0', services: [dav.origin] });
    expect((await ask(open, dav.origin)).status).toBe(403);
    expect(dav.asked).toHaveLength(0);
  });

  it('a question without end', async () => {
    const dav = await service((_req, res) => res.end());
    const companion = await startCompanion({ services: [dav.origin] });
    const status = await new Promise<number>((resolve) => {
      const path = `/api/service?url=${encodeURIComponent(dav.origin)}`;
      const req = request({ host: '127.0.0.1', port: companion.port, path, method: 'POST', headers: own }, (res) => {
        resolve(res.statusCode ?? 0);
        res.resume();
      });
      req.on('error', () => undefined);
      req.end(Buffer.alloc(80 * 1024));
    });
    expect(status).toBe(413);
    expect(dav.asked).toHaveLength(0);
  });
});

describe('why a service cannot be reached', () => {
  it.each([
    ['ECONNREFUSED', 'service-refused', /Nothing answers/],
    ['ENOTFOUND', 'service-name', /no host called/],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'service-certificate', /not trusted/],
    ['CERT_HAS_EXPIRED', 'service-certificate', /run out/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'service-certificate', /not trusted/],
    ['EPROTO', 'service-certificate', /does not speak https/],
    ['EHOSTUNREACH', 'service-unreachable', /cannot be reached/],
  ])('%s', (code, kind, words) => {
    const error = explainFailure(Object.assign(new Error('x'), { code }), 'nas.lan');
    expect(error.kind).toBe(kind);
    expect(error.message).toMatch(words);
    expect(error.message).toContain('nas.lan');
  });
});

import { brotliCompressSync, brotliDecompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { putFiles, startCompanion, temporaryFolder } from './testing.ts';

const script = 'console.log("hello");'.repeat(100);

async function client() {
  const clientDir = await temporaryFolder({
    'index.html': '<!doctype html><title>Afterimage</title>',
    'sw.js': 'self',
    'manifest.webmanifest': '{}',
    'assets/app-1a2b.js': script,
    'assets/app-1a2b.js.br': brotliCompressSync(script),
    'assets/app-1a2b.js.gz': gzipSync(script),
    'assets/heif.wasm': 'wasm',
    'assets/milkdrop-frame-AbCd1234.html': '<!doctype html>',
    'assets/other.html': '<!doctype html>',
    '.secret': 'hidden',
  });
  return { clientDir, ...(await startCompanion({ clientDir })) };
}

describe('the built client', () => {
  it('is the page at /', async () => {
    const { get } = await client();
    for (const path of ['/', '/index.html', '/?set.display.fit=fit#top']) {
      const answer = await get(path);
      expect(answer.status).toBe(200);
      expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
      expect(answer.text).toContain('<title>Afterimage');
    }
  });

  it('lets the MilkDrop frame run code, and nothing else of the page', async () => {
    const { get } = await client();
    const policyOf = async (path: string) => String((await get(path)).headers['content-security-policy']);
    const frame = await policyOf('/assets/milkdrop-frame-AbCd1234.html');
    expect(frame).toContain('sandbox allow-scripts;');
    expect(frame).toContain("default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'");
    expect(frame).not.toMatch(/connect-src|allow-same-origin/);
    for (const path of ['/', '/assets/app-1a2b.js', '/assets/other.html']) {
      expect(await policyOf(path)).not.toMatch(/'unsafe-eval'|'unsafe-inline'/);
    }
  });

  it('keeps hashed files for ever and asks again for the rest', async () => {
    const { get } = await client();
    expect((await get('/assets/app-1a2b.js')).headers['cache-control']).toBe('public, max-age=31536000, immutable');
    for (const path of ['/', '/sw.js', '/manifest.webmanifest']) {
      const first = await get(path);
      expect(first.headers['cache-control']).toBe('no-cache');
      const again = await get(path, { 'if-none-match': String(first.headers.etag) });
      expect(again.status).toBe(304);
      expect(again.bytes.length).toBe(0);
      expect(again.headers['cache-control']).toBe('no-cache');
    }
  });

  it('serves the new page after a build in another terminal', async () => {
    const { get, clientDir } = await client();
    const before = await get('/');
    await putFiles(clientDir, { 'index.html': 'a newer and longer page, built while the companion was running' });
    const after = await get('/', { 'if-none-match': String(before.headers.etag) });
    expect(after.status).toBe(200);
    expect(after.text).toContain('newer');
  });

  it.each([
    ['br, gzip', 'br'],
    ['gzip, deflate', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['br;q=0.000, gzip;q=0', undefined],
    ['identity', undefined],
    [undefined, undefined],
  ])('Accept-Encoding %s gets %s', async (accept, expected) => {
    const { get } = await client();
    const answer = await get('/assets/app-1a2b.js', accept === undefined ? {} : { 'accept-encoding': accept });
    expect(answer.headers['content-encoding']).toBe(expected);
    expect(answer.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(answer.headers.vary).toBe('Accept-Encoding');
    if (expected === 'br') expect(brotliDecompressSync(answer.bytes).toString()).toBe(script);
    if (expected === undefined) expect(answer.text).toBe(script);
  });

  it('gives each encoding a validator of its own', async () => {
    const { get } = await client();
    const plain = await get('/assets/app-1a2b.js');
    const packed = await get('/assets/app-1a2b.js', {
      'accept-encoding': 'br',
      'if-none-match': String(plain.headers.etag),
    });
    expect(packed.status).toBe(200);
  });

  it('names WebAssembly, so that it can be compiled while it loads', async () => {
    const { get } = await client();
    expect((await get('/assets/heif.wasm')).headers['content-type']).toBe('application/wasm');
  });

  it.each([
    '/nothing',
    '/assets',
    '/assets/',
    '/assets/gone.js',
    '/.secret',
    '/assets/../.secret',
    '/../package.json',
    '/%2e%2e/x',
  ])('has nothing at %s and does not cache that', async (path) => {
    const { get } = await client();
    const answer = await get(path);
    expect(answer.status).toBe(404);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.text).toBe('There is nothing at this address.\n');
  });

  it('answers 400 to an address that cannot be decoded', async () => {
    const { get } = await client();
    for (const path of ['/%', '/%zz', '/%ff', '/a%00.js', '/..%2fpackage.json'])
      expect((await get(path)).status).toBe(400);
  });

  it('answers HEAD like GET, without the body', async () => {
    const { get } = await client();
    const head = await get('/assets/app-1a2b.js', {}, 'HEAD');
    expect(head.status).toBe(200);
    expect(head.headers['content-length']).toBe(String(script.length));
    expect(head.bytes.length).toBe(0);
  });
});

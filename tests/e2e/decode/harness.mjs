/**
 * Builds the decode worker as the app is built (chunks, WASM files), serves it under the app's security headers and
 * opens it. Nothing of the app itself is involved.
 */
import { createServer } from 'node:http';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const OUT = join(ROOT, '.cache/e2e/decode');
export const FIXTURES = join(ROOT, '.cache/fixtures');
export const PHOTOS = join(ROOT, '.cache/photos');

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm', '.svg': 'image/svg+xml' };
const HEADERS = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy':
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self' http:; img-src 'self' blob:",
};

function listen(handler) {
  const server = createServer(handler);
  return new Promise((done) => {
    server.listen(0, '127.0.0.1', () => done({ server, origin: `http://127.0.0.1:${server.address().port}` }));
  });
}

async function buildHarness() {
  await build({
    configFile: false,
    root: join(ROOT, 'tests/e2e/decode'),
    logLevel: 'error',
    define: { __APP_VERSION__: '"test"' },
    build: { outDir: OUT, emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
    worker: { format: 'es' },
  });
}

/** `routes` answer first: path → (request, response). */
export async function openHarness(browser, { routes = {} } = {}) {
  await buildHarness();
  const requests = [];
  const { server, origin } = await listen((request, response) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname;
    requests.push(path);
    if (routes[path] !== undefined) {
      routes[path](request, response);
      return;
    }
    const roots = path.startsWith('/fixtures/') ? [FIXTURES, 10] : path.startsWith('/photos/') ? [PHOTOS, 8] : [OUT, 1];
    const file = resolve(roots[0], path === '/' ? 'index.html' : path.slice(roots[1]));
    if (!existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404, HEADERS).end('nothing here');
      return;
    }
    response.writeHead(200, { ...HEADERS, 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
    response.end(readFileSync(file));
  });
  const stranger = await listen((request, response) => {
    const open = request.url?.startsWith('/open/') === true ? { 'access-control-allow-origin': '*' } : {};
    response.writeHead(200, open).end(readFileSync(join(FIXTURES, 'plain.png')));
  });
  const page = await browser.newPage();
  const problems = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.goto(`${origin}/`);
  await page.waitForFunction('globalThis.harnessReady === true');
  return {
    page,
    origin,
    strangerOrigin: stranger.origin,
    requests,
    problems,
    async close() {
      await page.close();
      server.closeAllConnections();
      server.close();
      stranger.server.closeAllConnections();
      stranger.server.close();
    },
  };
}

/**
 * Decodes in the page's worker and reports what a viewer would see: size, colours at the quarter points and the
 * corners, or the error.
 */
export function look(page, locator, target = {}, id = JSON.stringify(locator)) {
  return page.evaluate(
    async ({ locator, target, id }) => {
      const ref = { id, sourceId: 'test', entryId: 'test', locator, title: 't', name: 't' };
      const wanted = { widthPx: 96, heightPx: 64, dpr: 1, fit: 'fill', sharpen: false, pixels: false, ...target };
      const { value, error, beats } = await globalThis.callDecoder('decode', ref, wanted);
      if (error !== undefined) return { error, beats };
      const { bitmap, pixels, ...facts } = value;
      const { width, height } = bitmap;
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext('2d', { willReadFrequently: true });
      context.drawImage(bitmap, 0, 0);
      bitmap.close();
      const { data } = context.getImageData(0, 0, width, height);
      const at = (u, v) => {
        const i =
          (Math.min(height - 1, Math.floor(v * height)) * width + Math.min(width - 1, Math.floor(u * width))) * 4;
        return [...data.subarray(i, i + 4)];
      };
      let opaque = true;
      for (let i = 3; i < data.length; i += 4) if (data[i] !== 255) opaque = false;
      let same = null;
      if (pixels !== undefined) same = pixels.length === data.length && pixels.every((v, i) => v === data[i]);
      return {
        width,
        height,
        opaque,
        pixelsMatch: same,
        topLeft: at(0.25, 0.25),
        topRight: at(0.75, 0.25),
        bottomLeft: at(0.25, 0.75),
        bottomRight: at(0.75, 0.75),
        corner: at(0, 0),
        top: at(0.5, 0),
        left: at(0, 0.5),
        center: at(0.5, 0.5),
        facts: {
          ...facts,
          ref: undefined,
          luminance: { ...facts.luminance, mean: [...facts.luminance.mean], detail: [...facts.luminance.detail] },
        },
        beats,
      };
    },
    { locator, target, id },
  );
}

export const stats = (page) => page.evaluate(async () => (await globalThis.callDecoder('stats')).value);

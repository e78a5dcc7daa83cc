/** Generated pictures in a real browser: painted at the asked size, the same every time, without bands or gaps. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { build } from 'vite';
import { SCENE_LABELS } from '../../src/sources/generative/index.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const ids = Object.keys(SCENE_LABELS);

const workerSource = `
import { provider } from ${JSON.stringify(`${root}src/sources/generative/provider.worker.ts`)};
async function pixels(key, widthPx, heightPx) {
  const bitmap = await provider.open(key, { widthPx, heightPx }, new AbortController().signal);
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
async function facts(key, widthPx, heightPx) {
  const { data, width, height } = await pixels(key, widthPx, heightPx);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', data));
  let opaque = true, sum = 0, square = 0, flat = 0, run = 0;
  for (let i = 0; i < data.length; i += 4) {
    if (data[i + 3] !== 255) opaque = false;
    const l = data[i] * 0.299 + data[i + 1] * 0.587 + data[i + 2] * 0.114;
    sum += l; square += l * l;
    const same = i > 4 && data[i] === data[i - 4] && data[i + 1] === data[i - 3] && data[i + 2] === data[i - 2] && l > 12;
    run = same ? run + 1 : 0;
    flat = Math.max(flat, run);
  }
  const n = data.length / 4;
  return { hash: [...digest].join(','), width, height, opaque, mean: sum / n, deviation: Math.sqrt(square / n - (sum / n) ** 2), flat };
}
async function aborted(key) {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 5);
  try { (await provider.open(key, { widthPx: 3840, heightPx: 2160 }, controller.signal)).close(); return 'finished'; }
  catch (error) { return error.kind ?? String(error); }
}
self.addEventListener('message', async ({ data: { name, args } }) => {
  self.postMessage(await { facts, aborted }[name](...args));
});`;

let server: Server;

test.beforeAll(async () => {
  const entry = `${root}.cache/generative-worker.mjs`;
  mkdirSync(`${root}.cache`, { recursive: true });
  writeFileSync(entry, workerSource);
  const result = await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      write: false,
      target: 'chrome109',
      lib: { entry, formats: ['es'], fileName: 'worker' },
    },
  });
  const bundle = 'output' in result ? result : Array.isArray(result) ? result[0] : undefined;
  const chunks = new Map(
    bundle?.output.flatMap((part) => (part.type === 'chunk' ? [[`/${part.fileName}`, part.code]] : [])),
  );
  server = createServer((request, response) => {
    const code = chunks.get(request.url ?? '');
    response.setHeader('content-type', code === undefined ? 'text/html' : 'text/javascript');
    response.end(code ?? '<!doctype html><title>Generated pictures</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
});

test.afterAll(() => new Promise((resolve) => server.close(resolve)));

interface Facts {
  readonly hash: string;
  readonly width: number;
  readonly height: number;
  readonly opaque: boolean;
  readonly mean: number;
  readonly deviation: number;
  readonly flat: number;
}

test.beforeEach(async ({ page }) => {
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.evaluate(() => {
    const worker = new Worker('/worker.js', { type: 'module' });
    Object.assign(globalThis, {
      ask: (name: string, args: unknown[]) =>
        new Promise((resolve, reject) => {
          worker.addEventListener('message', (event) => resolve(event.data), { once: true });
          worker.addEventListener('error', (event) => reject(new Error(event.message)), { once: true });
          worker.postMessage({ name, args }, []);
        }),
    });
  });
});

const ask = <T>(page: import('@playwright/test').Page, name: string, args: unknown[]): Promise<T> =>
  page.evaluate(
    ([name, args]) => (globalThis as unknown as { ask(n: string, a: unknown[]): Promise<T> }).ask(name, args),
    [name, args] as const,
  );

for (const id of ids) {
  test(`${id}: the same key and size give the same picture; another seed another one`, async ({ page }) => {
    const once = await ask<Facts>(page, 'facts', [`${id}/2a`, 480, 270]);
    const twice = await ask<Facts>(page, 'facts', [`${id}/2a`, 480, 270]);
    const other = await ask<Facts>(page, 'facts', [`${id}/2b`, 480, 270]);
    expect(twice.hash).toBe(once.hash);
    expect(other.hash).not.toBe(once.hash);
    for (const picture of [once, other]) {
      expect(picture.opaque).toBe(true);
      // Neither blown out nor black, and something is to be seen.
      expect(picture.mean).toBeGreaterThan(8);
      expect(picture.mean).toBeLessThan(235);
      expect(picture.deviation).toBeGreaterThan(6);
      // Grain everywhere: no run of equal pixels long enough to show as a band.
      expect(picture.flat).toBeLessThan(40);
    }
  });

  test(`${id}: fills a phone and a very wide screen`, async ({ page }) => {
    for (const [width, height] of [
      [216, 384],
      [640, 180],
    ]) {
      const picture = await ask<Facts>(page, 'facts', [`${id}/7`, width, height]);
      expect([picture.width, picture.height]).toEqual([width, height]);
      expect(picture.opaque).toBe(true);
      expect(picture.deviation).toBeGreaterThan(5);
    }
  });
}

test('a picture nobody wants any more is left unfinished', async ({ page }) => {
  expect(await ask<string>(page, 'aborted', ['sea/1'])).toBe('aborted');
});

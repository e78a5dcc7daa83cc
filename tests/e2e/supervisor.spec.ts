/**
 * The supervisor against real threads, with and without cross-origin isolation. Prints how long each fault took to be
 * noticed and repaired. Builds its own small page; nothing of the app takes part.
 */
import { createServer, type Server } from 'node:http';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, type Page } from '@playwright/test';
import { build } from 'vite';
import type { ProbePage } from './supervisor/page.ts';

declare const probe: ProbePage;

let folder = '';
let server: Server;
let origin = '';

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'supervisor-'));
  await build({
    configFile: false,
    base: './',
    logLevel: 'error',
    root: fileURLToPath(new URL('./supervisor/', import.meta.url)),
    worker: { format: 'es' },
    build: {
      outDir: folder,
      emptyOutDir: true,
      rollupOptions: {
        input: fileURLToPath(new URL('./supervisor/page.ts', import.meta.url)),
        output: { entryFileNames: 'page.js' },
      },
    },
  });
  await writeFile(
    join(folder, 'index.html'),
    '<!doctype html><title>probe</title><script type="module" src="page.js"></script>',
  );
  server = createServer((request, response) => {
    void answer(new URL(request.url ?? '/', 'http://127.0.0.1'), response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  origin = typeof address === 'object' && address !== null ? `http://127.0.0.1:${String(address.port)}` : '';
});

test.afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

/** `/isolated/` and `/plain/` hold the same page. */
async function answer(url: URL, response: import('node:http').ServerResponse): Promise<void> {
  const path = url.pathname.replace(/^\/(isolated|plain)\//, '') || 'index.html';
  const type = extname(path) === '.html' ? 'text/html' : 'text/javascript';
  const isolation = url.pathname.startsWith('/isolated/')
    ? { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' }
    : {};
  try {
    const body = await readFile(join(folder, path));
    response.writeHead(200, { 'content-type': type, ...isolation }).end(body);
  } catch {
    response.writeHead(404).end();
  }
}

async function open(page: Page, kind: 'isolated' | 'plain'): Promise<void> {
  await page.goto(`${origin}/${kind}/`);
  const readyMs = await page.evaluate(() => probe.untilGeneration(1));
  expect(await page.evaluate(() => probe.isolated)).toBe(kind === 'isolated');
  note(kind, 'first start, page to ready', readyMs);
}

function note(kind: string, what: string, ms: number): void {
  console.log(`${kind.padEnd(9)} ${what.padEnd(46)} ${ms.toFixed(0).padStart(6)} ms`);
}

for (const kind of ['isolated', 'plain'] as const) {
  test.describe(kind, () => {
    test.beforeEach(async ({ page }) => {
      await open(page, kind);
    });

    test('configuration comes first and answers come back', async ({ page }) => {
      const report = await page.evaluate(() => probe.call('echo', ['hello']));
      expect(report.value).toBe('hello 7');
    });

    for (const [what, fault] of [
      ['thread terminated in the middle of a call', 'terminate'],
      ['worker closes itself in the middle of a call', 'end'],
    ] as const) {
      test(what, async ({ page }) => {
        const { call, repairMs } = await page.evaluate(async (fault) => {
          const patient = { deadlineMs: 20_000 };
          const call = fault === 'end' ? probe.call('end', [], patient) : probe.call('wait', [300], patient);
          if (fault === 'terminate') setTimeout(() => probe.terminate(), 100);
          const repairMs = await probe.untilGeneration(2);
          return { call: await call, repairMs };
        }, fault);
        note(kind, what, repairMs);
        if (fault === 'end') expect(call.kind).toBe('worker.crashed');
        else expect(call.value).toBe('waited');
        const after = await page.evaluate(() => probe.call('echo', ['again']));
        expect(after.value).toBe('again 7');
      });
    }

    test('a spinning call is ended at its deadline, its neighbour is answered', async ({ page }) => {
      const result = await page.evaluate(async () => {
        const spin = probe.call('spin', [1e9, false], { deadlineMs: 6000 });
        const neighbour = probe.call('echo', ['neighbour'], { deadlineMs: 20_000 });
        const repairMs = await probe.untilGeneration(2);
        return { spin: await spin, neighbour: await neighbour, repairMs };
      });
      note(kind, 'spinning call with a deadline of 6,000 ms', result.repairMs);
      expect(result.spin.kind).toBe('worker.deadline');
      expect(result.neighbour.value).toBe('neighbour 7');
    });

    test('a long call that reports progress is left alone', async ({ page }) => {
      const result = await page.evaluate(async () => ({
        call: await probe.call('spin', [6500, true]),
        health: probe.health(),
      }));
      expect(result.call.value).toBe('spun');
      expect(result.health.generation).toBe(1);
    });

    test('a rejection nobody caught', async ({ page }) => {
      const result = await page.evaluate(async () => {
        const startMs = performance.now();
        const call = probe.call('strayRejection', [], { deadlineMs: 30_000 });
        const repairMs = await probe.untilGeneration(2);
        const told = probe.states.find(({ state, atMs }) => state === 'unhealthy' && atMs > startMs);
        return {
          kind: (await call).kind,
          repairMs,
          toldMs: (told?.atMs ?? Infinity) - startMs,
          error: probe.health().lastError,
        };
      });
      note(kind, 'rejection nobody caught: told', result.toldMs);
      note(kind, 'rejection nobody caught: worker replaced', result.repairMs);
      expect(result.kind).toBe('worker.crashed');
      expect(result.toldMs).toBeLessThan(1000);
    });

    test('nonsense in bulk', async ({ page }) => {
      const result = await page.evaluate(async () => {
        const call = probe.call('nonsense', [1000]);
        return { repairMs: await probe.untilGeneration(2), kind: (await call).kind };
      });
      note(kind, '1,000 pieces of nonsense', result.repairMs);
      expect(result.kind).toBe('worker.crashed');
    });

    test('a late photo is closed, a page blocked for 8 s raises no alarm', async ({ page }) => {
      const result = await page.evaluate(async () => {
        const late = await probe.call('photo', [64, 600], { abortAfterMs: 100 });
        const during = probe.call('wait', [500]);
        probe.blockPage(8000);
        return { late, during: await during, health: probe.health(), states: probe.states.map(({ state }) => state) };
      });
      expect(result.late.kind).toBe('aborted');
      expect(result.during.value).toBe('waited');
      expect(result.states).toEqual(['starting', 'ready']);
      expect(result.health.generation).toBe(1);
    });
  });
}

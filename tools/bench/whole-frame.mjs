/**
 * Whole frames of the stage against a bare WebGL harness: two textures, one triangle, the same GLSL, the same browser,
 * taken in turn. A frame is timed from the first line of JavaScript until its pixels can be read.
 */
import { createServer } from 'vite';
import { launch, quantiles, verdict } from './browser.mjs';

const frames = 120;

async function serveScenes() {
  const root = process.cwd();
  const server = await createServer({
    configFile: false,
    root,
    cacheDir: `${root}/.cache/scenes`,
    define: { __APP_VERSION__: '"bench"' },
    logLevel: 'error',
    server: { host: '127.0.0.1', port: 0, hmr: false, ws: false, watch: null },
    optimizeDeps: { include: ['pixi.js', 'pixi.js/unsafe-eval'], noDiscovery: true },
  });
  await server.listen();
  const { port } = server.httpServer.address();
  return { url: `http://127.0.0.1:${port}/tests/scenes/page/index.html`, close: () => server.close() };
}

/** Runs in the page. */
async function compare({ id, count, harness }) {
  const { scene } = window;
  const { createBareHarness } = await import(harness);
  const durationMs = 30_000;
  Object.assign(scene.settings.display, { tier: 'shader' });
  Object.assign(scene.settings.transitions, { type: id, durationMs });
  const show = scene.manual();
  await show.start('dawn', 'shader');
  show.show('forest', { transition: id });
  await show.begun();
  const definition = scene.transitions.find((one) => one.id === id);
  const surface = document.querySelector('#stage > canvas');
  const { width, height } = surface;
  const bareCanvas = Object.assign(document.createElement('canvas'), { width, height });
  const bare = createBareHarness(bareCanvas, definition, [
    scene.picture('dawn', width, height),
    scene.picture('forest', width, height),
  ]);
  const pixel = new Uint8Array(4);
  const synced = (gl, draw) => {
    const start = performance.now();
    draw();
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
    return performance.now() - start;
  };
  const stageGl = surface.getContext('webgl2');
  const bareGl = bareCanvas.getContext('webgl2');
  const ours = [];
  const theirs = [];
  for (let frame = 0; frame < count; frame++) {
    ours.push(synced(stageGl, () => show.step((durationMs * 0.8) / count)));
    theirs.push(synced(bareGl, () => bare.draw(0.1 + (0.8 * frame) / count)));
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  bare.dispose();
  show.stage.dispose();
  return { ours, theirs };
}

export async function benchWholeFrame(rows) {
  const server = await serveScenes();
  const browser = await launch({ width: 1920, height: 1080 });
  try {
    for (const id of ['crossfade', 'slide', 'wipe', 'ripple']) {
      const page = await browser.context.newPage();
      await page.goto(server.url);
      await page.waitForFunction(() => 'scene' in window, undefined, { timeout: 60_000 });
      const { ours, theirs } = await page.evaluate(compare, {
        id,
        count: frames,
        harness: '/tests/scenes/bare-harness.ts',
      });
      const [a, b] = [quantiles(ours), quantiles(theirs)];
      const ratio = a.p50 / b.p50;
      verdict(
        rows,
        `${id} at 1920×1080, whole frame ÷ bare WebGL`,
        `${ratio.toFixed(2)} (${a.p50.toFixed(1)} and ${b.p50.toFixed(1)} ms)`,
        '≤ 1.25',
        ratio <= 1.25,
      );
      await page.close();
    }
  } finally {
    await browser.close();
    await server.close();
  }
}

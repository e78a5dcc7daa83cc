/**
 * Whole frames of the stage against a bare WebGL harness: two textures, one triangle, the same GLSL, the same browser,
 * in alternating blocks, both on screen. A frame is timed from the first line of JavaScript until its pixels can be read.
 */
import { launch, quantiles, verdict } from './browser.mjs';
import { openScene, serveScenes } from './scenes.mjs';

const frames = 60;

/** Runs in the page. */
async function compare({ id, count, harness }) {
  const { scene } = window;
  const { createBareHarness } = await import(harness);
  const durationMs = 30_000;
  Object.assign(scene.settings.display, { tier: 'shader' });
  Object.assign(scene.settings.transitions, { type: id, durationMs });
  const show = scene.manual();
  await show.start('dawn', 'shader', [id]);
  show.show('forest', { transition: id });
  await show.begun();
  const definition = scene.transitions.find((one) => one.id === id);
  const surface = document.querySelector('#stage > canvas');
  const { width, height } = surface;
  const bareCanvas = Object.assign(document.createElement('canvas'), { width, height });
  const photos = ['dawn', 'forest'].map((kind) => scene.picture(kind, width, height));
  const bare = createBareHarness(bareCanvas, definition, photos, show.seed);
  const pixel = new Uint8Array(4);
  const synced = (gl, draw) => {
    const start = performance.now();
    draw();
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
    return performance.now() - start;
  };
  const stageGl = surface.getContext('webgl2');
  const bareGl = bareCanvas.getContext('webgl2');
  // Both are on screen while they are timed: a canvas nobody sees is spared the browser's own compositing.
  Object.assign(bareCanvas.style, { position: 'fixed', inset: 0, width: '100%', height: '100%', zIndex: 1 });
  document.body.append(bareCanvas);
  const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const times = { ours: [], theirs: [] };
  let frame = 0;
  for (let block = 0; block < 8; block++) {
    const who = block % 2 === 0 ? 'ours' : 'theirs';
    bareCanvas.style.display = who === 'ours' ? 'none' : 'block';
    scene.host.style.visibility = who === 'ours' ? 'visible' : 'hidden';
    for (let turn = -3; turn < count / 4; turn++) {
      await nextFrame();
      const progress = 0.1 + (0.8 * frame) / (2 * count);
      const ms =
        who === 'ours'
          ? synced(stageGl, () => show.step((durationMs * 0.4) / count))
          : synced(bareGl, () => bare.draw(progress));
      frame++;
      if (turn >= 0) times[who].push(ms);
    }
  }
  bare.dispose();
  show.stage.dispose();
  return times;
}

/** Runs in the page: the harness alone, a frame whenever the browser wants one. JavaScript per frame, ms. */
async function drive({ id, count, harness }) {
  const { scene } = window;
  const { createBareHarness } = await import(harness);
  const canvas = Object.assign(document.createElement('canvas'), { width: innerWidth, height: innerHeight });
  Object.assign(canvas.style, { position: 'fixed', inset: 0, width: '100%', height: '100%' });
  document.body.append(canvas);
  const definition = scene.transitions.find((one) => one.id === id);
  const photos = ['dawn', 'forest'].map((kind) => scene.picture(kind, canvas.width, canvas.height));
  const bare = createBareHarness(canvas, definition, photos);
  const times = [];
  for (let frame = 0; frame < count; frame++) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const start = performance.now();
    bare.draw(frame / count);
    if (frame > 5) times.push(performance.now() - start);
  }
  bare.dispose();
  return times;
}

/** What the least that can draw this needs of JavaScript per frame, here and now: the machine's own noise is in it. */
export async function bareFrames(context, id, count) {
  const server = await serveScenes();
  try {
    const page = await openScene(context, server.url);
    const times = await page.evaluate(drive, { id, count, harness: '/tests/scenes/bare-harness.ts' });
    await page.close();
    return quantiles(times);
  } finally {
    await server.close();
  }
}

export async function benchWholeFrame(rows) {
  const server = await serveScenes();
  const browser = await launch({ width: 1920, height: 1080 });
  try {
    for (const id of ['crossfade', 'slide', 'wipe', 'ripple']) {
      const page = await openScene(browser.context, server.url);
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

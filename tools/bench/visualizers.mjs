/** What a visualizer's frame costs the main thread at 1080p: motion, uniforms and the draw call; not the GPU's own time. */
import { launch, line, quantiles, verdict } from './browser.mjs';
import { openScene, serveScenes } from './scenes.mjs';

const FRAMES = 60;
const LIMIT_MS = 1;

/** Runs in the page. */
async function measure({ id, frames }) {
  const { scene } = window;
  const size = { widthPx: 1920, heightPx: 1080 };
  const run = new scene.VisualRun({ id, tier: 'shader', script: 'music', photo: 'dawn', atMs: 4000, ...size });
  while (!run.step(16).drawn) await new Promise((resolve) => setTimeout(resolve, 5));
  const gl = run.painter.canvas.getContext('webgl2');
  const pixel = new Uint8Array(4);
  const times = [];
  for (let frame = 0; frame < frames; frame++) {
    // The GPU (here the processor) is done before the next frame is timed, as it would be between two frames.
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
    await new Promise((resolve) => setTimeout(resolve, 0));
    times.push(run.step(16).ms);
  }
  run.dispose();
  return times.slice(10);
}

export async function benchVisualizers(rows) {
  const server = await serveScenes();
  const browser = await launch({ width: 640, height: 360 });
  try {
    const page = await openScene(browser.context, server.url);
    const ids = await page.evaluate(() => window.scene.visualizers.map(({ id }) => id));
    for (const id of ids) {
      const times = await page.evaluate(measure, { id, frames: FRAMES });
      const found = quantiles(times);
      console.log(`      ${id.padEnd(16)} ${line(found)}`);
      verdict(rows, `visualizer ${id} at 1080p, main thread, median`, line(found), '≤ 1.0 ms', found.p50 <= LIMIT_MS);
    }
  } finally {
    await browser.close();
    await server.close();
  }
}

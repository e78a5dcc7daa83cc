/**
 * What a visualizer's frame costs the main thread at 1080p: reading the sound, motion, uniforms and the draw call, not the
 * GPU's own time. Beside it, in the same browser and run, `audiomotion-analyzer` with as many bars (never shipped: it is AGPL).
 *
 * Surfaces have their full size, but ours paint one corner only: where the processor rasterises, it would otherwise take its
 * time from the very thread that is measured. The other one draws through a 2D canvas, whose painting is put off by itself.
 */
import { readFileSync } from 'node:fs';
import { launch, line, quantiles, verdict } from './browser.mjs';
import { openScene, serveScenes } from './scenes.mjs';

const FRAMES = 120;
const WARM_UP = 20;
const LIMIT_MS = 1;
/** One sixth of an octave over ten octaves. */
const BARS = 60;

/** Runs in the page. */
async function measure({ id, params, frames, warmUp }) {
  const { scene } = window;
  const size = { widthPx: 1920, heightPx: 1080 };
  const run = new scene.VisualRun({ id, params, tier: 'shader', script: 'music', photo: 'dawn', atMs: 4000, ...size });
  const gl = run.painter.canvas.getContext('webgl2');
  gl.enable(gl.SCISSOR_TEST);
  gl.scissor(0, 0, 16, 16);
  const untilMs = performance.now() + 20_000;
  while (!run.step(16).drawn && performance.now() < untilMs) await new Promise((resolve) => setTimeout(resolve, 5));
  const pixel = new Uint8Array(4);
  const times = [];
  for (let frame = 0; frame < frames + warmUp; frame++) {
    // The GPU (here the processor) is done before the next frame is timed, as it would be between two frames.
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
    await new Promise((resolve) => setTimeout(resolve, 0));
    times.push(run.step(16).ms);
  }
  run.dispose();
  return times.slice(warmUp);
}

/** Runs in the page: times the callbacks of the other one's own frames. */
async function measureOther({ source, frames, warmUp }) {
  const native = window.requestAnimationFrame.bind(window);
  const times = [];
  let isOn = false;
  window.requestAnimationFrame = (callback) =>
    native((nowMs) => {
      const startedMs = performance.now();
      callback(nowMs);
      if (isOn) times.push(performance.now() - startedMs);
    });
  const address = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  const { default: Analyzer } = await import(address);
  const container = document.createElement('div');
  document.body.append(container);
  const context = new AudioContext();
  const noise = context.createBuffer(1, context.sampleRate, context.sampleRate);
  noise.getChannelData(0).forEach((_, at, samples) => {
    samples[at] = (Math.random() - 0.5) * (0.2 + 0.8 * ((at / 12_000) % 1));
  });
  const player = Object.assign(context.createBufferSource(), { buffer: noise, loop: true });
  player.start();
  const look = { mode: 4, width: 1920, height: 1080, showPeaks: true, reflexRatio: 0.3, showScaleX: false };
  const other = new Analyzer(container, { audioCtx: context, source: player, connectSpeakers: false, ...look });
  await context.resume();
  isOn = true;
  const untilMs = performance.now() + 30_000;
  while (times.length < frames + warmUp && performance.now() < untilMs) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  isOn = false;
  const bars = other.getBars().length;
  other.destroy();
  await context.close();
  container.remove();
  window.requestAnimationFrame = native;
  return { bars, times: times.slice(warmUp) };
}

const otherSource = () =>
  readFileSync(new URL('../../node_modules/audiomotion-analyzer/src/audioMotion-analyzer.js', import.meta.url), 'utf8');

export async function benchVisualizers(rows) {
  const server = await serveScenes();
  const browser = await launch({ width: 640, height: 360 });
  const counts = { frames: FRAMES, warmUp: WARM_UP };
  try {
    const page = await openScene(browser.context, server.url);
    const ids = await page.evaluate(() => window.scene.visualizers.map(({ id }) => id));
    for (const id of ids) {
      const found = quantiles(await page.evaluate(measure, { id, params: {}, ...counts }));
      verdict(rows, `visualizer ${id} at 1080p, main thread, median`, line(found), '≤ 1.0 ms', found.p50 <= LIMIT_MS);
    }
    const other = await page.evaluate(measureOther, { source: otherSource(), ...counts });
    const theirs = quantiles(other.times);
    verdict(rows, `audiomotion-analyzer at 1080p, ${other.bars} bars`, line(theirs), 'beside it', null);
    const params = { bars: BARS, mirrored: false };
    const ours = quantiles(await page.evaluate(measure, { id: 'spectrum', params, ...counts }));
    verdict(rows, `spectrum at 1080p, ${BARS} bars, median`, line(ours), 'lower', ours.p50 < theirs.p50);
  } finally {
    await browser.close();
    await server.close();
  }
}

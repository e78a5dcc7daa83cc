/**
 * `npm run soak -- --transitions N [--seed S]`: random transitions in a row with cancels, resizes and demotions; fails when
 * one does not end exactly on its photo, on a GL error, or when a program, buffer or texture is left behind.
 * `npm run soak -- --slides N --tier T`: many distinct photos, as fast as the pipeline goes, and what stays in memory.
 * Fails when more than 4 bitmaps or textures are alive, or when memory after the last slide is more than 5 % above
 * memory after slide 200 (with fewer than 400 slides memory is printed and not judged).
 */
import { parseArgs } from 'node:util';
import { byProcessor, launch, machine, processMemory } from './bench/browser.mjs';
import { photoFolder } from './bench/photos.mjs';
import { address, advance, companionOnly, shown, startCompanion } from './bench/show.mjs';
import { openUnobserved } from './bench/unobserved.mjs';

const { values } = parseArgs({
  options: {
    slides: { type: 'string', default: '2000' },
    tier: { type: 'string', default: 'shader' },
    photos: { type: 'string' },
    size: { type: 'string', default: '12mp' },
    width: { type: 'string', default: '1280' },
    height: { type: 'string', default: '720' },
    transitions: { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
});
if (values.transitions) {
  const { soakTransitions } = await import('./bench/soak-transitions.mjs');
  process.exit((await soakTransitions(Number(values.transitions), Number(values.seed))) ? 0 : 1);
}
const slides = Number(values.slides);
const [width, height] = [Number(values.width), Number(values.height)];
const referenceSlide = Math.min(200, Math.floor(slides / 2));
const sumOf = (memory) => (memory ? memory.renderer + memory.gpu : 0);
const mb = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`;

const folder = values.photos ?? photoFolder({ count: Math.min(slides, 2000), size: values.size, texture: false });
const companion = await startCompanion(['--photos', folder]);
// What the emulated graphics processor keeps for putting layers together comes and goes by a hundred megabytes, and is nobody's memory.
const browser = await launch({ width, height, args: values.tier === 'css' ? byProcessor : [] });
console.log(`${slides} slides on ${values.tier} at ${width}×${height}, ${values.size}; ${machine()}`);
let failed = false;
try {
  const settings = {
    'display.tier': values.tier,
    'transitions.type': 'crossfade',
    'transitions.durationMs': 100,
    'slideshow.order': 'name',
    'sources.entries': companionOnly,
  };
  const page = await openUnobserved(browser.browser, { href: address(companion.url, settings), width, height });
  await shown(page, values.tier);
  // The browser's own cache of drawn pictures is full at any moment of a fast show and empties when the page rests, later
  // on a busy machine: a long run reads memory until two readings, ten seconds apart, agree within one per cent.
  const settledMemory = async () => {
    await page.collectGarbage();
    await page.waitForTimeout(slides >= 400 ? 40_000 : 3000);
    let last = processMemory(browser.pid);
    const mostReadings = slides >= 400 ? 12 : 0;
    for (let reading = 0; reading < mostReadings; reading++) {
      await page.waitForTimeout(10_000);
      const next = processMemory(browser.pid);
      const settled = Math.abs(sumOf(next) - sumOf(last)) <= 0.01 * sumOf(last);
      last = next;
      if (settled) break;
    }
    return last;
  };
  let reference = null;
  let worst = { bitmaps: 0, textures: 0 };
  const start = performance.now();
  for (let slide = 1; slide < slides;) {
    const target = slide < referenceSlide ? Math.min(slide + 25, referenceSlide) : Math.min(slide + 25, slides);
    slide = await advance(page, target - slide);
    const { bitmaps, textures } = await page.evaluate(() => window.afterimage.metrics());
    worst = { bitmaps: Math.max(worst.bitmaps, bitmaps.open), textures: Math.max(worst.textures, textures.live) };
    if (slide >= referenceSlide && !reference) reference = await settledMemory();
    if (slide % 100 === 0) {
      const memory = processMemory(browser.pid);
      console.log(
        `slide ${slide}: bitmaps ${bitmaps.open}, textures ${textures.live}${memory ? `, renderer ${mb(memory.renderer)}, gpu ${mb(memory.gpu)}` : ''}`,
      );
    }
  }
  const perSlideMs = (performance.now() - start) / slides;
  const final = await settledMemory();
  const metrics = await page.evaluate(() => window.afterimage.metrics());
  const { demotions, workers } = await page.evaluate(() => window.afterimage.status());
  console.log(
    `${perSlideMs.toFixed(0)} ms per slide; at most ${worst.bitmaps} bitmaps and ${worst.textures} textures alive; opened ${metrics.bitmaps.opened}, closed ${metrics.bitmaps.closed}; skipped ${metrics.skippedPhotos}; demotions ${demotions.length}; restarts ${Object.values(workers).reduce((sum, worker) => sum + worker.restarts, 0)}`,
  );
  if (reference && final) {
    const before = reference.renderer + reference.gpu;
    const after = final.renderer + final.gpu;
    const growth = after / before - 1;
    console.log(
      `memory after slide ${referenceSlide}: ${mb(before)} (renderer ${mb(reference.renderer)}, gpu ${mb(reference.gpu)}); after slide ${slides}: ${mb(after)} (renderer ${mb(final.renderer)}, gpu ${mb(final.gpu)}); ${(growth * 100).toFixed(1)} %`,
    );
    if (slides >= 400 && growth > 0.05) failed = true;
  }
  if (worst.bitmaps > 4 || worst.textures > 4 || demotions.length > 0) failed = true;
} finally {
  await browser.close();
  await companion.stop();
}
console.log(failed ? 'soak failed' : 'soak passed');
process.exitCode = failed ? 1 : 0;

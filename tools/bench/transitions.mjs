/**
 * Every transition against a bare WebGL harness with the same GLSL, in alternating blocks on one page, and ours against a
 * crossfade. A frame is timed from the first line of JavaScript until its pixels can be read.
 */
import { launch, quantiles, show, verdict } from './browser.mjs';
import { openScene, serveScenes } from './scenes.mjs';

const [width, height] = [640, 360];
const perPage = 12;
/** May cost more than the others: their material is made of thousands of parts. */
const heavy = new Set(['particle', 'crumble', 'burn']);

/** Runs in the page. */
async function measure({ ids, harness }) {
  const { scene } = window;
  const { createBareHarness } = await import(harness);
  const durationMs = 30_000;
  Object.assign(scene.settings.display, { tier: 'shader' });
  Object.assign(scene.settings.transitions, { durationMs });
  const subject = scene.manual();
  await subject.start('dawn', 'shader', ['crossfade']);
  const surface = document.querySelector('#stage > canvas');
  const { width, height } = surface;
  const pixel = new Uint8Array(4);
  const wait = (gl) => gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
  const stageGl = surface.getContext('webgl2');
  const all = [...scene.transitions, ...scene.glTransitions];
  const results = [];
  for (const id of ids) {
    const definition = all.find((one) => one.id === id);
    const compileStart = performance.now();
    await subject.compiled(id);
    const compileMs = performance.now() - compileStart;
    subject.show('forest', { transition: id });
    await subject.begun();
    let bare = null;
    if (!definition.mesh) {
      const canvas = Object.assign(document.createElement('canvas'), { width, height });
      const photos = ['dawn', 'forest'].map((kind) => scene.picture(kind, width, height));
      bare = { gl: null, ...createBareHarness(canvas, definition, photos) };
      bare.gl = canvas.getContext('webgl2');
    }
    const [mainMs, ours, theirs] = [[], [], []];
    for (let frame = 0; frame < 14; frame++) {
      const progress = 0.1 + 0.8 * (frame / 14);
      const a = performance.now();
      subject.step((durationMs * 0.8) / 14);
      const b = performance.now();
      wait(stageGl);
      const c = performance.now();
      if (frame >= 2) {
        mainMs.push(b - a);
        ours.push(c - a);
      }
      if (!bare) continue;
      const d = performance.now();
      bare.draw(progress);
      wait(bare.gl);
      if (frame >= 2) theirs.push(performance.now() - d);
    }
    bare?.dispose();
    subject.stage.cancel('measured');
    await subject.finish();
    const { origin = 'own' } = definition;
    results.push({ id, origin, compileMs, mainMs, ours, theirs });
  }
  subject.stage.dispose();
  return results;
}

export async function benchTransitions(rows) {
  const server = await serveScenes();
  const browser = await launch({ width, height });
  const table = [];
  try {
    const first = await openScene(browser.context, server.url);
    const ids = await first.evaluate(() =>
      [...window.scene.transitions, ...window.scene.glTransitions].map(({ id }) => id),
    );
    await first.close();
    for (let start = 0; start < ids.length; start += perPage) {
      const page = await openScene(browser.context, server.url);
      // The fade is measured on every page: machines change their pace.
      const some = ['crossfade', ...ids.slice(start, start + perPage).filter((id) => id !== 'crossfade')];
      const results = await page.evaluate(measure, { ids: some, harness: '/tests/scenes/bare-harness.ts' });
      const fadeMs = quantiles(results[0].ours).p50;
      for (const result of start === 0 ? results : results.slice(1)) {
        const [main, ours, theirs] = [result.mainMs, result.ours, result.theirs].map(quantiles);
        const ratio = theirs.count > 0 ? ours.p50 / theirs.p50 : null;
        const row = { ...result, main, oursMs: ours, ratio, fades: ours.p50 / fadeMs };
        table.push(row);
        console.log(
          `      ${row.id.padEnd(30)} main ${show(main.p50)} ms  frame ${show(ours.p50, 1)} ms  worst ${show(ours.max, 1)} ms  ÷ bare ${ratio === null ? '   –' : show(ratio)}  ÷ fade ${show(row.fades, 1)}  compile ${show(row.compileMs, 0)} ms`,
        );
      }
      await page.close();
    }
  } finally {
    await browser.close();
    await server.close();
  }
  judge(rows, table);
}

function judge(rows, table) {
  const ratios = table.flatMap(({ ratio }) => ratio ?? []);
  const { p50, max } = quantiles(ratios);
  const worst = table.find(({ ratio }) => ratio === max)?.id;
  const size = `${width}×${height}`;
  verdict(rows, `all ${table.length} at ${size}, whole frame ÷ bare, median`, show(p50), '≤ 1.15', p50 <= 1.15);
  verdict(
    rows,
    `all ${table.length} at ${size}, whole frame ÷ bare, largest`,
    `${show(max)} (${worst})`,
    '≤ 1.5',
    max <= 1.5,
  );
  const main = quantiles(table.flatMap(({ mainMs }) => mainMs));
  verdict(
    rows,
    'all, our JavaScript per frame, ms',
    `p50 ${show(main.p50)} p99 ${show(main.p99)}`,
    '≤ 0.5, ≤ 3',
    main.p50 <= 0.5 && main.p99 <= 3,
  );
  for (const { id, fades } of table.filter(({ origin }) => origin === 'own')) {
    const limit = heavy.has(id) ? 20 : 8;
    verdict(rows, `${id}, frame ÷ crossfade`, show(fades, 1), `≤ ${limit}`, fades <= limit);
  }
}

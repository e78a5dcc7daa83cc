/**
 * Every transition against a bare WebGL harness with the same GLSL, in alternating blocks on one page, and ours against a
 * crossfade. A frame is drawn until its pixels can be read; what it costs is the processor time of all of the browser's
 * processes, because here the processor draws and others may use it too (docs/decisions/0032). The clock's figures stand beside.
 *
 * Ours come first, the others in an order that is mixed but always the same: where the time is over before the list is, what was
 * measured is a fair sample, and the output says how many were left out. Whatever misses its goal is measured once more, longer,
 * and the second figure counts.
 */
import { launch, machine, processorMs, quantiles, show, verdict } from './browser.mjs';
import { openScene, serveScenes } from './scenes.mjs';

const [width, height] = [640, 360];
const perPage = 6;
const usualMinutes = 22;
/** Of a block; each subject has two, one for either half of the transition. */
const usualFrames = 14;
const moreFrames = 42;
/** May cost more than the others: their material is made of thousands of parts. */
const heavy = new Set(['particle', 'crumble', 'burn']);

/** Runs in the page: what is measured there, block by block. */
async function install({ harness }) {
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
  const harnessFor = (definition) => {
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    const photos = ['dawn', 'forest'].map((kind) => scene.picture(kind, width, height));
    return { ...createBareHarness(canvas, definition, photos, subject.seed), gl: canvas.getContext('webgl2') };
  };
  const drawBare = (bare, progress) => {
    bare.draw(progress);
    wait(bare.gl);
  };
  // Drawn in turns with everything: load that comes and goes falls on both.
  const fade = harnessFor(all.find(({ id }) => id === 'crossfade'));
  let bare = null;
  let [mainMs, frameMs, moments] = [[], [], []];
  window.bench = {
    async begin(id) {
      const definition = all.find((one) => one.id === id);
      const startMs = performance.now();
      await subject.compiled(id);
      const compileMs = performance.now() - startMs;
      subject.show('forest', { transition: id });
      await subject.begun();
      bare = definition.mesh ? null : harnessFor(definition);
      [mainMs, frameMs] = [[], []];
      // The first frames of a program are dearer than any other.
      for (let frame = 0; frame < 2; frame++) {
        subject.step(durationMs * 0.05);
        wait(stageGl);
        drawBare(fade, 0.1);
        if (bare) drawBare(bare, 0.1);
      }
      return { compileMs, origin: definition.origin ?? 'own', hasBare: bare !== null };
    },
    ours(frames) {
      moments = [];
      for (let frame = 0; frame < frames; frame++) {
        const a = performance.now();
        subject.step((durationMs * 0.4) / frames);
        const b = performance.now();
        wait(stageGl);
        mainMs.push(b - a);
        frameMs.push(performance.now() - a);
        moments.push(subject.stage.transition().progress);
      }
    },
    // The very moments that ours has just drawn: what a frame costs may depend on how far it is.
    bare() {
      for (const progress of moments) drawBare(bare, progress);
    },
    fade() {
      for (const progress of moments) drawBare(fade, progress);
    },
    async end() {
      bare?.dispose();
      subject.stage.cancel('measured');
      await subject.finish();
      return { mainMs, frameMs };
    },
    dispose() {
      fade.dispose();
      subject.stage.dispose();
    },
  };
}

/** Always the same order, in which neighbours of the list are far apart. */
function mixed(ids) {
  const stride = [37, 41, 43, 47].find((step) => ids.length % step !== 0) ?? 1;
  return ids.map((_, index) => ids[(index * stride) % ids.length]);
}

/** Of one transition, `frames` to a block. */
async function measureOne(browser, page, id, frames) {
  const { compileMs, origin, hasBare } = await page.evaluate((id) => window.bench.begin(id), id);
  const costs = { ours: 0, bare: 0, fade: 0 };
  const block = async (subject) => {
    const spent = () => processorMs(browser.pid) ?? performance.now();
    const before = spent();
    await page.evaluate(([subject, frames]) => window.bench[subject](frames), [subject, frames]);
    costs[subject] += spent() - before;
  };
  for (const subject of ['ours', 'bare', 'fade', 'ours', 'fade', 'bare'])
    if (subject !== 'bare' || hasBare) await block(subject);
  const { mainMs, frameMs } = await page.evaluate(() => window.bench.end());
  return {
    id,
    origin,
    compileMs,
    mainMs,
    main: quantiles(mainMs),
    frame: quantiles(frameMs),
    costMs: costs.ours / frames / 2,
    ratio: hasBare ? costs.ours / costs.bare : null,
    fades: costs.ours / costs.fade,
  };
}

async function measurePage(browser, server, ids, frames) {
  const page = await openScene(browser.context, server.url);
  try {
    await page.evaluate(install, { harness: '/tests/scenes/bare-harness.ts' });
    const rows = [];
    for (const id of ids) rows.push(await measureOne(browser, page, id, frames));
    await page.evaluate(() => window.bench.dispose());
    return rows;
  } finally {
    await page.close();
  }
}

function print({ id, main, frame, costMs, ratio, fades, compileMs }, note = '') {
  console.log(
    `      ${id.padEnd(30)} main ${show(main.p50)} ms  processor ${show(costMs, 1)} ms  clock ${show(frame.p50, 1)}, worst ${show(frame.max, 1)} ms  ÷ bare ${ratio === null ? '   –' : show(ratio)}  ÷ fade ${show(fades, 1)}  compile ${show(compileMs, 0)} ms${note}`,
  );
}

const limitOf = ({ id }) => (heavy.has(id) ? 20 : 8);
const misses = (row) => (row.ratio ?? 0) > 1.5 || (row.origin === 'own' && row.fades > limitOf(row));

/** `seconds`: measures for about so long. */
export async function benchTransitions(rows, seconds = usualMinutes * 60) {
  const untilMs = performance.now() + seconds * 1000;
  const server = await serveScenes();
  const browser = await launch({ width, height });
  const table = [];
  try {
    const first = await openScene(browser.context, server.url);
    const [own, packaged] = await first.evaluate(() =>
      [window.scene.transitions, window.scene.glTransitions].map((list) => list.map(({ id }) => id)),
    );
    await first.close();
    const ids = [...own, ...mixed(packaged)];
    let start = 0;
    for (; start < ids.length && performance.now() < untilMs; start += perPage) {
      const measured = await measurePage(browser, server, ids.slice(start, start + perPage), usualFrames);
      for (const row of measured) print(row);
      table.push(...measured);
    }
    const left = ids.length - Math.min(start, ids.length);
    if (left > 0)
      console.log(
        `      the time was over: ${table.length} of ${ids.length} measured, ours first, then a mixed sample; ${left} left out`,
      );
    const again = table.filter(misses).map(({ id }) => id);
    for (let at = 0; at < again.length; at += perPage) {
      for (const row of await measurePage(browser, server, again.slice(at, at + perPage), moreFrames)) {
        print(row, `  (again, ${moreFrames} frames)`);
        table[table.findIndex(({ id }) => id === row.id)] = row;
      }
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
  const compile = quantiles(table.map(({ compileMs }) => compileMs));
  const worstFrame = table.toSorted((a, b) => b.frame.max - a.frame.max)[0];
  console.log(
    `      compile p50 ${show(compile.p50, 0)} ms, max ${show(compile.max, 0)} ms; worst frame ${show(worstFrame.frame.max, 1)} ms (${worstFrame.id}); ${machine()}`,
  );
  for (const row of table.filter(({ origin }) => origin === 'own')) {
    const limit = limitOf(row);
    verdict(rows, `${row.id}, frame ÷ crossfade`, show(row.fades, 1), `≤ ${limit}`, row.fades <= limit);
  }
}

/** The running stage against pixels: whatever happens to a transition, its target is what stays. */
import { TIERS, type TierId } from '../../src/shared/tier.ts';
import { expect, expectOnScreen, test } from './scene.ts';
import { transitionIds } from './transition-ids.ts';

const DURATION_MS = 1000;

declare global {
  interface Window {
    wantedTier: TierId;
  }
}

test('boots on css, climbs once and then rests without a single frame', async ({ openScene }) => {
  const page = await openScene();
  const facts = await page.evaluate(async () => {
    const { scene } = window;
    const show = (window.show = scene.manual());
    show.show('dawn');
    const atFirst = show.stage.tier();
    await show.finish();
    await show.stage.painted;
    await show.start('forest', 'shader');
    const moving = show.waiting;
    show.stage.resetMetrics();
    for (let frame = 0; frame < 20; frame++) show.step(1000);
    const { frames, idleFramesDrawn, bitmaps, textures } = show.stage.metrics();
    const promotions = scene.events.last(1000).filter((event) => event.type === 'tier.promoted').length;
    return {
      atFirst,
      promotions,
      moving,
      frames: frames.count,
      idleFramesDrawn,
      open: bitmaps.open,
      live: textures.live,
    };
  });
  expect(facts).toEqual({
    atFirst: 'css',
    promotions: 1,
    moving: false,
    frames: 0,
    idleFramesDrawn: 0,
    open: 1,
    live: 1,
  });
  await expectOnScreen(page, 'forest');
});

for (const tier of TIERS) {
  test(`${tier}: finish and every kind of early end leave exactly the target`, async ({ openScene }) => {
    const page = await openScene();
    await page.evaluate(async (tier) => {
      const { scene } = window;
      scene.settings.display.tier = tier;
      scene.settings.transitions.durationMs = 1000;
      window.show = scene.manual();
      await window.show.start('dawn', tier);
    }, tier);
    await expectOnScreen(page, 'dawn');
    const kinds = ['forest', 'night', 'dawn', 'forest', 'night', 'dawn'] as const;
    const ways = ['finish', 0, 0.01, 0.5, 0.99, 'hidden'] as const;
    for (const [index, way] of ways.entries()) {
      const kind = kinds[index] ?? 'dawn';
      const id = ['crossfade', 'slide', 'wipe', 'ripple'][index % 4] ?? 'crossfade';
      const end = await page.evaluate(
        async ({ kind, way, id, durationMs }) => {
          const { show } = window;
          show.show(kind, { transition: id });
          if (way === 'finish') return show.finish();
          if (way !== 0) await show.begun();
          if (way === 'hidden') {
            show.stepTo(0.3, durationMs);
            Object.defineProperty(document, 'hidden', { value: true, configurable: true });
            document.dispatchEvent(new Event('visibilitychange'));
            Reflect.deleteProperty(document, 'hidden');
            document.dispatchEvent(new Event('visibilitychange'));
          } else {
            if (way > 0) show.stepTo(way, durationMs);
            show.stage.cancel('asked by a test');
          }
          await Promise.resolve();
          show.step();
          return show.ends.at(-1);
        },
        { kind, way, id, durationMs: DURATION_MS },
      );
      expect(end).toBe(way === 'finish' ? 'finished' : way === 'hidden' ? 'hidden' : 'cancelled');
      await expectOnScreen(page, kind);
    }
    const { bitmaps, textures } = await page.evaluate(() => window.show.stage.metrics());
    expect(bitmaps.open).toBe(1);
    expect(bitmaps.opened - bitmaps.closed).toBe(1);
    expect(textures.live).toBe(1);
  });
}

for (const dpr of [1.5, 3]) {
  test(`at a device pixel ratio of ${dpr} every tier draws every pixel, also after a step down in mid-transition`, async ({
    openScene,
  }) => {
    const page = await openScene({ dpr });
    for (const [index, tier] of (['shader', 'canvas2d', 'css'] as const).entries()) {
      const [from, to] = index % 2 === 0 ? (['dawn', 'forest'] as const) : (['forest', 'dawn'] as const);
      const facts = await page.evaluate(
        async ({ tier, from, to }) => {
          const { scene } = window;
          scene.settings.display.tier = tier;
          scene.settings.transitions.durationMs = 1000;
          window.show?.stage.dispose();
          const show = (window.show = scene.manual());
          await show.start(from, tier);
          show.show(to, { transition: 'slide' });
          await show.begun();
          show.stepTo(0.4, 1000);
          if (tier === 'shader') show.stage.demote('asked by a test');
          const { widthPx, heightPx, dpr } = show.stage.target();
          return { widthPx, heightPx, dpr, end: await show.finish() };
        },
        { tier, from, to },
      );
      expect(facts).toEqual({ widthPx: 160 * dpr, heightPx: 90 * dpr, dpr, end: 'finished' });
      await expectOnScreen(page, to);
    }
  });
}

test('a request during a transition is skipped and its bitmap closed', async ({ openScene }) => {
  const page = await openScene();
  const facts = await page.evaluate(async () => {
    const { scene } = window;
    scene.settings.display.tier = 'css';
    const show = (window.show = scene.manual());
    await show.start('dawn', 'css');
    show.show('forest');
    await show.begun();
    const late = show.photo('night');
    const { outcome, finished } = show.stage.show(late);
    const closed = late.bitmap.width === 0;
    const skipped = scene.events.last(1000).filter((event) => event.type === 'transition.skipped').length;
    await show.finish();
    return { outcome, end: await finished, closed, skipped };
  });
  expect(facts).toEqual({ outcome: 'skipped', end: 'skipped', closed: true, skipped: 1 });
  await expectOnScreen(page, 'forest');
});

test('a step down in mid-transition shows the same moment on the next renderer', async ({ openScene }) => {
  const page = await openScene();
  const facts = await page.evaluate(async () => {
    const { scene } = window;
    scene.settings.transitions.durationMs = 1000;
    const show = (window.show = scene.manual());
    await show.start('dawn', 'shader');
    show.show('forest', { transition: 'slide' });
    await show.begun();
    show.stepTo(0.4, 1000);
    const progress = show.stage.transition()?.progress ?? 0;
    show.stage.demote('a test said so');
    const drawn = show.pixels();
    const surfaces = document.querySelectorAll('#stage > *').length;
    const same = show.stage.transition()?.progress;
    const [width, height] = [160, 90];
    const wanted = await show.stage.still({
      from: scene.picture('dawn', width, height),
      to: scene.picture('forest', width, height),
      transition: 'slide',
      progress,
      width,
      height,
      tier: 'canvas2d',
      seed: 0.3,
    });
    const off = scene.difference(drawn, scene.bytes(wanted)).max;
    const tierNow = show.stage.tier();
    show.stepTo(0.7, 1000);
    show.stage.demote('and again');
    await show.finish();
    const { from, to, reason } = show.stage.demotions()[0] ?? {};
    return {
      off,
      surfaces,
      moved: same === progress,
      tierNow,
      last: show.stage.tier(),
      ends: show.ends.at(-1),
      from,
      to,
      reason,
    };
  });
  expect(facts).toEqual({
    off: 0,
    surfaces: 1,
    moved: true,
    tierNow: 'canvas2d',
    last: 'css',
    ends: 'finished',
    from: 'shader',
    to: 'canvas2d',
    reason: 'a test said so',
  });
  await expectOnScreen(page, 'forest');
});

test('a context lost once comes back with the same picture, lost twice is a step down', async ({ openScene }) => {
  const page = await openScene();
  const restored = await page.evaluate(async () => {
    const { scene } = window;
    const { settings } = scene;
    settings.transitions.durationMs = 1000;
    const show = (window.show = scene.manual());
    const until = async (test: () => boolean): Promise<void> => {
      for (let attempt = 0; attempt < 2000 && !test(); attempt++) {
        show.step(0.01);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    };
    await show.start('dawn', 'shader');
    show.show('forest', { transition: 'wipe' });
    await show.begun();
    show.stepTo(0.5, 1000);
    const before = show.stage.transition()?.progress ?? 0;
    show.stage.loseContext(1);
    await until(() => show.surface === 'css');
    const standIn = show.surface;
    await until(() => show.surface === 'shader');
    const back = show.surface;
    const after = show.stage.transition()?.progress ?? 0;
    const first = await show.finish();
    return { standIn, back, went: Math.abs(after - before) < 0.2, first };
  });
  expect(restored).toEqual({ standIn: 'css', back: 'shader', went: true, first: 'finished' });
  // On screen, not from the canvas: its buffer is only there in the task that drew it.
  await expectOnScreen(page, 'forest');
  const facts = await page.evaluate(async () => {
    const { scene, show } = window;
    show.show('night', { transition: 'crossfade' });
    show.step();
    show.stage.loseContext(1);
    for (let attempt = 0; attempt < 2000 && show.stage.tier() === 'shader'; attempt++) {
      show.step(0.01);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const second = await show.finish();
    return {
      second,
      tier: show.stage.tier(),
      demotions: show.stage.demotions().length,
      restored: scene.events.last(1000).filter((event) => event.type === 'context.restored').length,
    };
  });
  expect(facts).toEqual({
    second: 'finished',
    tier: 'canvas2d',
    demotions: 1,
    restored: 1,
  });
  await expectOnScreen(page, 'night');
});

test('a new size in mid-transition is covered at once and exact when the photo is composed anew', async ({
  openScene,
}) => {
  const page = await openScene();
  await page.evaluate(async () => {
    const { scene } = window;
    scene.settings.transitions.durationMs = 1000;
    const show = (window.show = scene.manual());
    await show.start('dawn', 'shader');
    show.stage.show(show.photo('forest', true, 'the-one'), { transition: 'wipe' });
    await show.begun();
    show.stepTo(0.5, 1000);
  });
  await page.setViewportSize({ width: 100, height: 140 });
  await expect.poll(() => page.evaluate(() => window.show.stage.target().widthPx)).toBe(100);
  const facts = await page.evaluate(async () => {
    const { show } = window;
    show.step();
    const covered = show.pixels();
    let dark = 0;
    for (let index = 0; index < covered.length; index += 4) {
      if ((covered[index] ?? 0) + (covered[index + 1] ?? 0) + (covered[index + 2] ?? 0) < 6) dark++;
    }
    show.stage.replace(show.photo('forest', true, 'the-one'));
    for (let frame = 0; frame < 200 && show.stage.transition(); frame++) {
      show.step();
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    show.step();
    return {
      dark,
      size: covered.length,
      open: show.stage.metrics().bitmaps.open,
      live: show.stage.metrics().textures.live,
    };
  });
  expect(facts).toEqual({ dark: 0, size: 100 * 140 * 4, open: 1, live: 1 });
  await expectOnScreen(page, 'forest');
});

test('pictures that hold nothing never cost a renderer its place', async ({ openScene }) => {
  const page = await openScene();
  const facts = await page.evaluate(async () => {
    const { scene } = window;
    const show = (window.show = scene.manual());
    await show.start('dawn', 'shader');
    const broken = show.photo('forest');
    broken.bitmap.close();
    const { outcome, finished } = show.stage.show(broken);
    const end = await finished;
    return { outcome, end, tier: show.stage.tier(), demotions: show.stage.demotions().length };
  });
  expect(facts).toEqual({ outcome: 'skipped', end: 'failed', tier: 'shader', demotions: 0 });
  await expectOnScreen(page, 'dawn');
});

test('the css forms that still() draws are what the browser shows', async ({ openScene }) => {
  const page = await openScene();
  for (const id of transitionIds) {
    const progress = await page.evaluate(async (id) => {
      const { scene } = window;
      scene.settings.display.tier = 'css';
      scene.settings.transitions.durationMs = 1000;
      window.show?.stage.dispose();
      const show = (window.show = scene.manual());
      await show.start('dawn', 'css');
      show.show('forest', { transition: id });
      await show.begun();
      show.stepTo(0.45, 1000);
      return show.stage.transition()?.progress ?? 0;
    }, id);
    const png = (await page.screenshot()).toString('base64');
    const off = await page.evaluate(
      async ({ id, png, progress }) => {
        const { scene, show } = window;
        const [width, height] = [160, 90];
        const still = await show.stage.still({
          from: scene.picture('dawn', width, height),
          to: scene.picture('forest', width, height),
          transition: id,
          progress,
          width,
          height,
          seed: 0.3,
        });
        return scene.difference((await scene.bytesOfPng(png)).data, scene.bytes(still));
      },
      { id, png, progress },
    );
    expect(off.mean, id).toBeLessThan(1);
    expect(off.far, id).toBeLessThan(0.015);
  }
});

for (const tier of ['shader', 'canvas2d'] as const) {
  test(`${tier}: 100 runs with random ends, sizes and holds all end on their target and leave nothing behind`, async ({
    openScene,
  }) => {
    test.setTimeout(180_000);
    const page = await openScene();
    const facts = await page.evaluate(
      async ({ tier, runs }) => {
        const { scene } = window;
        scene.settings.display.tier = tier;
        scene.settings.display.kenBurns = false;
        scene.settings.transitions.durationMs = 300;
        const show = (window.show = scene.manual());
        await show.start('dawn', tier);
        const random = scene.randomFrom(20_261);
        const kinds = ['dawn', 'forest', 'night'] as const;
        let wrong = 0;
        for (let run = 0; run < runs; run++) {
          const kind = kinds[run % 3] ?? 'dawn';
          const id = scene.transitions[Math.floor(random() * scene.transitions.length)]?.id ?? '';
          const cut = random() < 0.1;
          show.showAs(`run-${run}`, kind, { transition: id, cut });
          if (!cut && random() < 0.8) await show.begun();
          for (let frame = Math.floor(random() * 12); frame > 0; frame--) show.step(random() * 40);
          const dice = random();
          if (dice < 0.3) show.stage.cancel('a test');
          else if (dice < 0.5) {
            show.stage.pause();
            for (let frame = 0; frame < 5; frame++) show.step();
            show.stage.resume();
          } else if (dice < 0.6) {
            scene.host.style.width = `${100 + Math.floor(random() * 60)}px`;
            scene.host.style.height = `${60 + Math.floor(random() * 30)}px`;
            await scene.nextLayout();
            show.step();
            show.stage.replace(show.photo(kind, true, `run-${run}`));
          }
          await show.finish();
          await show.rest();
          show.stage.refresh();
          show.step();
          const { widthPx, heightPx } = show.stage.target();
          const wanted = scene.bytes(scene.picture(kind, widthPx, heightPx));
          if (scene.difference(show.pixels(), wanted).max > 0) wrong++;
        }
        const { bitmaps, textures, idleFramesDrawn } = show.stage.metrics();
        return {
          wrong,
          open: bitmaps.open,
          live: textures.live,
          idleFramesDrawn,
          error: show.glError(),
          tier: show.stage.tier(),
        };
      },
      { tier, runs: 100 },
    );
    expect(facts).toEqual({ wrong: 0, open: 1, live: 1, idleFramesDrawn: 0, error: 0, tier });
  });
}

test('a context lost while a photo is going up still ends on that photo', async ({ openScene }) => {
  const page = await openScene();
  const facts = await page.evaluate(async () => {
    const { scene } = window;
    scene.settings.transitions.durationMs = 300;
    const show = (window.show = scene.manual());
    await show.start('dawn', 'shader');
    show.show('forest', { transition: 'crossfade' });
    show.stage.loseContext(1);
    const end = await show.finish();
    for (let attempt = 0; attempt < 1000 && show.surface !== 'shader'; attempt++) {
      show.step();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await show.rest();
    return { end, surface: show.surface, live: show.stage.metrics().textures.live, demotions: show.stage.demotions() };
  });
  expect(facts).toEqual({ end: 'finished', surface: 'shader', live: 1, demotions: [] });
  await expectOnScreen(page, 'forest');
});

for (const tier of TIERS) {
  test(`${tier}: the drift moves through a transition, comes to rest and holds while paused`, async ({ openScene }) => {
    const page = await openScene();
    const facts = await page.evaluate(async (tier) => {
      const { scene } = window;
      scene.settings.display.tier = tier;
      scene.settings.transitions.durationMs = 1000;
      const show = (window.show = scene.manual());
      await show.start('dawn', tier);
      Object.assign(scene.settings.display, { kenBurns: true });
      show.show('forest', { transition: 'crossfade', slideDurationMs: 4_000 });
      await show.begun();
      const moves = show.waiting;
      await show.finish();
      const still = show.waiting;
      let frames = 0;
      while (show.step(50) && frames < 500) frames++;
      show.stage.pause();
      show.show('night', { cut: true, slideDurationMs: 4_000 });
      await show.finish();
      await show.rest();
      const held = show.waiting;
      show.stage.resume();
      return { moves, still, restedInTime: frames > 30 && frames < 120, held, again: show.waiting };
    }, tier);
    expect(facts).toEqual({ moves: true, still: true, restedInTime: true, held: false, again: true });
  });
}

/** What visualizers look like in a browser: never blank, moved by sound alone, the same each time, and at rest in silence. */
import { expect, test } from './scene.ts';

interface Pictures {
  readonly id: string;
  readonly lit: number;
  readonly moved: number;
  readonly again: number;
  readonly changed: number;
}

for (const tier of ['shader', 'canvas2d'] as const) {
  test(`every visualizer hears and draws, ${tier}`, async ({ openScene }) => {
    test.setTimeout(120_000);
    const page = await openScene();
    const results = await page.evaluate(async (tier) => {
      const { scene } = window;
      const found: Pictures[] = [];
      for (const { id } of scene.visualizers) {
        const draw = async (script: 'silence' | 'tone' | 'music') =>
          scene.bytes(
            await scene.drawVisual({ id, tier, script, photo: 'dawn', widthPx: 160, heightPx: 90, atMs: 1_590 }),
          );
        const plain = scene.bytes(scene.picture('dawn', 160, 90));
        const [music, tone, silence, again] = [
          await draw('music'),
          await draw('tone'),
          await draw('silence'),
          await draw('music'),
        ];
        found.push({
          id,
          lit: scene.difference(plain, music).mean,
          moved: scene.difference(silence, music).mean,
          again: scene.difference(music, again).max,
          changed: scene.difference(tone, music).mean,
        });
      }
      return found;
    }, tier);
    expect(results.length).toBeGreaterThanOrEqual(8);
    for (const { id, lit, moved, again, changed } of results) {
      expect(lit, `${id} draws`).toBeGreaterThan(0.8);
      expect(moved, `${id} hears music`).toBeGreaterThan(0.25);
      expect(changed, `${id} tells a tone from music`).toBeGreaterThan(0.15);
      expect(again, `${id} is the same again`).toBe(0);
    }
  });
}

test('frames only while something is heard; the photo is not drawn again for them', async ({ openScene }) => {
  const page = await openScene();
  const seen = await page.evaluate(async () => {
    const { scene } = window;
    scene.settings.display.tier = 'canvas2d';
    const show = scene.manual();
    await show.start('dawn', 'canvas2d', []);
    await show.rest();
    const { stage } = show;
    const reader = new scene.ScriptedReader('music', 4, 0);
    let nowMs = 0;
    const layer = new scene.VisualLayer({
      host: stage.host,
      attach: (it) => stage.attach(it),
      hear: () => reader.read(nowMs),
      photo: () => scene.paletteOf('dawn'),
      tier: () => stage.tier(),
      calm: () => false,
      report: () => undefined,
    });
    const step = (frames: number): number => {
      let drawn = 0;
      for (let frame = 0; frame < frames; frame++) {
        nowMs += 16;
        if (show.step()) drawn++;
      }
      return drawn;
    };
    const look = { placement: 'over', opacity: 1, blend: 'normal' } as const;
    reader.active = false;
    layer.use(scene.visualizerOf('spectrum') ?? null, scene.standardOf('spectrum'), look);
    const closed = step(20);
    reader.active = true;
    layer.wake();
    const open = step(20);
    const canvases = document.querySelectorAll('canvas.visualizer').length;
    const opacity = document.querySelector<HTMLElement>('canvas.visualizer')?.style.opacity;
    reader.active = false;
    step(2);
    const closedAgain = step(20);
    reader.active = true;
    layer.wake();
    step(2);
    layer.use(null, {}, look);
    await new Promise((resolve) => setTimeout(resolve, 700));
    // The frame that was asked for before still comes.
    step(1);
    const off = step(20);
    const left = document.querySelectorAll('canvas.visualizer').length;
    layer.dispose();
    stage.dispose();
    return { closed, open, canvases, opacity, closedAgain, off, left };
  });
  expect(seen).toEqual({ closed: 0, open: 20, canvases: 1, opacity: '1', closedAgain: 0, off: 0, left: 0 });
});

test('silence settles into a calm motion, fades, and then costs nothing', async ({ openScene }) => {
  const page = await openScene();
  const seen = await page.evaluate(async () => {
    const { scene } = window;
    scene.settings.display.tier = 'canvas2d';
    const show = scene.manual();
    await show.start('night', 'canvas2d', []);
    await show.rest();
    const { stage } = show;
    const reader = new scene.ScriptedReader('silence', 4, 0);
    let nowMs = 0;
    const layer = new scene.VisualLayer({
      host: stage.host,
      attach: (it) => stage.attach(it),
      hear: () => reader.read(nowMs),
      photo: () => scene.paletteOf('night'),
      tier: () => stage.tier(),
      calm: () => false,
      report: () => undefined,
    });
    layer.use(scene.visualizerOf('sine') ?? null, scene.standardOf('sine'), {
      placement: 'over',
      opacity: 1,
      blend: 'normal',
    });
    const step = (frames: number): number => {
      let drawn = 0;
      for (let frame = 0; frame < frames; frame++) {
        nowMs += 50;
        if (show.step(50)) drawn++;
      }
      return drawn;
    };
    const calm = step(100);
    step(500);
    const later = step(50);
    layer.dispose();
    stage.dispose();
    return { calm, later };
  });
  expect(seen).toEqual({ calm: 100, later: 0 });
});

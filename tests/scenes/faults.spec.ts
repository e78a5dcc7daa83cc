/** Broken graphics drivers, one kind each: the show goes on one step lower, with a reason a person can read. */
import { expect, expectOnScreen, test } from './scene.ts';

declare global {
  interface Window {
    broken: boolean;
  }
}

const faults: Record<string, { reason: RegExp; before: () => void }> = {
  'there is no WebGL': {
    reason: /no WebGL/,
    before: () => {
      const original = HTMLCanvasElement.prototype.getContext;
      Reflect.set(HTMLCanvasElement.prototype, 'getContext', function (this: HTMLCanvasElement, ...args: unknown[]) {
        return String(args[0]).startsWith('webgl') ? null : (Reflect.apply(original, this, args) as unknown);
      });
    },
  },
  'shaders do not compile': {
    reason: /did not compile/,
    before: () => {
      const original = WebGL2RenderingContext.prototype.getProgramParameter;
      Reflect.set(
        WebGL2RenderingContext.prototype,
        'getProgramParameter',
        function (this: WebGL2RenderingContext, program: WebGLProgram, name: number) {
          return name === this.LINK_STATUS ? false : (original.call(this, program, name) as unknown);
        },
      );
    },
  },
  'everything comes out black': {
    reason: /came out wrong/,
    before: () => {
      WebGL2RenderingContext.prototype.drawElements = () => undefined;
      WebGL2RenderingContext.prototype.drawArrays = () => undefined;
    },
  },
};

for (const [name, { reason, before }] of Object.entries(faults)) {
  test(`when ${name}, the show runs on canvas`, async ({ openScene }) => {
    const page = await openScene({ before });
    const facts = await page.evaluate(async () => {
      const show = (window.show = window.scene.manual());
      await show.start('dawn', 'canvas2d');
      show.show('forest');
      return { end: await show.finish(), demotions: show.stage.demotions() };
    });
    expect(facts.end).toBe('finished');
    expect(facts.demotions).toHaveLength(1);
    expect(facts.demotions[0]?.reason).toMatch(reason);
    await expectOnScreen(page, 'forest');
  });
}

const midway: Record<string, () => void> = {
  'an upload throws': () => {
    const original = WebGL2RenderingContext.prototype.texSubImage2D;
    Reflect.set(WebGL2RenderingContext.prototype, 'texSubImage2D', function (this: unknown, ...args: unknown[]) {
      if (window.broken) throw new Error('out of memory');
      return Reflect.apply(original, this, args) as unknown;
    });
  },
  'an upload silently fails': () => {
    const original = WebGL2RenderingContext.prototype.texImage2D;
    Reflect.set(WebGL2RenderingContext.prototype, 'texImage2D', function (this: unknown, ...args: unknown[]) {
      if (window.broken && Number(args[3]) > 8) return undefined;
      return Reflect.apply(original, this, args) as unknown;
    });
  },
  'a draw throws': () => {
    const original = WebGL2RenderingContext.prototype.useProgram;
    Reflect.set(WebGL2RenderingContext.prototype, 'useProgram', function (this: unknown, ...args: unknown[]) {
      if (window.broken) throw new Error('the driver is gone');
      return Reflect.apply(original, this, args) as unknown;
    });
  },
};

for (const [name, before] of Object.entries(midway)) {
  test(`when ${name} in the middle, the transition ends on its target one step lower`, async ({ openScene }) => {
    const page = await openScene({ before });
    const facts = await page.evaluate(async () => {
      const show = (window.show = window.scene.manual());
      await show.start('dawn', 'shader');
      show.show('forest', { transition: 'wipe' });
      window.broken = true;
      const end = await show.finish();
      return { end, tier: show.stage.tier(), reasons: show.stage.demotions().map(({ reason }) => reason) };
    });
    expect(facts.end).toBe('finished');
    expect(facts.tier).toBe('canvas2d');
    expect(facts.reasons).toHaveLength(1);
    await expectOnScreen(page, 'forest');
  });
}

test('a frame loop that stops is noticed, and the target is shown', async ({ openScene }) => {
  const page = await openScene();
  const end = await page.evaluate(async () => {
    const { scene } = window;
    scene.settings.display.tier = 'css';
    scene.settings.transitions.durationMs = 100;
    const show = (window.show = scene.manual({ watchdogMs: 300 }));
    await show.start('dawn', 'css');
    const { finished } = show.show('forest');
    return finished;
  });
  expect(end).toBe('watchdog');
  await expectOnScreen(page, 'forest');
});

test('slow transitions leave the pool first; slow fades cost the renderer its place', async ({ openScene }) => {
  const page = await openScene();
  const facts = await page.evaluate(async () => {
    const { scene } = window;
    Object.assign(scene.settings.display, { minFps: 1 });
    Object.assign(scene.settings.transitions, { durationMs: 1000 });
    const show = (window.show = scene.manual());
    await show.start('dawn', 'shader');
    Object.assign(scene.settings.display, { minFps: 15 });
    const slowly = async (kind: 'dawn' | 'forest', transition: string): Promise<void> => {
      show.show(kind, { transition });
      await show.begun();
      for (let frame = 0; frame < 12; frame++) show.step(100);
      await show.finish();
    };
    await slowly('forest', 'ripple');
    const dropped = scene.events.last(1000).filter((event) => event.type === 'transition.dropped').length;
    const held = show.stage.tier();
    await slowly('dawn', 'crossfade');
    await slowly('forest', 'crossfade');
    return { dropped, held, tier: show.stage.tier(), reason: show.stage.demotions()[0]?.reason ?? '' };
  });
  expect(facts.dropped).toBe(1);
  expect(facts.held).toBe('shader');
  expect(facts.tier).toBe('canvas2d');
  expect(facts.reason).toMatch(/frame rate/);
});

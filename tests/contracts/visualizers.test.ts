/** What every visualizer's folder owes, whatever it draws. A new folder is checked by being there. */
import { readdirSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AudioView } from '../../src/shared/audio-view.ts';
import type { Params, ParamSpec } from '../../src/render/transition.ts';
import { repairParams, requireParams } from '../../src/render/params.ts';
import { flatColors } from '../../src/render/visual/flat-painter.ts';
import { fragmentOf } from '../../src/render/visual/glsl.ts';
import { PaletteMixer, scrimOf } from '../../src/render/visual/palette.ts';
import { allVisualizers } from '../../src/render/visualizers.ts';
import type { FrameContext, VisualizerDefinition, VisualizerMotion } from '../../src/render/visualizer.ts';
import { ScriptedReader, SteppedReader, type Script } from '../fakes/audio-reader.ts';

const folders = readdirSync(new URL('../../src/render/visualizers', import.meta.url)).toSorted();
const viewport = { widthPx: 640, heightPx: 360, dpr: 1 };

function frameOf(
  audio: AudioView,
  nowMs: number,
  dtMs: number,
  params: Params,
  palette = new PaletteMixer(),
): FrameContext {
  return { nowMs, dtMs, viewport, audio, palette, photo: null, params, calm: false };
}

const adjustable = ({ label, settings }: VisualizerDefinition) => ({ label, params: settings });
const standard = (definition: VisualizerDefinition) => repairParams(adjustable(definition), {});

/** Plays a script and gives the motion as it stands at the end. */
function play(definition: VisualizerDefinition, script: Script, fps: number, params = standard(definition)) {
  const palette = new PaletteMixer();
  const reader = new ScriptedReader(script, 2);
  const motion = definition.create();
  for (let frame = 0; frame <= 1.5 * fps; frame++) {
    const nowMs = (frame * 1000) / fps;
    motion.step(frameOf(reader.read(nowMs), nowMs, frame === 0 ? 0 : 1000 / fps, params, palette));
  }
  return motion;
}

const numbersOf = (motion: VisualizerMotion): number[] => Object.values(motion.values).flatMap((value) => [...value]);

const FINE_FPS = 720;
const LENGTH_SEC = 2.2;

/**
 * Runs at `fps` and in steps so fine that they count as exact. A frame applies what it hears to the whole time since the
 * frame before, so the exact run hears each step that much earlier.
 */
function compareToFineSteps(definition: VisualizerDefinition, fps: number) {
  const params = standard(definition);
  const palette = new PaletteMixer();
  const begin = (aheadMs: number) => ({ motion: definition.create(), reader: new SteppedReader(aheadMs) });
  const [coarse, fine] = [begin(0), begin(1000 / fps - 1000 / FINE_FPS)];
  const step = ({ motion, reader }: ReturnType<typeof begin>, frame: number, rate: number) => {
    const nowMs = (frame * 1000) / rate;
    motion.step(frameOf(reader.read(nowMs), nowMs, frame === 0 ? 0 : 1000 / rate, params, palette));
  };
  const seen = new Map<string, { off: number; low: number; high: number }>();
  let fineFrame = 0;
  for (let frame = 0; frame <= LENGTH_SEC * fps; frame++) {
    step(coarse, frame, fps);
    for (; fineFrame <= (frame * FINE_FPS) / fps; fineFrame++) step(fine, fineFrame, FINE_FPS);
    // A picture every thirtieth of a second is enough to compare.
    if (frame % Math.round(fps / 30) !== 0) continue;
    for (const [name, values] of Object.entries(coarse.motion.values)) {
      for (const [index, value] of values.entries()) {
        const key = `${name}[${index}]`;
        const exact = fine.motion.values[name]?.[index] ?? 0;
        const known = seen.get(key) ?? { off: 0, low: exact, high: exact };
        known.off = Math.max(known.off, Math.abs(value - exact));
        known.low = Math.min(known.low, exact);
        known.high = Math.max(known.high, exact);
        seen.set(key, known);
      }
    }
  }
  return [...seen];
}

/** A 2D context that takes every call and remembers the numbers it was given. */
function recorder() {
  const numbers: number[] = [];
  const calls: string[] = [];
  const target: Record<string, unknown> = {};
  const gradient = { addColorStop: (at: number) => void numbers.push(at) };
  const context = new Proxy(target, {
    get: (_, name: string) =>
      target[name] ??
      ((...given: unknown[]) => {
        calls.push(name);
        numbers.push(...given.filter((one) => typeof one === 'number'));
        return name.startsWith('create') ? gradient : undefined;
      }),
    set: (_, name: string, value: unknown) => {
      if (typeof value === 'number') numbers.push(value);
      target[name] = value;
      return true;
    },
  });
  return { context: context as unknown as CanvasRenderingContext2D, numbers, calls };
}

beforeAll(() => {
  class FakePath {
    moveTo(): void {}
    lineTo(): void {}
    quadraticCurveTo(): void {}
  }
  Object.assign(globalThis, { Path2D: FakePath });
});

it('finds every folder, under its own name', () => {
  expect(allVisualizers.map(({ id }) => id).toSorted()).toEqual(folders);
});

// What is heard is analysed once, by the first that asks.
describe.each([...allVisualizers])('$id', { timeout: 30_000 }, (definition) => {
  it('says what it is, and has looks to choose from', () => {
    expect(definition.label).toMatch(/^[A-Z]/);
    expect(definition.description).toMatch(/^[A-Z].*\.$/);
    expect(Object.keys(definition.presets).length).toBeGreaterThanOrEqual(2);
    for (const { label, params } of Object.values(definition.presets)) {
      expect(label).not.toBe('');
      expect(() => requireParams(adjustable(definition), params)).not.toThrow();
    }
  });

  it('refuses what is no number and what lies outside', () => {
    for (const [name, spec] of Object.entries(definition.settings)) {
      expect(spec.help).toMatch(/\.$/);
      for (const wrong of [NaN, Infinity, 'x', null, spec.type === 'bool' ? 2 : (spec.max ?? 0) + 1]) {
        expect(() => requireParams(adjustable(definition), { [name]: wrong })).toThrow();
        expect(repairParams(adjustable(definition), { [name]: wrong })[name]).toEqual(spec.default);
      }
    }
  });

  it('stays finite at every end of its settings', () => {
    const end = (spec: ParamSpec, high: boolean) => (spec.type === 'bool' ? high : high ? spec.max : spec.min);
    for (const high of [false, true]) {
      const given = Object.entries(definition.settings).map(([name, spec]) => [name, end(spec, high)]);
      const params = requireParams(adjustable(definition), Object.fromEntries(given));
      for (const script of ['silence', 'music'] as const) {
        const motion = play(definition, script, 60, params);
        for (const value of numbersOf(motion)) expect(Number.isFinite(value)).toBe(true);
        const { context, numbers, calls } = recorder();
        const audio = new ScriptedReader('silence', 0.2).read(100);
        const frame = frameOf(audio, 1500, 16, params);
        const flat = { context, widthPx: 640, heightPx: 360, frame, values: motion.values };
        definition.canvas2d({ ...flat, ...flatColors(frame.palette) });
        if (!definition.needs.includes('photo')) expect(calls.length).toBeGreaterThan(3);
        expect(numbers.filter((value) => !Number.isFinite(value))).toEqual([]);
      }
    }
  });

  it('hears: music is not silence, and another tone is another picture', () => {
    const silence = numbersOf(play(definition, 'silence', 60));
    for (const script of ['tone', 'music'] as const) {
      const heard = numbersOf(play(definition, script, 60));
      expect(heard.some((value, index) => Math.abs(value - (silence[index] ?? 0)) > 0.05)).toBe(true);
    }
  });

  it('is the same each time, and leaves nothing to the next one', () => {
    const first = numbersOf(play(definition, 'music', 60));
    play(definition, 'tone', 60);
    expect(numbersOf(play(definition, 'music', 60))).toEqual(first);
  });

  it('moves alike at 30, 144 and 240 frames a second', () => {
    const wanted = play(definition, 'tone', 120).values;
    for (const fps of [30, 144, 240]) {
      for (const [name, values] of Object.entries(play(definition, 'tone', fps).values)) {
        // The wave is another one at every moment; the next test gives it one that stays.
        if (['wave', 'older'].includes(name)) continue;
        for (const [index, value] of values.entries()) {
          expect(Math.abs(value - (wanted[name]?.[index] ?? 0)), `${name}[${index}] at ${fps}`).toBeLessThan(0.06);
        }
      }
    }
  });

  it.each([30, 144])(
    'keeps its time constants within 2 % at %i frames a second',
    (fps) => {
      const wrong = compareToFineSteps(definition, fps).filter(
        ([, { off, low, high }]) => off > 0.02 * Math.max(0.02, high - low),
      );
      expect(wrong).toEqual([]);
    },
    30_000,
  );

  it('stays soft where less motion is asked for', () => {
    const params = standard(definition);
    const motion = definition.create();
    const reader = new SteppedReader(0);
    for (let frame = 0; frame < 80; frame++) {
      motion.step({ ...frameOf(reader.read(frame * 16), frame * 16, 16, params), calm: true });
    }
    // Nothing that a kick sets off runs through the picture.
    for (const name of ['rings', 'ripples']) {
      const ages = [...(motion.values[name] ?? [])].filter((_, at) => name === 'rings' || at % 4 === 2);
      for (const age of ages) expect(age).toBe(1);
    }
  });

  it('becomes a program that declares every value and setting once', () => {
    const { values } = definition.create();
    const fragment = fragmentOf(definition, values);
    expect(fragment).toMatch(/vec4 paint\s*\(vec2 uv\)/);
    for (const name of [...Object.keys(values), ...Object.keys(definition.settings).map((one) => `p_${one}`)]) {
      expect(fragment.match(new RegExp(`uniform \\w+ ${name}(\\[\\d+\\])?;`, 'g')), name).toHaveLength(1);
    }
    for (const [name, value] of Object.entries(values)) {
      if (value.length > 4) expect(value.length % 4, name).toBe(0);
    }
  });
});

describe('inks', () => {
  const luminance = (rgb: ArrayLike<number>, at = 0): number => {
    const linear = (v: number) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    const [r = 0, g = 0, b = 0] = [0, 1, 2].map((channel) => linear(rgb[at + channel] ?? 0));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };

  it.each([0, 30, 90, 140, 200, 260, 320])('stand out from a photo of any brightness (hue %i)', (h) => {
    for (const bright of [0, 40, 90, 140, 200, 255]) {
      const mean = Uint8Array.of(bright);
      const photo = {
        palette: [{ l: 0.5, c: 0.12, h, weight: 1 }],
        luminance: { columns: 1, rows: 1, mean, detail: Uint8Array.of(20) },
      };
      const mixer = new PaletteMixer();
      mixer.aim(photo);
      const scrim = scrimOf(photo.luminance) * 0.82;
      const srgb = bright === 0 ? 0 : 1.055 * (bright / 255) ** (1 / 2.4) - 0.055;
      const ground = luminance([0, 1, 2].map((channel) => srgb * (1 - scrim) + (mixer.deep[channel] ?? 0) * scrim));
      for (let ink = 0; ink < 4; ink++) {
        const contrast = (luminance(mixer.inks, ink * 3) + 0.05) / (ground + 0.05);
        expect(contrast, `brightness ${bright}, ink ${ink}`).toBeGreaterThan(2.5);
      }
    }
  });

  it('cross over to the next photo without a jump', () => {
    const photo = (h: number) => ({
      palette: [{ l: 0.5, c: 0.12, h, weight: 1 }],
      luminance: { columns: 1, rows: 1, mean: Uint8Array.of(90), detail: Uint8Array.of(0) },
    });
    const mixer = new PaletteMixer();
    mixer.aim(photo(20));
    mixer.step(16);
    const before = [...mixer.inks];
    mixer.aim(photo(250));
    mixer.step(16);
    for (const [index, value] of mixer.inks.entries())
      expect(Math.abs(value - (before[index] ?? 0))).toBeLessThan(0.05);
    for (let frame = 0; frame < 200; frame++) mixer.step(16);
    expect([...mixer.inks].some((value, index) => Math.abs(value - (before[index] ?? 0)) > 0.1)).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import type { LuminanceGrid } from '../shared/photo.ts';
import { hueOf } from '../shared/hue.ts';
import { groundUnder, nightTint, scrimAlpha, toLinear, toSrgb } from './ink.ts';

const whole = { left: 0, top: 0, right: 1, bottom: 1 };
const quietInk = [0xd0, 0xd3, 0xd9].map((value) => value / 255);
const luminance = ([r = 0, g = 0, b = 0]: readonly number[]): number =>
  0.2126 * toLinear(r) + 0.7152 * toLinear(g) + 0.0722 * toLinear(b);

function grid(mean: readonly number[], detail: readonly number[] = mean.map(() => 0), columns = 2): LuminanceGrid {
  return { columns, rows: mean.length / columns, mean: Uint8Array.from(mean), detail: Uint8Array.from(detail) };
}

/** Contrast of our quietest ink on a grey photo of this luminance, seen through the scrim and a button's 5 % of light. */
function contrastOn(photoLuminance: number): number {
  const alpha = scrimAlpha({ brightest: photoLuminance, unrest: 0 });
  const veiled = toSrgb(photoLuminance) * (1 - alpha) + (12 / 255) * alpha;
  const lit = veiled * 0.95 + 0.05;
  return (luminance(quietInk) + 0.05) / (luminance([lit, lit, lit]) + 0.05);
}

describe('scrims', () => {
  it('keep the quietest text at 4.5:1 or better on any photo, from black to white', () => {
    for (let step = 0; step <= 100; step++) expect(contrastOn(step / 100), `at ${step} %`).toBeGreaterThanOrEqual(4.5);
  });

  it('leave a dark photo nearly as it is, and are deeper on a bright one', () => {
    expect(scrimAlpha({ brightest: 0.02, unrest: 0 })).toBeCloseTo(0.42);
    expect(scrimAlpha({ brightest: 1, unrest: 0 })).toBeGreaterThan(0.7);
    expect(scrimAlpha({ brightest: 1, unrest: 1 })).toBeLessThanOrEqual(0.92);
  });

  it('look only at the part of the photo under the card', () => {
    const half = grid([255, 10, 255, 10]);
    expect(groundUnder(half, { ...whole, left: 0.5 }).brightest).toBeCloseTo(10 / 255);
    expect(groundUnder(half, whole).brightest).toBe(1);
  });

  it('count the bright spots of a restless cell', () => {
    expect(groundUnder(grid([100, 100], [60, 60]), whole).brightest).toBeCloseTo(178 / 255);
    expect(groundUnder(grid([100, 100], [60, 60]), whole).unrest).toBeCloseTo(0.75);
  });

  it('survive a card outside of the picture and an empty grid', () => {
    expect(groundUnder(grid([255, 255]), { left: 2, top: 2, right: 3, bottom: 3 }).brightest).toBe(0);
    expect(groundUnder({ columns: 0, rows: 0, mean: new Uint8Array(), detail: new Uint8Array() }, whole)).toEqual({
      brightest: 0,
      unrest: 0,
    });
  });
});

describe('tints', () => {
  it('lean towards the photo and stay near black', () => {
    expect(nightTint(0x808080)).toBe('12 12 12');
    const [red = 0, , blue = 0] = nightTint(0xc04020).split(' ').map(Number);
    expect(red).toBeGreaterThan(blue);
    expect(red).toBeLessThanOrEqual(24);
  });

  it('find the hue of a photo, and none in a grey one', () => {
    expect(hueOf(0xff0000).hue).toBe(0);
    expect(hueOf(0x00ff00).hue).toBe(120);
    expect(hueOf(0x2040ff).hue).toBeGreaterThan(220);
    expect(hueOf(0x777777).saturation).toBe(0);
    expect(hueOf(0x0000ff).saturation).toBeLessThanOrEqual(48);
  });
});

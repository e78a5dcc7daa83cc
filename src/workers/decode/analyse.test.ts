import { describe, expect, it } from 'vitest';
import { analyse } from './analyse.ts';
import { oklab, palette } from './palette.ts';
import { sharpen } from './sharpen.ts';
import { soften } from './soften.ts';

type Rgb = readonly [number, number, number];

function picture(width: number, height: number, at: (x: number, y: number) => Rgb): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) rgba.set([...at(x, y), 255], (y * width + x) * 4);
  }
  return rgba;
}

const RED: Rgb = [200, 40, 40];
const GREY: Rgb = [128, 128, 128];

describe('palette', () => {
  it('finds the colours there are, with their shares', () => {
    const rgb = new Uint8Array(300);
    for (let i = 0; i < 100; i += 1) rgb.set(i < 70 ? [30, 60, 200] : [230, 220, 60], i * 3);
    const colors = palette(rgb);
    expect(colors).toHaveLength(2);
    expect(colors.map(({ weight }) => weight)).toEqual([0.7, 0.3]);
    const [blue] = colors;
    expect(blue?.h).toBeGreaterThan(255);
    expect(blue?.h).toBeLessThan(280);
    expect(blue?.c).toBeGreaterThan(0.15);
  });

  it('puts a clear hue before a grey of comparable share', () => {
    const rgb = new Uint8Array(300);
    for (let i = 0; i < 100; i += 1) rgb.set(i < 55 ? GREY : RED, i * 3);
    expect(palette(rgb)[0]?.c).toBeGreaterThan(0.1);
  });

  it('gives one colour for a plain picture, and never more than six', () => {
    expect(palette(new Uint8Array(300).fill(90))).toHaveLength(1);
    const rgb = Uint8Array.from({ length: 3000 }, (_, i) => (i * 97) % 256);
    const colors = palette(rgb);
    expect(colors.length).toBeLessThanOrEqual(6);
    expect(colors.reduce((sum, { weight }) => sum + weight, 0)).toBeLessThanOrEqual(1.0001);
    expect(palette(new Uint8Array())).toEqual([]);
  });

  it('agrees with the published OKLab values for white and red', () => {
    const [l, a, b] = oklab(255, 255, 255);
    expect([l, a, b].map((v) => Math.abs(Math.round(v * 1000)))).toEqual([1000, 0, 0]);
    expect(oklab(255, 0, 0).map((v) => Number(v.toFixed(3)))).toEqual([0.628, 0.225, 0.126]);
  });
});

describe('analysis of a slide', () => {
  it('takes colours from the photo and light from the whole slide', () => {
    const rgba = picture(160, 90, (x) => (x < 40 || x >= 120 ? [0, 0, 0] : RED));
    const { averageColor, palette: colors, luminance } = analyse(rgba, 160, 90, { x: 40, y: 0, w: 80, h: 90 });
    expect(averageColor).toBe(0xc82828);
    expect(colors).toHaveLength(1);
    expect(luminance).toMatchObject({ columns: 16, rows: 9 });
    expect(luminance.mean[0]).toBe(0);
    expect(luminance.mean[8]).toBe(Math.round(0.2126 * 200 + 0.7874 * 40));
  });

  it('tells a busy cell from a calm one', () => {
    const rgba = picture(320, 180, (x, y) => {
      const value = x < 160 ? 128 : (x + y) % 2 === 0 ? 28 : 228;
      return [value, value, value];
    });
    const { luminance } = analyse(rgba, 320, 180, { x: 0, y: 0, w: 320, h: 180 });
    expect(luminance.detail[0]).toBe(0);
    expect(luminance.detail[15]).toBeGreaterThan(80);
  });

  it('works on the smallest slide', () => {
    expect(
      analyse(
        picture(16, 16, () => RED),
        16,
        16,
        { x: 0, y: 0, w: 16, h: 16 },
      ).averageColor,
    ).toBe(0xc82828);
  });
});

const edge = (x: number): Rgb => {
  const value = [60, 60, 60, 60, 60, 60, 75, 110, 145, 160, 160, 160, 160, 160, 160, 160][x] ?? 0;
  return [value, value, value];
};
const row = (rgba: Uint8ClampedArray): number[] => Array.from({ length: 16 }, (_, x) => rgba[(8 * 16 + x) * 4] ?? 0);
const slope = (values: number[]): number => (values[8] ?? 0) - (values[6] ?? 0);

describe('sharpening', () => {
  it('makes a soft edge steeper without a halo', () => {
    const rgba = picture(16, 16, edge);
    const before = row(rgba);
    sharpen(rgba, 16, 16);
    const after = row(rgba);
    expect(slope(after)).toBeGreaterThan(slope(before));
    expect(Math.min(...after)).toBeGreaterThanOrEqual(60 - 6);
    expect(Math.max(...after)).toBeLessThanOrEqual(160 + 6);
  });

  it('leaves flat areas and faint noise alone, and the picture opaque', () => {
    const noisy = picture(32, 32, (x, y) => [100 + ((x * 7 + y * 3) % 3), 100, 100]);
    const before = noisy.slice();
    sharpen(noisy, 32, 32);
    expect(noisy).toEqual(before);
  });
});

it('softening spreads a point, dims, and keeps a plain picture plain', () => {
  const plain = picture(20, 20, () => [100, 100, 100]);
  soften(plain, 20, 20, 3, 0.5);
  expect(new Set(plain)).toEqual(new Set([50, 255]));
  const point = picture(20, 20, (x, y) => (x === 10 && y === 10 ? [255, 255, 255] : [0, 0, 0]));
  soften(point, 20, 20, 2, 1);
  expect(point[(10 * 20 + 10) * 4]).toBeLessThan(40);
  expect(point[(10 * 20 + 8) * 4]).toBeGreaterThan(0);
});

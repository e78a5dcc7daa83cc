import { describe, expect, it } from 'vitest';
import type { LuminanceGrid } from '../shared/photo.ts';
import {
  anyGround,
  chooseInk,
  contrastOn,
  groundUnder,
  inkOfColor,
  inks,
  readableOpacity,
  scrimAlpha,
  scrimColor,
} from './ink.ts';

const whole = { left: 0, top: 0, right: 1, bottom: 1 };
const gridOf = (low: number, high: number, tone?: Uint8Array): LuminanceGrid => ({
  columns: 1,
  rows: 1,
  mean: Uint8Array.of((low + high) / 2),
  detail: Uint8Array.of((high - low) / 2),
  low: Uint8Array.of(low),
  high: Uint8Array.of(high),
  ...(tone ? { tone } : {}),
});

describe('scrims', () => {
  it('keep 4.5:1 for both inks on any ground, and are no darker than they must be', () => {
    for (let low = 0; low <= 255; low += 15) {
      for (let high = low; high <= 255; high += 15) {
        const ground = groundUnder(gridOf(low, high), whole);
        for (const ink of Object.values(inks)) {
          const alpha = scrimAlpha(ground, ink);
          expect(contrastOn(ground, ink, alpha)).toBeGreaterThanOrEqual(4.5);
          if (alpha > 0.02) expect(contrastOn(ground, ink, alpha - 0.03)).toBeLessThan(ink.ink < ink.scrim ? 5.3 : 4.8);
        }
      }
    }
  });

  it('are not there where the photo does it alone', () => {
    expect(scrimAlpha({ low: 0, high: 0.1 }, inks.light)).toBe(0);
    expect(scrimAlpha({ low: 0.9, high: 1 }, inks.dark)).toBe(0);
  });

  it('carry see-through ink and any colour of the user', () => {
    for (const color of ['#ff0000', '#777777', '#00ff88', '#1a1a1a', '#ffffff', '#0000ff']) {
      const { ink } = inkOfColor(color);
      const opacity = readableOpacity(anyGround, ink, 0.4);
      expect(contrastOn(anyGround, ink, scrimAlpha(anyGround, ink, opacity), opacity), color).toBeGreaterThanOrEqual(
        4.4,
      );
    }
  });

  it('take the hue of the photo and stay what they are: dark or light', () => {
    const blue = gridOf(60, 90, Uint8Array.from(Array.from({ length: 4 }, () => [20, 40, 160]).flat()));
    const [r, , b] = scrimColor(blue, whole, 'light');
    expect(b).toBeGreaterThan(r * 1.3);
    expect(Math.max(r, b)).toBeLessThan(0.25);
    expect(Math.min(...scrimColor(blue, whole, 'dark'))).toBeGreaterThan(0.85);
    expect(scrimColor(null, whole, 'light')).toEqual([inks.light.scrim, inks.light.scrim, inks.light.scrim]);
  });
});

describe('ink', () => {
  it('is dark on snow, light at night and on anything restless', () => {
    expect(chooseInk({ low: 0.85, high: 1 }, null)).toBe('dark');
    expect(chooseInk({ low: 0, high: 0.2 }, null)).toBe('light');
    expect(chooseInk(anyGround, null)).toBe('light');
  });

  it('is dark where a haze is hardly seen: on snow with dark trees, not in a wood with some snow', () => {
    expect(chooseInk({ low: 0.1, high: 1 }, null, 0.85)).toBe('dark');
    expect(chooseInk({ low: 0.1, high: 1 }, null, 0.25)).toBe('light');
  });

  it('is kept when both would do', () => {
    const between = [...Array(100).keys()]
      .map((value) => ({ low: value / 100, high: Math.min(1, value / 100 + 0.1) }))
      .filter((ground) => chooseInk(ground, 'light') === 'light' && chooseInk(ground, 'dark') === 'dark');
    expect(between.length).toBeGreaterThan(0);
  });
});

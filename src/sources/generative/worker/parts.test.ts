import { describe, expect, it } from 'vitest';
import { blend, light, ramp } from './color.ts';
import { createField, createRowSampler } from './field.ts';
import { waveTile } from './fft.ts';
import { soften } from './layers.ts';
import { createNoise } from './noise.ts';
import { grainTile, type Frame } from './picture.ts';
import { avalanche, createRng, hashText } from './rng.ts';
import { scatterStars } from './sky.ts';

const frame: Frame = {
  widthPx: 320,
  heightPx: 180,
  unitPx: 240,
  portrait: false,
  breathe: () => Promise.resolve(),
};

function draw(seed: number): number[] {
  const rng = createRng(seed);
  return Array.from({ length: 50 }, () => rng.next());
}

describe('rng', () => {
  it('repeats for a seed and differs between seeds', () => {
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it('is even: mean, spread and ends', () => {
    const rng = createRng(3);
    const values = Array.from({ length: 20_000 }, () => rng.next());
    const mean = values.reduce((a, b) => a + b) / values.length;
    expect(mean).toBeCloseTo(0.5, 1);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThan(1);
    const rolls = new Set(Array.from({ length: 500 }, () => rng.int(1, 6)));
    expect([...rolls].toSorted()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('forks streams that do not depend on what was drawn before', () => {
    const a = createRng(5);
    const b = createRng(5);
    b.next();
    expect(a.fork('stars').next()).toBe(b.fork('stars').next());
    expect(a.fork('stars').next()).not.toBe(a.fork('trees').next());
  });

  it('spreads neighbouring seeds over all moods', () => {
    const counts = [0, 0, 0, 0];
    for (let seed = 0; seed < 4000; seed++) counts[avalanche(seed) % 4] = (counts[avalanche(seed) % 4] ?? 0) + 1;
    for (const count of counts) expect(count).toBeGreaterThan(850);
    expect(hashText('dunes 1', 3)).not.toBe(hashText('dunes 2', 3));
  });
});

describe('noise', () => {
  it('is smooth, bounded, about zero in the mean, and the same for a seed', () => {
    const noise = createNoise(createRng(11));
    const again = createNoise(createRng(11));
    let sum = 0;
    let widest = 0;
    let steepest = 0;
    for (let i = 0; i < 5000; i++) {
      const x = i * 0.137 - 900;
      const y = i * 0.071 + 40;
      const value = noise.fbm(x, y, 4);
      widest = Math.max(widest, Math.abs(value));
      steepest = Math.max(steepest, Math.abs(noise.at(x + 0.001, y) - noise.at(x, y)));
      sum += value;
    }
    expect(widest).toBeLessThan(1.4);
    expect(steepest).toBeLessThan(0.01);
    expect(Math.abs(sum / 5000)).toBeLessThan(0.05);
    expect(noise.ridged(3.3, 4.4, 4)).toBe(again.ridged(3.3, 4.4, 4));
  });
});

describe('colour', () => {
  it('turns OKLCH into the sRGB a display knows', () => {
    // Reference: CSS oklch(0.628 0.2577 29.23) is #ff0000, oklch(1 0 0) is white.
    const red = light([0.628, 0.2577, 29.23]).map((v) => Math.round(Math.sqrt(v) * 255));
    expect(red[0]).toBeGreaterThan(250);
    expect(red[1]).toBeLessThan(12);
    expect(light([1, 0, 0]).map((v) => Math.round(Math.sqrt(v) * 255))).toEqual([255, 255, 255]);
  });

  it('takes back chroma, never lightness, when a colour does not exist', () => {
    const wild = light([0.8, 0.4, 145]);
    for (const channel of wild) expect(channel).toBeLessThanOrEqual(1);
    expect(Math.max(...wild) - Math.min(...wild)).toBeGreaterThan(0.1);
  });

  it('ramps without a step and ends on its stops', () => {
    const steps = ramp(
      [
        [0, [0.2, 0.05, 260]],
        [0.5, [0.6, 0.1, 40]],
        [1, [0.95, 0.05, 80]],
      ],
      512,
    );
    expect(steps.slice(0, 3)).toEqual(Float32Array.from(light([0.2, 0.05, 260])));
    for (let i = 3; i < steps.length; i++) expect(Math.abs((steps[i] ?? 0) - (steps[i - 3] ?? 0))).toBeLessThan(0.02);
    expect(blend([0.2, 0.1, 350], [0.2, 0.1, 10], 0.5)[2]).toBeCloseTo(0, 3);
  });
});

describe('fields', () => {
  it('spread a straight ramp into a straight ramp', async () => {
    const field = await createField(frame, 30, 1, (data, at, x, y) => {
      data[at] = x + y * 2;
    });
    const row = new Float32Array(frame.widthPx);
    createRowSampler(field, frame)(90, row);
    for (let x = 0; x < row.length; x++)
      expect(row[x]).toBeCloseTo(x / (frame.widthPx - 1) + (90 / (frame.heightPx - 1)) * 2, 4);
  });
});

describe('grain and dither', () => {
  it('moves a flat tone by about one step, evenly, and hides where it steps', () => {
    const tile = grainTile(createRng(1), 1);
    const values = Array.from({ length: tile.length / 3 }, (_, i) => (tile[i * 3] ?? 0) - 0.5);
    const mean = values.reduce((a, b) => a + b) / values.length;
    const deviation = Math.sqrt(values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length);
    expect(Math.abs(mean)).toBeLessThan(0.02);
    expect(deviation).toBeGreaterThan(0.7);
    expect(deviation).toBeLessThan(1.6);
    // A tone between two steps comes out right on average, which is what no banding means.
    const tones = values.map((v) => Math.floor(100.3 + v + 0.5));
    expect(tones.reduce((a, b) => a + b) / tones.length).toBeCloseTo(100.3, 1);
  });
});

describe('parts of a landscape', () => {
  it('softens a skyline without moving it', () => {
    const flat = new Float32Array(100).fill(40);
    expect([...soften(flat, 6)].every((v) => Math.abs(v - 40) < 1e-4)).toBe(true);
    const spike = flat.slice();
    spike[50] = 0;
    expect(Math.min(...soften(spike, 6))).toBeGreaterThan(33);
  });

  it('makes a sea whose slopes are real waves: centred, of unit deviation, the same at both seams', () => {
    const { size, levels } = waveTile(createRng(4), 64, 0.6, 0.8, 4);
    const cells = levels[0] ?? new Float32Array();
    let sum = 0;
    let square = 0;
    for (let i = 0; i < size * size; i++) {
      sum += cells[i * 3] ?? 0;
      square += ((cells[i * 3] ?? 0) ** 2 + (cells[i * 3 + 1] ?? 0) ** 2) / 2;
    }
    expect(Math.abs(sum / (size * size))).toBeLessThan(1e-3);
    expect(square / (size * size)).toBeCloseTo(1, 3);
    // Averaged cells keep, as variance, what they lost in slope.
    const coarse = levels.at(-1) ?? new Float32Array();
    let kept = 0;
    for (let i = 0; i < coarse.length; i += 3)
      kept += (coarse[i + 2] ?? 0) + ((coarse[i] ?? 0) ** 2 + (coarse[i + 1] ?? 0) ** 2) / 2;
    expect(kept / (coarse.length / 3)).toBeCloseTo(1, 2);
  });

  it('has many faint stars and few bright ones', () => {
    const stars = scatterStars(frame, createRng(2), 4000);
    const bright = stars.filter((star) => star.power > 0.5).length;
    const faint = stars.filter((star) => star.power < 0.1).length;
    expect(faint).toBeGreaterThan(bright * 10);
    expect(bright).toBeGreaterThan(3);
  });
});

/** Two fields and the line between them: water, air, and the weather of one minute. */
import { light, ramp, type Oklch, type Stop } from '../color.ts';
import { createField, fieldPainter } from '../field.ts';
import { createNoise, smoothstep } from '../noise.ts';
import type { Scene } from '../scene.ts';

interface HorizonMood {
  readonly sky: readonly Stop[];
  /** From the horizon down. */
  readonly sea: readonly Stop[];
  readonly glow: Oklch;
  readonly strength: number;
}

const moods: readonly [HorizonMood, ...HorizonMood[]] = [
  {
    sky: [
      [0, [0.58, 0.045, 248]],
      [0.6, [0.78, 0.035, 228]],
      [1, [0.93, 0.05, 78]],
    ],
    sea: [
      [0, [0.76, 0.035, 210]],
      [0.3, [0.5, 0.05, 235]],
      [1, [0.26, 0.05, 250]],
    ],
    glow: [0.98, 0.055, 78],
    strength: 0.5,
  },
  {
    sky: [
      [0, [0.62, 0.05, 270]],
      [0.55, [0.77, 0.055, 330]],
      [1, [0.87, 0.075, 40]],
    ],
    sea: [
      [0, [0.74, 0.07, 20]],
      [0.35, [0.56, 0.06, 310]],
      [1, [0.33, 0.05, 275]],
    ],
    glow: [0.96, 0.06, 60],
    strength: 0.4,
  },
  {
    sky: [
      [0, [0.33, 0.08, 28]],
      [0.6, [0.5, 0.13, 35]],
      [1, [0.68, 0.14, 55]],
    ],
    sea: [
      [0, [0.4, 0.09, 30]],
      [0.3, [0.27, 0.055, 25]],
      [1, [0.16, 0.03, 20]],
    ],
    glow: [0.86, 0.13, 70],
    strength: 0.5,
  },
  {
    sky: [
      [0, [0.15, 0.055, 278]],
      [0.55, [0.31, 0.08, 262]],
      [1, [0.58, 0.085, 222]],
    ],
    sea: [
      [0, [0.42, 0.075, 228]],
      [0.35, [0.22, 0.06, 255]],
      [1, [0.11, 0.035, 272]],
    ],
    glow: [0.9, 0.075, 200],
    strength: 0.5,
  },
  {
    sky: [
      [0, [0.46, 0.03, 215]],
      [0.6, [0.66, 0.035, 190]],
      [1, [0.86, 0.045, 120]],
    ],
    sea: [
      [0, [0.6, 0.05, 175]],
      [0.3, [0.42, 0.05, 195]],
      [1, [0.24, 0.035, 215]],
    ],
    glow: [0.96, 0.05, 105],
    strength: 0.5,
  },
];

export const horizon: Scene<HorizonMood> = {
  id: 'horizon',
  moods,
  film: { grain: 1.5, vignette: 0.2 },
  async prepare(frame, mood, rng) {
    const aspect = frame.widthPx / frame.heightPx;
    const line = rng.pick([0.4, 0.62, 0.66, 0.7]) + rng.range(-0.02, 0.02);
    const soft = rng.range(0.002, 0.012);
    const noise = createNoise(rng);
    const sky = ramp(mood.sky, 1024);
    const sea = ramp(mood.sea, 1024);
    const glow = light(mood.glow);
    const glowX = rng.range(0.25, 0.75);
    const wide = rng.range(0.6, 1.6);
    const rainX = rng.range(0, 1);
    const rain = rng.chance(0.55) ? rng.range(0.08, 0.22) : 0;
    const field = await createField(frame, 230, 3, (data, at, x, y) => {
      const ax = (x - 0.5) * aspect;
      // Clouds lie in long bands near the horizon and open out above.
      const above = Math.max(0.02, line - y);
      const far = 0.12 / (above + 0.1);
      const cloud = y > line + soft ? 0 : noise.fbm(ax * (0.5 + far * 0.55), y * (3 + far * 9), 5, 0.52);
      const wash = noise.fbm(ax * 9, y * 1.4 + 9, 3) * 0.012;
      const up = 1 - smoothstep(line - soft, line + soft, y);
      const s = Math.min(1, Math.max(0, y / line + cloud * 0.14));
      const below = Math.max(0, (y - line) / (1 - line));
      const swell = below === 0 ? 0 : noise.fbm(ax * (1.2 + 5 * (1 - below)), Math.sqrt(below) * 42, 4, 0.6);
      const d = Math.min(1, Math.max(0, below + swell * 0.1 * Math.sqrt(below) + 0.012 * swell));
      const si = Math.round(s * 1023) * 3;
      const di = Math.round(d * 1023) * 3;
      const gx = (x - glowX) * aspect * (1 / wide);
      const dy = y - line;
      const near = Math.exp(-gx * gx * 4 - dy * dy * (dy < 0 ? 14 : 40));
      const g = mood.strength * near * (0.6 + 0.5 * cloud * up) * (dy < 0 ? 1 : 0.55 + 0.45 * swell);
      const veil = 1 - rain * smoothstep(0.5, 0, Math.abs(x - rainX + dy * 0.12) * aspect) * up;
      for (let c = 0; c < 3; c++) {
        const base = (sky[si + c] as number) * up * veil + (sea[di + c] as number) * (1 - up);
        data[at + c] = Math.max(0, (base + (glow[c] as number) * g * (1 - base * 0.6)) * (1 + wash));
      }
    });
    return fieldPainter(field, frame);
  },
};

/** Lit gas, lanes of dust in front of it, and the stars of a whole season. */
import { light, type Oklch } from '../color.ts';
import { createField, fieldPainter } from '../field.ts';
import { createNoise, smoothstep } from '../noise.ts';
import type { Scene } from '../scene.ts';
import { scatterStars, starPainter } from '../sky.ts';

interface NebulaMood {
  readonly deep: Oklch;
  readonly outer: Oklch;
  readonly inner: Oklch;
  readonly core: Oklch;
}

const moods: readonly [NebulaMood, ...NebulaMood[]] = [
  {
    deep: [0.09, 0.025, 280],
    outer: [0.42, 0.11, 5],
    inner: [0.62, 0.09, 225],
    core: [0.92, 0.06, 60],
  },
  {
    deep: [0.08, 0.02, 240],
    outer: [0.48, 0.1, 52],
    inner: [0.6, 0.07, 205],
    core: [0.94, 0.06, 90],
  },
  {
    deep: [0.08, 0.03, 265],
    outer: [0.36, 0.1, 262],
    inner: [0.6, 0.09, 235],
    core: [0.93, 0.03, 220],
  },
  {
    deep: [0.08, 0.02, 300],
    outer: [0.37, 0.1, 25],
    inner: [0.58, 0.12, 45],
    core: [0.93, 0.08, 75],
  },
];

export const nebula: Scene<NebulaMood> = {
  id: 'nebula',
  moods,
  film: { grain: 1.6, vignette: 0.2 },
  async prepare(frame, mood, rng) {
    const noise = createNoise(rng);
    const deep = light(mood.deep);
    const outer = light(mood.outer);
    const inner = light(mood.inner);
    const core = light(mood.core);
    const spanX = frame.widthPx / frame.unitPx;
    const spanY = frame.heightPx / frame.unitPx;
    const cx = rng.range(0.3, 0.7) * spanX;
    const cy = rng.range(0.34, 0.66) * spanY;
    const turn = rng.range(0, Math.PI);
    const along = Math.cos(turn);
    const athwart = Math.sin(turn);
    const scale = rng.range(1.5, 2.3);
    const dusty = rng.range(1.6, 3.4);
    const stretch = rng.range(1.2, 2.6);
    const field = await createField(frame, 380, 4, (data, at, fx, fy) => {
      const x = fx * spanX;
      const y = fy * spanY;
      const p = ((x - cx) * along + (y - cy) * athwart) * 1;
      const q = (-(x - cx) * athwart + (y - cy) * along) * stretch;
      const wx = noise.fbm(x * scale, y * scale, 3);
      const wy = noise.fbm(x * scale + 40, y * scale + 20, 2);
      const reach = Math.exp(-(p * p + q * q) * 3.2 + wx * 0.9);
      const gas = noise.fbm(x * scale * 1.3 + wx * 1.1, y * scale * 1.3 + wy * 1.1, 5, 0.58);
      const threads = noise.ridged(x * scale * 1.1 + wy * 0.9 + 7, y * scale * 1.1 + wx * 0.9, 4, 0.58);
      const lane = noise.fbm(x * scale * 1.6 - wy * 1.3 + 90, y * scale * 1.6 + wx * 1.3, 5, 0.55);
      const body = Math.max(0, 0.42 + gas * 0.75) * reach;
      const dust = Math.exp(-dusty * Math.max(0, lane + 0.12) * (0.5 + 1.4 * reach) * 1.6);
      const glowOut = body * (0.35 + 1.5 * threads) * 1.25;
      const glowIn = body * body * (0.4 + threads) * 1.5;
      const heart = Math.exp(-(p * p + q * q) * 26) * (0.4 + 0.6 * body);
      const haze = 0.16 * smoothstep(-0.5, 0.9, wx) * (0.3 + reach);
      for (let c = 0; c < 3; c++) {
        const emitted =
          (outer[c] as number) * (glowOut + haze) + (inner[c] as number) * glowIn + (core[c] as number) * heart * 0.55;
        data[at + c] = (deep[c] as number) * (0.6 + 0.4 * dust) + emitted * dust ** ([0.75, 1, 1.25][c] as number);
      }
      data[at + 3] = dust;
    });
    const { data, columns, rows } = field;
    const veil = (px: number, py: number): number => {
      const column = Math.min(columns - 1, Math.floor((px / frame.widthPx) * columns));
      const row = Math.min(rows - 1, Math.floor((py / frame.heightPx) * rows));
      return 0.15 + 0.85 * (data[(row * columns + column) * 4 + 3] as number);
    };
    const stars = scatterStars(frame, rng.fork('stars'), 5200, (x, y) => {
      const d = Math.hypot(x * spanX - cx, y * spanY - cy);
      return 0.4 + 0.6 * Math.exp(-d * d * 6);
    });
    const paintStars = starPainter(frame, stars, veil);
    const rgb = { ...field, channels: 3 as const, data: new Float32Array(columns * rows * 3) };
    for (let i = 0, j = 0; i < data.length; i += 4, j += 3) rgb.data.set(data.subarray(i, i + 3), j);
    const paintGas = fieldPainter(rgb, frame);

    return (band) => {
      paintGas(band);
      paintStars(band);
    };
  },
};

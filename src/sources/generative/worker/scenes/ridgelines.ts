/** Range behind range in mist, a low sun, conifers on the nearest ridge. */
import { blend, light, ramp, type Oklch, type Stop } from '../color.ts';
import { createField, createRowSampler, fieldPainter } from '../field.ts';
import { layerPainter, plantConifers, profile, skyline, soften, type Layer } from '../layers.ts';
import { createNoise, mix, smoothstep } from '../noise.ts';
import type { Frame } from '../picture.ts';
import type { Rng } from '../rng.ts';
import type { Scene } from '../scene.ts';
import { discPainter } from '../sky.ts';

interface RidgeMood {
  readonly sky: readonly Stop[];
  readonly far: Oklch;
  readonly near: Oklch;
  readonly sun: Oklch;
  /** Strength of the glow around it; 0 hides the disc too. */
  readonly glow: number;
}

const moods: readonly [RidgeMood, ...RidgeMood[]] = [
  {
    sky: [
      [0, [0.62, 0.055, 262]],
      [0.45, [0.79, 0.035, 345]],
      [0.8, [0.9, 0.065, 62]],
      [1, [0.93, 0.06, 78]],
    ],
    far: [0.74, 0.045, 300],
    near: [0.2, 0.035, 275],
    sun: [0.97, 0.07, 80],
    glow: 0.5,
  },
  {
    sky: [
      [0, [0.3, 0.06, 258]],
      [0.55, [0.52, 0.065, 248]],
      [1, [0.78, 0.045, 225]],
    ],
    far: [0.58, 0.055, 245],
    near: [0.13, 0.03, 255],
    sun: [0.95, 0.02, 220],
    glow: 0.12,
  },
  {
    sky: [
      [0, [0.5, 0.05, 40]],
      [0.45, [0.72, 0.1, 58]],
      [1, [0.91, 0.1, 86]],
    ],
    far: [0.73, 0.09, 66],
    near: [0.19, 0.04, 40],
    sun: [0.98, 0.08, 92],
    glow: 0.75,
  },
  {
    sky: [
      [0, [0.66, 0.018, 205]],
      [0.5, [0.78, 0.016, 190]],
      [1, [0.88, 0.014, 150]],
    ],
    far: [0.7, 0.025, 180],
    near: [0.19, 0.03, 178],
    sun: [0.96, 0.02, 110],
    glow: 0.1,
  },
  {
    sky: [
      [0, [0.27, 0.075, 290]],
      [0.45, [0.48, 0.095, 325]],
      [0.8, [0.72, 0.115, 25]],
      [1, [0.82, 0.1, 50]],
    ],
    far: [0.53, 0.085, 335],
    near: [0.12, 0.04, 300],
    sun: [0.95, 0.1, 55],
    glow: 0.4,
  },
];

function ridges(frame: Frame, mood: RidgeMood, rng: Rng, horizon: number, sunU: number): Layer[] {
  const { heightPx, unitPx } = frame;
  const noise = createNoise(rng);
  const count = rng.int(6, 8);
  const rough = rng.range(0.45, 1);
  const layers: Layer[] = [];
  for (let k = 0; k < count; k++) {
    const t = k / (count - 1);
    const base = mix(horizon + 0.02, 0.9, t ** 1.15) * heightPx;
    const tall = mix(0.075, 0.11, Math.sin(t * 2.6)) * unitPx * rng.range(0.8, 1.25) * (frame.portrait ? 1.6 : 1);
    const scale = mix(3.4, 1.5, t) * rng.range(0.85, 1.15);
    const lean = rng.range(-0.06, 0.06) * unitPx;
    const tops = profile(frame, (u) => {
      // A valley under the sun keeps the eye there; the near ground rises towards one side.
      const valley = 1 - 0.55 * Math.exp(-((u - sunU) ** 2) * 9) * (1 - t);
      return base - skyline(noise, u + k * 11.3, k + 1, scale, rough * (1 - t * 0.5)) * tall * valley - u * lean * t;
    });
    const ground = soften(tops, unitPx * 0.03);
    if (t > 0.42) {
      const tall = unitPx * mix(0.004, 0.055, ((t - 0.42) / 0.58) ** 1.6);
      const woods = createNoise(rng.fork(`woods${k}`));
      plantConifers(
        tops,
        rng,
        (x) => tall * (0.75 + 0.35 * woods.at(x / (unitPx * 0.12), 2)),
        (x) => smoothstep(-0.5, 0.2, woods.fbm(x / (unitPx * 0.2), k, 2)) * 0.97,
      );
    }
    const color = light(blend(mood.far, mood.near, t ** 0.85));
    layers.push({
      tops,
      ground,
      color,
      airAtEdge: mix(0.5, 0, t ** 0.7),
      airAtFoot: mix(0.96, 0.22, t ** 1.6),
      footPx: unitPx * mix(0.075, 0.16, t),
      mist: mix(0.5, 0.25, t),
    });
  }
  return layers;
}

export const ridgelines: Scene<RidgeMood> = {
  id: 'ridgelines',
  moods,
  film: { grain: 1.1, vignette: 0.16 },
  async prepare(frame, mood, rng) {
    const aspect = frame.widthPx / frame.heightPx;
    const horizon = frame.portrait ? rng.range(0.36, 0.46) : rng.range(0.4, 0.5);
    const side = rng.chance(0.5) ? 0.34 : 0.66;
    const sunX = side + rng.range(-0.05, 0.05);
    const sunY = horizon - rng.range(0.02, 0.13);
    const sunU = (sunX - 0.5) * (frame.widthPx / frame.unitPx);
    const sky = ramp(mood.sky, 512);
    const glow = light(mood.sun);
    const drift = createNoise(rng.fork('drift'));
    const wispy = rng.range(0.2, 1);
    const air = await createField(frame, 150, 3, (data, at, x, y) => {
      const veil = drift.fbm(x * aspect * 1.1 + 3, y * 4.2, 4) * 0.05 * wispy;
      const i = Math.round(Math.min(1, Math.max(0, y / horizon + veil)) * 511) * 3;
      const dx = (x - sunX) * aspect;
      const dy = y - sunY;
      const r2 = dx * dx + dy * dy * 1.5;
      const g = mood.glow * (0.5 * Math.exp(-r2 * 4) + 0.35 * Math.exp(-Math.sqrt(r2) * 8));
      for (let c = 0; c < 3; c++) {
        const base = sky[i + c] as number;
        data[at + c] = base + (glow[c] as number) * g * (1 - base * 0.55);
      }
    });
    const wisps = await createField(frame, 170, 1, (data, at, x, y) => {
      data[at] = drift.fbm(x * aspect * 2.2, y * 6.5 + 40, 4);
    });
    const layers = ridges(frame, mood, rng.fork('ridges'), horizon, sunU);
    await frame.breathe();
    const paintSky = fieldPainter(air, frame);
    const radius = mood.glow > 0.3 ? rng.range(0.02, 0.04) * frame.unitPx : 0;
    const paintSun = discPainter(frame, sunX * frame.widthPx, sunY * frame.heightPx, radius, glow, 0.9);
    const paintLayers = layerPainter(frame, layers, createRowSampler(air, frame), createRowSampler(wisps, frame));
    return (band) => {
      paintSky(band);
      paintSun(band);
      paintLayers(band);
    };
  },
};

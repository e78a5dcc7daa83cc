/** Open water under a low moon or sun: a wind sea in true perspective, each wave a small mirror of the sky. */
import { light, ramp, type Light, type Oklch, type Stop } from '../color.ts';
import { fieldPainter } from '../field.ts';
import { waveTile, type WaveTile } from '../fft.ts';
import { clamp, createNoise } from '../noise.ts';
import type { Band, BandPainter, Frame } from '../picture.ts';
import type { Rng } from '../rng.ts';
import type { Scene } from '../scene.ts';
import { discPainter, scatterStars, skyField, starPainter } from '../sky.ts';

interface SeaMood {
  readonly sky: readonly Stop[];
  readonly deep: Oklch;
  readonly lamp: Oklch;
  /** Light of the lamp in the water. */
  readonly path: number;
  readonly glow: number;
  /** Size in units; 0 hides it behind cloud. */
  readonly disc: number;
  readonly height: readonly [number, number];
  readonly stars: boolean;
}

const moods: readonly [SeaMood, ...SeaMood[]] = [
  {
    sky: [
      [0, [0.11, 0.03, 262]],
      [0.6, [0.2, 0.045, 252]],
      [1, [0.36, 0.05, 235]],
    ],
    deep: [0.07, 0.02, 245],
    lamp: [0.94, 0.02, 210],
    path: 1.5,
    glow: 0.14,
    disc: 0.022,
    height: [0.3, 0.62],
    stars: true,
  },
  {
    sky: [
      [0, [0.45, 0.055, 255]],
      [0.5, [0.68, 0.04, 345]],
      [0.8, [0.82, 0.1, 55]],
      [1, [0.89, 0.1, 75]],
    ],
    deep: [0.2, 0.04, 250],
    lamp: [0.97, 0.1, 75],
    path: 1.5,
    glow: 0.5,
    disc: 0.026,
    height: [0.8, 0.97],
    stars: false,
  },
  {
    sky: [
      [0, [0.5, 0.015, 235]],
      [0.6, [0.66, 0.015, 225]],
      [1, [0.82, 0.018, 100]],
    ],
    deep: [0.2, 0.025, 215],
    lamp: [0.97, 0.02, 95],
    path: 0.9,
    glow: 0.35,
    disc: 0,
    height: [0.3, 0.6],
    stars: false,
  },
  {
    sky: [
      [0, [0.32, 0.055, 245]],
      [0.55, [0.55, 0.06, 215]],
      [0.85, [0.77, 0.06, 95]],
      [1, [0.84, 0.1, 60]],
    ],
    deep: [0.16, 0.04, 220],
    lamp: [0.96, 0.09, 65],
    path: 0.8,
    glow: 0.35,
    disc: 0,
    height: [0.9, 1],
    stars: false,
  },
];

interface Water {
  readonly horizonPx: number;
  readonly lampX: number;
  readonly lampUp: number;
  readonly rough: number;
  readonly eye: number;
}

/** One sample of a tile: slopes and lost variance into `out`. */
function sampleWaves(tile: WaveTile, level: number, u: number, v: number, weight: number, out: Float32Array): void {
  const cells = tile.levels[level] ?? tile.levels[0];
  if (!cells) return;
  const n = tile.size >> level;
  const mask = n - 1;
  const fx = u * n;
  const fy = v * n;
  const ix = Math.floor(fx);
  const iy = Math.floor(fy);
  const s = fx - ix;
  const t = fy - iy;
  const x0 = ix & mask;
  const x1 = (ix + 1) & mask;
  const upper = (iy & mask) * n;
  const lower = ((iy + 1) & mask) * n;
  const a = (upper + x0) * 3;
  const b = (upper + x1) * 3;
  const c = (lower + x0) * 3;
  const d = (lower + x1) * 3;
  const p = (1 - s) * (1 - t) * weight;
  const q = s * (1 - t) * weight;
  const r = (1 - s) * t * weight;
  const w = s * t * weight;
  out[0] =
    (out[0] as number) +
    (cells[a] as number) * p +
    (cells[b] as number) * q +
    (cells[c] as number) * r +
    (cells[d] as number) * w;
  out[1] =
    (out[1] as number) +
    (cells[a + 1] as number) * p +
    (cells[b + 1] as number) * q +
    (cells[c + 1] as number) * r +
    (cells[d + 1] as number) * w;
  // Variance changes slowly: one corner will do.
  out[2] = (out[2] as number) + (cells[a + 2] as number) * weight;
}

function waterPainter(frame: Frame, mood: SeaMood, water: Water, rng: Rng): BandPainter {
  const { widthPx, unitPx } = frame;
  const sky = ramp(mood.sky, 512);
  const deep = light(mood.deep);
  const lamp = light(mood.lamp);
  const wind = rng.range(-0.7, 0.7);
  const swell = waveTile(rng, 256, Math.sin(wind), Math.cos(wind), 5);
  const focal = unitPx;
  const at = new Float32Array(3);
  const turnX = Math.cos(0.6);
  const turnZ = Math.sin(0.6);
  return (band: Band) => {
    for (let y = Math.max(band.firstRow, Math.ceil(water.horizonPx)); y < band.endRow; y++) {
      const drop = (y + 0.5 - water.horizonPx) / focal;
      const z = water.eye / Math.max(drop, 0.35 / focal);
      const across = z / focal;
      const along = (z * z) / (water.eye * focal);
      const footprint = Math.sqrt(across * along) * 0.7;
      const level = clamp(Math.round(Math.log2(Math.max(1, footprint * swell.size * 0.16))), 0, 6);
      const fine = clamp(Math.round(Math.log2(Math.max(1, footprint * swell.size * 0.71))), 0, 6);
      const start = (y - band.firstRow) * widthPx * 3;
      for (let x = 0; x < widthPx; x++) {
        const wx = (x - widthPx / 2) * across;
        at[0] = 0;
        at[1] = 0;
        at[2] = 0;
        sampleWaves(swell, level, wx * 0.16, z * 0.16, 0.75, at);
        sampleWaves(swell, fine, (wx * turnX - z * turnZ) * 0.71, (wx * turnZ + z * turnX) * 0.71, 0.45, at);
        shadeWater(band.rgb, start + x * 3, (x - water.lampX * widthPx) / focal, drop, at);
      }
    }
  };

  function shadeWater(rgb: Float32Array, to: number, side: number, drop: number, slopes: Float32Array): void {
    const sx = (slopes[0] as number) * water.rough;
    const sz = (slopes[1] as number) * water.rough;
    const spread = (slopes[2] as number) * water.rough * water.rough;
    // Where the mirrored ray goes: up by the view's own angle and twice the wave's tilt; never below the horizon.
    const blur = Math.sqrt(spread);
    const up = Math.abs(drop + 2 * sz) + blur * 0.9;
    const facing = clamp(drop + sz * 0.9 + blur * 0.3, 0.015, 1);
    const graze = 1 - facing;
    const graze2 = graze * graze;
    const mirror = 0.03 + 0.97 * graze2 * graze2 * graze;
    const level = ((1 - Math.min(1, up * 1.15)) * 511 + 0.5) | 0;
    const dx = side - 1.6 * sx;
    const dz = up - water.lampUp;
    const away = (dx * dx * 0.8 + dz * dz) / (0.0032 + spread * 5.2);
    const glint = away > 9 ? 0 : (mood.path * Math.exp(-away) * (0.35 + mirror * 0.65)) / (1 + spread * 60);
    const wide = dx * dx * 9 + dz * dz * 3;
    const halo = wide > 8 ? 0 : 0.12 * mood.path * Math.exp(-wide);
    const own = 1 + 0.5 * graze;
    const lamplight = halo * mirror + glint;
    const under = own * (1 - mirror);
    rgb[to] = deep[0] * under + (sky[level * 3] as number) * mirror + lamp[0] * lamplight;
    rgb[to + 1] = deep[1] * under + (sky[level * 3 + 1] as number) * mirror + lamp[1] * lamplight;
    rgb[to + 2] = deep[2] * under + (sky[level * 3 + 2] as number) * mirror + lamp[2] * lamplight;
  }
}

export const sea: Scene<SeaMood> = {
  id: 'sea',
  moods,
  film: { grain: 1.4, vignette: 0.22 },
  async prepare(frame, mood, rng) {
    const horizon = frame.portrait ? rng.range(0.4, 0.5) : rng.pick([rng.range(0.3, 0.38), rng.range(0.5, 0.6)]);
    const noise = createNoise(rng.fork('cloud'));
    const lampX = rng.pick([rng.range(0.28, 0.4), rng.range(0.6, 0.72)]);
    const lampY = horizon * (mood.height[0] + (mood.height[1] - mood.height[0]) * rng.next());
    const lamp: Light = light(mood.lamp);
    const cloudy = mood.stars ? 0.12 : 0.2;
    const field = await skyField(
      frame,
      {
        stops: mood.sky,
        horizon,
        sunX: lampX,
        sunY: lampY,
        sun: lamp,
        glow: mood.glow,
        glowSize: 0.85,
        veil: (x, y) => {
          const far = 0.1 / (Math.max(0, horizon - y) + 0.09);
          return noise.fbm(x * (0.7 + far), y * (3 + far * 8), 5, 0.55) * cloudy;
        },
      },
      260,
    );
    const paintSky = fieldPainter(field, frame);
    const stars = mood.stars
      ? scatterStars(frame, rng.fork('stars'), 1500, (_x, y) => (y < horizon ? 1 - (y / horizon) * 0.8 : 0))
      : [];
    const paintStars = starPainter(frame, stars);
    const radius = mood.disc * frame.unitPx;
    const paintDisc = discPainter(frame, lampX * frame.widthPx, lampY * frame.heightPx, radius, lamp, 1);
    const water: Water = {
      horizonPx: horizon * frame.heightPx,
      lampX,
      lampUp: ((horizon - lampY) * frame.heightPx) / frame.unitPx,
      rough: rng.range(0.075, 0.14),
      eye: rng.range(0.7, 1.3),
    };
    const paintWater = waterPainter(frame, mood, water, rng.fork('water'));
    return (band) => {
      paintSky(band);
      paintStars(band);
      paintDisc(band);
      paintWater(band);
    };
  },
};

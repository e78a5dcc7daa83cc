/** Wind-built sand under a low sun: a height field drawn column by column, near to far, so that every crest is crisp. */
import { light, ramp, type Oklch, type Stop } from '../color.ts';
import { fieldPainter } from '../field.ts';
import { castTerrain, type Terrain, type View } from '../dune-terrain.ts';
import { createNoise } from '../noise.ts';
import type { Band, BandPainter, Frame } from '../picture.ts';
import type { Rng } from '../rng.ts';
import type { Scene } from '../scene.ts';
import { discPainter, scatterStars, skyField, starPainter } from '../sky.ts';

interface DuneMood {
  readonly sky: readonly Stop[];
  /** Shadow to full light. */
  readonly sand: readonly Stop[];
  readonly haze: Oklch;
  readonly sun: Oklch;
  readonly glow: number;
  readonly stars: boolean;
}

const moods: readonly [DuneMood, ...DuneMood[]] = [
  {
    sky: [
      [0, [0.56, 0.06, 245]],
      [0.6, [0.76, 0.045, 225]],
      [1, [0.9, 0.05, 80]],
    ],
    sand: [
      [0, [0.27, 0.05, 30]],
      [0.3, [0.42, 0.08, 42]],
      [0.65, [0.7, 0.105, 66]],
      [1, [0.88, 0.09, 80]],
    ],
    haze: [0.86, 0.05, 75],
    sun: [0.97, 0.06, 85],
    glow: 0.3,
    stars: false,
  },
  {
    sky: [
      [0, [0.6, 0.05, 235]],
      [1, [0.84, 0.035, 60]],
    ],
    sand: [
      [0, [0.2, 0.045, 20]],
      [0.3, [0.33, 0.09, 30]],
      [0.65, [0.56, 0.14, 40]],
      [1, [0.76, 0.125, 55]],
    ],
    haze: [0.77, 0.06, 50],
    sun: [0.96, 0.05, 70],
    glow: 0.25,
    stars: false,
  },
  {
    sky: [
      [0, [0.52, 0.05, 280]],
      [0.5, [0.7, 0.045, 320]],
      [1, [0.88, 0.055, 45]],
    ],
    sand: [
      [0, [0.38, 0.06, 285]],
      [0.35, [0.54, 0.06, 300]],
      [0.7, [0.8, 0.045, 350]],
      [1, [0.93, 0.04, 50]],
    ],
    haze: [0.83, 0.06, 20],
    sun: [0.96, 0.06, 50],
    glow: 0.3,
    stars: false,
  },
  {
    sky: [
      [0, [0.13, 0.035, 268]],
      [0.6, [0.22, 0.05, 258]],
      [1, [0.36, 0.05, 240]],
    ],
    sand: [
      [0, [0.11, 0.03, 268]],
      [0.3, [0.2, 0.035, 262]],
      [0.7, [0.42, 0.04, 245]],
      [1, [0.63, 0.035, 225]],
    ],
    haze: [0.33, 0.045, 242],
    sun: [0.85, 0.03, 220],
    glow: 0.06,
    stars: true,
  },
];

function mixIn(rgb: Float32Array, at: number, other: Float32Array, from: number, share: number): void {
  for (let c = 0; c < 3; c++) {
    const own = rgb[at + c] as number;
    rgb[at + c] = own + ((other[from + c] as number) - own) * share;
  }
}

function terrainPainter(frame: Frame, terrain: Terrain, mood: DuneMood): BandPainter {
  const sand = ramp(mood.sand, 512);
  const haze = light(mood.haze);
  const { depth, lit, steps, farness } = terrain;
  const { widthPx } = frame;
  const skyLine = new Float32Array(widthPx * 3);
  const shade = (x: number, k: number, rgb: Float32Array, at: number, share: number): void => {
    const cell = Math.min(steps - 1, Math.floor(k));
    const u = k - cell;
    const base = x * (steps + 1) + cell;
    const l = (lit[base] as number) + ((lit[base + 1] as number) - (lit[base] as number)) * u;
    const far = (farness[cell] as number) + ((farness[cell + 1] as number) - (farness[cell] as number)) * u;
    const i = Math.min(510.99, l * 511);
    const n = Math.floor(i) * 3;
    const v = i - Math.floor(i);
    const own = share * (1 - far * 0.8);
    const air = share * far * 0.8;
    const under = 1 - share;
    for (let c = 0; c < 3; c++) {
      const a = sand[n + c] as number;
      const grain = a + ((sand[n + 3 + c] as number) - a) * v;
      rgb[at + c] = (rgb[at + c] as number) * under + grain * own + (haze[c] as number) * air;
    }
  };
  return (band: Band) => {
    for (let y = band.firstRow; y < band.endRow; y++) {
      const start = (y - band.firstRow) * widthPx * 3;
      const edges = terrain.edges.get(y) ?? [];
      if (edges.length > 0) skyLine.set(band.rgb.subarray(start, start + widthPx * 3));
      for (let x = 0; x < widthPx; x++) {
        const k = depth[y * widthPx + x] as number;
        if (k >= 0) shade(x, k, band.rgb, start + x * 3, 1);
      }
      for (let e = 0; e < edges.length; e += 3) {
        const x = edges[e] as number;
        const behind = edges[e + 2] as number;
        if (behind >= 0) shade(x, behind, band.rgb, start + x * 3, edges[e + 1] as number);
        else mixIn(band.rgb, start + x * 3, skyLine, x * 3, edges[e + 1] as number);
      }
    }
  };
}

function viewOf(frame: Frame, rng: Rng, horizon: number): View {
  const azimuth = rng.range(0.15, 0.75) * (rng.chance(0.5) ? 1 : -1);
  const up = rng.range(0.2, 0.34);
  const flat = Math.sqrt(1 - up * up);
  const eye = rng.range(1.75, 2.3);
  const focalPx = frame.unitPx * 0.95;
  return {
    horizonPx: horizon * frame.heightPx,
    focalPx,
    eye,
    near: (0.36 * eye * focalPx) / (frame.heightPx * (1 - horizon)),
    far: 34,
    sunX: Math.cos(azimuth) * flat * (rng.chance(0.5) ? 1 : -1),
    sunZ: Math.sin(azimuth) * flat,
    sunUp: up,
  };
}

export const dunes: Scene<DuneMood> = {
  id: 'dunes',
  moods,
  film: { grain: 1.4, vignette: 0.18 },
  async prepare(frame, mood, rng) {
    const horizon = frame.portrait ? rng.range(0.26, 0.36) : rng.range(0.22, 0.36);
    const noise = createNoise(rng);
    const view = viewOf(frame, rng, horizon);
    const turn = rng.range(-1, 1);
    const shape = { cos: Math.cos(turn), sin: Math.sin(turn), across: rng.range(0.2, 0.3) };
    const sun = light(mood.sun);
    const sunX = view.sunX > 0 ? rng.range(0.7, 0.95) : rng.range(0.05, 0.3);
    const sky = await skyField(frame, {
      stops: mood.sky,
      horizon: horizon + 0.02,
      sunX,
      sunY: horizon * 0.75,
      sun,
      glow: mood.glow,
      glowSize: 1.1,
    });
    const stars = mood.stars ? scatterStars(frame, rng.fork('stars'), 900) : [];
    const terrain = await castTerrain(frame, noise, view, shape);
    const paintSky = fieldPainter(sky, frame);
    const paintStars = starPainter(frame, stars);
    const moon = mood.stars ? frame.unitPx * 0.016 : 0;
    const paintMoon = discPainter(frame, sunX * frame.widthPx, horizon * 0.4 * frame.heightPx, moon, sun, 1);
    const paintSand = terrainPainter(frame, terrain, mood);
    return (band) => {
      paintSky(band);
      paintStars(band);
      paintMoon(band);
      paintSand(band);
    };
  },
};

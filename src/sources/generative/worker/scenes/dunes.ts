/** Wind-built sand under a low sun: a height field drawn column by column, near to far, so that every crest is crisp. */
import { light, ramp, type Oklch, type Stop } from '../color.ts';
import { fieldPainter } from '../field.ts';
import { clamp, createNoise, mix, smoothstep, type Noise } from '../noise.ts';
import type { Band, BandPainter, Frame } from '../picture.ts';
import type { Rng } from '../rng.ts';
import type { Mood, Scene } from '../scene.ts';
import { discPainter, scatterStars, skyField, starPainter } from '../sky.ts';

interface DuneMood extends Mood {
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
    titles: ['Long shadows in the sand', 'The quiet erg', 'Evening crossing'],
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
    titles: ['Red country', 'Iron sand', 'Where the wind sleeps'],
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
    titles: ['White sands, violet dusk', 'Gypsum evening', 'Salt and lilac'],
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
    titles: ['Moonlit dunes', 'Night wind', 'Caravan hour'],
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

interface Terrain {
  /** Depth index of the sand at every pixel, fractional; negative is sky. */
  readonly depth: Float32Array;
  /** Light on the sand, `steps + 1` numbers per column. */
  readonly lit: Float32Array;
  readonly steps: number;
  /** Distance between two depths as a share of the depth. */
  readonly stride: number;
  /** Crests: x, row, share of what lies behind, its depth. */
  readonly edges: Map<number, number[]>;
  readonly farness: Float32Array;
}

interface View {
  readonly horizonPx: number;
  readonly focalPx: number;
  readonly eye: number;
  readonly near: number;
  readonly far: number;
  readonly sunX: number;
  readonly sunZ: number;
  readonly sunUp: number;
}

/** Crests run where this crosses zero; `bend` makes them wander. */
function crestLine(noise: Noise, x: number, z: number, shape: Shape, bend: number): number {
  const u = (x * shape.cos - z * shape.sin) * shape.across;
  const v = (x * shape.sin + z * shape.cos) * shape.across * 0.36;
  return noise.at(u + bend * 0.34, v + 4);
}

/** The slow part of the land, worked out at every eighth column only. */
function slowLand(noise: Noise, x: number, z: number, shape: Shape): number {
  const u = (x * shape.cos - z * shape.sin) * shape.across;
  const v = (x * shape.sin + z * shape.cos) * shape.across * 0.36;
  return noise.at(u * 0.6 + 9, v * 0.9);
}

/** `line` is the crest line's value there; `blur` rounds what is too fine to draw. */
function duneHeight(
  noise: Noise,
  x: number,
  z: number,
  shape: Shape,
  bend: number,
  line: number,
  blur: number,
): number {
  const u = (x * shape.cos - z * shape.sin) * shape.across;
  const v = (x * shape.sin + z * shape.cos) * shape.across * 0.36;
  const n = noise.at(u * 2.1 + 31, v * 2.3 + 7);
  const small = Math.max(0, 1 - Math.sqrt(n * n + blur * blur) * 1.5);
  const big = Math.max(0, 1 - Math.abs(line) * 1.5);
  const crest = big * Math.sqrt(big);
  return crest * 1.15 + small * small * 0.2 * (1.15 - crest) + bend * 0.45;
}

interface Shape {
  readonly cos: number;
  readonly sin: number;
  readonly across: number;
}

/** Small waves across the wind, fading where a pixel holds several. */
function ripple(noise: Noise, x: number, z: number, footprint: number): number {
  const wave = 0.1;
  const fade = smoothstep(0.5, 0.2, footprint / wave);
  if (fade <= 0) return 0;
  const phase = (z * 0.9 + x * 0.35 + noise.at(x * 1.7, z * 1.7) * 0.16 + noise.at(x * 6, z * 6 + 3) * 0.018) / wave;
  return (Math.sin(phase * 6.283) + 0.3 * Math.sin(phase * 12.566 + 1)) * fade;
}

async function castTerrain(frame: Frame, noise: Noise, view: View, shape: Shape): Promise<Terrain> {
  const { widthPx, heightPx } = frame;
  const steps = Math.round(clamp(heightPx * 0.3, 160, 560));
  const ratio = (view.far / view.near) ** (1 / steps);
  const terrain: Terrain = {
    depth: new Float32Array(widthPx * heightPx).fill(-1),
    lit: new Float32Array(widthPx * (steps + 1)),
    steps,
    stride: ratio - 1,
    edges: new Map(),
    farness: new Float32Array(steps + 2),
  };
  const zs = Float32Array.from({ length: steps + 1 }, (_, k) => view.near * ratio ** k);
  for (let k = 0; k <= steps; k++) terrain.farness[k] = 1 - Math.exp(-(((zs[k] as number) / view.far) ** 1.3) * 2.6);
  terrain.farness[steps + 1] = 1;
  const heights = [new Float32Array(steps + 1), new Float32Array(steps + 1)];
  const signs = [new Float32Array(steps + 1), new Float32Array(steps + 1)];
  const slow = new Float32Array(steps + 1);
  const slowNext = new Float32Array(steps + 1);
  const spread = (ratio - 1) * shape.across * 1.2;
  // Far dunes sink into a plain: what would be finer than a pixel is left to the haze.
  const calm = zs.map((z) => 1 - smoothstep(view.far * 0.25, view.far, z) * 0.75);
  for (let x = -1; x < widthPx; x++) {
    const here = heights[(x + 1) & 1] as Float32Array;
    const left = heights[x & 1] as Float32Array;
    const lines = signs[(x + 1) & 1] as Float32Array;
    const leftLines = signs[x & 1] as Float32Array;
    const across = (x - widthPx / 2) / view.focalPx;
    const block = (x + 1) & 7;
    if (block === 0) {
      for (let k = 0; k <= steps; k++) {
        const z = zs[k] as number;
        slow[k] = x < 0 ? slowLand(noise, across * z, z, shape) : (slowNext[k] as number);
        slowNext[k] = slowLand(noise, (across + 8 / view.focalPx) * z, z, shape);
      }
    }
    for (let k = 0; k <= steps; k++) {
      const z = zs[k] as number;
      const bend = mix(slow[k] as number, slowNext[k] as number, block / 8);
      const line = crestLine(noise, across * z, z, shape, bend);
      lines[k] = line;
      here[k] = duneHeight(noise, across * z, z, shape, bend, line, z * spread) * (calm[k] as number);
    }
    if (x < 0) continue;
    for (let k = 0; k <= steps; k++) {
      // A slope is measured on its own side of a crest.
      if ((lines[k] as number) * (leftLines[k] as number) >= 0) continue;
      const z = zs[k] as number;
      const right = (across + 1 / view.focalPx) * z;
      const bend = mix(slow[k] as number, slowNext[k] as number, (block + 1) / 8);
      const line = crestLine(noise, right, z, shape, bend);
      const there = duneHeight(noise, right, z, shape, bend, line, z * spread) * (calm[k] as number);
      left[k] = 2 * (here[k] as number) - there;
    }
    lightColumn(terrain, noise, view, zs, here, left, lines, x, across);
    drawColumn(terrain, frame, view, zs, here, lines, x);
    if ((x & 63) === 0) await frame.breathe();
  }
  return terrain;
}

function lightColumn(
  terrain: Terrain,
  noise: Noise,
  view: View,
  zs: Float32Array,
  here: Float32Array,
  left: Float32Array,
  lines: Float32Array,
  x: number,
  across: number,
): void {
  const { steps, lit } = terrain;
  for (let k = 0; k <= steps; k++) {
    const z = zs[k] as number;
    const own = lines[k] as number;
    const next = k < steps && own * (lines[k + 1] as number) > 0 ? k + 1 : k;
    let last = k > 0 && own * (lines[k - 1] as number) > 0 ? k - 1 : k;
    if (next === last) last = Math.max(0, k - 1);
    const width = z / view.focalPx;
    const dz = Math.max(1e-4, (zs[next] as number) - (zs[last] as number));
    const slopeAlong = ((here[next] as number) - (here[last] as number)) / dz;
    const slopeAcross = ((here[k] as number) - (left[k] as number)) / width;
    const rough = ripple(noise, across * z, z, z * terrain.stride) * 0.085;
    const sz = slopeAlong + rough * 0.9;
    const sx = slopeAcross + rough * 0.35;
    const facing = (view.sunUp - sx * view.sunX - sz * view.sunZ) / Math.sqrt(1 + sx * sx + sz * sz);
    const bounce = 0.1 + 0.12 * clamp((here[k] as number) * 0.7);
    lit[x * (steps + 1) + k] = clamp(facing * 1.05 + bounce * (1 - clamp(facing)));
  }
}

/** How far a crest stands above the straight line between its two neighbours; the slope there is about 1.7. */
function tipRise(line: number, lineBefore: number): number {
  const a = Math.abs(line);
  const b = Math.abs(lineBefore);
  return (1.15 * 2 * 2.25 * a * b) / (a + b);
}

function drawColumn(
  terrain: Terrain,
  frame: Frame,
  view: View,
  zs: Float32Array,
  here: Float32Array,
  lines: Float32Array,
  x: number,
): void {
  const { widthPx, heightPx } = frame;
  const { depth, steps, edges } = terrain;
  let top = heightPx;
  let before = heightPx + 1;
  let shown = 0;
  const climb = (y: number, k: number, fromDepth: number, toDepth: number): void => {
    if (y < top) {
      const seam = Math.floor(top);
      if (k - shown > 2 && seam < heightPx && seam >= 0) addEdge(edges, seam, x, top - seam, toDepth);
      const slope = before > y ? (toDepth - fromDepth) / (before - y) : 0;
      for (let row = Math.max(0, Math.floor(y)); row < Math.min(heightPx, Math.max(seam, Math.ceil(top))); row++) {
        const at = row * widthPx + x;
        if (row < seam || (depth[at] as number) < 0)
          depth[at] = clamp(fromDepth + (before - row - 0.5) * slope, fromDepth, toDepth);
      }
      top = y;
      shown = k;
    }
    before = y;
  };
  for (let k = 0; k <= steps; k++) {
    const z = zs[k] as number;
    const last = Math.max(0, k - 1);
    const line = lines[k] as number;
    const lineBefore = lines[last] as number;
    const y = view.horizonPx + ((view.eye - (here[k] as number)) / z) * view.focalPx;
    if (line * lineBefore < 0) {
      // A crest between two samples: its true tip, else the skyline would be a row of beads.
      const t = lineBefore / (lineBefore - line);
      const tip = (here[k] as number) * t + (here[last] as number) * (1 - t) + tipRise(line, lineBefore);
      const tipZ = z * t + (zs[last] as number) * (1 - t);
      climb(view.horizonPx + ((view.eye - tip) / tipZ) * view.focalPx, k, last, last);
      climb(y, k, k, k);
    } else climb(y, k, last, k);
  }
  const seam = Math.floor(top);
  if (seam >= 0 && seam < heightPx) addEdge(edges, seam, x, top - seam, -1);
}

function addEdge(edges: Map<number, number[]>, row: number, x: number, share: number, behind: number): void {
  const list = edges.get(row);
  if (list) list.push(x, share, behind);
  else edges.set(row, [x, share, behind]);
}

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

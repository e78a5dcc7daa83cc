/**
 * Layers that are a height per column: ridges, hills, tree lines. Each pixel is shaded once, by the frontmost layer,
 * with analytic edges. Depth is told by air: a layer takes on the light of the air field, more so towards its foot.
 */
import { clamp, type Noise } from './noise.ts';
import type { Band, Frame } from './picture.ts';
import type { Light } from './color.ts';
import type { Rng } from './rng.ts';

export interface Layer {
  /** Upper edge per column, pixels from the top. */
  readonly tops: Float32Array;
  /** Where the air's depth is counted from when things stand on the edge; else `tops`. */
  readonly ground?: Float32Array;
  readonly color: Light;
  /** Share of air at the edge and far below it. */
  readonly airAtEdge: number;
  readonly airAtFoot: number;
  /** Pixels over which one becomes the other. */
  readonly footPx: number;
  /** Lightens the edge itself: a rim of light, as a factor added to the colour at the edge. */
  readonly rim?: { readonly light: Light; readonly depthPx: number };
  /** How strongly the mist field shapes the air, 0–1. */
  readonly mist: number;
}

export function profile(frame: Frame, height: (u: number) => number): Float32Array {
  const tops = new Float32Array(frame.widthPx);
  const middle = frame.widthPx / 2;
  for (let x = 0; x < tops.length; x++) tops[x] = height((x - middle) / frame.unitPx);
  return tops;
}

/** The same line without its spikes, so that air lies level over them. */
export function soften(tops: Float32Array, radiusPx: number): Float32Array {
  const radius = Math.max(1, Math.round(radiusPx));
  const last = tops.length - 1;
  let from = tops;
  for (let pass = 0; pass < 2; pass++) {
    const out = new Float32Array(tops.length);
    let sum = 0;
    for (let i = -radius; i <= radius; i++) sum += from[clamp(i, 0, last)] as number;
    for (let x = 0; x <= last; x++) {
      out[x] = sum / (2 * radius + 1);
      sum += (from[Math.min(last, x + radius + 1)] as number) - (from[Math.max(0, x - radius)] as number);
    }
    from = out;
  }
  return from;
}

/** Mountain skyline in units around 0, positive up: broad masses with sharp tops and worn detail. */
export function skyline(noise: Noise, u: number, row: number, scale: number, rough: number): number {
  const x = u * scale;
  const mass = noise.fbm(x, row * 7.7, 3, 0.42);
  const crest = noise.ridged(x * 1.7 + 3, row * 3.1, 4, 0.46) - 0.42;
  const worn = noise.fbm(x * 14, row * 5.3, 5, 0.58) * 0.055;
  return mass * (1 - rough * 0.4) + crest * rough * 0.7 + worn * rough;
}

/** Rows to coverage: 1 where the edge is level, less where it is steep, so that steep edges are smooth too. */
export function sharpness(tops: Float32Array): Float32Array {
  const out = new Float32Array(tops.length);
  const last = tops.length - 1;
  for (let x = 0; x <= last; x++) {
    const here = tops[x] as number;
    const slope = Math.max(
      Math.abs(here - (tops[Math.max(0, x - 1)] as number)),
      Math.abs(here - (tops[Math.min(last, x + 1)] as number)),
    );
    out[x] = 1 / Math.min(7, Math.max(1, slope));
  }
  return out;
}

/** Where no layer in front covers: `covers[k][x]` is the first row that layers after k hide. */
function coverage(layers: readonly Layer[], frame: Frame): Float32Array[] {
  const covers: Float32Array[] = [];
  let cover = new Float32Array(frame.widthPx).fill(frame.heightPx + 2);
  for (let k = layers.length - 1; k >= 0; k--) {
    covers[k] = cover;
    const tops = layers[k]?.tops ?? cover;
    const soft = sharpness(tops);
    const next = new Float32Array(cover.length);
    for (let x = 0; x < next.length; x++)
      next[x] = Math.min(cover[x] as number, (tops[x] as number) + 1 / (soft[x] as number));
    cover = next;
  }
  return covers;
}

/** `air` and `mist` give one row of light and of mist density (about −1 to 1) at picture row y. */
export function layerPainter(
  frame: Frame,
  layers: readonly Layer[],
  air: (y: number, out: Float32Array) => void,
  mist: (y: number, out: Float32Array) => void,
): (band: Band) => void {
  const covers = coverage(layers, frame);
  const edges = layers.map((layer) => sharpness(layer.tops));
  const airRow = new Float32Array(frame.widthPx * 3);
  const mistRow = new Float32Array(frame.widthPx);
  const firstRow = layers.map((layer) => layer.tops.reduce((a, b) => Math.min(a, b), Infinity) - 1);
  return (band) => {
    for (let y = band.firstRow; y < band.endRow; y++) {
      const start = (y - band.firstRow) * frame.widthPx * 3;
      if (y < Math.min(...firstRow)) continue;
      air(y, airRow);
      mist(y, mistRow);
      for (let k = 0; k < layers.length; k++) {
        const layer = layers[k];
        const cover = covers[k];
        const edge = edges[k];
        if (layer && cover && edge && y >= (firstRow[k] as number))
          shadeRow(layer, cover, edge, y, airRow, mistRow, band.rgb, start);
      }
    }
  };
}

function shadeRow(
  layer: Layer,
  cover: Float32Array,
  edge: Float32Array,
  y: number,
  air: Float32Array,
  mist: Float32Array,
  rgb: Float32Array,
  start: number,
): void {
  const { tops, airAtEdge, airAtFoot, color, rim } = layer;
  const [red, green, blue] = color;
  const ground = layer.ground ?? tops;
  const slope = 1 / layer.footPx;
  const rimSlope = rim ? 1 / rim.depthPx : 0;
  for (let x = 0; x < tops.length; x++) {
    const depth = y + 0.5 - (tops[x] as number);
    if (depth <= 0 || y > (cover[x] as number)) continue;
    const below = y + 0.5 - (ground[x] as number);
    const t = below > 0 ? below * slope : 0;
    // 1 − 1/(1+t²): flat at the edge, then rising, never a line where it ends.
    const foot = 1 - 1 / (1 + t * t);
    let a = airAtEdge + (airAtFoot - airAtEdge) * foot;
    a += (mist[x] as number) * layer.mist * (0.25 + foot) * (1 - a);
    a = a < 0 ? 0 : a > 1 ? 1 : a;
    const at = start + x * 3;
    const i = x * 3;
    let r = red + ((air[i] as number) - red) * a;
    let g = green + ((air[i + 1] as number) - green) * a;
    let b = blue + ((air[i + 2] as number) - blue) * a;
    if (rim && depth < rim.depthPx * 4) {
      const lit = Math.exp(-depth * rimSlope);
      r += rim.light[0] * lit;
      g += rim.light[1] * lit;
      b += rim.light[2] * lit;
    }
    const whole = depth * (edge[x] as number);
    const c = whole < 1 ? whole : 1;
    rgb[at] = (rgb[at] as number) * (1 - c) + r * c;
    rgb[at + 1] = (rgb[at + 1] as number) * (1 - c) + g * c;
    rgb[at + 2] = (rgb[at + 2] as number) * (1 - c) + b * c;
  }
}

const SHAPE_STEPS = 48;

/** Outlines of conifers: for each step out from the trunk, how far below the tip (0–1) the outline begins. */
function conifers(rng: Rng): Float32Array[] {
  const shapes: Float32Array[] = [];
  for (let n = 0; n < 7; n++) {
    const shape = new Float32Array(SHAPE_STEPS).fill(1);
    const tiers = rng.range(7, 13);
    const fullness = rng.range(0.75, 1.15);
    const phase = rng.next();
    for (let i = 1; i <= 200; i++) {
      const down = i / 200;
      const tier = (down ** 0.85 * tiers + phase) % 1;
      const reach = down ** fullness * (0.55 + 0.45 * tier) * (0.92 + rng.range(-0.1, 0.1));
      const last = Math.min(SHAPE_STEPS - 1, Math.floor(reach * SHAPE_STEPS));
      for (let s = 0; s <= last; s++) shape[s] = Math.min(shape[s] as number, down);
    }
    shapes.push(shape);
  }
  return shapes;
}

/** Grows conifers on a skyline: `density` 0–1 per place along it, heights in pixels. */
export function plantConifers(
  tops: Float32Array,
  rng: Rng,
  heightPx: (x: number) => number,
  density: (x: number) => number,
): void {
  const shapes = conifers(rng);
  const ground = tops.slice();
  let x = -20;
  while (x < tops.length + 20) {
    const at = Math.round(clamp(x, 0, tops.length - 1));
    const tall = heightPx(at) * rng.range(0.5, 1) * (rng.chance(0.12) ? 1.25 : 1);
    const half = tall * rng.range(0.15, 0.22);
    if (rng.next() < density(at)) standConifer(tops, ground, shapes[rng.int(0, 6)], x, tall, half);
    x += half * rng.range(0.35, 1.5) + 0.6;
  }
}

function standConifer(
  tops: Float32Array,
  ground: Float32Array,
  shape: Float32Array | undefined,
  x: number,
  tall: number,
  half: number,
): void {
  if (!shape) return;
  const first = Math.max(0, Math.ceil(x - half));
  const last = Math.min(tops.length - 1, Math.floor(x + half));
  const foot = ground[Math.round(clamp(x, 0, tops.length - 1))] as number;
  for (let column = first; column <= last; column++) {
    const out = Math.abs(column - x) / half;
    const down = shape[Math.min(SHAPE_STEPS - 1, Math.floor(out * SHAPE_STEPS))] as number;
    const top = foot + tall * 0.06 - tall * (1 - down);
    if (top < (tops[column] as number)) tops[column] = top;
  }
}

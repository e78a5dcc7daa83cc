/**
 * A land of dunes in perspective: heights along every column of the picture, near to far, drawn so that each crest is
 * exact and lit on its own side. Distances in the scene's own measure: the eye is about two above the sand.
 */
import { clamp, mix, smoothstep, type Noise } from './noise.ts';
import type { Frame } from './picture.ts';

export interface Terrain {
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

export interface View {
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

export interface Shape {
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

export async function castTerrain(frame: Frame, noise: Noise, view: View, shape: Shape): Promise<Terrain> {
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
  const calm = zs.map((z) => 1 - smoothstep(view.far * 0.25, view.far * 0.9, z) * 0.94);
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

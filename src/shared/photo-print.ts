/**
 * The print of a photo: 144 bytes by which photos are compared. Pure; workers make prints, any realm may compare them.
 *
 *   0–7     perceptual hash: signs of the 64 lowest DCT frequencies of the luminance against their median
 *           (C. Zauner, “Implementation and Benchmarking of Perceptual Image Hash Functions”, 2010)
 *   8–71    colours: 4 × 4 × 4 soft bins over OKLab, as 255 · √share
 *   72–135  edges: 4 × 4 cells × 4 directions of the gradient, as 255 · √share
 *   136–143 mood: lightness, contrast, chroma, a, b, detail; one spare; 1 when it is coarse
 *
 * Square roots make the squared difference of two histograms their Hellinger distance: 0 the same, 1 nothing in common.
 */

export const printBytes = 144;
/** Edge of the picture a print is made of; the photo is squeezed into this square. */
export const printEdgePx = 64;
const HALF = printEdgePx / 2;
const COLORS = 8;
const EDGES = 72;
const MOOD = 136;

const FREQUENCIES = 8;
/** `cosines[k · 32 + x]`: the DCT-II basis of frequency k + 1. */
const cosines = Float32Array.from({ length: FREQUENCIES * HALF }, (_, at) => {
  const frequency = Math.floor(at / HALF) + 1;
  return Math.cos((Math.PI / HALF) * ((at % HALF) + 0.5) * frequency);
});

const linear = Float32Array.from({ length: 256 }, (_, value) => {
  const srgb = value / 255;
  return srgb <= 0.04045 ? srgb / 12.92 : ((srgb + 0.055) / 1.055) ** 2.4;
});

/** Lightness and the two colour axes of OKLab (B. Ottosson, 2020), 32 × 32 each. */
interface Lab {
  readonly l: Float32Array;
  readonly a: Float32Array;
  readonly b: Float32Array;
}

/** Four pixels each, averaged in linear light. */
function toLab(rgba: Uint8ClampedArray | Uint8Array): Lab {
  const size = HALF * HALF;
  const [l, a, b] = [new Float32Array(size), new Float32Array(size), new Float32Array(size)];
  for (let cell = 0; cell < size; cell++) {
    const at = 4 * (2 * (cell % HALF) + 2 * printEdgePx * Math.floor(cell / HALF));
    const mean = (channel: number): number => {
      let sum = 0;
      for (const next of [0, 4, 4 * printEdgePx, 4 * printEdgePx + 4])
        sum += linear[rgba[at + next + channel] ?? 0] ?? 0;
      return sum / 4;
    };
    const [red, green, blue] = [mean(0), mean(1), mean(2)];
    const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
    const medium = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
    const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
    l[cell] = 0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short;
    a[cell] = 1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short;
    b[cell] = 0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short;
  }
  return { l, a, b };
}

function writeHash(l: Float32Array, out: Uint8Array): void {
  const rows = new Float32Array(FREQUENCIES * HALF);
  for (let y = 0; y < HALF; y++) {
    for (let k = 0; k < FREQUENCIES; k++) {
      let sum = 0;
      for (let x = 0; x < HALF; x++) sum += (l[y * HALF + x] ?? 0) * (cosines[k * HALF + x] ?? 0);
      rows[k * HALF + y] = sum;
    }
  }
  const values = new Float32Array(64);
  for (let v = 0; v < FREQUENCIES; v++) {
    for (let k = 0; k < FREQUENCIES; k++) {
      let sum = 0;
      for (let y = 0; y < HALF; y++) sum += (rows[k * HALF + y] ?? 0) * (cosines[v * HALF + y] ?? 0);
      values[v * FREQUENCIES + k] = sum;
    }
  }
  const sorted = values.toSorted();
  const median = ((sorted[31] ?? 0) + (sorted[32] ?? 0)) / 2;
  for (let bit = 0; bit < 64; bit++) {
    if ((values[bit] ?? 0) > median) out[bit >> 3] = (out[bit >> 3] ?? 0) | (1 << (bit & 7));
  }
}

/** Most colours of photos are pale: the axis is stretched in the middle. −1 to 1, in steps of a bin: 0 to 3. */
const onAxis = (value: number): number => 1.5 * (1 + Math.sign(value) * Math.sqrt(Math.min(1, Math.abs(value) / 0.25)));

function writeColors({ l, a, b }: Lab, out: Uint8Array): void {
  const bins = new Float32Array(64);
  // No arrays in here: it runs a thousand times per photo.
  for (let cell = 0; cell < l.length; cell++) {
    const light = 3 * Math.min(1, Math.max(0, l[cell] ?? 0));
    const red = onAxis(a[cell] ?? 0);
    const blue = onAxis(b[cell] ?? 0);
    const lowLight = Math.min(2, Math.floor(light));
    const lowRed = Math.min(2, Math.floor(red));
    const lowBlue = Math.min(2, Math.floor(blue));
    const low = 16 * lowLight + 4 * lowRed + lowBlue;
    for (let corner = 0; corner < 8; corner++) {
      const weight =
        (corner & 1 ? light - lowLight : 1 - light + lowLight) *
        (corner & 2 ? red - lowRed : 1 - red + lowRed) *
        (corner & 4 ? blue - lowBlue : 1 - blue + lowBlue);
      const bin = low + (corner & 1 ? 16 : 0) + (corner & 2 ? 4 : 0) + (corner & 4 ? 1 : 0);
      bins[bin] = (bins[bin] ?? 0) + weight;
    }
  }
  for (let bin = 0; bin < 64; bin++) out[COLORS + bin] = Math.round(255 * Math.sqrt((bins[bin] ?? 0) / l.length));
}

/** Returns the mean strength of the gradient. */
function writeEdges(l: Float32Array, out: Uint8Array): number {
  const bins = new Float32Array(64);
  let total = 0;
  for (let y = 1; y < HALF - 1; y++) {
    for (let x = 1; x < HALF - 1; x++) {
      const at = y * HALF + x;
      const across = (l[at + 1] ?? 0) - (l[at - 1] ?? 0);
      const down = (l[at + HALF] ?? 0) - (l[at - HALF] ?? 0);
      const strength = Math.hypot(across, down);
      total += strength;
      // Half a turn is the whole circle of directions; shared between the two nearest.
      const turn = ((Math.atan2(down, across) / Math.PI + 1) % 1) * 4;
      const low = Math.floor(turn);
      const bin = ((y >> 3) * 4 + (x >> 3)) * 4;
      bins[bin + (low & 3)] = (bins[bin + (low & 3)] ?? 0) + strength * (1 - turn + low);
      bins[bin + ((low + 1) & 3)] = (bins[bin + ((low + 1) & 3)] ?? 0) + strength * (turn - low);
    }
  }
  const whole = total || 1;
  for (let bin = 0; bin < 64; bin++) out[EDGES + bin] = Math.round(255 * Math.sqrt((bins[bin] ?? 0) / whole));
  return total / (HALF * HALF);
}

function writeMood({ l, a, b }: Lab, detail: number, out: Uint8Array): void {
  const sums = [0, 0, 0, 0, 0];
  const add = (index: number, value: number) => (sums[index] = (sums[index] ?? 0) + value);
  for (let cell = 0; cell < l.length; cell++) {
    const [light, red, blue] = [l[cell] ?? 0, a[cell] ?? 0, b[cell] ?? 0];
    add(0, light);
    add(1, light * light);
    add(2, Math.hypot(red, blue));
    add(3, red);
    add(4, blue);
  }
  const [light = 0, squares = 0, chroma = 0, red = 0, blue = 0] = sums.map((sum) => sum / l.length);
  const byte = (value: number) => Math.min(255, Math.max(0, Math.round(255 * value)));
  const contrast = Math.sqrt(Math.max(0, squares - light * light));
  const values = [light, 2 * contrast, 4 * chroma, 0.5 + 2 * red, 0.5 + 2 * blue, 4 * detail];
  values.forEach((value, index) => (out[MOOD + index] = byte(value)));
}

/** `rgba`: 64 × 64 pixels, the whole photo squeezed into them. */
export function makePrint(rgba: Uint8ClampedArray | Uint8Array): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(printBytes);
  const lab = toLab(rgba);
  writeHash(lab.l, out);
  writeColors(lab, out);
  writeMood(lab, writeEdges(lab.l, out), out);
  return out;
}

/** Bits that are set in 32. */
export function bitsOf(value: number): number {
  let bits = value - ((value >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return (Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24) & 0xff;
}

/** Bits in which two hashes differ, 0–64. `a` and `b` are offsets of prints in `prints`. */
export function hashDistance(prints: Uint8Array, a: number, b: number): number {
  let bits = 0;
  for (let byte = 0; byte < 8; byte++) bits += bitsOf((prints[a + byte] ?? 0) ^ (prints[b + byte] ?? 0));
  return bits;
}

function squares(prints: Uint8Array, a: number, b: number, from: number, to: number): number {
  let sum = 0;
  for (let at = from; at < to; at++) {
    const difference = (prints[a + at] ?? 0) - (prints[b + at] ?? 0);
    sum += difference * difference;
  }
  return sum;
}

const coarseMark = printBytes - 1;

/** Marks a print that was made of too little to tell copies by: without detail it is nobody's copy. */
export function coarsen(print: Uint8Array): void {
  print[MOOD + 5] = 0;
  print[coarseMark] = 1;
}

/** `at`: offset of the print in `prints`. */
export const isCoarsePrint = (prints: Uint8Array, at: number): boolean => prints[at + coarseMark] === 1;

const HELLINGER = 2 * 255 * 255;

/** 0 the same colours, 1 none in common. */
export const colorDistance = (prints: Uint8Array, a: number, b: number): number =>
  squares(prints, a, b, COLORS, EDGES) / HELLINGER;

/** 0 the same edges in the same places, 1 none in common. */
const edgeDistance = (prints: Uint8Array, a: number, b: number): number =>
  squares(prints, a, b, EDGES, MOOD) / HELLINGER;

/** How far apart two photos feel, about 0–1: colours first, then mood, then where the edges are. */
export function feelDistance(prints: Uint8Array, a: number, b: number): number {
  const mood = Math.sqrt(squares(prints, a, b, MOOD, MOOD + 5) / 5) / 255;
  return 0.55 * colorDistance(prints, a, b) + 0.3 * mood + 0.15 * edgeDistance(prints, a, b);
}

/** Less than this and a hash says nothing: fog, a wall, a black frame. */
const leastDetail = 4;
/**
 * What counts as the same picture. On generated photos, copies that were resized, badly compressed, brightened or cropped by up to
 * 4 % differ by at most 10 bits, 0.011 in colour and 0.009 in edges; different photos by at least 16 bits (docs/library.md).
 */
export const sameHashBits = 12;
export const sameColorDistance = 0.03;
const sameEdgeDistance = 0.05;

export function isSamePicture(prints: Uint8Array, a: number, b: number): boolean {
  return (
    (prints[a + MOOD + 5] ?? 0) >= leastDetail &&
    (prints[b + MOOD + 5] ?? 0) >= leastDetail &&
    hashDistance(prints, a, b) <= sameHashBits &&
    colorDistance(prints, a, b) <= sameColorDistance &&
    edgeDistance(prints, a, b) <= sameEdgeDistance
  );
}

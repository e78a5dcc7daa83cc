/** Above the clouds at the edge of day: tops lit from the side, a summit or two coming through. */
import { blend, light, type Light, type Oklch, type Stop } from '../color.ts';
import { createField, createRowSampler, fieldPainter, type Field } from '../field.ts';
import { layerPainter, profile, skyline, soften, type Layer } from '../layers.ts';
import { clamp, createNoise, mix, smoothstep, type Noise } from '../noise.ts';
import type { BandPainter, Frame } from '../picture.ts';
import type { Rng } from '../rng.ts';
import type { Scene } from '../scene.ts';
import { discPainter, scatterStars, skyField, starPainter } from '../sky.ts';

interface CloudMood {
  readonly sky: readonly Stop[];
  readonly lit: Oklch;
  readonly body: Oklch;
  readonly shade: Oklch;
  readonly lamp: Oklch;
  readonly rock: Oklch;
  readonly glow: number;
  readonly stars: boolean;
}

const moods: readonly [CloudMood, ...CloudMood[]] = [
  {
    sky: [
      [0, [0.47, 0.075, 255]],
      [0.6, [0.74, 0.06, 250]],
      [0.85, [0.87, 0.06, 50]],
      [1, [0.92, 0.075, 70]],
    ],
    lit: [0.95, 0.055, 65],
    body: [0.76, 0.045, 320],
    shade: [0.52, 0.055, 275],
    lamp: [0.98, 0.07, 78],
    rock: [0.26, 0.045, 275],
    glow: 0.5,
    stars: false,
  },
  {
    sky: [
      [0, [0.33, 0.07, 270]],
      [0.5, [0.53, 0.055, 310]],
      [0.82, [0.76, 0.09, 35]],
      [1, [0.87, 0.11, 62]],
    ],
    lit: [0.9, 0.09, 48],
    body: [0.65, 0.08, 10],
    shade: [0.38, 0.065, 300],
    lamp: [0.97, 0.1, 65],
    rock: [0.18, 0.04, 300],
    glow: 0.5,
    stars: false,
  },
  {
    sky: [
      [0, [0.13, 0.035, 262]],
      [0.6, [0.24, 0.05, 255]],
      [1, [0.4, 0.05, 240]],
    ],
    lit: [0.72, 0.03, 225],
    body: [0.43, 0.045, 245],
    shade: [0.23, 0.045, 258],
    lamp: [0.93, 0.03, 220],
    rock: [0.09, 0.02, 260],
    glow: 0.11,
    stars: true,
  },
];

interface Deck {
  readonly tops: Float32Array;
  readonly air: number;
  readonly scale: number;
}

/** Round heads and sharp clefts, as heaped clouds have them. */
function heaps(noise: Noise, x: number, y: number): number {
  let sum = 0;
  let weight = 0.55;
  for (let i = 0; i < 4; i++) {
    sum += weight * Math.abs(noise.at(x, y));
    weight *= 0.48;
    const turned = (x * 0.8 - y * 0.6) * 2.1 + 11;
    y = (x * 0.6 + y * 0.8) * 2.1 - 5;
    x = turned;
  }
  return sum;
}

function decksOf(
  columns: number,
  spanU: number,
  noise: Noise,
  from: number,
  to: number,
  near0: number,
  near1: number,
): Deck[] {
  const count = 8;
  return Array.from({ length: count }, (_, k) => {
    const t = k / (count - 1);
    const near = mix(near0, near1, t);
    const tops = new Float32Array(columns);
    const scale = mix(9, 1.7, near ** 0.6);
    const tall = mix(0.012, 0.3, near ** 1.1);
    for (let column = 0; column < columns; column++) {
      const u = (column / (columns - 1) - 0.5) * spanU;
      const swell = noise.fbm(u * scale * 0.35 + k * 5, k * 3.7, 2) * 0.5;
      tops[column] = mix(from, to, t) - (heaps(noise, u * scale + k * 19, k * 7.3) + swell - 0.15) * tall;
    }
    return { tops, air: (1 - near) ** 2.2 * 0.85, scale };
  });
}

/** Four channels: light, and how much of what lies behind shows through. */
async function cloudField(
  frame: Frame,
  mood: CloudMood,
  noise: Noise,
  sunX: number,
  haze: Light,
  band: readonly [from: number, to: number, near0: number, near1: number],
): Promise<Field> {
  const cells = 320;
  const spanU = frame.widthPx / frame.unitPx;
  const spanV = frame.heightPx / frame.unitPx;
  const columns = Math.max(2, Math.round(Math.min(1, cells / frame.unitPx) * frame.widthPx));
  const decks = decksOf(columns, spanU, noise, ...band);
  const lit = light(mood.lit);
  const body = light(mood.body);
  const shade = light(mood.shade);
  const start = band[0] - 0.2;
  return createField(frame, cells, 4, (data, at, x, y) => {
    data[at] = 0;
    data[at + 1] = 0;
    data[at + 2] = 0;
    data[at + 3] = 0;
    if (y < start) return;
    const column = Math.round(x * (columns - 1));
    const u = (x - 0.5) * spanU;
    const side = clamp((sunX - x) * 1.4, -1, 1) * 0.035;
    let front = -1;
    for (let k = decks.length - 1; k >= 0 && front < 0; k--)
      if (y > ((decks[k] as Deck).tops[column] as number) + 0.012) front = k;
    const base = Math.max(0, front - 1);
    for (let k = base; k < decks.length; k++) {
      const deck = decks[k] as Deck;
      const depth = y - (deck.tops[column] as number);
      if (depth < -0.03 && front <= k) continue;
      const px = u * deck.scale * 0.9;
      const py = y * spanV * deck.scale * 1.3 + k * 13;
      const puff = heaps(noise, px + k * 31, py);
      const soft = 0.007 + 0.016 * clamp(1 - deck.scale / 9);
      // What is well inside the clouds has no gap behind it.
      const cover = front > k ? 1 : smoothstep(-soft, soft, depth + (puff - 0.3) * soft * 2.2);
      if (cover <= 0) continue;
      const turned = heaps(noise, px + k * 31 - side * deck.scale * 2, py - 0.14);
      const facing = clamp(0.42 + (puff - turned) * 1.7);
      const top = Math.exp((-Math.max(0, depth) * spanV * deck.scale) / 0.2);
      const bright = clamp(top * 0.85 + (facing - 0.42) * 0.9 - 0.1);
      const glow = Math.exp(-((x - sunX) ** 2) * 5) * 0.3;
      for (let c = 0; c < 3; c++) {
        const low = mix(shade[c] as number, body[c] as number, clamp(top * 0.9 + (facing - 0.25) * 0.9));
        const own = mix(low, lit[c] as number, bright * (0.75 + glow));
        const seen = mix(own, haze[c] as number, deck.air);
        data[at + c] = mix(data[at + c] as number, seen, cover);
      }
      data[at + 3] = mix(data[at + 3] as number, 1, cover);
    }
  });
}

/** Lays a premultiplied four-channel field over the band. */
function coverPainter(field: Field, frame: Frame, firstRow: number): BandPainter {
  const sample = createRowSampler(field, frame);
  const row = new Float32Array(frame.widthPx * 4);
  return (band) => {
    for (let y = Math.max(band.firstRow, firstRow); y < band.endRow; y++) {
      sample(y, row);
      let to = (y - band.firstRow) * frame.widthPx * 3;
      for (let i = 0; i < row.length; i += 4) {
        const open = 1 - (row[i + 3] as number);
        if (open < 1) {
          band.rgb[to] = (band.rgb[to] as number) * open + (row[i] as number);
          band.rgb[to + 1] = (band.rgb[to + 1] as number) * open + (row[i + 1] as number);
          band.rgb[to + 2] = (band.rgb[to + 2] as number) * open + (row[i + 2] as number);
        }
        to += 3;
      }
    }
  };
}

function summits(frame: Frame, mood: CloudMood, rng: Rng, horizon: number, peakU: number): Layer[] {
  const noise = createNoise(rng);
  return [0, 1].map((k) => {
    const at = peakU + (k === 0 ? rng.pick([-1, 1]) * rng.range(0.25, 0.45) : 0);
    const tall = frame.unitPx * (k === 0 ? rng.range(0.06, 0.1) : rng.range(0.15, 0.22));
    const base = (horizon + (k === 0 ? 0.1 : 0.19)) * frame.heightPx;
    const spread = k === 0 ? 0.14 : 0.19;
    const tops = profile(frame, (u) => {
      const d = (u - at) / spread;
      const cone = Math.exp(-1.5 * Math.abs(d) ** 1.25);
      return (
        base +
        (1 - cone) * frame.heightPx * 0.16 -
        cone * tall -
        skyline(noise, u * 2.3 + k * 9, k + 2, 2.4, 1) * tall * 0.34 * (0.25 + cone)
      );
    });
    return {
      tops,
      ground: soften(tops, frame.unitPx * 0.02),
      color: light(blend(mood.rock, mood.body, k === 0 ? 0.45 : 0.1)),
      airAtEdge: k === 0 ? 0.25 : 0.04,
      airAtFoot: k === 0 ? 0.5 : 0.3,
      footPx: tall * 1.1,
      rim: { light: light([mood.lit[0] * 0.55, mood.lit[1], mood.lit[2]]), depthPx: frame.unitPx * 0.004 },
      mist: 0.1,
    };
  });
}

export const cloudsea: Scene<CloudMood> = {
  id: 'cloudsea',
  moods,
  film: { grain: 1.3, vignette: 0.18 },
  async prepare(frame, mood, rng) {
    const horizon = rng.range(0.36, 0.46);
    const side = rng.pick([-1, 1]);
    const sunX = 0.5 + side * rng.range(0.14, 0.24);
    const sunY = mood.stars ? horizon * rng.range(0.3, 0.55) : horizon - rng.range(0.03, 0.09);
    const noise = createNoise(rng.fork('clouds'));
    const lamp = light(mood.lamp);
    const sky = await skyField(frame, {
      stops: mood.sky,
      horizon: horizon + 0.03,
      sunX,
      sunY,
      sun: lamp,
      glow: mood.glow,
      glowSize: 1,
      veil: (x, y) => noise.fbm(x * 1.1, y * 9, 4) * 0.06,
    });
    const haze = light(mood.sky.at(-1)?.[1] ?? mood.lit);
    const far = await cloudField(frame, mood, noise, sunX, haze, [horizon + 0.012, horizon + 0.2, 0, 0.4]);
    const near = await cloudField(frame, mood, noise, sunX, haze, [horizon + 0.25, 0.98, 0.42, 1]);
    const peakU = -side * rng.range(0.1, 0.26) * (frame.widthPx / frame.unitPx);
    const layers = summits(frame, mood, rng.fork('rock'), horizon, peakU);
    const stars = mood.stars ? scatterStars(frame, rng.fork('stars'), 1800, (_x, y) => (y < horizon ? 1 : 0)) : [];
    const wisps = await createField(frame, 90, 1, (data, at, x, y) => {
      data[at] = noise.fbm(x * 4, y * 9 + 30, 3);
    });
    const radius = frame.unitPx * rng.range(0.018, 0.03);
    const painters = [
      fieldPainter(sky, frame),
      starPainter(frame, stars),
      discPainter(frame, sunX * frame.widthPx, sunY * frame.heightPx, radius, lamp, 1),
      coverPainter(far, frame, Math.floor((horizon - 0.19) * frame.heightPx)),
      layerPainter(frame, layers, createRowSampler(sky, frame), createRowSampler(wisps, frame)),
      coverPainter(near, frame, Math.floor((horizon + 0.04) * frame.heightPx)),
    ];
    return (band) => {
      for (const paint of painters) paint(band);
    };
  },
};

/** Curtains of aurora over a dark tree line, sometimes doubled in a still lake. */
import { light, type Light, type Oklch, type Stop } from '../color.ts';
import { fieldPainter, createRowSampler, type Field } from '../field.ts';
import { layerPainter, plantConifers, profile, soften, type Layer } from '../layers.ts';
import { createNoise, mix, smoothstep, type Noise } from '../noise.ts';
import type { Frame } from '../picture.ts';
import type { Rng } from '../rng.ts';
import type { Scene } from '../scene.ts';
import { scatterStars, skyField, starPainter } from '../sky.ts';

interface AuroraMood {
  readonly sky: readonly Stop[];
  /** Hem, body, top. */
  readonly curtain: readonly [Oklch, Oklch, Oklch];
  readonly power: number;
}

const moods: readonly [AuroraMood, ...AuroraMood[]] = [
  {
    sky: [
      [0, [0.1, 0.03, 265]],
      [0.7, [0.17, 0.035, 240]],
      [1, [0.33, 0.055, 185]],
    ],
    curtain: [
      [0.86, 0.14, 155],
      [0.7, 0.17, 150],
      [0.46, 0.13, 300],
    ],
    power: 0.55,
  },
  {
    sky: [
      [0, [0.11, 0.045, 285]],
      [0.7, [0.19, 0.05, 270]],
      [1, [0.34, 0.06, 225]],
    ],
    curtain: [
      [0.82, 0.1, 180],
      [0.62, 0.12, 215],
      [0.5, 0.16, 320],
    ],
    power: 0.6,
  },
  {
    sky: [
      [0, [0.17, 0.05, 262]],
      [0.6, [0.3, 0.055, 245]],
      [1, [0.52, 0.06, 70]],
    ],
    curtain: [
      [0.85, 0.1, 170],
      [0.72, 0.11, 172],
      [0.5, 0.1, 330],
    ],
    power: 0.45,
  },
];

interface Curtain {
  readonly startX: number;
  readonly span: number;
  readonly y: number;
  readonly slope: number;
  readonly fold: number;
  readonly tall: number;
  readonly power: number;
  readonly row: number;
}

const REACH = 1.6;
const GLOW_STEPS = 400;

/** The light of a ray from its hem (entry 0) to its top: three numbers per step. */
function rayColors([hem, body, top]: readonly [Light, Light, Light]): Float32Array {
  const out = new Float32Array(GLOW_STEPS * 3);
  for (let i = 0; i < GLOW_STEPS; i++) {
    const up = (i / (GLOW_STEPS - 1)) * REACH;
    const glow = 0.75 * Math.exp(-up * 4.2) + 0.25 * Math.exp(-up * 1.7) * (1 - up / REACH);
    const high = Math.min(1, up * 0.9);
    const low = Math.exp(-up * 16) * 0.6;
    for (let c = 0; c < 3; c++)
      out[i * 3 + c] = mix(mix(body[c] as number, top[c] as number, high), hem[c] as number, low) * glow;
  }
  return out;
}

/** One ray, upwards from `hemRow`, `tall` rows to its brightest third; it fans out a little with height. */
function ray(field: Field, colors: Float32Array, column: number, hemRow: number, tall: number, power: number): void {
  const { columns, rows, data } = field;
  const first = Math.max(0, Math.floor(hemRow - tall * REACH));
  const last = Math.min(rows - 1, Math.ceil(hemRow + tall * 0.05 + 1));
  const middle = (columns - 1) / 2;
  for (let row = first; row <= last; row++) {
    const v = (hemRow - row) / tall;
    const up = v < 0 ? 0 : v;
    const fx = (column - middle) * (1 + up * tall * 0.0011) + middle;
    const cell = Math.floor(fx);
    if (cell < 0 || cell >= columns - 1) continue;
    const share = v < 0 ? power * Math.exp(-v * v * 900) : power;
    const near = (fx - cell) * share;
    const rest = share - near;
    const i = Math.min(GLOW_STEPS - 1, (up * (GLOW_STEPS - 1)) / REACH) | 0;
    const at = (row * columns + cell) * 3;
    for (let c = 0; c < 3; c++) {
      const color = colors[i * 3 + c] as number;
      data[at + c] = (data[at + c] as number) + color * rest;
      data[at + 3 + c] = (data[at + 3 + c] as number) + color * near;
    }
  }
}

/** Light of one curtain, ray by ray along its hem; folds lie over each other and brighten by themselves. */
function hang(field: Field, aspect: number, curtain: Curtain, noise: Noise, colors: Float32Array): void {
  const { columns, rows } = field;
  const rays = 2600;
  for (let i = 0; i < rays; i++) {
    const t = i / rays;
    const n = t * 5 + curtain.row * 17;
    const wave = noise.fbm(n * 0.5, curtain.row, 2);
    const fold = noise.fbm(n * 1.5, curtain.row + 40, 2, 0.4);
    const x = curtain.startX + t * curtain.span + fold * curtain.fold;
    const y = curtain.y + curtain.slope * (t - 0.5) + wave * 0.1 + noise.fbm(n * 1.1, curtain.row + 55, 3) * 0.035;
    const fine = 0.7 + 0.5 * noise.fbm(n * 22, 3, 4, 0.75);
    const patch = smoothstep(-0.5, 0.55, noise.fbm(n * 0.8 + 9, curtain.row + 80, 2));
    const ends = smoothstep(0, 0.16, t) * smoothstep(1, 0.84, t);
    const power = (curtain.power * fine * patch * ends * columns * 3) / rays;
    if (power <= 0.0004) continue;
    const tall = curtain.tall * (0.55 + 0.6 * patch + 0.3 * noise.at(n * 7, 60)) * rows;
    ray(field, colors, (x / aspect) * (columns - 1), y * rows, tall, power);
  }
}

/** Exponential smoothing, there and back. */
function blurLine(data: Float32Array, start: number, count: number, step: number, keep: number): void {
  for (const way of [1, -1]) {
    let at = start + (way < 0 ? (count - 1) * step : 0);
    let held = data[at] as number;
    for (let i = 0; i < count; i++) {
      held += ((data[at] as number) - held) * keep;
      data[at] = held;
      at += step * way;
    }
  }
}

/** The light's own halo: a wide blur of the field is added to it. */
function bloom(field: Field): void {
  const { columns, rows, data } = field;
  const wide = data.slice();
  for (let row = 0; row < rows; row++)
    for (let c = 0; c < 3; c++) blurLine(wide, row * columns * 3 + c, columns, 3, 0.07);
  for (let column = 0; column < columns; column++)
    for (let c = 0; c < 3; c++) blurLine(wide, column * 3 + c, rows, columns * 3, 0.09);
  for (let i = 0; i < data.length; i++) data[i] = (data[i] as number) * 0.8 + (wide[i] as number) * 0.42;
}

/** What stands above the shore also lies in the water, darker and drawn out by the faintest movement. */
function mirror(field: Field, shore: number, noise: Noise): void {
  const { columns, rows, data } = field;
  const from = Math.round(shore * rows);
  for (let row = from; row < rows; row++) {
    const down = row - from;
    const d = down / rows;
    for (let column = 0; column < columns; column++) {
      const sway = noise.fbm((column / columns) * 5, Math.sqrt(d) * 42, 2);
      const source = from - down * 0.92 + sway * (1.5 + d * 26);
      const up = Math.max(0, Math.min(from, Math.round(source)));
      const at = (row * columns + column) * 3;
      const other = (up * columns + column) * 3;
      const dim = 0.52 * (1 - d * 0.6) + 0.05 * sway;
      for (let c = 0; c < 3; c++) data[at + c] = (data[other + c] as number) * dim;
    }
  }
}

function groundLayers(frame: Frame, rng: Rng, shore: number, lake: boolean): Layer[] {
  const { heightPx, unitPx } = frame;
  const noise = createNoise(rng);
  const dark = light([0.06, 0.015, 240]);
  const layers: Layer[] = [];
  const depths = lake ? 2 : 3;
  for (let k = 0; k < depths; k++) {
    const t = k / (depths - 1);
    const base = (shore - (lake ? 0.012 : 0.03) + t * (lake ? 0.008 : 0.13)) * heightPx;
    const hill = unitPx * (k === 0 ? 0.06 : 0.025);
    const ground = profile(frame, (u) => base - Math.max(0, noise.fbm(u * 1.6 + k * 9, k, 4) + 0.35) * hill);
    const tops = ground.slice();
    const tall = unitPx * mix(0.016, 0.085, lake ? t * 0.35 : t * t);
    if (k > 0)
      plantConifers(
        tops,
        rng,
        (x) => tall * (0.8 + 0.5 * noise.at(x / (unitPx * 0.15), k)),
        (x) => smoothstep(-0.6, 0.1, noise.fbm(x / (unitPx * 0.4), k + 5, 2)),
      );
    layers.push({
      tops,
      ground: soften(ground, unitPx * 0.03),
      color: dark,
      airAtEdge: mix(0.22, 0.02, t),
      airAtFoot: mix(0.35, 0.03, t),
      footPx: unitPx * 0.08,
      mist: 0,
    });
  }
  return layers;
}

export const aurora: Scene<AuroraMood> = {
  id: 'aurora',
  moods,
  film: { grain: 1.7, vignette: 0.25 },
  async prepare(frame, mood, rng) {
    const aspect = frame.widthPx / frame.heightPx;
    const lake = rng.chance(0.45);
    const shore = lake ? rng.range(0.66, 0.74) : rng.range(0.8, 0.86);
    const noise = createNoise(rng);
    const field = await skyField(
      frame,
      { stops: mood.sky, horizon: shore, sunX: 0.5, sunY: 0.5, sun: [0, 0, 0], glow: 0, glowSize: 1 },
      290,
    );
    const [hem, body, top] = mood.curtain;
    const colors = rayColors([light(hem), light(body), light(top)]);
    const count = rng.int(3, 4);
    const rightwards = rng.chance(0.5) ? 1 : -1;
    for (let k = 0; k < count; k++) {
      const span = aspect * rng.range(0.75, 1.3);
      const curtain = {
        startX: aspect * 0.5 - span / 2 + rng.range(-0.3, 0.3) * aspect,
        span,
        y: shore * mix(0.62, 0.86, k / count) + rng.range(-0.05, 0.05),
        slope: rightwards * rng.range(0.02, 0.24),
        fold: rng.range(0.14, 0.27),
        tall: rng.range(0.26, 0.5) * shore,
        power: mood.power * rng.range(0.6, 1) * (k === 0 ? 1 : 0.6),
        row: k * 3.3 + 1,
      };
      hang(field, aspect, curtain, noise, colors);
      await frame.breathe();
    }
    bloom(field);
    if (lake) mirror(field, shore, noise);
    const stars = scatterStars(frame, rng.fork('stars'), 2600, (_x, y) => (y < shore ? 1 - (y / shore) * 0.6 : 0));
    const paintSky = fieldPainter(field, frame);
    const paintStars = starPainter(frame, stars);
    const layers = groundLayers(frame, rng.fork('ground'), shore, lake);
    const water = shore * frame.heightPx;
    const paintGround = layerPainter(frame, layers, createRowSampler(field, frame), (_y, out) => out.fill(0));
    return (band) => {
      paintSky(band);
      paintStars(band);
      paintGround(lake ? { ...band, endRow: Math.min(band.endRow, Math.round(water)) } : band);
    };
  },
};

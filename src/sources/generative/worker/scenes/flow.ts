/** Ink lines that follow a wind and never touch: a plotter print on good paper. */
import { blend, light, type Light, type Oklch } from '../color.ts';
import { createField, fieldPainter } from '../field.ts';
import { draw, inkPainter, ribbon, type Brush } from '../ink.ts';
import { clamp, createNoise, smoothstep, type Noise } from '../noise.ts';
import type { Frame } from '../picture.ts';
import type { Rng } from '../rng.ts';
import type { Scene } from '../scene.ts';

interface FlowMood {
  readonly paper: Oklch;
  readonly inks: readonly [Oklch, Oklch, Oklch, Oklch];
}

const moods: readonly [FlowMood, ...FlowMood[]] = [
  {
    paper: [0.94, 0.018, 85],
    inks: [
      [0.25, 0.05, 260],
      [0.38, 0.075, 245],
      [0.5, 0.07, 225],
      [0.62, 0.13, 42],
    ],
  },
  {
    paper: [0.93, 0.025, 75],
    inks: [
      [0.36, 0.08, 35],
      [0.54, 0.125, 42],
      [0.68, 0.11, 62],
      [0.4, 0.045, 200],
    ],
  },
  {
    paper: [0.19, 0.035, 262],
    inks: [
      [0.9, 0.02, 85],
      [0.72, 0.06, 225],
      [0.56, 0.08, 250],
      [0.8, 0.1, 70],
    ],
  },
  {
    paper: [0.92, 0.02, 105],
    inks: [
      [0.31, 0.045, 150],
      [0.45, 0.06, 140],
      [0.6, 0.065, 120],
      [0.66, 0.11, 70],
    ],
  },
];

const byte = (v: number): number => Math.round(Math.sqrt(clamp(v)) * 255);

function css([r, g, b]: Light): string {
  return `rgb(${byte(r)} ${byte(g)} ${byte(b)})`;
}

/** Where lines may be, in pixels: a page with margins, or a disc. */
interface Plate {
  inside(x: number, y: number): boolean;
}

function plateOf(frame: Frame, rng: Rng): Plate {
  const { widthPx, heightPx, unitPx } = frame;
  const short = Math.min(widthPx, heightPx);
  if (rng.chance(0.45)) {
    const radius = short * rng.range(0.37, 0.42);
    const off = Math.abs(widthPx - heightPx) * rng.pick([-0.17, 0, 0.17]);
    const cx = widthPx / 2 + (widthPx > heightPx ? off : 0);
    const cy = heightPx / 2 + (widthPx > heightPx ? 0 : off);
    return { inside: (x, y) => (x - cx) ** 2 + (y - cy) ** 2 < radius * radius };
  }
  const margin = unitPx * 0.075;
  return { inside: (x, y) => x > margin && y > margin && x < widthPx - margin && y < heightPx - margin };
}

type Wind = (x: number, y: number) => number;

/** Smooth noise turned into a direction, with one or two eyes to circle. */
function windOf(frame: Frame, rng: Rng, noise: Noise): Wind {
  const scale = rng.range(0.9, 1.7) / frame.unitPx;
  const heading = rng.range(-0.7, 0.7);
  const bend = rng.range(1, 2.1);
  const eyes = Array.from({ length: rng.int(0, 2) }, () => ({
    x: rng.range(0.2, 0.8) * frame.widthPx,
    y: rng.range(0.25, 0.75) * frame.heightPx,
    spin: rng.chance(0.5) ? 1 : -1,
    reach: rng.range(0.13, 0.24) * frame.unitPx,
  }));
  return (x, y) => {
    const angle = heading + noise.fbm(x * scale, y * scale, 2, 0.32) * bend * 1.7;
    let dx = Math.cos(angle);
    let dy = Math.sin(angle);
    for (const eye of eyes) {
      const ex = x - eye.x;
      const ey = y - eye.y;
      const r = Math.hypot(ex, ey) || 1;
      const pull = 2.4 * Math.exp(-((r / eye.reach) ** 2));
      dx += (-ey / r) * eye.spin * pull;
      dy += (ex / r) * eye.spin * pull;
    }
    return Math.atan2(dy, dx);
  };
}

/** Evenly spaced streamlines: a cell of the grid belongs to the first line through it (after Jobard and Lefer, 1997). */
function traceLines(frame: Frame, rng: Rng, plate: Plate, wind: Wind, gapPx: number): number[][] {
  const columns = Math.ceil(frame.widthPx / gapPx) + 1;
  const rows = Math.ceil(frame.heightPx / gapPx) + 1;
  const owner = new Int32Array(columns * rows);
  const lines: number[][] = [];
  const step = gapPx * 0.6;
  const free = (x: number, y: number, id: number): boolean => {
    if (!plate.inside(x, y)) return false;
    const held = owner[Math.floor(y / gapPx) * columns + Math.floor(x / gapPx)] as number;
    return held === 0 || held === id;
  };
  const walk = (x: number, y: number, way: number, id: number): number[] => {
    const points: number[] = [];
    for (let n = 0; n < 640 && free(x, y, id); n++) {
      owner[Math.floor(y / gapPx) * columns + Math.floor(x / gapPx)] = id;
      points.push(x, y);
      const angle = wind(x, y);
      x += Math.cos(angle) * step * way;
      y += Math.sin(angle) * step * way;
    }
    return points;
  };
  const tries = Math.round(columns * rows * 0.5);
  for (let n = 1; n <= tries; n++) {
    const x = rng.next() * frame.widthPx;
    const y = rng.next() * frame.heightPx;
    if (!free(x, y, 0)) continue;
    const back = walk(x, y, -1, n);
    const forth = walk(x, y, 1, n);
    const line: number[] = [];
    for (let i = back.length - 2; i > 1; i -= 2) line.push(back[i] as number, back[i + 1] as number);
    line.push(...forth);
    if (line.length > 30) lines.push(line);
  }
  return lines;
}

function drawLines(brush: Brush, frame: Frame, lines: number[][], mood: FlowMood, rng: Rng, gapPx: number): void {
  const noise = createNoise(rng);
  const inks = mood.inks.map((ink) => css(light(ink)));
  for (const line of lines) {
    const middle = Math.floor(line.length / 4) * 2;
    const u = (line[middle] as number) / frame.unitPx;
    const v = (line[middle + 1] as number) / frame.unitPx;
    const tone = noise.fbm(u * 1.1, v * 1.1, 2) * 1.5 + rng.range(-0.14, 0.14) + 0.42;
    const accent = rng.chance(0.035);
    brush.fillStyle = (accent ? inks[3] : inks[Math.round(clamp(tone) * 2)]) ?? 'black';
    const weight = gapPx * (0.24 + 0.42 * smoothstep(-0.6, 0.7, noise.fbm(u * 1.6 + 9, v * 1.6, 2)));
    const thick = accent ? weight * 1.25 : weight;
    ribbon(brush, line, (t) => thick * Math.min(1, 0.25 + t * 9, 0.25 + (1 - t) * 9));
  }
}

export const flow: Scene<FlowMood> = {
  id: 'flow',
  moods,
  film: { grain: 1.4, vignette: 0.1 },
  async prepare(frame, mood, rng) {
    const noise = createNoise(rng);
    const low = light(blend(mood.paper, [mood.paper[0] - 0.08, mood.paper[1] + 0.006, mood.paper[2]], 1));
    const high = light(mood.paper);
    const paper = await createField(frame, 190, 3, (data, at, x, y) => {
      const cloud = noise.fbm(x * 3, y * 3, 4) * 0.3 + (rng.next() - 0.5) * 0.12 + (x + y - 1) * 0.16;
      for (let c = 0; c < 3; c++)
        data[at + c] = (high[c] as number) + ((low[c] as number) - (high[c] as number)) * clamp(0.4 + cloud);
    });
    const gapPx = frame.unitPx / rng.range(170, 240);
    const plate = plateOf(frame, rng.fork('plate'));
    const wind = windOf(frame, rng.fork('wind'), noise);
    await frame.breathe();
    const lines = traceLines(frame, rng.fork('lines'), plate, wind, gapPx);
    await frame.breathe();
    const pixels = draw(frame, (brush) => drawLines(brush, frame, lines, mood, rng.fork('ink'), gapPx));
    const paintPaper = fieldPainter(paper, frame);
    const paintInk = inkPainter(frame, pixels, 0.93);
    return (band) => {
      paintPaper(band);
      paintInk(band);
    };
  },
};

/** Mountains in wet ink on rice paper: dark at the crest, gone before the foot. */
import { light, type Oklch } from '../color.ts';
import { createField, createRowSampler, fieldPainter } from '../field.ts';
import { draw, inkPainter, ribbon } from '../ink.ts';
import { layerPainter, plantConifers, profile, soften, type Layer } from '../layers.ts';
import { createNoise, mix, smoothstep, type Noise } from '../noise.ts';
import type { BandPainter, Frame } from '../picture.ts';
import type { Rng } from '../rng.ts';
import type { Scene } from '../scene.ts';
import { discPainter } from '../sky.ts';

interface InkMood {
  readonly paper: Oklch;
  readonly ink: Oklch;
  /** The one colour in the picture. */
  readonly sun: Oklch;
}

const moods: readonly [InkMood, ...InkMood[]] = [
  {
    paper: [0.93, 0.018, 85],
    ink: [0.2, 0.012, 250],
    sun: [0.6, 0.17, 32],
  },
  {
    paper: [0.93, 0.012, 95],
    ink: [0.27, 0.065, 255],
    sun: [0.72, 0.1, 65],
  },
  {
    paper: [0.89, 0.035, 80],
    ink: [0.24, 0.035, 55],
    sun: [0.62, 0.13, 38],
  },
  {
    paper: [0.92, 0.022, 100],
    ink: [0.27, 0.045, 175],
    sun: [0.66, 0.14, 40],
  },
];

/** Steep, rounded towers with quiet valleys between them. */
function towers(noise: Noise, u: number, row: number, scale: number): number {
  const x = u * scale;
  const mass = noise.fbm(x, row * 5.1, 2, 0.4) + 0.12;
  const steep = smoothstep(-0.12, 0.62, mass) * 1.15;
  const broken = noise.ridged(x * 2.4 + 5, row * 2.7, 3) * 0.2 * steep;
  return steep + broken + noise.fbm(u * 2.1, row * 9, 3) * 0.14 + noise.fbm(x * 11, row, 4, 0.6) * 0.035;
}

/** `heavy` is −1 when the mountains stand on the left, 1 on the right. */
function washes(frame: Frame, mood: InkMood, rng: Rng, heavy: number): Layer[] {
  const { heightPx, unitPx } = frame;
  const noise = createNoise(rng);
  const count = rng.int(5, 6);
  const ink = light(mood.ink);
  const wide = frame.widthPx / unitPx;
  const layers: Layer[] = [];
  for (let k = 0; k < count; k++) {
    const t = k / (count - 1);
    const base = mix(0.5, 0.8, t) * heightPx;
    const tall = mix(0.26, 0.2, t) * unitPx * rng.range(0.8, 1.2) * (frame.portrait ? 1.25 : 1);
    const scale = mix(2.6, 1.5, t) * rng.range(0.85, 1.15);
    const tops = profile(frame, (u) => {
      // One side carries the mountains, the other is left to the paper.
      const weight =
        0.32 + 0.68 * smoothstep(-0.45, 0.4, (u / wide) * heavy * (k === count - 2 ? -0.5 : 1) + 0.05 * k - 0.1);
      return base - towers(noise, u + k * 13.7, k + 1, scale) * tall * weight;
    });
    const ground = soften(tops, unitPx * 0.012);
    if (t > 0.35) {
      const pine = unitPx * mix(0.008, 0.05, t * t);
      const x0 = rng.fork(`pines${k}`);
      plantConifers(
        tops,
        x0,
        () => pine,
        (x) => smoothstep(0.05, 0.5, noise.fbm(x / (unitPx * 0.16), k + 30, 2)) * 0.9,
      );
    }
    layers.push({
      tops,
      ground,
      color: ink,
      airAtEdge: mix(0.74, 0.1, t ** 0.8),
      airAtFoot: 0.985,
      footPx: unitPx * mix(0.06, 0.075, t),
      mist: 0.75,
    });
  }
  return layers;
}

/** A boat and its rower, three strokes; and a few birds, if the sky is empty. */
function smallThings(frame: Frame, mood: InkMood, rng: Rng, sideX: number): BandPainter {
  const { widthPx, heightPx, unitPx } = frame;
  const [r, g, b] = light(mood.ink).map((v) => Math.round(Math.sqrt(v) * 255)) as [number, number, number];
  const pixels = draw(frame, (brush) => {
    brush.fillStyle = `rgb(${r} ${g} ${b})`;
    const s = unitPx * 0.03;
    const x = sideX * widthPx;
    const y = heightPx * rng.range(0.88, 0.92);
    const hull: number[] = [];
    for (let i = 0; i <= 16; i++) {
      const t = i / 16;
      hull.push(x + (t - 0.5) * 2.6 * s, y - Math.abs(t - 0.5) ** 2.4 * s * 1.5);
    }
    ribbon(brush, hull, (t) => s * 0.2 * Math.sin(Math.PI * Math.min(0.98, Math.max(0.03, t))) + s * 0.03);
    const lean = rng.range(-0.12, 0.12) * s;
    ribbon(
      brush,
      [x + s * 0.5, y, x + s * 0.5 + lean, y - s * 0.35, x + s * 0.5 + lean * 1.6, y - s * 0.62],
      (t) => s * (0.2 - t * 0.1),
    );
    brush.beginPath();
    brush.ellipse(x + s * 0.5 + lean * 1.7, y - s * 0.66, s * 0.21, s * 0.06, -0.08, 0, 7);
    brush.fill();
    ribbon(brush, [x + s * 0.2, y - s * 0.5, x + s * 1.1, y + s * 0.05, x + s * 1.45, y + s * 0.26], () => s * 0.03);
    brush.globalAlpha = 0.22;
    for (let n = 0; n < 4; n++) {
      const w = s * rng.range(0.7, 1.6);
      const ry = y + s * (0.22 + n * 0.12);
      const rx = x + rng.range(-0.5, 0.4) * s;
      ribbon(brush, [rx - w, ry, rx, ry + s * 0.01, rx + w, ry], (t) => s * 0.035 * Math.sin(t * 3.1));
    }
  });
  return inkPainter(frame, pixels, 0.82);
}

export const inkwash: Scene<InkMood> = {
  id: 'inkwash',
  moods,
  film: { grain: 1.9, vignette: 0.12 },
  async prepare(frame, mood, rng) {
    const spanU = frame.widthPx / frame.unitPx;
    const spanV = frame.heightPx / frame.unitPx;
    const noise = createNoise(rng.fork('paper'));
    const [pl, pc, ph] = mood.paper;
    const high = light(mood.paper);
    const low = light([pl - 0.1, pc + 0.012, ph - 4]);
    const fibre = rng.fork('fibre');
    const paper = await createField(frame, 330, 3, (data, at, x, y) => {
      const stain = noise.fbm(x * spanU * 1.3, y * spanV * 1.3, 4) * 0.5;
      const fleck = (fibre.next() - 0.5) * 0.16 + noise.at(x * spanU * 60, y * spanV * 9) * 0.05;
      const t = Math.min(1, Math.max(0, 0.3 + stain * 0.5 + fleck));
      for (let c = 0; c < 3; c++) data[at + c] = mix(high[c] as number, low[c] as number, t);
    });
    const wet = await createField(frame, 240, 1, (data, at, x, y) => {
      const u = x * spanU;
      const v = y * spanV;
      data[at] = noise.fbm(u * 2.2 + 9, v * 3.4, 5, 0.55) * 1.15 + noise.ridged(u * 5, v * 4 + 3, 3) * 0.25;
    });
    const heavy = rng.chance(0.5) ? 1 : -1;
    const layers = washes(frame, mood, rng.fork('washes'), heavy);
    const away = 0.5 - heavy * rng.range(0.16, 0.28);
    const radius = frame.unitPx * rng.range(0.032, 0.055);
    const sunY = rng.range(0.16, 0.28) * frame.heightPx;
    const painters = [
      fieldPainter(paper, frame),
      discPainter(
        frame,
        away * frame.widthPx,
        sunY,
        radius,
        light(mood.sun).map((v) => v / 1.7) as [number, number, number],
        0.86,
      ),
      layerPainter(frame, layers, createRowSampler(paper, frame), createRowSampler(wet, frame)),
      smallThings(frame, mood, rng.fork('boat'), 0.5 + rng.pick([-1, 1]) * rng.range(0.1, 0.3)),
    ];
    return (band) => {
      for (const paint of painters) paint(band);
    };
  },
};

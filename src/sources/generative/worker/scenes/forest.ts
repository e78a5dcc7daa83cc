/** Trunks going back into fog, light coming from somewhere behind them. */
import { light, type Oklch, type Stop } from '../color.ts';
import { createRowSampler, type Field } from '../field.ts';
import { draw, type Brush } from '../ink.ts';
import { clamp, createNoise, mix, type Noise } from '../noise.ts';
import type { Band, BandPainter, Frame } from '../picture.ts';
import type { Rng } from '../rng.ts';
import type { Scene } from '../scene.ts';
import { skyField } from '../sky.ts';
import { drawTrunk, ink } from '../trunks.ts';

interface ForestMood {
  readonly air: readonly Stop[];
  readonly lamp: Oklch;
  readonly glow: number;
  /** Dark and light side of the bark. */
  readonly bark: readonly [Oklch, Oklch];
  readonly floor: Oklch;
  readonly birch: boolean;
}

const moods: readonly [ForestMood, ...ForestMood[]] = [
  {
    air: [
      [0, [0.66, 0.055, 90]],
      [0.55, [0.83, 0.07, 88]],
      [1, [0.6, 0.06, 75]],
    ],
    lamp: [0.98, 0.07, 92],
    glow: 0.55,
    bark: [
      [0.16, 0.03, 55],
      [0.3, 0.04, 65],
    ],
    floor: [0.27, 0.05, 70],
    birch: false,
  },
  {
    air: [
      [0, [0.72, 0.015, 225]],
      [0.55, [0.83, 0.012, 200]],
      [1, [0.66, 0.02, 140]],
    ],
    lamp: [0.97, 0.02, 95],
    glow: 0.2,
    bark: [
      [0.2, 0.012, 250],
      [0.93, 0.012, 95],
    ],
    floor: [0.36, 0.035, 125],
    birch: true,
  },
  {
    air: [
      [0, [0.5, 0.045, 235]],
      [0.55, [0.7, 0.045, 222]],
      [1, [0.42, 0.04, 230]],
    ],
    lamp: [0.93, 0.03, 205],
    glow: 0.3,
    bark: [
      [0.12, 0.025, 245],
      [0.24, 0.03, 235],
    ],
    floor: [0.17, 0.03, 230],
    birch: false,
  },
  {
    air: [
      [0, [0.68, 0.04, 60]],
      [0.5, [0.83, 0.05, 72]],
      [1, [0.55, 0.08, 50]],
    ],
    lamp: [0.98, 0.05, 85],
    glow: 0.35,
    bark: [
      [0.22, 0.025, 40],
      [0.91, 0.025, 80],
    ],
    floor: [0.4, 0.095, 48],
    birch: true,
  },
];

const DEPTHS = 6;

function drawGround(brush: Brush, frame: Frame, rng: Rng, noise: Noise, y: number, depth: number): void {
  const { widthPx, heightPx, unitPx } = frame;
  const relief = unitPx * mix(0.006, 0.045, depth);
  const line = (x: number): number => y - noise.fbm(x / (unitPx * mix(0.12, 0.5, depth)), depth * 40, 3) * relief;
  brush.fillStyle = ink(depth, 0.5, true);
  brush.beginPath();
  brush.moveTo(-10, heightPx + 10);
  const step = Math.max(2, unitPx * 0.004);
  for (let x = -10; x <= widthPx + 10; x += step) brush.lineTo(x, line(x));
  brush.lineTo(widthPx + 10, heightPx + 10);
  brush.fill();
  const blade = unitPx * mix(0.004, 0.05, depth ** 1.5);
  const blades = Math.round((widthPx / unitPx) * mix(500, 900, depth));
  for (let n = 0; n < blades; n++) {
    const x = rng.range(-10, widthPx + 10);
    const clump = clamp(0.5 + noise.at(x / (unitPx * 0.09), depth * 9 + 3));
    const tall = blade * rng.range(0.15, 1) * clump;
    const foot = line(x) + rng.range(0, relief + blade * 0.5);
    const lean = rng.gauss() * tall * 0.5;
    brush.fillStyle = ink(depth, 0.5 + rng.range(-0.25, 0.3), true);
    brush.beginPath();
    brush.moveTo(x - tall * 0.03 - 0.4, foot + 2);
    brush.quadraticCurveTo(x, foot - tall * 0.6, x + lean, foot - tall);
    brush.quadraticCurveTo(x + tall * 0.06 + 0.6, foot - tall * 0.5, x + tall * 0.03 + 0.4, foot + 2);
    brush.fill();
  }
}

function drawWood(brush: Brush, frame: Frame, rng: Rng, birch: boolean, floorY: number, clearing: number): void {
  const { widthPx, heightPx, unitPx } = frame;
  const noise = createNoise(rng.fork('ground'));
  for (let k = 0; k < DEPTHS; k++) {
    const depth = k / (DEPTHS - 1);
    const y = mix(floorY, 1.02, depth ** 1.7) * heightPx;
    drawGround(brush, frame, rng.fork(`floor${k}`), noise, y, depth);
    const width = unitPx * mix(0.007, 0.062, depth ** 1.5);
    const gap = width * mix(3.6, 9, depth);
    for (let x = rng.range(-1, 0) * gap; x < widthPx + gap; x += gap * rng.range(0.3, 1.8)) {
      const open = Math.exp(-(((x / widthPx - clearing) / mix(0.06, 0.24, depth)) ** 2));
      if (rng.next() < open * mix(0.75, 1, depth)) continue;
      const foot = y + rng.range(0, 0.02) * heightPx * (0.3 + depth);
      drawTrunk(brush, rng, x, foot, width * rng.range(0.55, 1.25), depth, birch);
    }
  }
}

function woodPainter(
  frame: Frame,
  pixels: Uint8ClampedArray,
  air: Field,
  mood: ForestMood,
  floorY: number,
): BandPainter {
  const sample = createRowSampler(air, frame);
  const row = new Float32Array(frame.widthPx * 3);
  const dark = light(mood.bark[0]);
  const pale = light(mood.bark[1]);
  const floor = light(mood.floor);
  const fogOf = new Float32Array(256);
  const footOf = new Float32Array(256);
  for (let i = 0; i < 256; i++) {
    const near = i / 255;
    fogOf[i] = 0.9 - 0.9 * near ** 0.62;
    footOf[i] = mix(floorY, 1.02, near ** 1.7) * frame.heightPx;
  }
  return (band: Band) => {
    for (let y = band.firstRow; y < band.endRow; y++) {
      sample(y, row);
      const start = (y - band.firstRow) * frame.widthPx * 3;
      for (let x = 0; x < frame.widthPx; x++) {
        const from = (y * frame.widthPx + x) * 4;
        const i = x * 3;
        const a = (pixels[from + 3] as number) / 255;
        const near = pixels[from] as number;
        const tone = (pixels[from + 1] as number) / 255;
        const ground = (pixels[from + 2] as number) / 255;
        const above = ((footOf[near] as number) - y) / (frame.unitPx * 0.13);
        const mist = Math.exp(-above * above) * 0.42 * (1 - near / 255);
        const fog = Math.min(1, (fogOf[near] as number) + mist);
        const share = a * (1 - fog);
        for (let c = 0; c < 3; c++) {
          const behind = row[i + c] as number;
          const bark = (dark[c] as number) + ((pale[c] as number) - (dark[c] as number)) * tone;
          // Light that comes from behind warms everything it passes.
          const lit = (bark + ((floor[c] as number) * (0.35 + tone * 1.3) - bark) * ground) * (0.45 + 0.75 * behind);
          band.rgb[start + i + c] = behind + (lit - behind) * share;
        }
      }
    }
  };
}

export const forest: Scene<ForestMood> = {
  id: 'forest',
  moods,
  film: { grain: 1.5, vignette: 0.24 },
  async prepare(frame, mood, rng) {
    const aspect = frame.widthPx / frame.heightPx;
    const floorY = rng.range(0.66, 0.76);
    const clearing = rng.pick([rng.range(0.3, 0.42), rng.range(0.58, 0.7)]);
    const noise = createNoise(rng.fork('air'));
    const sunY = rng.range(0.3, 0.48);
    const air = await skyField(
      frame,
      {
        stops: mood.air,
        horizon: 1,
        sunX: clearing,
        sunY,
        sun: light(mood.lamp),
        glow: mood.glow,
        glowSize: 1.2,
        veil: (x, y) => {
          const angle = Math.atan2(y - sunY + 0.5, x - clearing * aspect);
          return noise.fbm(x * 1.6, y * 2.2, 4) * 0.09 + noise.fbm(angle * 7, 3, 3) * 0.035;
        },
      },
      240,
    );
    await frame.breathe();
    const pixels = draw(frame, (brush) => drawWood(brush, frame, rng.fork('wood'), mood.birch, floorY, clearing));
    await frame.breathe();
    return woodPainter(frame, pixels, air, mood, floorY);
  },
};

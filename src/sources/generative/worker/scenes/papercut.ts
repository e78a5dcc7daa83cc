/** Sheets of coloured paper cut into hills, one behind the other, lit from within the box. */
import { light, type Light, type Oklch } from '../color.ts';
import { createField, createRowSampler } from '../field.ts';
import { plantConifers, profile, sharpness, soften } from '../layers.ts';
import { createNoise, mix, smoothstep } from '../noise.ts';
import type { Band, BandPainter, Frame } from '../picture.ts';
import type { Rng } from '../rng.ts';
import type { Scene } from '../scene.ts';

interface PaperMood {
  /** Back to front. */
  readonly sheets: readonly [Oklch, Oklch, Oklch, Oklch, Oklch, Oklch, Oklch];
  readonly disc: Oklch;
}

const moods: readonly [PaperMood, ...PaperMood[]] = [
  {
    sheets: [
      [0.92, 0.05, 78],
      [0.87, 0.075, 62],
      [0.78, 0.105, 48],
      [0.67, 0.12, 35],
      [0.55, 0.11, 20],
      [0.43, 0.09, 355],
      [0.32, 0.065, 330],
    ],
    disc: [0.97, 0.05, 90],
  },
  {
    sheets: [
      [0.92, 0.03, 200],
      [0.84, 0.045, 205],
      [0.73, 0.06, 215],
      [0.61, 0.07, 225],
      [0.48, 0.07, 238],
      [0.39, 0.065, 248],
      [0.3, 0.055, 258],
    ],
    disc: [0.96, 0.05, 75],
  },
  {
    sheets: [
      [0.93, 0.045, 105],
      [0.86, 0.06, 115],
      [0.76, 0.07, 128],
      [0.64, 0.075, 142],
      [0.5, 0.07, 155],
      [0.4, 0.055, 165],
      [0.3, 0.045, 178],
    ],
    disc: [0.95, 0.075, 75],
  },
  {
    sheets: [
      [0.56, 0.06, 275],
      [0.66, 0.05, 262],
      [0.56, 0.058, 262],
      [0.46, 0.06, 264],
      [0.37, 0.058, 266],
      [0.29, 0.05, 268],
      [0.22, 0.042, 268],
    ],
    disc: [0.95, 0.05, 85],
  },
];

function cutSheets(frame: Frame, rng: Rng, valley: number): Float32Array[] {
  const { heightPx, unitPx } = frame;
  const noise = createNoise(rng);
  const sheets: Float32Array[] = [];
  const wide = frame.widthPx / unitPx;
  for (let k = 1; k < 7; k++) {
    const t = (k - 1) / 5;
    const floor = mix(frame.portrait ? 0.5 : 0.52, 0.93, t ** 1.1) * heightPx;
    const sides = mix(0.03, 0.3, t) * unitPx;
    const relief = mix(0.12, 0.055, t) * unitPx;
    const middle = valley + rng.range(-0.09, 0.09);
    const sharp = rng.chance(0.4);
    const tops = profile(frame, (u) => {
      const away = (u - middle) / wide;
      const wall = (away * away * 4) / (1 + away * away * 1.4);
      const shape =
        sharp && t < 0.5 ? noise.ridged(u * 1.3 + k * 7, k, 3) - 0.35 : noise.fbm(u * 1.5 + k * 7, k, 3, 0.35) * 0.8;
      return floor - wall * sides - shape * relief - noise.at(u * 30, k * 3) * unitPx * 0.0008;
    });
    if (k >= 3 && k < 6) {
      const tall = unitPx * mix(0.035, 0.1, (k - 3) / 2);
      plantConifers(
        tops,
        rng,
        () => tall,
        (x) => smoothstep(0, 0.35, noise.fbm(x / (unitPx * 0.3), k + 20, 2)) * 0.7,
      );
    }
    sheets.push(tops);
  }
  return sheets;
}

interface Cut {
  /** The edge as its shadow sees it, without spikes. */
  readonly blunt: Float32Array;
  readonly tops: Float32Array;
  readonly sharp: Float32Array;
  readonly color: Light;
}

function sheetPainter(
  frame: Frame,
  cuts: readonly Cut[],
  fibre: (y: number, out: Float32Array) => void,
  back: BackPlate,
): BandPainter {
  const { widthPx, unitPx } = frame;
  const fibres = new Float32Array(widthPx);
  const soft = unitPx * 0.02;
  const edge = Math.max(1, unitPx * 0.0011);
  const shiftX = Math.round(unitPx * 0.006);
  return (band: Band) => {
    const { rgb } = band;
    for (let y = band.firstRow; y < band.endRow; y++) {
      fibre(y, fibres);
      let to = (y - band.firstRow) * widthPx * 3;
      for (let x = 0; x < widthPx; x++) {
        // From the front: the first sheet that covers the pixel, and how far the next edge in front of it is.
        let k = cuts.length - 1;
        let ahead = 1e9;
        const shifted = Math.min(widthPx - 1, x + shiftX);
        while (k >= 0) {
          const cut = cuts[k] as Cut;
          if (y + 1 > (cut.tops[x] as number)) break;
          ahead = Math.min(ahead, Math.max((cut.blunt[shifted] as number) - y, 0));
          k--;
        }
        const paper = 1 + (fibres[x] as number) * 0.055;
        const shadow = shade(ahead, soft) * paper;
        if (k < 0) back.paint(rgb, to, x, y, shadow);
        else {
          const cut = cuts[k] as Cut;
          const depth = y + 1 - (cut.tops[x] as number);
          const cover = Math.min(1, depth * (cut.sharp[x] as number));
          const rim = depth > edge * 6 ? 1 : 1 + 0.32 * Math.exp(-depth / edge);
          const own = shadow * rim;
          if (cover === 1 || k === 0) {
            rgb[to] = cut.color[0] * own;
            rgb[to + 1] = cut.color[1] * own;
            rgb[to + 2] = cut.color[2] * own;
          } else {
            const below = (cuts[k - 1] as Cut).color;
            for (let c = 0; c < 3; c++)
              rgb[to + c] = mix((below[c] as number) * 0.6, (cut.color[c] as number) * own, cover);
          }
        }
        to += 3;
      }
    }
  };
}

/** Darkness that the sheet in front throws: deep at its edge, gone a little way off. */
function shade(aheadPx: number, softPx: number): number {
  const t = Math.max(0, aheadPx) / softPx;
  return 1 - 0.5 / (1 + t * t * 1.4) - 0.12 / (1 + t * 0.35);
}

interface BackPlate {
  paint(rgb: Float32Array, to: number, x: number, y: number, shadow: number): void;
}

/** The rearmost sheet with a round hole and the bright one behind it. */
function backPlate(color: Light, disc: Light, x0: number, y0: number, radius: number, softPx: number): BackPlate {
  return {
    paint(rgb, to, x, y, shadow) {
      const dx = x + 0.5 - x0;
      const dy = y + 0.5 - y0;
      const r2 = dx * dx + dy * dy;
      const glow = shadow * (1 + 0.16 / (1 + r2 / (radius * radius * 3)));
      rgb[to] = color[0] * glow;
      rgb[to + 1] = color[1] * glow;
      rgb[to + 2] = color[2] * glow;
      if (r2 > (radius + 1) * (radius + 1)) return;
      const r = Math.sqrt(r2);
      const inside = Math.min(1, Math.max(0, radius - r + 0.5));
      const ex = dx + softPx * 0.2;
      const ey = dy + softPx * 0.2;
      const rim = shade(radius - Math.sqrt(ex * ex + ey * ey), softPx * 0.6) * shadow * 1.12;
      for (let c = 0; c < 3; c++) {
        const sheet = rgb[to + c] as number;
        rgb[to + c] = sheet + ((disc[c] as number) * rim - sheet) * inside;
      }
    },
  };
}

export const papercut: Scene<PaperMood> = {
  id: 'papercut',
  moods,
  film: { grain: 1.2, vignette: 0.14 },
  async prepare(frame, mood, rng) {
    const wide = frame.widthPx / frame.unitPx;
    const valley = rng.pick([-1, 1]) * rng.range(0.06, 0.17) * wide;
    const tops = cutSheets(frame, rng.fork('sheets'), valley);
    const cuts = tops.map((line, k) => ({
      tops: line,
      sharp: sharpness(line),
      blunt: soften(line, frame.unitPx * 0.008),
      color: light(mood.sheets[k + 1] ?? mood.sheets[6]),
    }));
    const grain = rng.fork('fibre');
    const noise = createNoise(grain);
    const fibres = await createField(frame, 380, 1, (data, at, x, y) => {
      data[at] = noise.at(x * 40, y * 160) * 0.4 + (grain.next() - 0.5) * 0.8;
    });
    const radius = frame.unitPx * rng.range(0.07, 0.105);
    const back = backPlate(
      light(mood.sheets[0]),
      light(mood.disc),
      frame.widthPx / 2 + valley * frame.unitPx * rng.range(0.8, 1.4),
      frame.heightPx * (frame.portrait ? rng.range(0.26, 0.36) : rng.range(0.26, 0.38)),
      radius,
      frame.unitPx * 0.02,
    );
    return sheetPainter(frame, cuts, createRowSampler(fibres, frame), back);
  },
};

/**
 * A painting is made in bands of rows: a scene adds light to a small float buffer, then the band is developed
 * (shoulder, vignette, film grain, dither) into 8 bits. Floats until the last step: no gradient ever bands, and
 * a 4K picture needs one band of floats, not a hundred megabytes. Worker thread; one painting at a time per call.
 */
import { aborted } from '../../../shared/errors.ts';
import { createRng, type Rng } from './rng.ts';

export interface Frame {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Geometric mean of the sides: sizes given in it look alike in every aspect. */
  readonly unitPx: number;
  readonly portrait: boolean;
  /** Lets other work run, and throws `aborted` when nobody wants the picture any more. */
  breathe(): Promise<void>;
}

export interface Band {
  readonly firstRow: number;
  readonly endRow: number;
  /** Light, three numbers per pixel, row `firstRow` first. */
  readonly rgb: Float32Array;
}

export type BandPainter = (band: Band) => void;

export interface Film {
  /** Deviation of the grain in 8-bit steps. */
  readonly grain: number;
  /** Darkening at the corners, 0–1. */
  readonly vignette: number;
}

const BAND_PIXELS = 65_536;
const TILE = 256;
const YIELD_MS = 40;

/**
 * High-passed noise, three numbers per cell, to be added to 8-bit values: a common part (grain without clumps, as on
 * fine film, deviation `grain`) and one of its own for each channel (dither, ±1 step). 0.5 is added for rounding.
 */
export function grainTile(rng: Rng, grain: number): Float32Array {
  const raw = new Float32Array(TILE * TILE);
  for (let i = 0; i < raw.length; i++) raw[i] = rng.next() + rng.next() - 1;
  const fine = new Float32Array(raw.length);
  const mask = TILE - 1;
  for (let y = 0; y < TILE; y++) {
    const up = ((y - 1) & mask) * TILE;
    const here = y * TILE;
    const down = ((y + 1) & mask) * TILE;
    for (let x = 0; x < TILE; x++) {
      const sides = (raw[here + ((x - 1) & mask)] as number) + (raw[here + ((x + 1) & mask)] as number);
      const around = (raw[up + x] as number) + (raw[down + x] as number) + sides;
      fine[here + x] = ((raw[here + x] as number) - around * 0.2) * 2.27;
    }
  }
  const tile = new Float32Array(raw.length * 3);
  const wrap = TILE * TILE - 1;
  for (let i = 0; i < raw.length; i++) {
    const common = (fine[i] as number) * grain + 0.5;
    tile[i * 3] = common + (fine[(i + 21871) & wrap] as number) * 0.45;
    tile[i * 3 + 1] = common + (fine[(i + 40193) & wrap] as number) * 0.45;
    tile[i * 3 + 2] = common + (fine[(i + 9923) & wrap] as number) * 0.45;
  }
  return tile;
}

function createFrame(widthPx: number, heightPx: number, signal: AbortSignal): Frame {
  let lastMs = performance.now();
  return {
    widthPx,
    heightPx,
    unitPx: Math.sqrt(widthPx * heightPx),
    portrait: heightPx > widthPx,
    async breathe() {
      if (performance.now() - lastMs > YIELD_MS) {
        await new Promise<void>((resolve) => {
          const channel = new MessageChannel();
          channel.port1.addEventListener('message', () => {
            channel.port1.close();
            resolve();
          });
          channel.port1.start();
          channel.port2.postMessage(0);
        });
        lastMs = performance.now();
      }
      if (signal.aborted) throw aborted();
    },
  };
}

/** How the corners darken: a factor per column, and by symmetry per row. */
function falloff(lengthPx: number, vignette: number): Float32Array {
  const out = new Float32Array(lengthPx);
  for (let i = 0; i < lengthPx; i++) out[i] = 1 - vignette * 0.5 * ((i / lengthPx) * 2 - 1) ** 4;
  return out;
}

interface Darkroom {
  readonly columns: Float32Array;
  readonly rows: Float32Array;
  readonly tile: Float32Array;
  /** Red in the low byte. */
  readonly out: Uint32Array;
}

/** Light to 8 bits. The shoulder keeps glows from clipping. Little-endian, as every browser is. */
function develop(band: Band, widthPx: number, room: Darkroom): void {
  const { columns, rows, tile, out } = room;
  const { rgb } = band;
  let from = 0;
  for (let y = band.firstRow; y < band.endRow; y++) {
    const row = (rows[y] as number) * 255;
    const tileRow = (y & 255) << 8;
    const turn = Math.imul((y >> 8) + 1, 0x65);
    const to = y * widthPx;
    for (let x = 0; x < widthPx; x++) {
      const edge = (columns[x] as number) * row;
      const n = (tileRow + ((x + turn) & 255)) * 3;
      let r = Math.sqrt(rgb[from] as number);
      let g = Math.sqrt(rgb[from + 1] as number);
      let b = Math.sqrt(rgb[from + 2] as number);
      if (r > 0.86) r = 0.86 + ((r - 0.86) * 0.14) / (r - 0.72);
      if (g > 0.86) g = 0.86 + ((g - 0.86) * 0.14) / (g - 0.72);
      if (b > 0.86) b = 0.86 + ((b - 0.86) * 0.14) / (b - 0.72);
      const red = Math.min(255, Math.max(0, r * edge + (tile[n] as number))) | 0;
      const green = Math.min(255, Math.max(0, g * edge + (tile[n + 1] as number))) | 0;
      const blue = Math.min(255, Math.max(0, b * edge + (tile[n + 2] as number))) | 0;
      out[to + x] = 0xff000000 | (blue << 16) | (green << 8) | red;
      from += 3;
    }
  }
}

/** Calls `prepare` once and its painter for every band from the top; resolves to the finished, opaque picture. */
export async function paintPicture(
  size: { readonly widthPx: number; readonly heightPx: number },
  signal: AbortSignal,
  film: Film,
  prepare: (frame: Frame) => Promise<BandPainter>,
): Promise<ImageData> {
  const frame = createFrame(size.widthPx, size.heightPx, signal);
  const painter = await prepare(frame);
  const image = new ImageData(size.widthPx, size.heightPx);
  const rows = Math.max(1, Math.floor(BAND_PIXELS / size.widthPx));
  const buffer = new Float32Array(rows * size.widthPx * 3);
  const room: Darkroom = {
    columns: falloff(size.widthPx, film.vignette),
    rows: falloff(size.heightPx, film.vignette),
    tile: grainTile(createRng(77), film.grain),
    out: new Uint32Array(image.data.buffer),
  };
  for (let firstRow = 0; firstRow < size.heightPx; firstRow += rows) {
    const band: Band = { firstRow, endRow: Math.min(size.heightPx, firstRow + rows), rgb: buffer };
    painter(band);
    develop(band, size.widthPx, room);
    await frame.breathe();
  }
  return image;
}

/**
 * SVG by resvg, loaded when the first one comes: no scripts, no network, no system fonts, and the size asked for.
 * Drawn straight at the slide's scale, so it is sharp at any size.
 */
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import wasmUrl from '@resvg/resvg-wasm/index_bg.wasm?url';
import { AppError } from '../../shared/errors.ts';
import { byteLengthOf, bytesOf, type Encoded } from './encoded.ts';
import { MAX_DECODED_PIXELS, MAX_SVG_BYTES } from './limits.ts';
import { corrupt, fromFileError } from './problems.ts';
import type { WantedScale } from './geometry.ts';

let started: Promise<void> | undefined;

function start(): Promise<void> {
  started ??= initWasm(fetch(wasmUrl)).catch((error: unknown) => {
    started = undefined;
    throw new AppError('photo.network', 'The part that draws SVG files could not be loaded. It is tried again later.', {
      retryable: true,
      cause: error,
    });
  });
  return started;
}

export interface DrawnSvg {
  readonly image: ImageBitmap;
  readonly sourceWidthPx: number;
  readonly sourceHeightPx: number;
}

function render(text: string, wanted: WantedScale): { pixels: Uint8Array; widthPx: number; size: [number, number] } {
  const probe = new Resvg(text);
  const { width, height } = probe;
  probe.free();
  if (!(width > 0 && height > 0)) throw corrupt();
  const limit = Math.sqrt(MAX_DECODED_PIXELS / 4 / (width * height));
  const scale = Math.min(wanted(width, height), limit);
  const drawing = new Resvg(text, { fitTo: { mode: 'width', value: Math.max(1, Math.ceil(width * scale)) } });
  try {
    const image = drawing.render();
    try {
      return { pixels: image.pixels, widthPx: image.width, size: [Math.round(width), Math.round(height)] };
    } finally {
      image.free();
    }
  } finally {
    drawing.free();
  }
}

/** Throws `photo.too-large`, `photo.corrupt`, `photo.network`. */
export async function decodeSvg(encoded: Encoded, wanted: WantedScale): Promise<DrawnSvg> {
  if (byteLengthOf(encoded) > MAX_SVG_BYTES) {
    throw new AppError('photo.too-large', 'This drawing is too complex to be shown here. Save it as PNG instead.');
  }
  await start();
  const bytes = await bytesOf(encoded).catch((error: unknown) => {
    throw fromFileError(error);
  });
  const text = new TextDecoder().decode(bytes);
  let drawn;
  try {
    drawn = render(text, wanted);
  } catch (error) {
    throw corrupt(error);
  }
  const { pixels, widthPx, size } = drawn;
  const data = new Uint8ClampedArray(pixels);
  const image = await createImageBitmap(new ImageData(data, widthPx, data.length / 4 / widthPx));
  return { image, sourceWidthPx: Math.max(1, size[0]), sourceHeightPx: Math.max(1, size[1]) };
}

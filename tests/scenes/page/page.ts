/** A page with a stage and nothing else: what the scenes drive and look at. */
import { createEventLog } from '../../../src/shared/events.ts';
import type { Settings } from '../../../src/shared/core-settings.ts';
import type { DecodedPhoto } from '../../../src/shared/photo.ts';
import { createStage } from '../../../src/render/show-stage.ts';
import type { Stage, StageOptions } from '../../../src/render/stage.ts';
import { buildGeometry } from '../../../src/workers/decode/mesh-geometry.ts';
import { allTransitions } from '../../../src/render/all-transitions.ts';
import { glTransitions } from '../../../src/render/gl-transitions/catalog.ts';
import { ManualShow } from './manual.ts';
import { soak, type SoakOptions } from './soak.ts';
import { PlainHarness } from './plain-harness.ts';
import { noise, picture, type PictureKind } from './pictures.ts';
import { visuals } from './visual.ts';

type StageSettings = Pick<Settings, 'display' | 'transitions'>;

const settings: StageSettings = {
  display: {
    fit: 'fill',
    kenBurns: false,
    kenBurnsZoom: 8,
    sharpen: false,
    dim: 0,
    tier: 'auto',
    minFps: 0,
    reducedMotion: 'auto',
    inStep: false,
    language: 'auto',
  },
  transitions: {
    type: 'crossfade',
    durationMs: 600,
    mood: 'calm',
    pool: [],
    easing: 'auto',
    durations: {},
    params: {},
  },
};

const host = document.querySelector('#stage');
if (!(host instanceof HTMLElement)) throw new Error('no host');
const events = createEventLog(1000);
let reduced = false;

function create(extra: Partial<StageOptions> = {}): Stage {
  return createStage({
    host: host as HTMLElement,
    events,
    settings: () => settings,
    reducedMotion: () => reduced,
    geometry: async (input) => buildGeometry(input),
    ...extra,
  });
}

function photo(id: string, kind: PictureKind, width: number, height: number, withPixels = false): DecodedPhoto {
  const canvas = picture(kind, width, height);
  const pixels = withPixels ? canvas.getContext('2d')?.getImageData(0, 0, width, height).data : undefined;
  return {
    ref: { id, sourceId: 'test', entryId: 'test', locator: { kind: 'url', url: '' }, title: id, name: id },
    bitmap: canvas.transferToImageBitmap(),
    pixels,
    sourceWidthPx: width,
    sourceHeightPx: height,
    averageColor: 0,
    palette: [],
    luminance: { columns: 1, rows: 1, mean: new Uint8Array(1), detail: new Uint8Array(1) },
    info: {},
    decodeMs: 0,
    mediaType: 'image/png',
  };
}

/** RGBA bytes of a bitmap; closes it. */
function bytes(bitmap: ImageBitmap): Uint8ClampedArray {
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no context');
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return context.getImageData(0, 0, canvas.width, canvas.height).data;
}

/** Decoded by the browser, as a screenshot is. */
async function bytesOfPng(base64: string): Promise<{ data: Uint8ClampedArray; width: number; height: number }> {
  const response = await fetch(`data:image/png;base64,${base64}`);
  const bitmap = await createImageBitmap(await response.blob(), { colorSpaceConversion: 'none' });
  const { width, height } = bitmap;
  return { data: bytes(bitmap), width, height };
}

async function pngOf(bitmaps: readonly ImageBitmap[]): Promise<string> {
  const [first] = bitmaps;
  if (!first) throw new Error('no pictures');
  const canvas = new OffscreenCanvas(first.width * bitmaps.length, first.height);
  const context = canvas.getContext('2d', { alpha: false });
  for (const [index, bitmap] of bitmaps.entries()) {
    context?.drawImage(bitmap, index * bitmap.width, 0);
    bitmap.close();
  }
  const buffer = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
  return btoa(Array.from(buffer, (byte) => String.fromCharCode(byte)).join(''));
}

/** Largest and mean difference of two pictures' channels, and the share of pixels off by more than 24. */
function difference(a: Uint8ClampedArray, b: Uint8ClampedArray): { max: number; mean: number; far: number } {
  if (a.length !== b.length) return { max: 255, mean: 255, far: 1 };
  let [max, sum, far] = [0, 0, 0];
  for (let index = 0; index < a.length; index += 4) {
    let worst = 0;
    for (let channel = 0; channel < 3; channel++) {
      const off = Math.abs((a[index + channel] ?? 0) - (b[index + channel] ?? 0));
      sum += off;
      worst = Math.max(worst, off);
    }
    max = Math.max(max, worst);
    if (worst > 24) far++;
  }
  return { max, mean: sum / (a.length * 0.75), far: far / (a.length / 4) };
}

/** Largest difference of two pictures' channels, and the share of pixels off by more than `limit`. */
function apart(a: Uint8ClampedArray, b: Uint8ClampedArray, limit: number): { max: number; share: number } {
  let [max, far] = [0, 0];
  for (let index = 0; index < a.length; index += 4) {
    let worst = 0;
    for (let channel = 0; channel < 3; channel++) {
      worst = Math.max(worst, Math.abs((a[index + channel] ?? 0) - (b[index + channel] ?? 0)));
    }
    max = Math.max(max, worst);
    if (worst > limit) far++;
  }
  return { max, share: far / (a.length / 4) };
}

const scene = {
  settings,
  events,
  create,
  photo,
  bytes,
  bytesOfPng,
  pngOf,
  difference,
  randomFrom: noise,
  /** After the browser has told everyone about new sizes. */
  nextLayout: (): Promise<void> =>
    new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 0)))),
  manual: (extra: Partial<StageOptions> = {}) => new ManualShow(scene, extra),
  picture: (kind: PictureKind, width: number, height: number) => picture(kind, width, height).transferToImageBitmap(),
  transitions: allTransitions,
  glTransitions,
  ...visuals,
  PlainHarness,
  apart,
  soak: (options: SoakOptions) => soak(scene, options),
  setReduced(value: boolean) {
    reduced = value;
  },
  host: host as HTMLElement,
};

export interface Scene extends Readonly<typeof scene> {}

Object.assign(window, { scene });

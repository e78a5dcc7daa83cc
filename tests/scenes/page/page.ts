/** A page with a stage and nothing else: what the scenes drive and look at. */
import { createEventLog } from '../../../src/shared/events.ts';
import type { Settings } from '../../../src/shared/core-settings.ts';
import type { DecodedPhoto } from '../../../src/shared/photo.ts';
import { createStage, type Stage, type StageOptions } from '../../../src/render/stage.ts';
import { allTransitions } from '../../../src/render/all-transitions.ts';
import { picture, type PictureKind } from './pictures.ts';

type StageSettings = Pick<Settings, 'display' | 'transitions'>;

const settings: StageSettings = {
  display: {
    fit: 'fill',
    kenBurns: false,
    kenBurnsZoom: 8,
    sharpen: false,
    tier: 'auto',
    minFps: 0,
    reducedMotion: 'auto',
  },
  transitions: { type: 'crossfade', durationMs: 600, pool: [], params: {} },
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

const scene = {
  settings,
  events,
  create,
  photo,
  bytes,
  picture: (kind: PictureKind, width: number, height: number) => picture(kind, width, height).transferToImageBitmap(),
  transitions: allTransitions,
  setReduced(value: boolean) {
    reduced = value;
  },
  host: host as HTMLElement,
};

export type Scene = typeof scene;

declare global {
  interface Window {
    scene: Scene;
    stage: Stage;
  }
}

window.scene = scene;

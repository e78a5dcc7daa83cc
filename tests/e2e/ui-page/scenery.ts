/** Pictures to lay the overlay on: bright, dark and busy. Painted, measured and described like a decoded photo. */
import type { DecodedPhoto, LuminanceGrid } from '../../../src/shared/photo.ts';
import { toLinear } from '../../../src/ui/ink.ts';

export type Scene = 'snow' | 'night' | 'busy' | 'dusk';

function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function sky(context: CanvasRenderingContext2D, width: number, height: number, stops: readonly string[]): void {
  const gradient = context.createLinearGradient(0, 0, 0, height);
  stops.forEach((color, index) => gradient.addColorStop(index / (stops.length - 1), color));
  context.fillStyle = gradient;
  context.fillRect(0, 0, width, height);
}

function ridges(context: CanvasRenderingContext2D, width: number, height: number, colors: readonly string[]): void {
  colors.forEach((color, layer) => {
    const base = height * (0.5 + 0.12 * layer);
    context.fillStyle = color;
    context.beginPath();
    context.moveTo(0, height);
    for (let x = 0; x <= width; x += 4) {
      const t = (x / width) * 6 + layer * 2.3;
      const rise = Math.sin(t) * 0.05 + Math.sin(t * 2.7 + layer) * 0.025 + Math.sin(t * 7.1) * 0.006;
      context.lineTo(x, base - rise * height);
    }
    context.lineTo(width, height);
    context.fill();
  });
}

function paint(context: CanvasRenderingContext2D, scene: Scene, width: number, height: number): void {
  const next = random(7);
  if (scene === 'snow') {
    sky(context, width, height, ['#cfe3f5', '#eef5fb', '#ffffff']);
    ridges(context, width, height, ['#dfe8f1', '#eef3f8', '#f7fafc', '#ffffff']);
  } else if (scene === 'night') {
    sky(context, width, height, ['#05070d', '#0a1020', '#131b2c']);
    ridges(context, width, height, ['#0a0f1a', '#070b13', '#04060b']);
  } else if (scene === 'dusk') {
    sky(context, width, height, ['#1d2a4d', '#7a5a86', '#e59a7c', '#f6c992']);
    ridges(context, width, height, ['#8a6a8c', '#5c4a72', '#372f52', '#1b1a30']);
  } else {
    for (let index = 0; index < 900; index++) {
      context.fillStyle = `hsl(${next() * 360} 70% ${10 + next() * 85}%)`;
      context.fillRect(next() * width, next() * height, (next() * width) / 9, (next() * height) / 9);
    }
  }
}

function measure(context: CanvasRenderingContext2D, columns: number, rows: number): LuminanceGrid {
  const { width, height } = context.canvas;
  const mean = new Uint8Array(columns * rows);
  const detail = new Uint8Array(columns * rows);
  for (let cell = 0; cell < mean.length; cell++) {
    const x = Math.floor(((cell % columns) * width) / columns);
    const y = Math.floor((Math.floor(cell / columns) * height) / rows);
    const { data } = context.getImageData(x, y, Math.floor(width / columns), Math.floor(height / rows));
    const values: number[] = [];
    for (let at = 0; at < data.length; at += 64) {
      const [r = 0, g = 0, b = 0] = [data[at], data[at + 1], data[at + 2]].map((v) => toLinear((v ?? 0) / 255));
      values.push(255 * (0.2126 * r + 0.7152 * g + 0.0722 * b));
    }
    const average = values.reduce((sum, value) => sum + value, 0) / values.length;
    mean[cell] = average;
    detail[cell] = Math.sqrt(values.reduce((sum, value) => sum + (value - average) ** 2, 0) / values.length);
  }
  return { columns, rows, mean, detail };
}

type ShownPhoto = Omit<DecodedPhoto, 'bitmap' | 'pixels' | 'palette' | 'decodeMs'>;

/** Paints into `stage`, and says about the picture what the decode worker would. */
export function showScene(stage: HTMLElement, scene: Scene): ShownPhoto {
  const canvas = document.createElement('canvas');
  canvas.width = Math.min(1920, window.innerWidth);
  canvas.height = Math.round((canvas.width * window.innerHeight) / window.innerWidth);
  canvas.style.width = '100%';
  canvas.style.height = '100%';
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('This browser has no canvas.');
  paint(context, scene, canvas.width, canvas.height);
  stage.replaceChildren(canvas);
  const averages: Record<Scene, number> = { snow: 0xeaf1f7, night: 0x0a0f1a, dusk: 0x9a6f80, busy: 0x807f7a };
  return {
    ref: {
      id: `folder-1:${scene}`,
      sourceId: 'folder',
      entryId: 'folder-1',
      locator: { kind: 'url', url: 'about:blank' },
      title: 'Evening above Lauterbrunnen',
      name: `2024/alps/${scene}.jpg`,
      dateMs: Date.UTC(2024, 8, 14, 18, 42),
      byteLength: 7_340_032,
      credit: 'Maja Lindqvist',
      place: 'Lauterbrunnen, Switzerland',
    },
    sourceWidthPx: 6000,
    sourceHeightPx: 4000,
    averageColor: averages[scene],
    luminance: measure(context, 16, 9),
    mediaType: 'image/jpeg',
    info: {
      takenMs: Date.UTC(2024, 8, 14, 18, 42),
      camera: 'Fujifilm X-T5',
      lens: 'XF 16-55mm F2.8',
      exposureSec: 1 / 250,
      fNumber: 5.6,
      iso: 160,
      focalLengthMm: 23,
      latitude: 46.5935,
      longitude: 7.9091,
    },
  };
}

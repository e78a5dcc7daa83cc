/**
 * Frosted glass without a filter: the decode worker leaves the mean colours of the slide (32 × 18), and each card shows its part
 * of them, smoothed. Drawn once per photo and move.
 */
import type { Frame } from './frame.ts';
import type { Region } from './ink.ts';
import type { WidgetPhoto } from './widget.ts';

/** Pixels of a card's canvas per colour of the grid: enough for the smoothing to be seen as smooth. */
const enlarge = 12;

/**
 * Drawn by the processor: a canvas of the graphics card is a layer of its own, and so is all of the widgets that comes after it; each of
 * them would be put together anew with every frame of a transition.
 */
const contextOf = (canvas: HTMLCanvasElement): CanvasRenderingContext2D | null =>
  canvas.getContext('2d', { willReadFrequently: true });

function paintTones(photo: WidgetPhoto): HTMLCanvasElement | null {
  const { columns, rows, tone } = photo.luminance;
  if (!tone) return null;
  const canvas = document.createElement('canvas');
  canvas.width = 2 * columns;
  canvas.height = 2 * rows;
  const context = contextOf(canvas);
  if (!context) return null;
  const image = context.createImageData(canvas.width, canvas.height);
  for (let cell = 0; cell < canvas.width * canvas.height; cell++) {
    for (let channel = 0; channel < 3; channel++) image.data[cell * 4 + channel] = tone[cell * 3 + channel] ?? 0;
    image.data[cell * 4 + 3] = 255;
  }
  context.putImageData(image, 0, 0);
  return canvas;
}

let kept: { readonly of: WidgetPhoto['luminance']; readonly canvas: HTMLCanvasElement | null } | null = null;

/** All cards take their part of one picture. */
function tonesOf(photo: WidgetPhoto): HTMLCanvasElement | null {
  if (kept?.of !== photo.luminance) kept = { of: photo.luminance, canvas: paintTones(photo) };
  return kept.canvas;
}

/** What each card shows: drawing the same again would cost a frame. */
const drawn = new WeakMap<HTMLCanvasElement, { readonly of: WidgetPhoto['luminance']; readonly key: string }>();

export function drawGlass(frame: Frame, photo: WidgetPhoto | null, region: Region): void {
  const { glass, instance } = frame;
  const tones = instance.card === 'glass' && photo ? tonesOf(photo) : null;
  if (!tones) {
    if (glass.width > 1) glass.width = glass.height = 1;
    drawn.delete(glass);
    return;
  }
  const key = JSON.stringify(region);
  const last = drawn.get(glass);
  if (last?.of === photo?.luminance && last?.key === key) return;
  if (photo) drawn.set(glass, { of: photo.luminance, key });
  const [x, y] = [region.left * tones.width, region.top * tones.height];
  const width = Math.max(1, (region.right - region.left) * tones.width);
  const height = Math.max(1, (region.bottom - region.top) * tones.height);
  glass.width = Math.ceil(width * enlarge);
  glass.height = Math.ceil(height * enlarge);
  const context = contextOf(glass);
  if (!context) return;
  context.imageSmoothingQuality = 'high';
  context.drawImage(tones, x, y, width, height, 0, 0, glass.width, glass.height);
}

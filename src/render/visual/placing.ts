/** How large the visualizer's surface is, and what it is told of the photo. */
import type { StageTarget } from '../surface-size.ts';
import type { StageFrame } from '../tier.ts';
import type { VisualizerDefinition, VisualPhoto, Viewport } from '../visualizer.ts';
import { cardWidth, type VisualPlacement } from './place.ts';

/** Light and soft shapes need no more than this; one that shows the photo itself keeps its sharpness. */
const MOST_PIXELS = 1920 * 1200;
const MOST_PHOTO_PIXELS = 2560 * 1440;

export function viewportOf(
  { widthPx, heightPx, dpr }: StageTarget,
  { needs }: Pick<VisualizerDefinition, 'needs'>,
  scale: number,
  placement: VisualPlacement = 'over',
): Viewport {
  if (placement === 'card') {
    const wide = cardWidth(widthPx, heightPx) * scale;
    return { widthPx: Math.max(1, Math.round(wide)), heightPx: Math.max(1, Math.round((wide * 9) / 16)), dpr };
  }
  const most = needs.includes('photo') ? MOST_PHOTO_PIXELS : MOST_PIXELS;
  const shrink = Math.min(1, Math.sqrt(most / Math.max(1, widthPx * heightPx))) * scale;
  return {
    widthPx: Math.max(1, Math.round(widthPx * shrink)),
    heightPx: Math.max(1, Math.round(heightPx * shrink)),
    dpr: dpr * shrink,
  };
}

/** Whatever the transition looks like, the photos under a visualizer fade into each other. */
export function photoOf(shown: StageFrame | null): VisualPhoto | null {
  if (!shown) return null;
  const { from, to, progress } = shown;
  const isChanging = from !== null && progress < 1;
  return {
    bitmap: to.photo.photo.bitmap,
    view: to.view,
    from: isChanging ? { bitmap: from.photo.photo.bitmap, view: from.view } : null,
    progress,
  };
}

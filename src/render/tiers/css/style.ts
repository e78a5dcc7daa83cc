/** A `CssLayer` as style properties: only ones that browsers composite without repainting the photo. */
import type { CssLayer } from '../../transition.ts';
import { isIdentity, type View } from '../../view.ts';

export interface LayerStyle {
  readonly opacity: string;
  readonly transform: string;
  readonly clipPath: string;
  readonly maskImage: string;
}

const trim = (value: number): string => String(Math.round(value * 1e4) / 1e4);

function transformOf(layer: CssLayer): string {
  const parts: string[] = [];
  if (layer.translate) parts.push(`translate(${trim(layer.translate[0])}%, ${trim(layer.translate[1])}%)`);
  if (layer.scale !== undefined) parts.push(`scale(${trim(layer.scale)})`);
  return parts.join(' ') || 'none';
}

function clipOf(layer: CssLayer): string {
  if (layer.inset) return `inset(${layer.inset.map((edge) => `${trim(edge)}%`).join(' ')})`;
  if (layer.polygon) return `polygon(${layer.polygon.map(([x, y]) => `${trim(x)}% ${trim(y)}%`).join(', ')})`;
  return 'none';
}

function maskOf(layer: CssLayer): string {
  if (!layer.mask) return 'none';
  const stops = layer.mask.stops.map(([position, alpha]) => `rgb(0 0 0 / ${trim(alpha)}) ${trim(position * 100)}%`);
  return `linear-gradient(${trim(layer.mask.angleDeg)}deg, ${stops.join(', ')})`;
}

export function layerStyle(layer: CssLayer): LayerStyle {
  return {
    opacity: trim(layer.opacity ?? 1),
    transform: transformOf(layer),
    clipPath: clipOf(layer),
    maskImage: maskOf(layer),
  };
}

/** Moves a picture that fills its box so that the box shows the view; origin is the top left corner. */
export function viewTransform(view: View): string {
  if (isIdentity(view)) return 'none';
  const x = (-view.offsetX / view.scaleX) * 100;
  const y = (-view.offsetY / view.scaleY) * 100;
  return `translate(${x.toFixed(5)}%, ${y.toFixed(5)}%) scale(${(1 / view.scaleX).toFixed(7)}, ${(1 / view.scaleY).toFixed(7)})`;
}

/** Ripple where there are no shaders: growing discs of the next photo with a few refracting rings. */
import { smoothstep } from '../../easing.ts';
import { sequence01 } from '../../random.ts';
import type { Canvas2dFrame, CssFrame, Params } from '../../transition.ts';

const RINGS = 4;
const CIRCLE_POINTS = 64;

interface Disc {
  /** Fractions of the surface. */
  readonly x: number;
  readonly y: number;
  readonly startAt: number;
}

function discs(count: number, seed: number): Disc[] {
  return Array.from({ length: count }, (_, index) => {
    const [a, b] = [sequence01(seed, index * 2), sequence01(seed, index * 2 + 1)];
    if (index === 0) return { x: 0.35 + 0.3 * a, y: 0.35 + 0.3 * b, startAt: 0 };
    return { x: 0.08 + 0.84 * a, y: 0.08 + 0.84 * b, startAt: 0.06 + (0.3 * index) / 7 };
  });
}

/** Radius that reaches the farthest corner at progress 1. */
function radiusOf(disc: Disc, progress: number, widthPx: number, heightPx: number): number {
  const life = (progress - disc.startAt) / (1 - disc.startAt);
  if (life <= 0) return 0;
  return life * Math.hypot(Math.max(disc.x, 1 - disc.x) * widthPx, Math.max(disc.y, 1 - disc.y) * heightPx);
}

function circle(context: Canvas2dFrame['context'], x: number, y: number, radius: number): void {
  context.moveTo(x + radius, y);
  context.arc(x, y, radius, 0, Math.PI * 2);
}

export function canvas2d(frame: Canvas2dFrame): void {
  const { context, widthPx, heightPx, progress, params, seed } = frame;
  const all = discs(Number(params['drops'] ?? 1), seed);
  const width = Math.min(widthPx, heightPx) * 0.05;
  const calm = 1 - smoothstep(0.55, 1, progress);
  frame.drawFrom();
  for (let ring = RINGS; ring >= 0; ring--) {
    context.save();
    context.beginPath();
    for (const disc of all) {
      const radius = radiusOf(disc, progress, widthPx, heightPx) - (RINGS - ring) * width * calm;
      if (radius > 0) circle(context, disc.x * widthPx, disc.y * heightPx, radius);
    }
    context.clip();
    context.globalAlpha = ring === 0 ? 1 : 0.4;
    const swell = ring === 0 ? 1 : 1 + 0.012 * calm * (ring % 2 === 0 ? 1 : -1) * Number(params['depth'] ?? 1);
    context.translate(widthPx / 2, heightPx / 2);
    context.scale(Math.max(1, swell), Math.max(1, swell));
    context.translate(-widthPx / 2, -heightPx / 2);
    frame.drawTo();
    context.restore();
  }
  context.strokeStyle = `rgb(255 255 255 / ${0.16 * calm * Number(params['light'] ?? 1)})`;
  context.lineWidth = width * 0.25;
  context.beginPath();
  for (const disc of all) {
    const radius = radiusOf(disc, progress, widthPx, heightPx);
    if (radius > 0) circle(context, disc.x * widthPx, disc.y * heightPx, radius);
  }
  context.stroke();
}

/** One drop, as a circle that grows beyond the corners. The unit square is stretched, so a 16:9 circle is drawn round. */
export function css(progress: number, _params: Params, seed: number): CssFrame {
  const disc = discs(1, seed)[0] ?? { x: 0.5, y: 0.5, startAt: 0 };
  const radius = radiusOf(disc, progress, 16, 9) * 1.02;
  const polygon = Array.from({ length: CIRCLE_POINTS }, (_, index) => {
    const angle = (index / CIRCLE_POINTS) * 2 * Math.PI;
    const wobble = 1 + 0.02 * (1 - progress) * Math.sin(angle * 9 + progress * 20);
    const reach = (radius * wobble) / Math.cos(Math.PI / CIRCLE_POINTS);
    return [
      disc.x * 100 + (Math.cos(angle) * reach * 100) / 16,
      disc.y * 100 + (Math.sin(angle) * reach * 100) / 9,
    ] as const;
  });
  return {
    from: { scale: 1 + 0.02 * Math.sin(Math.PI * progress) },
    to: { polygon, opacity: smoothstep(0, 0.12, progress) },
  };
}

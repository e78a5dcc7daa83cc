/** A drop of clear liquid grows over the photo; the next one is seen through it. */
import { float } from '../../param-kinds.ts';
import type { Canvas2dFrame, CssFrame, Params, TransitionDefinition } from '../../transition.ts';
import { glsl } from './glsl.ts';

const POINTS = 64;

const centreOf = (seed: number): readonly [number, number] => [
  0.3 + 0.4 * ((seed * 13.3) % 1),
  1 - (0.3 + 0.4 * ((seed * 29.9) % 1)),
];

/** A round outline with two slow swells, large enough at the end to cover the farthest corner. */
function outline(progress: number, seed: number, width: number, height: number): (readonly [x: number, y: number])[] {
  const [cx, cy] = centreOf(seed);
  const far = Math.hypot(Math.max(cx, 1 - cx) * width, Math.max(cy, 1 - cy) * height);
  const calm = Math.min(1, progress * 8) * (1 - progress);
  return Array.from({ length: POINTS }, (_, index) => {
    const angle = (index / POINTS) * 2 * Math.PI;
    const wobble = 0.06 * Math.sin(3 * angle + 6 * progress + seed * 40) + 0.04 * Math.sin(5 * angle - 9 * progress);
    const radius = far * progress * 1.02 * (1 + calm * wobble);
    return [cx * width + Math.cos(angle) * radius, cy * height + Math.sin(angle) * radius] as const;
  });
}

function trace({ context, widthPx, heightPx, progress, seed }: Canvas2dFrame): void {
  context.beginPath();
  for (const [x, y] of outline(progress, seed, widthPx, heightPx)) context.lineTo(x, y);
  context.closePath();
}

function canvas2d(frame: Canvas2dFrame): void {
  const { context, widthPx, heightPx, progress, params, seed } = frame;
  const unit = Math.min(widthPx, heightPx) / 100;
  const alive = Math.min(1, progress * 8, (1 - progress) * 5);
  frame.drawFrom();
  context.save();
  trace(frame);
  context.shadowColor = `rgb(0 0 0 / ${0.6 * Number(params['shadow'] ?? 0) * alive})`;
  context.shadowBlur = 6 * unit;
  context.shadowOffsetX = context.shadowOffsetY = 2 * unit;
  context.fill();
  context.restore();
  context.save();
  trace(frame);
  context.clip();
  const swell = 1 + 0.06 * alive * (1 - progress) * Number(params['depth'] ?? 0);
  const [cx, cy] = centreOf(seed);
  context.translate(cx * widthPx, cy * heightPx);
  context.scale(swell, swell);
  context.translate(-cx * widthPx, -cy * heightPx);
  frame.drawTo();
  context.restore();
  trace(frame);
  context.strokeStyle = `rgb(255 255 255 / ${0.35 * Number(params['light'] ?? 0) * alive})`;
  context.lineWidth = 0.7 * unit;
  context.stroke();
}

/** The unit square is stretched over the surface: drawn for 16:9. */
function css(progress: number, _params: Params, seed: number): CssFrame {
  const polygon = outline(progress, seed, 16, 9).map(([x, y]) => [(x * 100) / 16, (y * 100) / 9] as const);
  return { from: {}, to: { polygon, scale: 1 + 0.05 * Math.sin(Math.PI * progress) * (1 - progress) } };
}

export const transition: TransitionDefinition = {
  id: 'lens',
  label: 'Liquid lens',
  description: 'A drop of clear liquid grows over the photo; the next one is seen through it.',
  durationMs: 3600,
  easing: 'in-out-sine',
  tags: ['calm'],
  params: {
    liquid: float('Liquid', 'How much the photo moves the outline of the drop.', 0.8),
    depth: float('Depth', 'How strongly the drop bends the picture.', 1, [0, 2]),
    light: float('Shine', 'How much light the drop catches.', 0.8),
    shadow: float('Shadow', 'How dark its shadow is.', 0.8),
  },
  glsl,
  canvas2d,
  css,
};

/** Ink spreads over the photo, held up by its edges, and dries into the next one. */
import { smoothstep } from '../../easing.ts';
import { float } from '../../param-kinds.ts';
import { sequence01 } from '../../random.ts';
import type { Canvas2dFrame, CssFrame, TransitionDefinition } from '../../transition.ts';
import { glsl } from './glsl.ts';

const DROPS = 7;
const POINTS = 40;

/** Uneven discs that grow together, each in two layers: a thin wash ahead of the full picture. */
function canvas2d(frame: Canvas2dFrame): void {
  const { context, widthPx, heightPx, progress } = frame;
  frame.drawFrom();
  for (const [ahead, alpha] of [
    [0.06, 0.35],
    [0.03, 0.5],
    [0, 1],
  ] as const) {
    context.save();
    context.beginPath();
    for (let drop = 0; drop < DROPS; drop++) {
      const late = 0.04 * drop;
      const grown = Math.max(0, (progress * (1 + ahead) - late) / (1 - late));
      if (grown > 0) blot(frame, drop, grown ** 1.4 * 0.33 * Math.hypot(widthPx, heightPx));
    }
    context.clip();
    context.globalAlpha = alpha * smoothstep(0, 0.08, progress);
    frame.drawTo();
    context.restore();
  }
  context.globalAlpha = smoothstep(0.6, 1, progress);
  frame.drawTo();
}

function blot({ context, widthPx, heightPx, seed }: Canvas2dFrame, drop: number, radius: number): void {
  const x = (0.1 + 0.8 * sequence01(seed, drop * 2)) * widthPx;
  const y = (0.1 + 0.8 * sequence01(seed, drop * 2 + 1)) * heightPx;
  for (let point = 0; point <= POINTS; point++) {
    const angle = (point / POINTS) * Math.PI * 2;
    const phase = seed * 30 + drop * 5;
    const uneven =
      1 + 0.12 * Math.sin(angle * 3 + phase) + 0.07 * Math.sin(angle * 7 - phase) + 0.04 * Math.sin(angle * 13);
    const [px, py] = [x + Math.cos(angle) * radius * uneven, y + Math.sin(angle) * radius * uneven];
    if (point === 0) context.moveTo(px, py);
    else context.lineTo(px, py);
  }
}

function css(progress: number): CssFrame {
  return { from: {}, to: { opacity: smoothstep(0, 1, progress) } };
}

export const transition: TransitionDefinition = {
  id: 'ink',
  label: 'Ink',
  description: 'Ink bleeds along the edges of the photo and dries into the next one.',
  durationMs: 4500,
  easing: 'linear',
  tags: ['calm'],
  params: {
    bleed: float('Bleed', 'How much the photo itself leads the ink.', 0.8),
    pigment: float('Pigment', 'How dark the rim of the ink is.', 0.8),
  },
  glsl,
  canvas2d,
  css,
};

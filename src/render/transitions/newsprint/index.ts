/** The page is printed anew: dots of four inks, between one photo and the next. */
import { clamp01 } from '../../flat-parts.ts';
import { smoothstep } from '../../easing.ts';
import { float } from '../../param-kinds.ts';
import type { Canvas2dFrame, CssFrame, MaskStops, Params, TransitionDefinition } from '../../transition.ts';
import { glsl } from './glsl.ts';

/** Dots across the height without shaders. */
const ROWS = 30;

const angleOf = (seed: number): number => ((seed * 3.3) % 1 < 0.5 ? 262 : 98);

function stops(progress: number): MaskStops {
  const front = progress * 1.5;
  return [0, 0.25, 0.5, 0.75, 1].map((share) => [front - 0.5 + 0.5 * share, 1 - smoothstep(0, 1, share)] as const);
}

/** One screen of dots at 45 degrees: they grow until they have become the next photo. */
function canvas2d(frame: Canvas2dFrame): void {
  const { context, widthPx, heightPx, progress, seed } = frame;
  const pitch = heightPx / ROWS;
  const sense = angleOf(seed) < 180 ? 1 : -1;
  frame.drawFrom();
  context.beginPath();
  for (let row = -1; row <= ROWS * 2 + 1; row++) {
    const y = (row * pitch) / 2;
    for (let x = row % 2 === 0 ? 0 : pitch / 2; x <= widthPx + pitch; x += pitch) {
      const along = clamp01(0.5 + sense * (x / widthPx - 0.5) * 0.8 + (y / heightPx - 0.5) * 0.2);
      const life = clamp01(progress * 1.85 - along * 0.85);
      const radius = 0.53 * pitch * smoothstep(0, 1, life);
      if (radius <= 0) continue;
      context.moveTo(x + radius, y);
      context.arc(x, y, radius, 0, Math.PI * 2);
    }
  }
  context.clip();
  frame.drawTo();
}

function css(progress: number, _params: Params, seed: number): CssFrame {
  return { from: {}, to: { mask: { angleDeg: angleOf(seed), stops: stops(progress) } } };
}

export const transition: TransitionDefinition = {
  id: 'newsprint',
  label: 'Newsprint',
  description: 'The photo turns into the dots of a printed page, and the dots into the next one.',
  durationMs: 3800,
  easing: 'in-out-sine',
  tags: ['lively'],
  params: {
    dots: float('Dots', 'Distance between two dots, in pixels of a 1080 lines picture.', 18, [6, 60], 1),
  },
  glsl,
  canvas2d,
  css,
  variant: (_params, seed) => (angleOf(seed) < 180 ? 'right' : 'left'),
};

/** Warm light leaks into the camera and leaves the next exposure behind. */
import { smoothstep } from '../../easing.ts';
import { float } from '../../param-kinds.ts';
import type { Canvas2dFrame, CssFrame, MaskStops, TransitionDefinition } from '../../transition.ts';
import { glsl } from './glsl.ts';

const SOFT = 0.6;

const angleOf = (seed: number): number => ((seed * 7.7) % 1 < 0.5 ? 262 : 98);

function stops(progress: number): MaskStops {
  const front = progress * (1 + SOFT);
  return [0, 0.25, 0.5, 0.75, 1].map((share) => [front - SOFT + SOFT * share, 1 - smoothstep(0, 1, share)] as const);
}

/** Without shaders the veil is one warm gradient, lighter than what it covers. */
function canvas2d(frame: Canvas2dFrame): void {
  const { context, widthPx, heightPx, progress, params, seed } = frame;
  frame.drawFrom();
  frame.drawToThrough(angleOf(seed), stops(progress));
  const sense = angleOf(seed) < 180 ? 1 : -1;
  const x = widthPx / 2 + sense * (progress * 1.6 - 0.8) * widthPx;
  const wide = 0.35 * widthPx;
  const gradient = context.createLinearGradient(x - wide, 0, x + wide, heightPx * 0.3);
  const alpha = 0.5 * Number(params['light'] ?? 0) * Math.sin(Math.PI * progress) ** 2;
  for (const [at, share] of [
    [0, 0],
    [0.35, 0.45],
    [0.55, 1],
    [0.75, 0.4],
    [1, 0],
  ] as const)
    gradient.addColorStop(at, `rgb(255 150 66 / ${alpha * share})`);
  context.globalCompositeOperation = 'screen';
  context.fillStyle = gradient;
  context.fillRect(0, 0, widthPx, heightPx);
}

function css(progress: number, _params: unknown, seed: number): CssFrame {
  return { from: {}, to: { mask: { angleDeg: angleOf(seed), stops: stops(progress) } } };
}

export const transition: TransitionDefinition = {
  id: 'light-leak',
  label: 'Light leak',
  description: 'Warm light leaks in, tinted by both photos, and the next exposure is there.',
  durationMs: 3400,
  easing: 'in-out-sine',
  tags: ['calm'],
  params: {
    light: float('Shine', 'How much light leaks in.', 0.8),
    exposure: float('Exposure', 'How far ahead the highlights of the next photo come.', 0.8),
  },
  glsl,
  canvas2d,
  css,
  variant: (_params, seed) => (angleOf(seed) < 180 ? 'right' : 'left'),
};

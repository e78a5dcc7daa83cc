/** Both photos are drawn into a slow vortex and come out of it changed. */
import { smoothstep } from '../../easing.ts';
import { float } from '../../param-kinds.ts';
import type { Canvas2dFrame, CssFrame, TransitionDefinition } from '../../transition.ts';
import { glsl } from './glsl.ts';

const QUARTER = Math.PI / 2;

/** Without shaders nothing can be wound up: both photos turn a little and swell while they change. */
function drawTurned(frame: Canvas2dFrame, angle: number, swell: number, draw: () => void): void {
  const { context, widthPx, heightPx } = frame;
  context.save();
  context.translate(widthPx / 2, heightPx / 2);
  context.rotate(angle);
  context.scale(swell, swell);
  context.translate(-widthPx / 2, -heightPx / 2);
  draw();
  context.restore();
}

function canvas2d(frame: Canvas2dFrame): void {
  const { context, progress, seed } = frame;
  const rise = Math.sin(Math.PI * progress) ** 2;
  const angle = 0.12 * QUARTER * rise * (seed < 0.5 ? -1 : 1);
  // Large enough that a turned photo still covers the corners.
  const swell = 1 + 0.5 * rise;
  drawTurned(frame, angle, swell, frame.drawFrom);
  context.globalAlpha = smoothstep(0.1, 0.9, progress);
  drawTurned(frame, angle, swell, frame.drawTo);
}

function css(progress: number): CssFrame {
  const rise = Math.sin(Math.PI * progress) ** 2;
  return {
    from: { scale: 1 + 0.3 * rise },
    to: { scale: 1 + 0.3 * rise, opacity: smoothstep(0.1, 0.9, progress) },
  };
}

export const transition: TransitionDefinition = {
  id: 'warp-dissolve',
  label: 'Warp dissolve',
  description: 'A slow vortex winds the photo up and unwinds into the next one.',
  durationMs: 4500,
  easing: 'linear',
  tags: ['lively'],
  params: {
    turns: float('Turns', 'How far the middle is wound up.', 0.65, [0.1, 2.5]),
    depth: float('Depth', 'How deep the vortex looks.', 0.7),
    light: float('Shine', 'How much light the change carries.', 0.5),
  },
  glsl,
  canvas2d,
  css,
  variant: (_params, seed) => ((seed * 5.77) % 1 < 0.5 ? 'left' : 'right'),
};

/** The photo is a sheet of paper that is lifted off the next one. */
import { directionParam, headingOf } from '../../direction.ts';
import { numberOf } from '../../flat-parts.ts';
import { float } from '../../param-kinds.ts';
import type { Canvas2dFrame, CssFrame, Params, TransitionDefinition } from '../../transition.ts';
import { glsl } from './glsl.ts';

const COUNT = 4;
/** How much the bent edge leans, as a share of its length, and how wide the turned part is beside what it left. */
const SLANT = 0.16;
const FLAP = 0.32;

type Point = readonly [x: number, y: number];

/** Points in percent: what has been uncovered (`shift` 0), or the same line moved on along the way. */
function uncovered(progress: number, params: Params, seed: number, shift = 0): Point[] {
  const { x, y } = headingOf(params, seed, COUNT);
  const line = progress * (100 + SLANT * 100) + shift;
  const [near, far] = [line, line - SLANT * 100];
  const place = (along: number, across: number): Point => {
    const at = x + y > 0 ? along : 100 - along;
    return x === 0 ? [across, at] : [at, across];
  };
  return [place(-200, 0), place(near, 0), place(far, 100), place(-200, 100)];
}

function trace({ context, widthPx, heightPx }: Canvas2dFrame, points: readonly Point[]): void {
  context.beginPath();
  for (const [x, y] of points) context.lineTo((x / 100) * widthPx, (y / 100) * heightPx);
  context.closePath();
}

/** The turned part is plain paper, shaded across; its width follows what has been lifted so far. */
function canvas2d(frame: Canvas2dFrame): void {
  const { context, widthPx, heightPx, progress, params, seed } = frame;
  const { x, y } = headingOf(params, seed, COUNT);
  frame.drawFrom();
  context.save();
  trace(frame, uncovered(progress, params, seed));
  context.clip();
  frame.drawTo();
  context.restore();
  const wide = 100 * FLAP * progress;
  const length = x === 0 ? heightPx : widthPx;
  const start = (progress * (1 + SLANT) - SLANT / 2) * length;
  const end = start + (wide / 100) * length;
  const turn = (at: number): number => (x + y > 0 ? at : length - at);
  const gradient =
    x === 0
      ? context.createLinearGradient(0, turn(start), 0, turn(end))
      : context.createLinearGradient(turn(start), 0, turn(end), 0);
  const fade = Math.min(1, progress * 8);
  for (const [at, shade] of [
    [0, 150],
    [0.3, 214],
    [1, 186],
  ] as const)
    gradient.addColorStop(at, `rgb(${shade} ${shade - 3} ${shade - 9} / ${fade})`);
  const outer = uncovered(progress, params, seed, wide);
  const inner = uncovered(progress, params, seed);
  const corners = [inner[1], outer[1], outer[2], inner[2]].filter((point) => point !== undefined);
  context.shadowColor = `rgb(0 0 0 / ${0.6 * numberOf(params, 'shadow') * fade})`;
  context.shadowBlur = 0.04 * Math.min(widthPx, heightPx);
  context.fillStyle = gradient;
  trace(frame, corners);
  context.fill();
}

function css(progress: number, params: Params, seed: number): CssFrame {
  return { from: {}, to: { polygon: uncovered(progress, params, seed) } };
}

export const transition: TransitionDefinition = {
  id: 'peel',
  label: 'Peel',
  description: 'The photo is lifted like a heavy sheet of paper; light falls through its back.',
  durationMs: 3000,
  easing: 'in-out-sine',
  tags: ['lively'],
  params: {
    direction: directionParam(COUNT),
    curl: float('Curl', 'How wide the sheet bends, as a share of the height.', 0.13, [0.03, 0.4], 0.01),
    shadow: float('Shadow', 'How dark the shadows of the sheet are.', 0.8),
    translucency: float('Translucency', 'How much of the photo is seen through its back.', 0.42),
  },
  glsl,
  canvas2d,
  css,
  variant: (params, seed) => headingOf(params, seed, COUNT).name,
};

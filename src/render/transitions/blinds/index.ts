/** The photo hangs as a blind before the next one, and the slats turn. */
import { clamp01, drawToInRects, numberOf, rectsPolygon, type Rect } from '../../flat-parts.ts';
import { smoothstep } from '../../easing.ts';
import { float, int } from '../../param-kinds.ts';
import type { Canvas2dFrame, CssFrame, Params, TransitionDefinition } from '../../transition.ts';
import { glsl } from './glsl.ts';

const DIRECTIONS = ['horizontal', 'vertical', 'diagonal-up', 'diagonal-down'] as const;

function directionOf(params: Params, seed: number): string {
  const chosen = numberOf(params, 'direction');
  const index = chosen >= 1 ? chosen - 1 : Math.min(DIRECTIONS.length - 1, Math.floor(seed * DIRECTIONS.length));
  return DIRECTIONS[index] ?? DIRECTIONS[0];
}

/** The gaps between slats; without shaders diagonal slats hang level. */
function gaps(progress: number, params: Params, seed: number): Rect[] {
  const count = numberOf(params, 'slats');
  const stagger = numberOf(params, 'stagger');
  const isUpright = directionOf(params, seed) === 'vertical';
  const fromEnd = (seed * 17.9) % 1 < 0.5;
  const pitch = 100 / count;
  return Array.from({ length: count }, (_, index) => {
    const order = (fromEnd ? 1 - (index + 0.5) / count : (index + 0.5) / count) * stagger;
    const life = clamp01((progress - order * 0.5) / (1 - 0.5 * stagger));
    const gap = 1 - Math.cos((Math.PI / 2) * smoothstep(0, 1, life));
    // Each gap is shared by two slats: it opens from the line between them.
    const [at, wide] = [(index + (1 - gap) / 2) * pitch, gap * pitch];
    return isUpright ? { x: at, y: 0, width: wide, height: 100 } : { x: 0, y: at, width: 100, height: wide };
  }).filter(({ width, height }) => Math.min(width, height) > 0);
}

function canvas2d(frame: Canvas2dFrame): void {
  frame.drawFrom();
  drawToInRects(frame, gaps(frame.progress, frame.params, frame.seed));
}

function css(progress: number, params: Params, seed: number): CssFrame {
  return { from: {}, to: { polygon: rectsPolygon(gaps(progress, params, seed)) } };
}

export const transition: TransitionDefinition = {
  id: 'blinds',
  label: 'Blinds',
  description: 'The photo hangs as a blind; its slats turn and let the next one in.',
  durationMs: 2600,
  easing: 'in-out-sine',
  tags: ['calm'],
  params: {
    direction: int('Direction', '0 a different one each time; 1 level, 2 upright, 3 and 4 diagonal.', 0, 0, 4),
    slats: int('Slats', 'How many slats the blind has.', 14, 2, 60),
    stagger: float('Wave', 'How much later the last slat turns than the first.', 0.7),
    feather: float('Feather', 'How soft the edges of the slats become.', 0.06, [0, 0.5], 0.01),
    depth: float('Depth', 'How much the slats darken and shine as they turn.', 0.9),
    shadow: float('Shadow', 'How dark the shadow on the next photo is.', 0.7),
  },
  glsl,
  canvas2d,
  css,
  variant: directionOf,
};

/** The next photo comes through in many small places, each at its own moment. */
import { clamp01, drawToInRects, numberOf, rectsPolygon, type Rect } from '../../flat-parts.ts';
import { float, int } from '../../param-kinds.ts';
import { sequence01 } from '../../random.ts';
import type { Canvas2dFrame, CssFrame, Params, TransitionDefinition } from '../../transition.ts';
import { glsl } from './glsl.ts';

const SHAPES = ['rectangles', 'membrane', 'lines', 'diamonds', 'amorphous'] as const;
/** Without shaders every shape becomes rectangles, few enough for a clip path; css takes fewer still. */
const CANVAS_ROWS = 27;
const CSS_ROWS = 12;

function shapeOf(params: Params, seed: number): string {
  const chosen = numberOf(params, 'shape');
  const index = chosen >= 1 ? chosen - 1 : Math.min(SHAPES.length - 1, Math.floor(seed * SHAPES.length));
  return SHAPES[index] ?? SHAPES[0];
}

/** Each rectangle grows from the middle of its place. */
function rects(progress: number, params: Params, seed: number, rows: number): Rect[] {
  const isLines = shapeOf(params, seed) === 'lines';
  const columns = isLines ? 1 : Math.round((rows * 16) / 9);
  const lines = isLines ? rows * 2 : rows;
  const softness = Math.max(0.15, numberOf(params, 'softness'));
  const [width, height] = [100 / columns, 100 / lines];
  return Array.from({ length: columns * lines }, (_, index) => {
    const turn = sequence01(seed, index) ** 1.35;
    const grown = clamp01((progress - turn * (1 - softness)) / softness);
    return {
      x: ((index % columns) + (isLines ? 0 : (1 - grown) / 2)) * width,
      y: (Math.floor(index / columns) + (1 - grown) / 2) * height,
      width: isLines ? width : width * grown,
      height: height * grown,
    };
  }).filter((rect) => rect.height > 0);
}

function canvas2d(frame: Canvas2dFrame): void {
  frame.drawFrom();
  drawToInRects(frame, rects(frame.progress, frame.params, frame.seed, CANVAS_ROWS));
}

function css(progress: number, params: Params, seed: number): CssFrame {
  return { from: {}, to: { polygon: rectsPolygon(rects(progress, params, seed, CSS_ROWS)) } };
}

export const transition: TransitionDefinition = {
  id: 'diffuse',
  label: 'Diffuse',
  description: 'The next photo comes through in many small places, like rain on dry stone.',
  durationMs: 3500,
  easing: 'in-out-sine',
  tags: ['calm'],
  params: {
    shape: int(
      'Shape',
      '0 a different one each time; 1 rectangles, 2 membrane, 3 lines, 4 diamonds, 5 amorphous.',
      0,
      0,
      5,
    ),
    size: float('Size', 'Size of one place, in pixels of a 1080 lines picture.', 48, [4, 256], 1),
    softness: float('Softness', 'How slowly each place changes.', 0.28, [0.02, 1], 0.01),
    light: float('Shine', 'How much light a changing place catches.', 0.5),
  },
  glsl,
  canvas2d,
  css,
  variant: shapeOf,
};

/** The photo is a thin plate that is struck: it cracks, and its shards fall off the next one. */
import { clamp01, numberOf, polygonOf } from '../../flat-parts.ts';
import { float, int } from '../../param-kinds.ts';
import { sequence01 } from '../../random.ts';
import type { Canvas2dFrame, CssFrame, MeshLayout, Params, TransitionDefinition } from '../../transition.ts';
import { sameCells } from './cells.ts';
import { fragment, shadowFragment, shadowVertex, vertex } from './glsl.ts';

const WEIGHTINGS = ['from above', 'from below', 'at random', 'from where it was struck'] as const;
const CSS_MOST = 24;

/** As `geometry.worker.ts` lays them down. */
const LAYOUT: MeshLayout = [
  ['aPoint', 4],
  ['aNormal', 3],
  ['aMiddle', 2],
  ['aFate', 2],
  ['aTurn', 4],
];

/** 0 in its place, 1 gone. */
function fallen(progress: number, y: number, weighting: number, chance: number): number {
  const order = weighting === 1 ? 0.5 - y : weighting === 2 ? 0.5 + y : chance;
  const start = 0.1 + 0.62 * (0.85 * order + 0.15 * chance);
  return clamp01((progress - start) / Math.min(0.5, (0.97 - start) / 0.76));
}

function weightingOf(params: Params, seed: number): number {
  const chosen = numberOf(params, 'weighting');
  return chosen > 0 ? chosen : 1 + Math.floor(sequence01(seed, 4096) * 4);
}

function canvas2d(frame: Canvas2dFrame): void {
  const { context, widthPx, heightPx, progress, params, seed } = frame;
  const weighting = weightingOf(params, seed);
  const pieces = Math.min(40, numberOf(params, 'pieces'));
  frame.drawTo();
  const cells = sameCells(widthPx / heightPx, pieces, 0.6, seed);
  for (const [index, { site, outline }] of cells.entries()) {
    const chance = sequence01(seed, index + 977);
    const fall = fallen(progress, site[1], weighting, chance);
    if (fall >= 1) continue;
    const at = (value: number, middle: number): number => (value + middle) * heightPx;
    const [x, y] = [at(site[0], widthPx / heightPx / 2), heightPx - at(site[1], 0.5)];
    context.save();
    context.translate(x + (chance - 0.5) * 0.4 * fall * heightPx, y + 2.3 * fall ** 2.4 * heightPx);
    context.rotate((chance - 0.5) * 3 * fall);
    context.scale(1, Math.max(0.05, Math.cos(2.2 * fall * fall)));
    context.translate(-x, -y);
    context.beginPath();
    for (const point of outline) {
      context.lineTo(at(point[0], widthPx / heightPx / 2), heightPx - at(point[1], 0.5));
    }
    context.closePath();
    context.save();
    context.clip();
    frame.drawFrom();
    context.fillStyle = `rgb(0 0 0 / ${0.5 * fall})`;
    context.fillRect(x - widthPx, y - heightPx, 2 * widthPx, 2 * heightPx);
    context.restore();
    context.strokeStyle = `rgb(0 0 0 / ${0.6 * clamp01(progress * 14)})`;
    context.lineWidth = Math.max(1, heightPx / 500);
    context.stroke();
    context.restore();
  }
}

/** The next photo shows where shards have gone. */
function css(progress: number, params: Params, seed: number): CssFrame {
  const weighting = weightingOf(params, seed);
  const shapes: (readonly [number, number])[][] = [];
  for (const [index, { site, outline }] of sameCells(
    16 / 9,
    Math.min(CSS_MOST, numberOf(params, 'pieces')),
    0,
    seed,
  ).entries()) {
    const gone = clamp01(1.3 * fallen(progress, site[1], weighting, sequence01(seed, index + 977)));
    if (gone <= 0) continue;
    const place = ([x, y]: readonly [number, number]): readonly [number, number] => [
      ((site[0] + (x - site[0]) * gone) / (16 / 9) + 0.5) * 100,
      (0.5 - (site[1] + (y - site[1]) * gone)) * 100,
    ];
    shapes.push(outline.map(place));
  }
  return { from: {}, to: { polygon: polygonOf(shapes) } };
}

export const transition: TransitionDefinition = {
  id: 'crumble',
  label: 'Crumble',
  description: 'The photo cracks like a thin plate; shards tumble off the next one and throw their shadows on it.',
  durationMs: 5000,
  easing: 'linear',
  tags: ['lively'],
  params: {
    pieces: int('Pieces', 'How many shards there are.', 48, 4, 128),
    complexity: float('Ragged edges', 'How uneven the cracks are.', 1, [0.2, 2], 0.1),
    weighting: int(
      'Order',
      '0 takes any; 1 from above, 2 from below, 3 at random, 4 from where it was struck.',
      0,
      0,
      4,
    ),
    thickness: float('Thickness', 'How thick the plate is.', 0.4, [0.1, 1]),
    tumbling: float('Tumbling', 'How much shards turn as they fall.', 1, [0, 2]),
    shadow: float('Shadow', 'How dark their shadows are.', 0.8),
  },
  // The wall behind the shards.
  glsl: 'vec4 transition(vec2 uv) { return getToColor(uv); }',
  mesh: {
    seeded: true,
    antialias: true,
    covers: false,
    passes: [
      { vertices: 'flats', layout: LAYOUT, vertex: shadowVertex, fragment: shadowFragment, blend: 'multiply' },
      { vertices: 'shards', layout: LAYOUT, vertex, fragment, blend: 'none', cull: 'back', depth: true },
    ],
  },
  canvas2d,
  css,
  variant: (params, seed) => WEIGHTINGS[weightingOf(params, seed) - 1] ?? '',
};

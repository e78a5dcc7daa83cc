/** Beads of light and colour fly in, each with its part of the next photo, and lie down to form it. */
import { directionParam, headingOf } from '../../direction.ts';
import { clamp01, numberOf } from '../../flat-parts.ts';
import { float, int } from '../../param-kinds.ts';
import { sequence01 } from '../../random.ts';
import type { Canvas2dFrame, CssFrame, MeshPass, Params, TransitionDefinition } from '../../transition.ts';
import { flyingVertex, fragment, landedVertex, trailFragment, trailVertex } from './glsl.ts';

const COUNT = 6;
const MODES = ['stream', 'swirl', 'converge'] as const;
const SIMPLE_COLUMNS = 24;

/** One square for each particle, as `geometry.worker.ts` lays them down. */
const BEADS: Pick<MeshPass, 'vertices' | 'layout' | 'instances'> = {
  vertices: 'corners',
  layout: [['aCorner', 2]],
  instances: {
    array: 'particles',
    layout: [
      ['aPlace', 4],
      ['aChance', 2],
    ],
  },
};

function modeOf(params: Params, seed: number): number {
  const chosen = numberOf(params, 'mode');
  return chosen > 0 ? chosen : 1 + Math.min(2, Math.floor(((seed * 7.31) % 1) * 3));
}

/** 0–1 for a place in the unit square, y down: how much of it is there. */
function settled(x: number, y: number, chance: number, progress: number, params: Params, seed: number): number {
  const heading = headingOf(params, seed, COUNT);
  const mode = modeOf(params, seed);
  const away = Math.hypot(x - 0.5, y - 0.5) / Math.SQRT1_2;
  const along = ((x - 0.5) * heading.x + (y - 0.5) * heading.y) / (Math.abs(heading.x) + Math.abs(heading.y)) + 0.5;
  const order = mode === 1 ? along : mode === 2 ? away : 1 - away;
  return clamp01((progress - 0.58 * (0.82 * order + 0.18 * chance)) / 0.4);
}

/** Discs that grow where they belong. */
function canvas2d(frame: Canvas2dFrame): void {
  const { context, widthPx, heightPx, progress, params, seed } = frame;
  const rows = Math.max(1, Math.round((SIMPLE_COLUMNS * heightPx) / widthPx));
  const reach = Math.hypot(widthPx / SIMPLE_COLUMNS, heightPx / rows) / 2 + 1;
  frame.drawFrom();
  context.beginPath();
  for (let index = 0; index < SIMPLE_COLUMNS * rows; index++) {
    const x = ((index % SIMPLE_COLUMNS) + 0.5) / SIMPLE_COLUMNS;
    const y = (Math.floor(index / SIMPLE_COLUMNS) + 0.5) / rows;
    const life = settled(x, y, sequence01(seed, index), progress, params, seed);
    if (life <= 0) continue;
    context.moveTo(x * widthPx, y * heightPx);
    context.arc(x * widthPx, y * heightPx, reach * life ** 1.5, 0, 2 * Math.PI);
  }
  context.clip();
  frame.drawTo();
}

/** The next photo arrives along the same way, out of focus in time only. */
function css(progress: number, params: Params, seed: number): CssFrame {
  const soft = 0.25;
  const front = -soft + progress * (1 + 2 * soft);
  const stops = [
    [front - soft, 1],
    [front + soft, 0],
  ] as const;
  return { from: {}, to: { mask: { angleDeg: headingOf(params, seed, COUNT).angleDeg, stops } } };
}

export const transition: TransitionDefinition = {
  id: 'particle',
  label: 'Particle',
  description: 'Beads fly in, each with its part of the next photo, and settle to form it.',
  durationMs: 5000,
  easing: 'linear',
  tags: ['lively'],
  params: {
    mode: int('Way', '0 takes any; 1 in a stream, 2 in a swirl, 3 from all sides.', 0, 0, 3),
    direction: directionParam(COUNT),
    size: float('Size', 'How large a bead is, as a share of the height.', 0.026, [0.012, 0.12], 0.002),
    swirl: float('Swirl', 'How often the swirl turns.', 1.5, [0.5, 5], 0.1),
    trails: float('Trails', 'How long the trails of the beads are.', 1, [0, 2]),
    shading: float('Shading', 'How much beads look like balls in the light.', 1),
  },
  // What the beads fly in front of.
  glsl: 'vec4 transition(vec2 uv) { return getFromColor(uv); }',
  mesh: {
    seeded: true,
    antialias: false,
    covers: false,
    passes: [
      { ...BEADS, vertex: trailVertex, fragment: trailFragment },
      { ...BEADS, vertex: landedVertex, fragment },
      { ...BEADS, vertex: flyingVertex, fragment },
    ],
  },
  canvas2d,
  css,
  variant: (params, seed) => `${MODES[modeOf(params, seed) - 1] ?? ''} ${headingOf(params, seed, COUNT).name}`,
};

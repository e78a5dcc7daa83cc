/** The photo is the face of a heavy slab that turns in the light; its back is the next one. */
import { directionParam, headingOf } from '../../direction.ts';
import { clamp01, numberOf, openings, rectsPolygon, type Rect } from '../../flat-parts.ts';
import { backdropPass } from '../../mesh-parts.ts';
import { float, int } from '../../param-kinds.ts';
import { sequence01 } from '../../random.ts';
import type { Canvas2dFrame, CssFrame, Params, TransitionDefinition } from '../../transition.ts';
import { fragment, ROOM, vertex } from './glsl.ts';

const COUNT = 6;
/** A slab alone takes the whole time, one of many half of it. */
const FLIGHT = 0.5;

interface Slab extends Rect {
  readonly turned: number;
}

function slabs(progress: number, params: Params, seed: number): Slab[] {
  const [columns, rows] = [numberOf(params, 'columns'), numberOf(params, 'rows')];
  const heading = headingOf(params, seed, COUNT);
  const span = Math.abs(heading.x) + Math.abs(heading.y);
  const [width, height] = [100 / columns, 100 / rows];
  const flight = columns * rows > 1 ? FLIGHT : 1;
  return Array.from({ length: columns * rows }, (_, index) => {
    const [column, row] = [index % columns, Math.floor(index / columns)];
    const [x, y] = [(column + 0.5) / columns - 0.5, (row + 0.5) / rows - 0.5];
    const along = (x * heading.x + y * heading.y) / span + 0.5;
    const order = clamp01(0.9 * along + 0.1 * sequence01(seed, index));
    const life = clamp01((progress - order * (1 - flight)) / flight);
    const turned = life ** 3 * (10 + life * (6 * life - 15));
    return { x: column * width, y: row * height, width, height, turned };
  });
}

function drawSlab(frame: Canvas2dFrame, slab: Slab, isLying: boolean): void {
  const { context, widthPx, heightPx } = frame;
  const [x, y] = [(slab.x / 100) * widthPx, (slab.y / 100) * heightPx];
  const [width, height] = [(slab.width / 100) * widthPx, (slab.height / 100) * heightPx];
  const side = Math.sin(Math.PI * slab.turned);
  const narrow = Math.max(0.02, Math.abs(Math.cos(Math.PI * slab.turned)));
  const away = 1 - 0.14 * side;
  context.save();
  context.translate(x + width / 2, y + height / 2);
  context.scale(away * (isLying ? 1 : narrow), away * (isLying ? narrow : 1));
  context.translate(-x - width / 2, -y - height / 2);
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  if (slab.turned < 0.5) frame.drawFrom();
  else frame.drawTo();
  context.fillStyle = `rgb(0 0 0 / ${0.5 * side})`;
  context.fillRect(x, y, width, height);
  context.strokeStyle = `rgb(255 255 255 / ${0.5 * side})`;
  context.lineWidth = Math.max(2, 0.01 * Math.min(width, height));
  context.strokeRect(x, y, width, height);
  context.restore();
}

function canvas2d(frame: Canvas2dFrame): void {
  const { context, widthPx, heightPx, progress, params, seed } = frame;
  const isLying = Math.abs(headingOf(params, seed, COUNT).x) < 0.5;
  frame.drawFrom();
  context.globalAlpha = progress;
  frame.drawTo();
  context.globalAlpha = 1;
  context.fillStyle = 'rgb(8 9 12 / 0.72)';
  context.fillRect(0, 0, widthPx, heightPx);
  for (const slab of slabs(progress, params, seed)) drawSlab(frame, slab, isLying);
}

/** The next photo opens from the middle line of each slab. */
function css(progress: number, params: Params, seed: number): CssFrame {
  const isLying = Math.abs(headingOf(params, seed, COUNT).x) < 0.5;
  return { from: {}, to: { polygon: rectsPolygon(openings(slabs(progress, params, seed), isLying)) } };
}

export const transition: TransitionDefinition = {
  id: 'block-spin',
  label: 'Block spin',
  description: 'The photo is the face of a heavy slab that turns in the light; its back is the next one.',
  durationMs: 3600,
  easing: 'linear',
  tags: ['lively'],
  params: {
    direction: directionParam(COUNT),
    columns: int('Columns', 'Slabs from left to right.', 1, 1, 12),
    rows: int('Rows', 'Slabs from top to bottom.', 1, 1, 12),
    thickness: float('Thickness', 'How thick a slab is, as a share of its smaller side.', 0.12, [0.02, 0.4], 0.01),
    depth: float('Depth', 'How far slabs sink back while they turn.', 1),
    shine: float('Shine', 'How much light glides over faces and edges.', 0.8),
  },
  // Behind the slabs, and in place of them where geometry cannot be drawn.
  glsl: 'vec4 transition(vec2 uv) { return mix(getFromColor(uv), getToColor(uv), progress); }',
  mesh: {
    seeded: true,
    antialias: true,
    covers: true,
    passes: [
      backdropPass(ROOM),
      {
        vertices: 'slab',
        layout: [
          ['aCorner', 3],
          ['aDrawnIn', 3],
          ['aNormal', 3],
        ],
        instances: {
          array: 'places',
          layout: [
            ['aPlace', 4],
            ['aChance', 2],
          ],
        },
        vertex,
        fragment,
        blend: 'none',
        cull: 'back',
        depth: true,
      },
    ],
  },
  canvas2d,
  css,
  variant: (params, seed) => headingOf(params, seed, COUNT).name,
};

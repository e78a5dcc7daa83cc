/** A wall of tiles; a wave runs through it and each turns over to the next photo. */
import { headingOf, directionParam, type Heading } from '../../direction.ts';
import { clamp01, numberOf, openings, rectsPolygon, type Rect } from '../../flat-parts.ts';
import { float, int } from '../../param-kinds.ts';
import { sequence01 } from '../../random.ts';
import type { Canvas2dFrame, CssFrame, Params, TransitionDefinition } from '../../transition.ts';
import { glsl } from './glsl.ts';

const COUNT = 6;
/** Share of the time that one tile takes. */
const FLIGHT = 0.34;
/** A clip path in css is written anew for every frame: coarser walls are enough there. */
const CSS_MOST = 16;

interface Tile extends Rect {
  /** 0–1, eased: half turn by half turn. */
  readonly turned: number;
}

function tiles(progress: number, params: Params, seed: number, most: number): Tile[] {
  const columns = Math.min(most, numberOf(params, 'columns'));
  const rows = Math.min(most, numberOf(params, 'rows'));
  const heading: Heading = headingOf(params, seed, COUNT);
  const span = Math.abs(heading.x) + Math.abs(heading.y);
  const [width, height] = [100 / columns, 100 / rows];
  return Array.from({ length: columns * rows }, (_, index) => {
    const [column, row] = [index % columns, Math.floor(index / columns)];
    const [x, y] = [(column + 0.5) / columns - 0.5, (row + 0.5) / rows - 0.5];
    const along = (x * heading.x + y * heading.y) / span + 0.5;
    const side = Math.abs(y * heading.x - x * heading.y);
    const order = clamp01(0.84 * along + 0.24 * side + 0.08 * (sequence01(seed, index) - 0.5));
    const life = clamp01((progress - order * (1 - FLIGHT)) / FLIGHT);
    return { x: column * width, y: row * height, width, height, turned: 0.5 - Math.cos(Math.PI * life) / 2 };
  });
}

/** A tile in flight, seen from far away: it only becomes narrower. */
function drawTile(frame: Canvas2dFrame, tile: Tile, isLying: boolean): void {
  const { context, widthPx, heightPx } = frame;
  const [x, y] = [(tile.x / 100) * widthPx, (tile.y / 100) * heightPx];
  const [width, height] = [(tile.width / 100) * widthPx, (tile.height / 100) * heightPx];
  const narrow = Math.max(0.001, Math.abs(Math.cos(Math.PI * tile.turned)));
  context.save();
  context.fillStyle = '#08080a';
  context.fillRect(x, y, width, height);
  context.translate(x + width / 2, y + height / 2);
  context.scale(isLying ? 1 : narrow, isLying ? narrow : 1);
  context.translate(-x - width / 2, -y - height / 2);
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  if (tile.turned < 0.5) frame.drawFrom();
  else frame.drawTo();
  context.fillStyle = `rgb(0 0 0 / ${0.55 * (1 - narrow)})`;
  context.fillRect(x, y, width, height);
  context.restore();
}

function canvas2d(frame: Canvas2dFrame): void {
  const { context, widthPx, heightPx, progress, params, seed } = frame;
  const isLying = Math.abs(headingOf(params, seed, COUNT).x) < 0.5;
  const all = tiles(progress, params, seed, 25);
  frame.drawFrom();
  context.save();
  context.beginPath();
  for (const { x, y, width, height, turned } of all) {
    if (turned < 1) continue;
    context.rect((x / 100) * widthPx, (y / 100) * heightPx, (width / 100) * widthPx, (height / 100) * heightPx);
  }
  context.clip();
  frame.drawTo();
  context.restore();
  for (const tile of all) if (tile.turned > 0 && tile.turned < 1) drawTile(frame, tile, isLying);
}

/** Tiles of the next photo open from their middle line. */
function css(progress: number, params: Params, seed: number): CssFrame {
  const isLying = Math.abs(headingOf(params, seed, COUNT).x) < 0.5;
  return { from: {}, to: { polygon: rectsPolygon(openings(tiles(progress, params, seed, CSS_MOST), isLying)) } };
}

export const transition: TransitionDefinition = {
  id: 'block-flip',
  label: 'Block flip',
  description: 'A wave runs through a wall of tiles, and each turns over in the light.',
  durationMs: 3600,
  easing: 'linear',
  tags: ['lively'],
  params: {
    direction: directionParam(COUNT),
    columns: int('Columns', 'Tiles from left to right.', 16, 2, 25),
    rows: int('Rows', 'Tiles from top to bottom.', 9, 2, 25),
    depth: float('Depth', 'How much a turning tile darkens and brightens.', 1),
    light: float('Shine', 'How much tiles shine as they turn.', 0.7),
  },
  glsl,
  canvas2d,
  css,
  variant: (params, seed) => headingOf(params, seed, COUNT).name,
};

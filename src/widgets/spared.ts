/**
 * What the shade of a widget must not lie on: what others near it wrote in the other ink. A dark shade under light letters would
 * take the dark letters beside them away. Pure; pixels of the layer.
 */
import type { InkName } from './ink.ts';
import type { Box } from './lines.ts';

export interface Wearer {
  readonly ink: InkName;
  readonly box: Box;
  /** From the corner of the box; none: a card, which is its whole box. */
  readonly lines: readonly Box[];
}

const moved = ({ left, top, right, bottom }: Box, x: number, y: number): Box => ({
  left: left + x,
  top: top + y,
  right: right + x,
  bottom: bottom + y,
});

const partsOf = ({ box, lines }: Wearer): readonly Box[] =>
  lines.length > 0 ? lines.map((line) => moved(line, box.left, box.top)) : [box];

/** From the corner of its own box. */
export function sparedBy(own: Wearer, all: readonly Wearer[], reachPx: number): Box[] {
  const { left, top, right, bottom } = own.box;
  const isReached = (box: Box): boolean =>
    box.left < right + reachPx &&
    left - reachPx < box.right &&
    box.top < bottom + reachPx &&
    top - reachPx < box.bottom;
  return all
    .filter((one) => one !== own && one.ink !== own.ink)
    .flatMap(partsOf)
    .filter(isReached)
    .map((box) => moved(box, -left, -top));
}

/** Where an arrow of a remote leads: the nearest thing in that direction, without leaving its pane while there is one. Pure. */

export type Direction = 'up' | 'down' | 'left' | 'right';

/** CSS pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Place {
  readonly box: Box;
  /** Things of one pane belong together: the list of sections, a section, the bar above. */
  readonly pane: string;
}

/** Things in one line may overlap by the ring around them. */
const SLACK_PX = 4;

/** How far apart two ranges are; 0 where they overlap. */
const gap = (fromA: number, toA: number, fromB: number, toB: number): number =>
  Math.max(0, Math.max(fromA, fromB) - Math.min(toA, toB));

function ahead(from: Box, to: Box, direction: Direction): number {
  switch (direction) {
    case 'up':
      return from.top - to.bottom;
    case 'down':
      return to.top - from.bottom;
    case 'left':
      return from.left - to.right;
    case 'right':
      return to.left - from.right;
  }
}

function aside(from: Box, to: Box, direction: Direction): number {
  return direction === 'up' || direction === 'down'
    ? gap(from.left, from.right, to.left, to.right)
    : gap(from.top, from.bottom, to.top, to.bottom);
}

/** Whether two things stand in one line, seen along the way. */
const inLine = (a: Box, b: Box, isSideways: boolean): boolean =>
  isSideways
    ? gap(a.left, a.right, b.left, b.right) === 0 && a.left < b.right && b.left < a.right
    : a.top < b.bottom && b.top < a.bottom;

interface Candidate {
  readonly index: number;
  readonly box: Box;
  readonly distance: number;
  readonly sideways: number;
}

/** Of the nearest line, the thing that is least aside: no line is passed over because its switch stands at the far end. */
function pick(candidates: readonly Candidate[], isSideways: boolean): number {
  const [first, ...others] = candidates;
  if (!first) return -1;
  const nearest = others.reduce((least, it) => (it.distance < least.distance ? it : least), first);
  const line = candidates.filter((it) => inLine(nearest.box, it.box, isSideways));
  return line.reduce((least, it) => (it.sideways < least.sideways ? it : least), nearest).index;
}

/** The index of the place to go to, -1 when there is nothing in that direction. */
export function nextPlace(from: Place, places: readonly Place[], direction: Direction): number {
  const isSideways = direction === 'left' || direction === 'right';
  const own: Candidate[] = [];
  const foreign: Candidate[] = [];
  places.forEach((place, index) => {
    if (place === from) return;
    const distance = ahead(from.box, place.box, direction);
    if (distance < -SLACK_PX) return;
    const sideways = aside(from.box, place.box, direction);
    if (place.pane !== from.pane) foreign.push({ index, box: place.box, distance, sideways });
    // Left and right stay in their line within a pane: from the end of a line nothing is reached.
    else if (!isSideways || sideways === 0) own.push({ index, box: place.box, distance, sideways });
  });
  return pick(own.length > 0 ? own : foreign, isSideways);
}

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

const OTHER_PANE = 100_000;
/** Things in one line may overlap by the ring around them. */
const SLACK_PX = 4;
/** Aside costs more than ahead: down means the next line, not the one beside it. */
const ASIDE = 3;

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

/** The index of the place to go to, -1 when there is nothing in that direction. */
export function nextPlace(from: Place, places: readonly Place[], direction: Direction): number {
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  places.forEach((place, index) => {
    if (place === from) return;
    const distance = ahead(from.box, place.box, direction);
    if (distance < -SLACK_PX) return;
    const sideways = aside(from.box, place.box, direction);
    const isSideways = direction === 'left' || direction === 'right';
    // Left and right stay in their line within a pane: from the end of a line nothing is reached.
    if (isSideways && place.pane === from.pane && sideways > 0) return;
    const cost = Math.max(0, distance) + ASIDE * sideways + (place.pane === from.pane ? 0 : OTHER_PANE);
    if (cost < least) {
      least = cost;
      best = index;
    }
  });
  return best;
}

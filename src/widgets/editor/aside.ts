/** Where the bar of the editor is least in the way. Pure: pixels of the layer. */

export const sides = ['bottom', 'top', 'middle'] as const;
export type Side = (typeof sides)[number];

interface Edges {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface BarPlace {
  readonly now: Side;
  /** The bar where it stands now. */
  readonly own: Edges;
  /** From the edge of the display to the bar, at the foot and at the top. */
  readonly edgePx: number;
  readonly heightPx: number;
  /** The widget that was chosen. */
  readonly chosen: Edges;
  readonly others: readonly Edges[];
}

/** It moves for nothing less. */
const gain = 0.8;
const onChosen = 1e9;

/** It never lies on the chosen widget where it can help it, then on as little of others as possible, and stays where it is as good. */
export function sideFor({ now, own, edgePx, heightPx, chosen, others }: BarPlace): Side {
  const tall = own.bottom - own.top;
  const tops = { bottom: heightPx - edgePx - tall, top: edgePx, middle: (heightPx - tall) / 2 };
  const costOf = (side: Side): number => {
    const covered = (box: Edges): number => {
      const across = Math.min(own.right, box.right) - Math.max(own.left, box.left);
      const down = Math.min(tops[side] + tall, box.bottom) - Math.max(tops[side], box.top);
      return Math.max(0, across) * Math.max(0, down);
    };
    return others.reduce((sum, box) => sum + covered(box), covered(chosen) > 0 ? onChosen : 0);
  };
  return sides.reduce((best, side) => (costOf(side) < gain * costOf(best) ? side : best), now);
}

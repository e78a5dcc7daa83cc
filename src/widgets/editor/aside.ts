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

/** It never lies on the chosen widget where it can help it, then on as few others as possible, and stays where it is as good. */
export function sideFor({ now, own, edgePx, heightPx, chosen, others }: BarPlace): Side {
  const tall = own.bottom - own.top;
  const tops = { bottom: heightPx - edgePx - tall, top: edgePx, middle: (heightPx - tall) / 2 };
  const costOf = (side: Side): number => {
    const [top, bottom] = [tops[side], tops[side] + tall];
    const lies = (box: Edges): boolean =>
      own.right > box.left && own.left < box.right && top < box.bottom && bottom > box.top;
    return (lies(chosen) ? 1000 : 0) + others.filter(lies).length;
  };
  return sides.reduce((best, side) => (costOf(side) < costOf(best) ? side : best), now);
}

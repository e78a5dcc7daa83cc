/** Where a menu opens, so that all of it can be seen. Pure: CSS pixels in and out. */
export interface MenuBox {
  readonly width: number;
  readonly height: number;
}

export interface Corner {
  readonly left: number;
  readonly top: number;
}

export interface Bounds extends MenuBox {
  /** Kept free along the edges. */
  readonly edgeX: number;
  readonly edgeY: number;
}

const within = (value: number, from: number, to: number): number => Math.max(from, Math.min(to, value));

/** At a point: to the right and below, or to the other side where there is no room. `isRtl`: to the left first. */
export function placeAt(
  point: { readonly x: number; readonly y: number },
  box: MenuBox,
  bounds: Bounds,
  isRtl: boolean,
): Corner {
  const right = bounds.width - bounds.edgeX - box.width;
  const bottom = bounds.height - bounds.edgeY - box.height;
  const toRight = point.x + 2;
  const toLeft = point.x - box.width - 2;
  const left = isRtl ? (toLeft >= bounds.edgeX ? toLeft : toRight) : toRight <= right ? toRight : toLeft;
  const below = point.y + 2;
  const top = below <= bottom ? below : point.y - box.height - 2;
  return {
    left: Math.round(within(left, bounds.edgeX, right)),
    top: Math.round(within(top >= bounds.edgeY ? top : bottom, bounds.edgeY, bottom)),
  };
}

/** Beside the entry it belongs to, the first lines on one height, or on the other side where there is no room. */
export function placeBeside(
  entry: { readonly left: number; readonly right: number; readonly top: number },
  box: MenuBox,
  bounds: Bounds,
  isRtl: boolean,
): Corner {
  const gap = 4;
  const right = bounds.width - bounds.edgeX - box.width;
  const sides = [entry.right + gap, entry.left - gap - box.width];
  if (isRtl) sides.reverse();
  const fits = (left: number): boolean => left >= bounds.edgeX && left <= right;
  const left = sides.find(fits) ?? sides[0] ?? 0;
  return {
    left: Math.round(within(left, bounds.edgeX, right)),
    top: Math.round(within(entry.top, bounds.edgeY, bounds.height - bounds.edgeY - box.height)),
  };
}

/**
 * A photo under a layer of black, as the widgets see it. Black at an opacity of d leaves 1 − d of every sRGB value, so of every
 * measure of them. While the layer fades the photo is anything between what it was and what it will be. Pure.
 */
import type { LuminanceGrid } from '../shared/photo.ts';

/** Shares of the light that is taken, 0–1: in the end, and the ends of what there may be until then. */
export interface Dimming {
  readonly to: number;
  readonly least: number;
  readonly most: number;
}

export const dimmedBy = (share: number): Dimming => ({ to: share, least: share, most: share });

/** It begins to fade from what there is now, which may be a fade itself. */
export const dimmedFrom = (now: Dimming, to: number): Dimming => ({
  to,
  least: Math.min(now.least, to),
  most: Math.max(now.most, to),
});

const scaled = (values: Uint8Array, share: number): Uint8Array => values.map((value) => Math.round(value * share));

/** The darkest where nobody measured it: as `groundUnder` has it. */
const spreadOf = ({ mean, detail }: LuminanceGrid, sign: 1 | -1): Uint8Array =>
  mean.map((middle, at) => Math.min(255, Math.max(0, middle + sign * 2.5 * (detail[at] ?? 0))));

let kept: { readonly of: LuminanceGrid; readonly key: string; readonly grid: LuminanceGrid } | null = null;

/** The same object for the same photo and dimming: what was drawn of it need not be drawn again. */
export function dimmed(of: LuminanceGrid, { to, least, most }: Dimming): LuminanceGrid {
  if (most === 0) return of;
  const key = `${to} ${least} ${most}`;
  if (kept?.of === of && kept.key === key) return kept.grid;
  const left = 1 - to;
  const grid: LuminanceGrid = {
    ...of,
    mean: scaled(of.mean, left),
    detail: scaled(of.detail, left),
    low: scaled(of.low ?? spreadOf(of, -1), 1 - most),
    high: scaled(of.high ?? spreadOf(of, 1), 1 - least),
    ...(of.tone && { tone: scaled(of.tone, left) }),
  };
  kept = { of, key, grid };
  return grid;
}

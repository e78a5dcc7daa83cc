/**
 * The inks of all that stands on the bare photo, chosen together: who could wear either wears what its neighbours do, and else what
 * most of the others do. One dark spot among dark letters on a bright sky is a stain. Pure.
 */
import { inkOfGain, type InkName, type Region } from './ink.ts';

export interface Bare {
  /** With all that its shade may reach. */
  readonly region: Region;
  /** How much calmer dark ink would be here: see `gainOfDark`. */
  readonly gain: number;
  readonly now: InkName | null;
}

/** So far one goes along with those whose shades would lie on its own, and with all the others. */
const leaning = { near: 0.12, far: 0.08 };

const meets = (one: Region, other: Region): boolean =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

/** Towards what these would wear, at most so far. */
function lean(others: readonly Bare[], most: number): number {
  const mean = others.reduce((sum, { gain }) => sum + gain, 0) / Math.max(1, others.length);
  return Math.max(-most, Math.min(most, mean));
}

export const inksTogether = (all: readonly Bare[]): InkName[] =>
  all.map((one) => {
    const near = all.filter((other) => other !== one && meets(one.region, other.region));
    return inkOfGain(one.gain + lean(near, leaning.near) + lean(all, leaning.far), one.now);
  });

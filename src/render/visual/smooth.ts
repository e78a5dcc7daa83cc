/** Movement that is the same at any frame rate. Times in milliseconds. */

/** Share of the way to go after `dtMs`. */
export const share = (dtMs: number, tauMs: number): number => 1 - Math.exp(-dtMs / Math.max(1, tauMs));

/** Up with one time constant, down with another. */
export function follow(from: number, to: number, dtMs: number, riseMs: number, fallMs: number): number {
  const wanted = Number.isFinite(to) ? to : 0;
  return from + (wanted - from) * share(dtMs, wanted > from ? riseMs : fallMs);
}

export const clamp01 = (value: number): number => Math.min(1, Math.max(0, value));

/** One value of `count` spread evenly over a longer or shorter list, smooth in between. */
export function sampleAt(values: ArrayLike<number>, at: number): number {
  const place = clamp01(at) * (values.length - 1);
  const low = Math.floor(place);
  const [a, b] = [values[low] ?? 0, values[Math.min(values.length - 1, low + 1)] ?? 0];
  const between = place - low;
  return a + (b - a) * between;
}

/** The mean of `follow` over the frame: for what adds up on the way, such as a distance. */
export function meanOf(from: number, to: number, dtMs: number, riseMs: number, fallMs: number): number {
  if (dtMs <= 0) return from;
  const wanted = Number.isFinite(to) ? to : 0;
  const tauMs = Math.max(1, wanted > from ? riseMs : fallMs);
  return wanted + ((from - wanted) * share(dtMs, tauMs) * tauMs) / dtMs;
}

/**
 * What follows something that itself follows `to`: both exponentials solved together, so that the frame rate leaves no trace.
 * `from` and `lead` are both as they were before the frame.
 */
export function trail(from: number, lead: number, to: number, dtMs: number, leadMs: number, tauMs: number): number {
  // Equal constants would divide by nothing; a hair apart gives the same curve.
  const own = Math.abs(tauMs - leadMs) < 0.01 * tauMs ? tauMs * 1.01 : tauMs;
  const part = ((lead - to) * leadMs) / (leadMs - own);
  return to + part * Math.exp(-dtMs / leadMs) + (from - to - part) * Math.exp(-dtMs / own);
}

/**
 * Falls by a steady speed but never below the value itself; the higher it stands, the faster (0.75–1.5 times): the solution
 * of gap′ = −0.75 · perSec · (1 + gap).
 */
export function ghostOf(ghost: number, value: number, dtMs: number, perSec: number): number {
  const gap = Math.max(0, ghost - value);
  return value + Math.max(0, (1 + gap) * Math.exp((-0.75 * perSec * dtMs) / 1000) - 1);
}

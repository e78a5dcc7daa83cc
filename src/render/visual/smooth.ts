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

/** Falls by a steady speed but never below the value itself; the higher it stands, the faster (0.75–1.5 times). */
export function ghostOf(ghost: number, value: number, dtMs: number, perSec: number): number {
  const gap = Math.max(0, ghost - value);
  const speed = perSec * (0.75 + 0.75 * Math.min(1, gap));
  return Math.max(value, ghost - (speed * dtMs) / 1000);
}

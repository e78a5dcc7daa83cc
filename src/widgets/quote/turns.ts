/** Which line has its turn. Pure. */

const commonFactor = (one: number, other: number): number => (other === 0 ? one : commonFactor(other, one % other));

/** Every line once before the first comes again, and neighbours in the list not after each other where that can be. */
export function atTurn<Line>(all: readonly Line[], turn: number): Line | undefined {
  const count = all.length;
  const stride = [7, 5, 3, 11].find((step) => commonFactor(count, step) === 1) ?? 1;
  return all[(((turn * stride) % count) + count) % count];
}

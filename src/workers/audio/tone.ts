/** How bright, how noisy and how changed a power spectrum is. Pure, except that `Flux` remembers the spectrum before. */

export interface Tone {
  readonly centroidHz: number;
  readonly rolloffHz: number;
  readonly flatness: number;
}

const ROLLOFF_PART = 0.85;
/** Mean square of a bin below which there is nothing to describe. */
const NOTHING = 1e-14;
/** So many bins are multiplied before a logarithm is taken: few enough for no product to leave the range of a double. */
const LOG_EVERY = 8;

/** Centroid, 85 % roll-off and flatness (Peeters 2004), without the constant component. */
export function toneOf(power: Float64Array, binHz: number): Tone {
  let total = 0;
  let weighted = 0;
  let logs = 0;
  for (let from = 1; from < power.length; from += LOG_EVERY) {
    const to = Math.min(power.length, from + LOG_EVERY);
    let product = 1;
    for (let bin = from; bin < to; bin += 1) {
      const p = power[bin] ?? 0;
      total += p;
      weighted += p * bin;
      product *= p + 1e-20;
    }
    logs += Math.log(product);
  }
  const count = power.length - 1;
  if (total < NOTHING * count) return { centroidHz: 0, rolloffHz: 0, flatness: 0 };
  let below = 0;
  let bin = 0;
  while (bin < count && below < ROLLOFF_PART * total) {
    bin += 1;
    below += power[bin] ?? 0;
  }
  return {
    centroidHz: (weighted / total) * binHz,
    rolloffHz: bin * binHz,
    flatness: Math.min(1, Math.exp(logs / count) / (total / count)),
  };
}

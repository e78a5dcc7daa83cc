/**
 * Power spectra of real signals: a complex transform of half the size over pairs of samples, split afterwards (Press et
 * al., Numerical Recipes, “FFT of single real function”). Radix 4, decimation in time, tables made once. Worker thread;
 * owns its buffers.
 */
export class PowerFft {
  readonly #half: number;
  /** Of the first pass: 2 where the half is no power of four. */
  readonly #first: 2 | 4;
  /** Where each block of the first pass begins to read: its number with the digits to base 4 reversed. */
  readonly #source: Int32Array;
  /** Per pass and butterfly three factors, real and imaginary, in the order in which they are used. */
  readonly #twiddles: Float64Array;
  readonly #cos: Float64Array;
  readonly #sin: Float64Array;
  readonly #re: Float64Array;
  readonly #im: Float64Array;

  /** `size`: a power of two, 8 or more. */
  constructor(size: number) {
    const half = size / 2;
    const bits = Math.log2(half);
    const first = bits % 2 === 0 ? 4 : 2;
    const digits = (bits - Math.log2(first)) / 2;
    this.#half = half;
    this.#first = first;
    this.#source = Int32Array.from({ length: half / first }, (_, block) => reversed(block, digits));
    const twiddles: number[] = [];
    for (let quarter: number = first; quarter < half; quarter *= 4) {
      for (let i = 0; i < 3 * quarter; i += 1) {
        const angle = (-Math.PI * Math.floor(i / 3) * ((i % 3) + 1)) / (2 * quarter);
        twiddles.push(Math.cos(angle), Math.sin(angle));
      }
    }
    this.#twiddles = Float64Array.from(twiddles);
    this.#cos = Float64Array.from({ length: half / 2 + 1 }, (_, bin) => Math.cos((2 * Math.PI * bin) / size));
    this.#sin = Float64Array.from({ length: half / 2 + 1 }, (_, bin) => Math.sin((2 * Math.PI * bin) / size));
    this.#re = new Float64Array(half);
    this.#im = new Float64Array(half);
  }

  /** Fills `power` (size / 2 + 1 bins) with |X|² × scale of `input` (size samples). */
  power(power: Float64Array, input: Float64Array, scale: number): void {
    if (this.#first === 4) this.#loadFours(input);
    else this.#loadPairs(input);
    let table = 0;
    for (let quarter: number = this.#first; quarter < this.#half; quarter *= 4) {
      this.#pass(quarter, table);
      table += 6 * quarter;
    }
    this.#split(power, scale);
  }

  #loadPairs(input: Float64Array): void {
    const re = this.#re;
    const im = this.#im;
    const source = this.#source;
    const stride = this.#half;
    for (let block = 0; block < source.length; block += 1) {
      const a = 2 * (source[block] ?? 0);
      const b = a + stride;
      const out = 2 * block;
      const aRe = input[a] ?? 0;
      const aIm = input[a + 1] ?? 0;
      const bRe = input[b] ?? 0;
      const bIm = input[b + 1] ?? 0;
      re[out] = aRe + bRe;
      im[out] = aIm + bIm;
      re[out + 1] = aRe - bRe;
      im[out + 1] = aIm - bIm;
    }
  }

  #loadFours(input: Float64Array): void {
    const re = this.#re;
    const im = this.#im;
    const source = this.#source;
    const stride = this.#half / 2;
    for (let block = 0; block < source.length; block += 1) {
      const a = 2 * (source[block] ?? 0);
      const b = a + stride;
      const c = b + stride;
      const d = c + stride;
      const out = 4 * block;
      const aRe = input[a] ?? 0;
      const aIm = input[a + 1] ?? 0;
      const bRe = input[b] ?? 0;
      const bIm = input[b + 1] ?? 0;
      const cRe = input[c] ?? 0;
      const cIm = input[c + 1] ?? 0;
      const dRe = input[d] ?? 0;
      const dIm = input[d + 1] ?? 0;
      const evenRe = aRe + cRe;
      const evenIm = aIm + cIm;
      const evenAwayRe = aRe - cRe;
      const evenAwayIm = aIm - cIm;
      const oddRe = bRe + dRe;
      const oddIm = bIm + dIm;
      const oddAwayRe = bRe - dRe;
      const oddAwayIm = bIm - dIm;
      re[out] = evenRe + oddRe;
      im[out] = evenIm + oddIm;
      re[out + 1] = evenAwayRe + oddAwayIm;
      im[out + 1] = evenAwayIm - oddAwayRe;
      re[out + 2] = evenRe - oddRe;
      im[out + 2] = evenIm - oddIm;
      re[out + 3] = evenAwayRe - oddAwayIm;
      im[out + 3] = evenAwayIm + oddAwayRe;
    }
  }

  /** Joins transforms of `quarter` points into those of four times as many. */
  #pass(quarter: number, table: number): void {
    const re = this.#re;
    const im = this.#im;
    const w = this.#twiddles;
    const half = this.#half;
    for (let base = 0; base < half; base += 4 * quarter) {
      let t = table;
      for (let a = base; a < base + quarter; a += 1) {
        const b = a + quarter;
        const c = b + quarter;
        const d = c + quarter;
        const aRe = re[a] ?? 0;
        const aIm = im[a] ?? 0;
        const xRe = re[b] ?? 0;
        const xIm = im[b] ?? 0;
        const yRe = re[c] ?? 0;
        const yIm = im[c] ?? 0;
        const zRe = re[d] ?? 0;
        const zIm = im[d] ?? 0;
        const xCos = w[t] ?? 0;
        const xSin = w[t + 1] ?? 0;
        const yCos = w[t + 2] ?? 0;
        const ySin = w[t + 3] ?? 0;
        const zCos = w[t + 4] ?? 0;
        const zSin = w[t + 5] ?? 0;
        t += 6;
        const bRe = xRe * xCos - xIm * xSin;
        const bIm = xRe * xSin + xIm * xCos;
        const cRe = yRe * yCos - yIm * ySin;
        const cIm = yRe * ySin + yIm * yCos;
        const dRe = zRe * zCos - zIm * zSin;
        const dIm = zRe * zSin + zIm * zCos;
        const evenRe = aRe + cRe;
        const evenIm = aIm + cIm;
        const evenAwayRe = aRe - cRe;
        const evenAwayIm = aIm - cIm;
        const oddRe = bRe + dRe;
        const oddIm = bIm + dIm;
        const oddAwayRe = bRe - dRe;
        const oddAwayIm = bIm - dIm;
        re[a] = evenRe + oddRe;
        im[a] = evenIm + oddIm;
        re[b] = evenAwayRe + oddAwayIm;
        im[b] = evenAwayIm - oddAwayRe;
        re[c] = evenRe - oddRe;
        im[c] = evenIm - oddIm;
        re[d] = evenAwayRe - oddAwayIm;
        im[d] = evenAwayIm + oddAwayRe;
      }
    }
  }

  /** The halves' sums and differences are the spectra of even and odd samples: what they make together. */
  #split(power: Float64Array, scale: number): void {
    const re = this.#re;
    const im = this.#im;
    const half = this.#half;
    const cosines = this.#cos;
    const sines = this.#sin;
    const first = re[0] ?? 0;
    const last = im[0] ?? 0;
    power[0] = (first + last) ** 2 * scale;
    power[half] = (first - last) ** 2 * scale;
    const quarter = scale / 4;
    for (let bin = 1, mirror = half - 1; bin <= mirror; bin += 1, mirror -= 1) {
      const xRe = re[bin] ?? 0;
      const xIm = im[bin] ?? 0;
      const yRe = re[mirror] ?? 0;
      const yIm = im[mirror] ?? 0;
      const evenRe = xRe + yRe;
      const evenIm = xIm - yIm;
      const oddRe = xIm + yIm;
      const oddIm = yRe - xRe;
      const cos = cosines[bin] ?? 0;
      const sin = sines[bin] ?? 0;
      const turnedRe = cos * oddRe + sin * oddIm;
      const turnedIm = cos * oddIm - sin * oddRe;
      const sumRe = evenRe + turnedRe;
      const sumIm = evenIm + turnedIm;
      const awayRe = evenRe - turnedRe;
      const awayIm = evenIm - turnedIm;
      power[bin] = (sumRe * sumRe + sumIm * sumIm) * quarter;
      power[mirror] = (awayRe * awayRe + awayIm * awayIm) * quarter;
    }
  }
}

function reversed(value: number, digits: number): number {
  let left = value;
  let out = 0;
  for (let digit = 0; digit < digits; digit += 1) {
    out = 4 * out + (left % 4);
    left = Math.floor(left / 4);
  }
  return out;
}

/**
 * Windowed power spectra of the newest samples. Worker thread; owns its buffers and reuses them: a result is good until
 * the next call.
 */
import FFT from 'fft.js';

/** The last seconds of the input, so that windows of any length can end at any sample that has come. */
export class History {
  readonly #samples: Float32Array;
  readonly #keep: number;
  #end = 0;
  /** Index in the input of `#samples[0]`. */
  #origin = 0;

  constructor(keep: number) {
    this.#keep = keep;
    this.#samples = new Float32Array(keep * 4);
    this.#end = keep;
    this.#origin = -keep;
  }

  /** Room for up to `count` more samples, at most as many as are kept: to be filled wholly before the next call. */
  room(count: number): Float32Array {
    if (this.#end + count > this.#samples.length) {
      const from = this.#end - this.#keep;
      this.#samples.copyWithin(0, from, this.#end);
      this.#origin += from;
      this.#end = this.#keep;
    }
    this.#end += count;
    return this.#samples.subarray(this.#end - count, this.#end);
  }

  /** The `length` samples before input index `end`, as a view. `end` may lie at most the kept length back. */
  before(end: number, length: number): Float32Array {
    const stop = end - this.#origin;
    return this.#samples.subarray(stop - length, stop);
  }
}

/** A Hann window of `windowSize` samples, zero-padded to the next power of two. */
export class PowerSpectrum {
  readonly fftSize: number;
  readonly binHz: number;
  /** Power density per bin × bin width: bins add up to the mean square of the signal. */
  readonly power: Float64Array;
  readonly #window: Float64Array;
  readonly #input: Float64Array;
  readonly #output: Float64Array;
  readonly #fft: FFT;
  readonly #scale: number;

  constructor(
    readonly windowSize: number,
    sampleRate: number,
  ) {
    this.fftSize = Math.max(8, 2 ** Math.ceil(Math.log2(windowSize)));
    this.binHz = sampleRate / this.fftSize;
    this.power = new Float64Array(this.fftSize / 2 + 1);
    this.#window = Float64Array.from(
      { length: windowSize },
      (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / windowSize),
    );
    this.#input = new Float64Array(this.fftSize);
    this.#output = new Float64Array(this.fftSize * 2);
    this.#fft = new FFT(this.fftSize);
    const energy = this.#window.reduce((sum, w) => sum + w * w, 0);
    this.#scale = 2 / (energy * this.fftSize);
  }

  /** Fills and returns `power` for the window that these samples are. */
  of(samples: Float32Array): Float64Array {
    const input = this.#input;
    const window = this.#window;
    for (let i = 0; i < this.windowSize; i += 1) input[i] = (samples[i] ?? 0) * (window[i] ?? 0);
    this.#fft.realTransform(this.#output, input);
    const out = this.#output;
    const power = this.power;
    const scale = this.#scale;
    for (let bin = 0; bin < power.length; bin += 1) {
      const re = out[2 * bin] ?? 0;
      const im = out[2 * bin + 1] ?? 0;
      power[bin] = (re * re + im * im) * scale;
    }
    return power;
  }
}

/** Weights of neighbouring bins: a sparse row of a filter bank. */
export interface BinWeights {
  readonly first: number;
  readonly weights: Float64Array;
}

/** Collects the bins where `weigh` (hertz → weight) is above zero. */
export function binWeights(bins: number, binHz: number, weigh: (hz: number) => number): BinWeights {
  let first = -1;
  const weights: number[] = [];
  for (let bin = 0; bin < bins; bin += 1) {
    const weight = weigh(bin * binHz);
    if (weight > 0 && first < 0) first = bin;
    if (first >= 0) {
      if (weight <= 0) break;
      weights.push(weight);
    }
  }
  return { first: Math.max(0, first), weights: Float64Array.from(weights) };
}

export function weightedPower(power: Float64Array, row: BinWeights): number {
  const { first, weights } = row;
  // two sums side by side, so that one addition need not wait for the other
  const paired = weights.length - (weights.length % 2);
  let even = 0;
  let odd = 0;
  for (let i = 0; i < paired; i += 2) {
    even += (power[first + i] ?? 0) * (weights[i] ?? 0);
    odd += (power[first + i + 1] ?? 0) * (weights[i + 1] ?? 0);
  }
  if (paired < weights.length) even += (power[first + paired] ?? 0) * (weights[paired] ?? 0);
  return even + odd;
}

/** Share of a bin (centre ± half a bin) that lies between two frequencies. */
export function overlap(hz: number, binHz: number, lowHz: number, highHz: number): number {
  const low = Math.max(lowHz, hz - binHz / 2);
  const high = Math.min(highHz, hz + binHz / 2);
  return Math.max(0, (high - low) / binHz);
}

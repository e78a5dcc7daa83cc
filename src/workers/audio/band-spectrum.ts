/**
 * Power in the seven bands and the bars, from three windows at once: a short one every hop, quick enough for hits, the one
 * of the log-mel frames for the low bands, and a long one, fine enough to tell low notes apart. Worker thread.
 */
import { BAND_EDGES_HZ, BAR_COUNT } from '../../shared/audio-features.ts';
import { type BinWeights, binWeights, overlap, PowerSpectrum, weightedPower } from './spectrum.ts';

const SHORT_SEC = 1024 / 48_000;
const LONG_SEC = 8192 / 48_000;
/** The long window is renewed this often. */
export const LONG_EVERY_SEC = 0.04;
/** Bands that end here or below take the middle window. */
const LOW_BANDS_HZ = 500;
/** Bars narrower than three bins of the short window take the long one. */
const SHORT_BINS = 3;
const BARS_LOW_HZ = 30;
const BARS_HIGH_HZ = 16_000;
/** Three bins of the long window: a narrower bar could not be told from its neighbour. */
const MIN_BAR_HZ = 20;

function barEdges(ratio: number): number[] {
  const edges = [BARS_LOW_HZ];
  for (let i = 0; i < BAR_COUNT; i += 1) {
    const low = edges[i] ?? 0;
    edges.push(Math.max(low + MIN_BAR_HZ, low * ratio));
  }
  return edges;
}

/** Equal ratios, but no bar narrower than 20 Hz: the ratio that ends at 16 kHz is found by halving. */
function fittedEdges(): number[] {
  let low = 1;
  let high = 2;
  for (let i = 0; i < 60; i += 1) {
    const middle = (low + high) / 2;
    if ((barEdges(middle)[BAR_COUNT] ?? 0) > BARS_HIGH_HZ) high = middle;
    else low = middle;
  }
  return barEdges(low);
}

export const BAR_EDGES_HZ: readonly number[] = fittedEdges();

interface Row {
  readonly spectrum: PowerSpectrum;
  readonly row: BinWeights;
}

const rowsOf = (edges: readonly number[], choose: (low: number, high: number) => PowerSpectrum): Row[] =>
  edges.slice(1).map((high, i) => {
    const low = edges[i] ?? 0;
    const spectrum = choose(low, high);
    const { power, binHz } = spectrum;
    return { spectrum, row: binWeights(power.length, binHz, (hz) => overlap(hz, binHz, low, high)) };
  });

function sum(powers: Float64Array, rows: readonly Row[]): Float64Array {
  for (let i = 0; i < rows.length; i += 1) {
    const entry = rows[i];
    if (entry) powers[i] = weightedPower(entry.spectrum.power, entry.row);
  }
  return powers;
}

export class BandSpectrum {
  readonly short: PowerSpectrum;
  readonly long: PowerSpectrum;
  readonly #bandRows: readonly Row[];
  readonly #barRows: readonly Row[];
  readonly #bandPowers = new Float64Array(BAND_EDGES_HZ.length - 1);
  readonly #barPowers = new Float64Array(BAR_COUNT);

  /** `middle` is kept fresh by its owner. */
  constructor(sampleRate: number, middle: PowerSpectrum) {
    this.short = new PowerSpectrum(Math.round(SHORT_SEC * sampleRate), sampleRate);
    this.long = new PowerSpectrum(Math.round(LONG_SEC * sampleRate), sampleRate);
    this.#bandRows = rowsOf(BAND_EDGES_HZ, (_, high) => (high <= LOW_BANDS_HZ ? middle : this.short));
    const wide = SHORT_BINS * this.short.binHz;
    this.#barRows = rowsOf(BAR_EDGES_HZ, (low, high) => (high - low < wide ? this.long : this.short));
  }

  /** Mean square in each of the seven bands; good until the next call. */
  bands(): Float64Array {
    return sum(this.#bandPowers, this.#bandRows);
  }

  /** Mean square in each bar; good until the next call. */
  bars(): Float64Array {
    return sum(this.#barPowers, this.#barRows);
  }
}

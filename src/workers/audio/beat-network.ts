/**
 * Runs the beat network on log-mel frames as they come: causal dilated convolutions, one step per pair of frames. Worker
 * thread; owns its buffers. tools/beat-training/network.py is the same network for training.
 */
import { BEAT_SHAPE, BEAT_WEIGHTS } from './beat-weights.ts';
import { MEL_BANDS } from './log-mel.ts';

/** An output speaks of the moment this long before the end of its log-mel frame. */
export const NETWORK_DELAY_SEC = 0.02;
/** Inputs of each convolution. */
const TAPS = 3;

export interface BeatHeard {
  /** Probability of a beat for the older and the newer frame of the pair. */
  readonly beat: readonly [number, number];
  readonly downbeat: readonly [number, number];
  /** Probability that what sounds has a beat at all. */
  readonly pulse: number;
}

/** Rows that are summed side by side: their additions overlap, and each input is read once for all of them. */
const ABREAST = 8;

interface Layer {
  /** Per tap and group of eight rows: the eight weights of the first input, of the second, and so on. */
  readonly weights: Float32Array;
  /** One per row; rows that fill up the last group have none. */
  readonly bias: Float32Array;
}

interface Block {
  readonly wide: Layer;
  readonly mix: Layer;
  readonly dilation: number;
  /** The last 2 × dilation + 1 inputs, as a ring of rows. */
  readonly past: Float32Array;
  at: number;
}

/** Reads layers off the packed weights one after the other. */
class Unpacker {
  readonly #view: DataView;
  #at = 0;

  constructor(base64: string) {
    this.#view = new DataView(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)).buffer);
  }

  /** `taps` × `inputs` columns. */
  layer(rows: number, taps: number, inputs: number): Layer {
    const columns = taps * inputs;
    const start = this.#at;
    const scales = start + rows * columns;
    this.#at = scales + 8 * rows;
    const float = (offset: number) => this.#view.getFloat32(offset, true);
    const padded = ABREAST * Math.ceil(rows / ABREAST);
    const weights = new Float32Array(padded * columns);
    const bias = new Float32Array(padded);
    for (let row = 0; row < rows; row += 1) {
      const scale = float(scales + 4 * row);
      bias[row] = float(scales + 4 * rows + 4 * row);
      const group = row - (row % ABREAST);
      for (let column = 0; column < columns; column += 1) {
        const tap = Math.floor(column / inputs);
        const at = (tap * padded + group) * inputs + (column % inputs) * ABREAST + (row % ABREAST);
        weights[at] = this.#view.getInt8(start + row * columns + column) * scale;
      }
    }
    return { weights, bias };
  }
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** Adds what one tap of a layer makes of `inputs` values from `at` on to `out`. */
function accumulate(
  out: Float32Array,
  weights: Float32Array,
  tap: number,
  input: Float32Array,
  at: number,
  inputs: number,
): void {
  let w = tap * out.length * inputs;
  for (let row = 0; row < out.length; row += ABREAST) {
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    let e = 0;
    let f = 0;
    let g = 0;
    let h = 0;
    for (let i = at; i < at + inputs; i += 1) {
      const x = input[i] ?? 0;
      a += (weights[w] ?? 0) * x;
      b += (weights[w + 1] ?? 0) * x;
      c += (weights[w + 2] ?? 0) * x;
      d += (weights[w + 3] ?? 0) * x;
      e += (weights[w + 4] ?? 0) * x;
      f += (weights[w + 5] ?? 0) * x;
      g += (weights[w + 6] ?? 0) * x;
      h += (weights[w + 7] ?? 0) * x;
      w += ABREAST;
    }
    out[row] = (out[row] ?? 0) + a;
    out[row + 1] = (out[row + 1] ?? 0) + b;
    out[row + 2] = (out[row + 2] ?? 0) + c;
    out[row + 3] = (out[row + 3] ?? 0) + d;
    out[row + 4] = (out[row + 4] ?? 0) + e;
    out[row + 5] = (out[row + 5] ?? 0) + f;
    out[row + 6] = (out[row + 6] ?? 0) + g;
    out[row + 7] = (out[row + 7] ?? 0) + h;
  }
}

export class BeatNetwork {
  readonly #first: Layer;
  readonly #blocks: readonly Block[];
  readonly #head: Layer;
  /** The last three pairs of frames, oldest first. */
  readonly #pairs = new Float32Array(TAPS * 2 * MEL_BANDS);
  readonly #x = new Float32Array(BEAT_SHAPE.channels);
  readonly #y = new Float32Array(BEAT_SHAPE.channels);
  readonly #out: Float32Array;

  constructor() {
    const { channels, dilations, outputs } = BEAT_SHAPE;
    const unpacker = new Unpacker(BEAT_WEIGHTS);
    this.#first = unpacker.layer(channels, 1, TAPS * 2 * MEL_BANDS);
    this.#blocks = dilations.map((dilation) => ({
      wide: unpacker.layer(channels, TAPS, channels),
      mix: unpacker.layer(channels, 1, channels),
      dilation,
      past: new Float32Array((2 * dilation + 1) * channels),
      at: 0,
    }));
    this.#head = unpacker.layer(outputs, 1, channels);
    this.#out = new Float32Array(this.#head.bias.length);
  }

  /** Takes two frames, the older first. */
  step(older: Float32Array, newer: Float32Array): BeatHeard {
    const pairs = this.#pairs;
    pairs.copyWithin(0, 2 * MEL_BANDS);
    pairs.set(older, (TAPS - 1) * 2 * MEL_BANDS);
    pairs.set(newer, (TAPS - 1) * 2 * MEL_BANDS + MEL_BANDS);
    const x = this.#x;
    x.set(this.#first.bias);
    accumulate(x, this.#first.weights, 0, pairs, 0, pairs.length);
    rectify(x);
    for (const block of this.#blocks) this.#through(block);
    rectify(x);
    const out = this.#out;
    out.set(this.#head.bias);
    accumulate(out, this.#head.weights, 0, x, 0, x.length);
    const [a = 0, b = 0, c = 0, d = 0, e = 0] = out;
    return { beat: [sigmoid(a), sigmoid(b)], downbeat: [sigmoid(c), sigmoid(d)], pulse: sigmoid(e) };
  }

  #through(block: Block): void {
    const x = this.#x;
    const y = this.#y;
    const size = x.length;
    const rows = 2 * block.dilation + 1;
    block.past.set(x, block.at * size);
    y.set(block.wide.bias);
    for (let tap = 0; tap < TAPS; tap += 1) {
      const row = (block.at + rows - (TAPS - 1 - tap) * block.dilation) % rows;
      accumulate(y, block.wide.weights, tap, block.past, row * size, size);
    }
    rectify(y);
    block.at = (block.at + 1) % rows;
    for (let i = 0; i < size; i += 1) x[i] = (x[i] ?? 0) + (block.mix.bias[i] ?? 0);
    accumulate(x, block.mix.weights, 0, y, 0, size);
  }
}

function rectify(values: Float32Array): void {
  for (let i = 0; i < values.length; i += 1) values[i] = Math.max(0, values[i] ?? 0);
}

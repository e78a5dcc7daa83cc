declare module 'fft.js' {
  /** Radix-4 transform of a power-of-two size. Writes interleaved real and imaginary parts. */
  export default class FFT {
    constructor(size: number);
    realTransform(out: ArrayLike<number>, input: ArrayLike<number>): void;
  }
}

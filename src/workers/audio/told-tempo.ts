/** The tempo whose pulses are followed, and when another is its double or half. Worker thread; plain data. */

export interface ToldTempo {
  /** Of the last pulse. */
  readonly lastSec: number;
  readonly periodSec: number;
  /** Of this tempo so far, since anything is told. */
  readonly pulses: number;
  readonly pulsesPerBeat: 1 | 2;
}

/** Whether tempos that should differ by nothing, or by an octave that has been taken out, do so within what players do. */
export const isOctave = (ratio: number): boolean => ratio > 0.92 && ratio < 1.08;

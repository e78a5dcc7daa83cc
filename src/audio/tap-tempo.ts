/** A tempo tapped by hand. Pure: times come from the caller, in milliseconds on the page's clock. */

/** A pause longer than this begins anew. */
const PAUSE_MS = 2500;
const ENOUGH = 4;
const KEPT = 12;
const SLOWEST_BPM = 40;
const FASTEST_BPM = 240;

export class TapTempo {
  #taps: number[] = [];
  /** 0 while nothing was tapped. */
  bpm = 0;
  /** A moment that lies on the beat. */
  #anchorMs = 0;

  /** Beats per minute so far, 0 until there are four taps. */
  tap(nowMs: number): number {
    const last = this.#taps.at(-1);
    if (last !== undefined && nowMs - last > PAUSE_MS) this.#taps = [];
    this.#taps.push(nowMs);
    this.#taps = this.#taps.slice(-KEPT);
    if (this.#taps.length >= ENOUGH) this.#fit();
    return this.#taps.length >= ENOUGH ? this.bpm : 0;
  }

  clear(): void {
    this.#taps = [];
    this.bpm = 0;
  }

  /** Beats since the anchor, with their fraction. */
  beatsAt(nowMs: number): number {
    return ((nowMs - this.#anchorMs) * this.bpm) / 60_000;
  }

  timeOfBeat(beat: number): number {
    return this.#anchorMs + (beat * 60_000) / this.bpm;
  }

  /** A straight line through the taps: one unsteady finger moves it little. */
  #fit(): void {
    const n = this.#taps.length;
    const meanIndex = (n - 1) / 2;
    const meanMs = this.#taps.reduce((sum, ms) => sum + ms, 0) / n;
    let cross = 0;
    let square = 0;
    this.#taps.forEach((ms, index) => {
      cross += (index - meanIndex) * (ms - meanMs);
      square += (index - meanIndex) ** 2;
    });
    const periodMs = cross / square;
    if (!(periodMs > 0)) return;
    this.bpm = Math.max(SLOWEST_BPM, Math.min(FASTEST_BPM, 60_000 / periodMs));
    this.#anchorMs = meanMs - meanIndex * periodMs;
  }
}

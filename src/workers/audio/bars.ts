/** Which beat is the first of the bar, from evidence per beat. Worker thread, told of each beat. */

const METERS = [4, 3] as const;
/** Evidence fades by this much per beat: a few bars decide, and a changed song is noticed. */
const FADE = 0.95;
/** Four beats are a priori likelier than three. */
const PRIOR: Record<number, number> = { 4: 0.1, 3: 0 };

export interface BarPosition {
  readonly beat: number;
  readonly beats: number;
  readonly confidence: number;
}

export class Bars {
  #count = 0;
  readonly #scores = METERS.map((meter) => ({ meter, phases: new Float64Array(meter) }));
  #weight = 0;
  position: BarPosition = { beat: 0, beats: 4, confidence: 0 };

  /** `downbeat` (0–1): how much this beat sounds like the first of a bar. */
  beat(downbeat: number): void {
    this.#count += 1;
    this.#weight = this.#weight * FADE + 1;
    let best = { meter: 4, phase: 0, score: -1 };
    let second = -1;
    for (const { meter, phases } of this.#scores) {
      for (let phase = 0; phase < meter; phase += 1) {
        const here = this.#count % meter === phase;
        phases[phase] = (phases[phase] ?? 0) * FADE + (here ? downbeat * meter : 0);
        const score = (phases[phase] ?? 0) / this.#weight + (PRIOR[meter] ?? 0);
        if (score > best.score) {
          second = best.score;
          best = { meter, phase, score };
        } else second = Math.max(second, score);
      }
    }
    const beat = (this.#count - best.phase + best.meter) % best.meter;
    const known = Math.min(1, this.#count / 8);
    this.position = {
      beat,
      beats: best.meter,
      confidence: known * Math.max(0, Math.min(1, 2 * (best.score - second))),
    };
  }
}

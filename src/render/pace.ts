/**
 * Decides whether a renderer is too slow to watch. One slow transition proves nothing: costly ones
 * leave the random pool first, and only a plain fade that stutters twice, or three different slow ones
 * in a row, cost the renderer its place.
 */
const FADES_TO_DEMOTE = 2;
const DIFFERENT_TO_DEMOTE = 3;
/** Too short or interrupted to be judged. */
const SHORTEST_MS = 300;

export type Verdict = 'fine' | 'drop' | 'demote';

export class Pace {
  #gaps: number[] = [];
  #slowFades = 0;
  readonly #slowInARow = new Set<string>();

  begin(): void {
    this.#gaps = [];
  }

  gap(ms: number): void {
    this.#gaps.push(ms);
  }

  /** `slowestMs`: the longest watchable time between two frames; 0 never complains. */
  judge(id: string, isFade: boolean, slowestMs: number): Verdict {
    const gaps = this.#gaps.toSorted((a, b) => a - b);
    const median = gaps[Math.floor(gaps.length / 2)] ?? 0;
    const total = gaps.reduce((sum, gap) => sum + gap, 0);
    if (slowestMs <= 0 || total < SHORTEST_MS) return 'fine';
    if (median <= slowestMs) {
      this.#slowInARow.clear();
      if (isFade) this.#slowFades = 0;
      return 'fine';
    }
    this.#slowInARow.add(id);
    if (isFade) this.#slowFades++;
    if (this.#slowFades >= FADES_TO_DEMOTE || this.#slowInARow.size >= DIFFERENT_TO_DEMOTE) {
      this.reset();
      return 'demote';
    }
    return isFade ? 'fine' : 'drop';
  }

  /** A new renderer starts with a clean record. */
  reset(): void {
    this.#slowFades = 0;
    this.#slowInARow.clear();
  }
}

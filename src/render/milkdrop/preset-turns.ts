/**
 * Which preset comes when: in turn without one coming back before all were there, or the one that was chosen. Pure but for
 * `random`; times in milliseconds from the caller.
 */
export interface TurnRules {
  /** From 1; 0: in turn. */
  readonly preset: number;
  readonly changeSec: number;
  readonly onTrack: boolean;
  readonly onDrop: boolean;
}

/** What the music did since the last look. */
export interface TurnCue {
  readonly isDrop: boolean;
  readonly isNewTrack: boolean;
}

/** However eager the music is, one preset is to be seen for this long. */
const SHORTEST_MS = 6_000;

export class PresetTurns {
  readonly #count: number;
  readonly #random: () => number;
  readonly #broken = new Set<number>();
  #waiting: number[] = [];
  #index = -1;
  #sinceMs = Number.NEGATIVE_INFINITY;
  #chosen = -1;

  constructor(count: number, random: () => number = Math.random) {
    this.#count = count;
    this.#random = random;
  }

  /** The preset on screen, −1 before the first. */
  get index(): number {
    return this.#index;
  }

  /** The index to show from now on, or null: it stays as it is. */
  due(nowMs: number, rules: TurnRules, { isDrop, isNewTrack }: TurnCue): number | null {
    const chosen = rules.preset > 0 && !this.#broken.has(rules.preset - 1) ? rules.preset - 1 : -1;
    if (chosen !== this.#chosen) {
      this.#chosen = chosen;
      if (chosen >= 0) return chosen === this.#index ? null : this.#take(chosen, nowMs);
    }
    if (this.#index < 0) return this.next(nowMs);
    if (chosen >= 0) return null;
    const ageMs = nowMs - this.#sinceMs;
    const isCued = (isNewTrack && rules.onTrack) || (isDrop && rules.onDrop && ageMs > SHORTEST_MS);
    const isOld = rules.changeSec > 0 && ageMs > Math.max(SHORTEST_MS, rules.changeSec * 1000);
    return isCued || isOld ? this.next(nowMs) : null;
  }

  /** By chance, each once before any comes back. Null: there is none that works. */
  next(nowMs: number): number | null {
    if (this.#waiting.length === 0) this.#waiting = this.#shuffled();
    const index = this.#waiting.shift();
    return index === undefined ? null : this.#take(index, nowMs);
  }

  /** It does not work here and is left out from now on. */
  drop(index: number): void {
    this.#broken.add(index);
    this.#waiting = this.#waiting.filter((one) => one !== index);
    if (this.#index === index) this.#index = -1;
  }

  #take(index: number, nowMs: number): number {
    this.#index = index;
    this.#sinceMs = nowMs;
    return index;
  }

  #shuffled(): number[] {
    const all = Array.from({ length: this.#count }, (_, index) => index).filter((index) => !this.#broken.has(index));
    for (let at = all.length - 1; at > 0; at--) {
      const other = Math.floor(this.#random() * (at + 1));
      [all[at], all[other]] = [all[other] ?? 0, all[at] ?? 0];
    }
    // The one on screen does not come again at once.
    if (all.length > 1 && all[0] === this.#index) all.push(all.shift() ?? 0);
    return all;
  }
}

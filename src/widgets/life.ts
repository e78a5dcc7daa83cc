/** Everything that must end with its owner: timers, listeners, observers, nodes. Whoever creates goes through one of these. */

export interface Life {
  readonly signal: AbortSignal;
  /** Runs when it ends, newest first; at once when it is over already. Returns a function that runs it early, once. */
  onEnd(run: () => void): () => void;
  /** A part that ends with the whole or before. */
  child(): Life;
  end(): void;
}

export function createLife(): Life {
  const control = new AbortController();
  const ends = new Set<() => void>();
  const life: Life = {
    signal: control.signal,
    onEnd(run) {
      const once = (): void => {
        if (ends.delete(once)) run();
      };
      ends.add(once);
      if (control.signal.aborted) once();
      return once;
    },
    child() {
      const part = createLife();
      part.onEnd(life.onEnd(() => part.end()));
      return part;
    },
    end() {
      if (control.signal.aborted) return;
      control.abort();
      for (const end of [...ends].toReversed()) end();
    },
  };
  return life;
}

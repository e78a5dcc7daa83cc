/** One after another, in order; a failed turn does not hold up the next. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** `check` runs when the turn comes, before the work; what it throws is the result. */
  run<T>(work: () => Promise<T>, check: () => void): Promise<T> {
    const turn = this.#last.then(() => {
      check();
      return work();
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

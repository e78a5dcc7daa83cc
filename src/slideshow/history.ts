/**
 * What was shown, newest last. Previous and next always agree: going back and forth passes the same photos, and one
 * that cannot be shown any more is passed over in both directions. Nothing changes until `moveTo` or `push`: a photo
 * that fails to decode on the way leaves no trace.
 */
export const historyLimit = 200;

export class History {
  #ids: string[] = [];
  #index = -1;

  get ids(): readonly string[] {
    return this.#ids;
  }

  /** Position of the photo on screen; −1 when nothing was shown yet. */
  get index(): number {
    return this.#index;
  }

  idAt(index: number): string | null {
    return this.#ids[index] ?? null;
  }

  /** The position to go back to from `from`, or null at the beginning. */
  back(from: number, canShow: (id: string) => boolean): number | null {
    return this.#seek(from, -1, canShow);
  }

  /** The position to go forward to from `from`, or null when only new photos are left. */
  forward(from: number, canShow: (id: string) => boolean): number | null {
    return this.#seek(from, 1, canShow);
  }

  moveTo(index: number): void {
    if (index >= 0 && index < this.#ids.length) this.#index = index;
  }

  /** A new photo was shown. After going back, what lay ahead is forgotten, as in a browser. */
  push(id: string): void {
    this.#ids = [...this.#ids.slice(0, this.#index + 1), id].slice(-historyLimit);
    this.#index = this.#ids.length - 1;
  }

  /** An earlier visit's history comes before what this one has shown so far. */
  restore(ids: readonly string[], index: number): void {
    const end = Number.isInteger(index) && index >= 0 ? index + 1 : ids.length;
    const shownSince = this.#ids;
    const earlier = ids.slice(0, shownSince.length > 0 ? end : undefined);
    const joined = [...earlier, ...shownSince];
    const kept = joined.slice(-historyLimit);
    const at = shownSince.length > 0 ? earlier.length + this.#index : Math.min(end, earlier.length) - 1;
    this.#ids = kept;
    this.#index = Math.max(-1, at - (joined.length - kept.length));
  }

  #seek(from: number, step: 1 | -1, canShow: (id: string) => boolean): number | null {
    const here = this.#ids[from];
    for (let at = from + step; at >= 0 && at < this.#ids.length; at += step) {
      const id = this.#ids[at];
      if (id !== undefined && id !== here && canShow(id)) return at;
    }
    return null;
  }
}

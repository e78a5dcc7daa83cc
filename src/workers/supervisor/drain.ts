/**
 * Ended generations whose results may still come: their ports stay open for a while, so that everything that arrives is disposed
 * of. Page thread.
 */
import type { Link } from './link.ts';

/** How long results of an ended generation are still taken from its port. */
const drainMs = 1000;
const lastTurnMs = 20;

interface Draining {
  readonly link: Pick<Link, 'close'>;
  readonly untilMs: number;
  readonly isLast: boolean;
}

export class Drain {
  #draining: Draining[] = [];

  get isEmpty(): boolean {
    return this.#draining.length === 0;
  }

  /** Attended time at which something here is due. */
  dueMs(): number {
    return Math.min(...this.#draining.map(({ untilMs }) => untilMs));
  }

  add(link: Pick<Link, 'close'>, nowMs: number): void {
    this.#draining.push({ link, untilMs: nowMs + drainMs, isLast: false });
  }

  /** Closes the ports whose time is over. A page that was blocked meanwhile has the results still before it: one more turn. */
  pass(nowMs: number): void {
    this.#draining = this.#draining.flatMap((one) => {
      if (nowMs < one.untilMs) return [one];
      if (!one.isLast) return [{ ...one, untilMs: nowMs + lastTurnMs, isLast: true }];
      one.link.close();
      return [];
    });
  }
}

/**
 * Feeds worker: the listings that wait for someone to ask for their next page. Owns a listing while it holds it and
 * stops one that nobody asks for. Cursors die with the worker: one from an earlier generation is unknown here.
 */
import { AppError } from '../../shared/errors.ts';
import type { Listing } from './listing.ts';

/** A cursor that nobody asks for this long is dropped. */
export const cursorIdleMs = 60_000;

export interface Cursors {
  /** Hands the listing over, so that two calls never share one. Throws a retryable `source.unreachable` when unknown. */
  take(cursor: number): Listing;
  /** `cursor` null: a new number. */
  keep(cursor: number | null, listing: Listing): number;
}

export function createCursors(): Cursors {
  const kept = new Map<number, { listing: Listing; idle: ReturnType<typeof setTimeout> }>();
  let last = 0;
  return {
    take(cursor) {
      const found = kept.get(cursor);
      if (!found) {
        throw new AppError('source.unreachable', 'Reading your photos was interrupted. It starts again by itself.', {
          retryable: true,
          detail: 'cursor',
        });
      }
      kept.delete(cursor);
      clearTimeout(found.idle);
      return found.listing;
    },
    keep(cursor, listing) {
      const number = cursor ?? ++last;
      const idle = setTimeout(() => {
        kept.delete(number);
        listing.stop();
      }, cursorIdleMs);
      kept.set(number, { listing, idle });
      return number;
    },
  };
}

/** Pages of a service's answers as photos: each once, to an end, and a sentence when there are none. Any thread. */
import type { PhotoRef } from './photo.ts';
import { empty } from './service-words.ts';

export interface ServicePage {
  readonly items: readonly unknown[];
  /** Whether asking for the next page is worth while. */
  readonly hasMore: boolean;
}

export interface PagedListing {
  readonly maxPages: number;
  readonly signal: AbortSignal;
  /** From 1. Throws `source.*`. */
  page(number: number): Promise<ServicePage>;
  /** Null for what is no photo to show. */
  toRef(item: unknown): PhotoRef | null;
  /** For a listing without photos. */
  readonly nothing: string;
}

export async function* listPages({ maxPages, signal, page, toRef, nothing }: PagedListing): AsyncGenerator<PhotoRef> {
  const seen = new Set<string>();
  let before = '';
  for (let number = 1; number <= maxPages; number++) {
    const { items, hasMore } = await page(number);
    // A service that does not know pages gives the same one for ever.
    const begins = JSON.stringify(items[0] ?? null);
    if (number > 1 && begins === before) break;
    before = begins;
    for (const item of items) {
      if (signal.aborted) return;
      const ref = toRef(item);
      if (!ref || seen.has(ref.id)) continue;
      seen.add(ref.id);
      yield ref;
    }
    if (!hasMore || items.length === 0) break;
  }
  if (seen.size === 0) throw empty(nothing);
}

/**
 * Feeds worker: the first page of a listing, soon. Where the source is slow or fails at once, the photos that are kept come first: a
 * screen that starts while the network is slow shows something all the same.
 */
import { isAbort, toErrorData } from '../../shared/errors.ts';
import { keptRows } from '../../shared/offline-photos.ts';
import type { PhotoRef } from '../../shared/photo.ts';
import { refsOf } from './kept-entries.ts';
import { maxPageRefs, type Listing } from './listing.ts';

/** Photos on screen are promised within a second and a half of a start. */
export const headStartMs = 500;

export interface FirstPage {
  readonly refs: PhotoRef[];
  readonly isLast: boolean;
  /** Goes on with what follows. */
  readonly listing: Listing;
}

type Page = Awaited<ReturnType<Listing['nextPage']>>;

async function isLate(page: Promise<unknown>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(true), headStartMs);
  });
  const inTime = page.then(
    () => false,
    () => false,
  );
  return Promise.race([inTime, late]).finally(() => clearTimeout(timer));
}

/** The page that was asked for already comes first. */
function resumed(listing: Listing, page: Promise<Page>): Listing {
  let first: Promise<Page> | null = page;
  page.catch(() => undefined);
  return {
    ...listing,
    nextPage(signal) {
      const next = first ?? listing.nextPage(signal);
      first = null;
      return next;
    },
  };
}

const newestOf = async (entryId: string): Promise<PhotoRef[]> => refsOf(await keptRows(entryId)).slice(0, maxPageRefs);

/** Throws what the listing throws when nothing is kept. */
export async function firstPage(entryId: string, listing: Listing, signal?: AbortSignal): Promise<FirstPage> {
  const page = listing.nextPage(signal);
  if (!(await isLate(page))) {
    try {
      return { ...(await page), listing };
    } catch (error) {
      const { kind } = toErrorData(error);
      const kept = isAbort(error) || kind !== 'source.unreachable' ? [] : await newestOf(entryId);
      if (kept.length === 0) throw error;
      return { refs: kept, isLast: false, listing: resumed(listing, page) };
    }
  }
  const kept = await newestOf(entryId);
  if (kept.length === 0) return { ...(await page), listing };
  return { refs: kept, isLast: false, listing: resumed(listing, page) };
}

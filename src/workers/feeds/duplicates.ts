/**
 * Feeds worker: a picture that several feeds show is listed by the first of them only. Pure but for the memory of who listed what; knows
 * pictures by their normal address.
 *
 * Invariant: a picture has one owner among the entries in use; when the owner stops listing it, or is out of use, those that left it out
 * for its sake are told to be listed again.
 */
import { normalAddress } from '../../shared/normal-address.ts';
import type { PhotoRef } from '../../shared/photo.ts';

/** Where the same pictures go round. A folder of one’s own, or an album, is listed as it is. */
const shared = new Set(['feed', 'flickr', 'list', 'pexels', 'reddit', 'unsplash', 'wallhaven']);

export interface Duplicates {
  /** Those of a page that nobody else lists. */
  filter(entryId: string, refs: readonly PhotoRef[]): readonly PhotoRef[];
  /** A listing begins; ends with `finish`, or another beginning. */
  begin(entryId: string): void;
  /** It is complete: what it no longer has is free. */
  finish(entryId: string): void;
  /** Only these are in use. */
  follow(entryIds: readonly string[]): void;
}

interface Claim {
  readonly entryId: string;
  readonly photoId: string;
}

/** Behind the companion or a proxy, the picture's own address is what counts. */
function keyOf({ locator }: PhotoRef): string | null {
  if (locator.kind !== 'url') return null;
  const inner = /\/proxy\/image\?url=([^&]+)/.exec(locator.url)?.[1];
  try {
    return normalAddress(inner === undefined ? locator.url : decodeURIComponent(inner));
  } catch {
    return null;
  }
}

export function createDuplicates(changed: (entryId: string) => void): Duplicates {
  const claims = new Map<string, Claim>();
  /** Key to the entries that left it out. */
  const waiting = new Map<string, Set<string>>();
  const listing = new Map<string, Set<string>>();

  function release(isFree: (claim: Claim, key: string) => boolean): void {
    const told = new Set<string>();
    for (const [key, claim] of claims) {
      if (!isFree(claim, key)) continue;
      claims.delete(key);
      for (const entryId of waiting.get(key) ?? []) if (entryId !== claim.entryId) told.add(entryId);
      waiting.delete(key);
    }
    for (const entryId of told) changed(entryId);
  }

  function take(entryId: string, ref: PhotoRef): boolean {
    const key = shared.has(ref.sourceId) ? keyOf(ref) : null;
    if (key === null) return true;
    const owner = claims.get(key);
    if (!owner) claims.set(key, { entryId, photoId: ref.id });
    else if (owner.entryId !== entryId) {
      waiting.set(key, (waiting.get(key) ?? new Set()).add(entryId));
      return false;
    } else if (owner.photoId !== ref.id) {
      // The entry may have changed the address; within one listing the first stays.
      if (listing.get(entryId)?.has(key)) return false;
      claims.set(key, { entryId, photoId: ref.id });
    }
    listing.get(entryId)?.add(key);
    return true;
  }

  return {
    filter: (entryId, refs) => refs.filter((ref) => take(entryId, ref)),
    begin: (entryId) => void listing.set(entryId, new Set()),
    finish(entryId) {
      const seen = listing.get(entryId);
      listing.delete(entryId);
      if (seen) release((claim, key) => claim.entryId === entryId && !seen.has(key));
    },
    follow(entryIds) {
      const used = new Set(entryIds);
      release(({ entryId }) => !used.has(entryId));
      for (const [key, entries] of waiting) {
        for (const entryId of entries) if (!used.has(entryId)) entries.delete(entryId);
        if (entries.size === 0) waiting.delete(key);
      }
    },
  };
}

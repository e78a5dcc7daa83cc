/**
 * The ratio between a person's own photos and those from the web, as weights of entries. Pure. Within each side the weights of the
 * settings hold; a side without photos gives its share to the other.
 */
import type { EntryWeight } from '../../shared/chooser.ts';

/** Sources that hold what a person brought; all others are the web's. */
const own = new Set(['folder', 'companion', 'webdav', 'immich', 'photoprism']);
export const isOwn = (source: string): boolean => own.has(source);

/** One photo of a tiny side is not shown more often than this for each of the other. */
const mostCopies = 50;
const leastShare = 0.02;

export interface Balance {
  /** Photos that take part, by entry. */
  readonly counts: ReadonlyMap<string, number>;
  /** Source by entry. */
  readonly kinds: ReadonlyMap<string, string>;
  /** 0–1. */
  readonly localShare: number;
  readonly mix: 'photo' | 'source';
}

export function weighed(entries: readonly EntryWeight[], balance: Balance): readonly EntryWeight[] {
  const { counts, kinds, mix } = balance;
  const isLocal = ({ id }: EntryWeight): boolean => isOwn(kinds.get(id) ?? '');
  const massOf = (entry: EntryWeight): number => {
    const count = counts.get(entry.id) ?? 0;
    return mix === 'photo' ? entry.weight * count : count > 0 ? entry.weight : 0;
  };
  const sum = (side: readonly EntryWeight[]) => side.reduce((total, entry) => total + massOf(entry), 0);
  const local = sum(entries.filter(isLocal));
  const web = sum(entries.filter((entry) => !isLocal(entry)));
  if (local === 0 || web === 0) return entries;
  const share = Math.min(1 - leastShare, Math.max(leastShare, balance.localShare));
  const factors = { local: share / local, web: (1 - share) / web };
  const least = Math.min(factors.local, factors.web);
  // Two digits: weights that move with every new photo would begin every round anew.
  const factorOf = (entry: EntryWeight) =>
    Number(Math.min(mostCopies, (isLocal(entry) ? factors.local : factors.web) / least).toPrecision(2));
  return entries.map((entry) => ({ ...entry, weight: entry.weight * factorOf(entry) }));
}

/**
 * The feeds of an entry: those whose addresses it has, and behind them what lists of feeds (OPML) among these name. Lists are read like feeds,
 * so what they name today is what is followed. Worker only.
 */
import type { FeedMemory } from './feed-memory.ts';
import { maxListed, memoryKey, type Wanted } from './refresh.ts';

export interface Followed {
  readonly url: string;
  /** The address of the list that names it. */
  readonly list?: string;
  /** What the list calls it; '' when it does not say. */
  readonly title?: string;
}

export class Following {
  readonly #all: Followed[];
  readonly #known: Set<string>;
  #listed = 0;

  constructor(urls: readonly string[]) {
    this.#all = urls.map((url) => ({ url }));
    this.#known = new Set(urls);
  }

  /** Grows at its end while lists are read. */
  get all(): readonly Followed[] {
    return this.#all;
  }

  /** What was found at an address. */
  learn({ url, list }: Followed, { listed }: FeedMemory): void {
    for (const feed of (list === undefined && listed?.feeds) || []) {
      if (this.#known.has(feed.url) || this.#listed >= maxListed) continue;
      this.#known.add(feed.url);
      this.#all.push({ url: feed.url, list: url, title: feed.title });
      this.#listed += 1;
    }
  }
}

export const wantedFor = ({ list }: Followed, wanted: Wanted): Wanted =>
  list === undefined ? wanted : { ...wanted, list };

export const keyOfFollowed = ({ url, list }: Followed, minimumPx: number): string =>
  memoryKey(url, list === undefined ? { minimumPx } : { minimumPx, list });

/**
 * The library's say in the queue: what the worker chose, brought to the photos as they are drawn. Page; answers from memory.
 *
 * Wishes are asked for once per draw. They come in turns (a favourite every fourth photo, one of this day every third) so that
 * nothing crowds out the rest, and only extras are shown beyond their turn in the round.
 */
import type { Chooser, EntryWeight, Wish } from '../../shared/chooser.ts';
import type { Settings } from '../../shared/core-settings.ts';
import type { WhyRule } from '../../shared/library-api.ts';
import type { ChangedPart, Chosen } from '../../shared/library-commands.ts';
import type { PhotoRef } from '../../shared/photo.ts';
import { weighed } from './balance.ts';

const favouriteEvery = 4;
const todayEvery = 3;
/** Reasons remembered: more than anybody goes back. */
const mostReasons = 500;
const mostNeighbours = 16;

export interface Reason {
  readonly rule: WhyRule;
  /** For `on-this-day`. */
  readonly year?: number;
}

type ReasonedWish = Wish & { readonly reason: Reason };

export interface ChooserPorts {
  settings(): Settings;
  /** 0 ≤ x < 1. */
  random(): number;
  /** Photos that came, or are going: `ref` still knows those. */
  added(refs: readonly PhotoRef[]): void;
  removed(ids: readonly string[]): void;
  /** The photo will be on screen soon: what is like it will be asked for. */
  drawn(photoId: string): void;
  /** Today, as a number that changes at midnight. */
  day(): number;
}

const emptyChoice: Omit<Chosen, keyof ChangedPart> = {
  today: [],
  fresh: [],
  favourites: [],
  fitting: 0,
  known: 0,
  lifted: false,
};

export class LibraryChooser implements Chooser {
  readonly #ports: ChooserPorts;
  readonly #refs = new Map<string, PhotoRef>();
  readonly #never = new Set<string>();
  readonly #reasons = new Map<string, Reason>();
  readonly #neighbours = new Map<string, readonly string[]>();
  #choice = emptyChoice;
  readonly #hidden = new Set<string>();
  /** Hidden by a worker that is gone, until the new one has told all. */
  #stale: Set<string> | null = null;
  #asked: readonly string[] = [];
  #recentFavourites: readonly string[] = [];
  #seenToday = new Set<string>();
  #day = 0;
  #draws = 0;

  constructor(ports: ChooserPorts) {
    this.#ports = ports;
  }

  get choice(): Omit<Chosen, keyof ChangedPart> {
    return this.#choice;
  }

  refs(): IterableIterator<PhotoRef> {
    return this.#refs.values();
  }

  ref(photoId: string): PhotoRef | undefined {
    return this.#refs.get(photoId);
  }

  /** Takes a new choice over; returns the photos that came in or went out by its first part. `isFresh`: as it was asked for. */
  take({ shown, hidden, hasMore, ...choice }: Chosen, isFresh: boolean): string[] {
    this.#choice = choice;
    if (isFresh) this.#stale = new Set(this.#hidden);
    return this.takePart({ shown, hidden, hasMore });
  }

  takePart({ shown, hidden, hasMore }: ChangedPart): string[] {
    const changed = [...shown, ...hidden];
    for (const id of shown) this.#hidden.delete(id);
    for (const id of hidden) {
      this.#hidden.add(id);
      this.#stale?.delete(id);
    }
    if (hasMore || !this.#stale) return changed;
    const stale = [...this.#stale];
    this.#stale = null;
    for (const id of stale) this.#hidden.delete(id);
    return [...changed, ...stale];
  }

  /** Holds from now on, before the worker has chosen anew. */
  setNever(photoId: string, isNever: boolean): void {
    if (isNever) this.#never.add(photoId);
    else this.#never.delete(photoId);
  }

  /** These come next. */
  ask(photoIds: readonly string[]): void {
    this.#asked = photoIds;
  }

  setNeighbours(photoId: string, ids: readonly string[]): void {
    this.#neighbours.set(photoId, ids);
    const [oldest] = this.#neighbours.keys();
    if (this.#neighbours.size > mostNeighbours && oldest !== undefined) this.#neighbours.delete(oldest);
  }

  hasNeighbours(photoId: string): boolean {
    return this.#neighbours.has(photoId);
  }

  reason(photoId: string): Reason | null {
    return this.#reasons.get(photoId) ?? null;
  }

  remember(photoId: string, reason: Reason): void {
    this.#reasons.delete(photoId);
    this.#reasons.set(photoId, reason);
    const [oldest] = this.#reasons.keys();
    if (this.#reasons.size > mostReasons && oldest !== undefined) this.#reasons.delete(oldest);
  }

  added(refs: readonly PhotoRef[]): void {
    for (const ref of refs) this.#refs.set(ref.id, ref);
    this.#ports.added(refs);
  }

  removed(ids: readonly string[]): void {
    this.#ports.removed(ids);
    for (const id of ids) this.#refs.delete(id);
  }

  hides(photoId: string): boolean {
    return this.#never.has(photoId) || this.#hidden.has(photoId);
  }

  *wishes(afterId: string | null): Generator<ReasonedWish> {
    const { choice, slideshow } = this.#ports.settings();
    this.#draws += 1;
    this.#turnOfDay();
    for (const photoId of this.#asked) yield { photoId, again: true, reason: { rule: 'alike' } };
    if (choice.onThisDay && this.#draws % todayEvery === 0) yield* this.#ofToday();
    if (choice.favourites === 'more' && this.#draws % favouriteEvery === 0) yield* this.#favourites();
    if (this.#ports.random() * 100 < choice.freshness) yield* this.#fresh();
    if (slideshow.order === 'flow' && afterId !== null) {
      for (const photoId of this.#neighbours.get(afterId) ?? []) yield { photoId, reason: { rule: 'flow' } };
    }
  }

  granted(wish: Wish): void {
    const { photoId } = wish;
    const { reason } = wish as ReasonedWish;
    this.remember(photoId, reason);
    this.#asked = this.#asked.filter((id) => id !== photoId);
    if (reason.rule === 'on-this-day') this.#seenToday.add(photoId);
    if (reason.rule === 'favourite') this.#recentFavourites = [...this.#recentFavourites, photoId];
    this.#ports.drawn(photoId);
  }

  weigh(entries: readonly EntryWeight[]): readonly EntryWeight[] {
    const { choice, slideshow, sources } = this.#ports.settings();
    if (!choice.balance) return entries;
    const counts = new Map<string, number>();
    for (const { id, entryId } of this.#refs.values()) {
      if (!this.hides(id)) counts.set(entryId, (counts.get(entryId) ?? 0) + 1);
    }
    return weighed(entries, {
      counts,
      kinds: new Map(sources.entries.map(({ id, source }) => [id, source])),
      localShare: choice.localShare / 100,
      mix: slideshow.mix,
    });
  }

  #turnOfDay(): void {
    const day = this.#ports.day();
    if (day === this.#day) return;
    this.#day = day;
    this.#seenToday = new Set();
  }

  /** Each once a day, in an order of its own. */
  *#ofToday(): Generator<ReasonedWish> {
    const open = this.#choice.today.filter(({ photoId }) => !this.#seenToday.has(photoId));
    const from = Math.floor(this.#ports.random() * open.length);
    for (const { photoId, year } of [...open.slice(from), ...open.slice(0, from)]) {
      yield { photoId, again: true, reason: { rule: 'on-this-day', year } };
    }
  }

  /** Any but those that were extras lately. */
  *#favourites(): Generator<ReasonedWish> {
    const all = this.#choice.favourites;
    const recent = new Set(this.#recentFavourites.slice(-Math.floor(all.length / 2)));
    this.#recentFavourites = [...recent];
    const open = all.filter((id) => !recent.has(id));
    const from = Math.floor(this.#ports.random() * open.length);
    for (const photoId of [...open.slice(from), ...open.slice(0, from)]) {
      yield { photoId, again: true, reason: { rule: 'favourite' } };
    }
  }

  *#fresh(): Generator<ReasonedWish> {
    for (const photoId of this.#choice.fresh) yield { photoId, reason: { rule: 'fresh' } };
  }
}

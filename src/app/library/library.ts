/**
 * The library as the page knows it: commands of people on one side, the worker and the queue on the other. Loaded after the first
 * photo. Owns the pace and when to choose anew; photos, marks and prints are the worker's.
 */
import type { SettingsStore } from '../../shared/app-api.ts';
import type { Chooser } from '../../shared/chooser.ts';
import type { AppEvent, EventLog } from '../../shared/events.ts';
import { words } from '../../shared/i18n.ts';
import type { LibraryApi } from '../../shared/library-api.ts';
import type { LibraryEntry } from '../../shared/library-commands.ts';
import type { DecodedPhoto } from '../../shared/photo.ts';
import { isSame } from '../../shared/plain-data.ts';
import { LibraryChooser } from './chooser.ts';
import { isPainted, LibraryFeed } from './feed.ts';
import { createLibraryLink, type LinkPorts } from './link.ts';
import { LibraryMarks } from './marks.ts';
import { sayHealth, sayWhy } from './words.ts';

export interface LibraryParts extends Pick<LinkPorts, 'startWorker'> {
  readonly store: SettingsStore;
  readonly events: EventLog;
  readonly show: {
    choose(chooser: Chooser): (ids: Iterable<string>) => void;
    current(): DecodedPhoto | null;
    next(): void;
  };
  transitionRunning(): boolean;
  /** The worker joins what `status()` tells of. */
  joined: Parameters<typeof createLibraryLink>[1];
}

/** While jobs run, what they found out is taken over this often. */
const refreshMs = 5_000;
const flowNeighbours = 200;
/** Their files lie on this device or beside the companion. */
const near = new Set(['folder', 'companion']);

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function msToMidnight(): number {
  const now = new Date();
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1).getTime() - now.getTime() + 1000;
}

class Library {
  readonly #parts: LibraryParts;
  readonly #chooser: LibraryChooser;
  readonly #feed: LibraryFeed;
  readonly #link: ReturnType<typeof createLibraryLink>;
  /** Gone to when the chooser thinks otherwise of these photos. */
  readonly #apply: (ids: Iterable<string>) => void;
  readonly #listeners = new Set<() => void>();
  readonly #marks: LibraryMarks;
  #refreshTimer: ReturnType<typeof setTimeout> | undefined;
  #midnight: ReturnType<typeof setTimeout> | undefined;
  #isRefreshing = false;
  #wantsRefresh = false;
  #wasLifted = false;
  /** The worker knows nothing of what this page was told, or may be wrong about it. */
  #isFresh = true;

  constructor(parts: LibraryParts) {
    this.#parts = parts;
    const { store } = parts;
    this.#chooser = new LibraryChooser({
      settings: () => store.get(),
      random: Math.random,
      added: (refs) => this.#feed.add(refs),
      removed: (ids) => this.#removed(ids),
      drawn: (photoId) => this.#askNeighbours(photoId),
      day: () => new Date().getDate(),
    });
    this.#feed = new LibraryFeed({
      entries: () => this.#entries(),
      know: (entries, refs) => this.#link.call('know', entries, refs),
      forget: (ids, isGone) => this.#link.call('forget', ids, isGone),
      arrived: () => this.#refresh(0),
      wait,
    });
    this.#link = createLibraryLink(
      {
        startWorker: (hooks) => parts.startWorker(hooks),
        baseUrl: location.origin,
        begun: () => this.#begun(),
        changed: ({ what }) => {
          this.#refresh(what === 'choice' ? 0 : refreshMs);
          this.#tell();
        },
      },
      parts.joined,
    );
    this.#apply = parts.show.choose(this.#chooser);
    this.#marks = new LibraryMarks({
      link: this.#link,
      chooser: this.#chooser,
      sourceOf: (photoId) => this.#sourceOf(photoId),
      changed: (ids) => {
        this.#apply(ids);
        this.#refresh(0);
        this.#tell();
      },
      leave: (photoId) => {
        if (parts.show.current()?.ref.id === photoId) parts.show.next();
      },
    });
    parts.events.on((event) => this.#follow(event));
    document.addEventListener('visibilitychange', () => this.#pace());
    store.onChange((now, before) => {
      if (now.choice === before.choice && now.slideshow === before.slideshow && now.sources === before.sources) return;
      if (!isSame(now.choice, before.choice)) this.#wasLifted = false;
      this.#pace();
      this.#refresh(0);
    });
    const current = parts.show.current();
    if (current) this.#shown(current.ref.id);
  }

  start(): void {
    this.#link.start();
  }

  #entries(): readonly LibraryEntry[] {
    return this.#parts.store.get().sources.entries.map(({ id, source }) => ({ id, isNear: near.has(source) }));
  }

  #begun(): void {
    this.#isFresh = true;
    this.#feed.restart(this.#chooser.refs());
    this.#pace();
    void this.#marks.load().catch(() => undefined);
    this.#awaitMidnight();
  }

  /** Another day, other photos of this day. */
  #awaitMidnight(): void {
    clearTimeout(this.#midnight);
    this.#midnight = setTimeout(() => {
      this.#refresh(0);
      this.#awaitMidnight();
    }, msToMidnight());
  }

  #removed(ids: readonly string[]): void {
    const isOn = new Set(this.#parts.store.get().sources.entries.flatMap(({ id, enabled }) => (enabled ? [id] : [])));
    // An entry that was switched off may come back; what is known of its photos stays.
    const gone = ids.filter((id) => isOn.has(this.#chooser.ref(id)?.entryId ?? ''));
    const away = new Set(gone);
    if (gone.length > 0) this.#feed.remove(gone, true);
    if (gone.length < ids.length) {
      this.#feed.remove(
        ids.filter((id) => !away.has(id)),
        false,
      );
    }
  }

  #follow(event: AppEvent): void {
    if (event.type === 'photo.shown') this.#shown(event.photoId);
    else if (event.type === 'photo.info') this.#informed(event.photoId);
    else if (event.type === 'transition.ended') this.#pace();
  }

  #shown(photoId: string): void {
    const order = this.#parts.store.get().slideshow.order;
    if (!this.#chooser.reason(photoId)) {
      this.#chooser.remember(photoId, { rule: order === 'flow' ? 'shuffle' : order });
    }
    this.#pace();
    if (!this.#link.isStarted) return;
    this.#askNeighbours(photoId);
    const photo = this.#parts.show.current();
    if (photo?.ref.id === photoId) this.#tellSeen(photo);
  }

  #informed(photoId: string): void {
    const photo = this.#parts.show.current();
    if (this.#link.isStarted && photo?.ref.id === photoId) this.#tellSeen(photo);
  }

  #tellSeen({ ref, info, sourceWidthPx, sourceHeightPx, luminance }: DecodedPhoto): void {
    const entry = this.#parts.store.get().sources.entries.find(({ id }) => id === ref.entryId);
    if (!entry || near.has(entry.source) || isPainted(ref)) return;
    const { columns, rows, tone: rgb } = luminance;
    const tone = rgb ? { columns: 2 * columns, rows: 2 * rows, rgb } : null;
    const size = { widthPx: sourceWidthPx, heightPx: sourceHeightPx };
    void this.#link.call('seen', { photoId: ref.id, ...size, info, tone }).catch(() => undefined);
  }

  #pace(): void {
    if (!this.#link.isStarted) return;
    const isOn = this.#parts.store.get().choice.index;
    const options = { isOn, isHeld: this.#parts.transitionRunning(), isIdle: document.hidden };
    void this.#link.call('pace', options).catch(() => undefined);
  }

  #askNeighbours(photoId: string): void {
    if (this.#parts.store.get().slideshow.order !== 'flow' || this.#chooser.hasNeighbours(photoId)) return;
    void this.#loadNeighbours(photoId).catch(() => undefined);
  }

  async #loadNeighbours(photoId: string): Promise<void> {
    const found = await this.#link.call('like', photoId, flowNeighbours);
    const ids = found.map((one) => one.photoId);
    if (ids.length > 0) this.#chooser.setNeighbours(photoId, ids);
  }

  /** One at a time; several wishes are one. */
  #refresh(delayMs: number): void {
    if (!this.#link.isStarted) return;
    if (delayMs > 0 && this.#refreshTimer !== undefined) return;
    clearTimeout(this.#refreshTimer);
    this.#refreshTimer = setTimeout(() => {
      this.#refreshTimer = undefined;
      void this.#choose();
    }, delayMs);
  }

  async #choose(): Promise<void> {
    this.#wantsRefresh = true;
    if (this.#isRefreshing) return;
    this.#isRefreshing = true;
    try {
      while (this.#wantsRefresh) {
        this.#wantsRefresh = false;
        const isFresh = this.#isFresh;
        this.#isFresh = false;
        const choice = await this.#link.call('choose', this.#parts.store.get().choice, Date.now(), isFresh);
        this.#apply(this.#chooser.take(choice, isFresh));
        // Each part is a task of its own: frames come in between.
        for (let { hasMore } = choice; hasMore && !this.#wantsRefresh;) {
          const part = await this.#link.call('chooseMore');
          this.#apply(this.#chooser.takePart(part));
          ({ hasMore } = part);
        }
        if (choice.lifted && !this.#wasLifted) {
          const message = words('No photo fits your filters, so all of them are shown. Change them in the settings.');
          this.#parts.events.emit({ type: 'notice', message });
        }
        this.#wasLifted = choice.lifted;
        this.#tell();
      }
    } catch {
      // What was chosen last stays; a worker that comes back is told everything and asked again.
      this.#isFresh = true;
    }
    this.#isRefreshing = false;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  #sourceOf(photoId: string): string {
    const ref = this.#chooser.ref(photoId);
    const entry = this.#parts.store.get().sources.entries.find(({ id }) => id === ref?.entryId);
    return entry?.label || ref?.sourceId || '';
  }

  api(): LibraryApi {
    return {
      ...this.#marks.commands(),
      why: (photoId) => this.#why(photoId),
      moreLike: (photoId, count = 24) => this.#link.call('like', photoId, count),
      showMoreLike: async (photoId, count = 12) => {
        const found = await this.#link.call('like', photoId, count);
        this.#chooser.ask(found.map((one) => one.photoId));
        this.#apply([]);
        if (found.length > 0) this.#parts.show.next();
        return found.length;
      },
      albums: () => this.#link.call('albums'),
      choice: () => this.#link.call('count', this.#parts.store.get().choice),
      jobs: async () => {
        const isOn = this.#parts.store.get().choice.index;
        if (!this.#link.isStarted) return sayHealth(null, isOn, false);
        const facts = await this.#link.call('facts').catch(() => null);
        return sayHealth(facts, isOn, facts === null || this.#link.hasFailed);
      },
      requeue: (id) => this.#link.call('requeue', id ?? null),
      onChange: (listener) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
    };
  }

  #why(photoId: string) {
    const reason = this.#chooser.reason(photoId);
    const { fitting, known, lifted } = this.#chooser.choice;
    return reason && sayWhy(reason, this.#sourceOf(photoId), fitting < known && fitting > 0 && !lifted);
  }
}

/** `start` begins to look at photos; without it, the worker starts with the first command. */
export function openLibrary(parts: LibraryParts): { readonly api: LibraryApi; start(): void } {
  const library = new Library(parts);
  return { api: library.api(), start: () => library.start() };
}

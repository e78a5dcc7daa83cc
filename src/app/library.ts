/**
 * The library as the page knows it: commands of people on one side, the worker and the queue on the other. Loaded after the first
 * photo. Owns the undo list, the reasons and the pace; photos, marks and prints are the worker's.
 */
import type { SettingsStore } from '../shared/app-api.ts';
import type { Chooser } from '../shared/chooser.ts';
import { AppError } from '../shared/errors.ts';
import type { AppEvent, EventLog } from '../shared/events.ts';
import { words } from '../shared/i18n.ts';
import type { LibraryApi, MarkChange, MarkKind } from '../shared/library-api.ts';
import type { LibraryEntry } from '../shared/library-commands.ts';
import type { DecodedPhoto } from '../shared/photo.ts';
import { LibraryChooser } from './library-chooser.ts';
import { LibraryFeed } from './library-feed.ts';
import { createLibraryLink, type LinkPorts } from './library-link.ts';
import { sayHealth, sayWhy } from './library-words.ts';

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
const mostUndo = 100;
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
  readonly #apply: (ids: Iterable<string>) => void;
  readonly #listeners = new Set<() => void>();
  readonly #undo: MarkChange[] = [];
  readonly #favourites = new Set<string>();
  #refreshTimer: ReturnType<typeof setTimeout> | undefined;
  #isRefreshing = false;
  #wantsRefresh = false;
  #wasLifted = false;

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
    parts.events.on((event) => this.#follow(event));
    document.addEventListener('visibilitychange', () => this.#pace());
    store.onChange((now, before) => {
      if (now.choice === before.choice && now.slideshow === before.slideshow && now.sources === before.sources) return;
      if (JSON.stringify(now.choice) !== JSON.stringify(before.choice)) this.#wasLifted = false;
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
    this.#feed.restart(this.#chooser.refs());
    this.#pace();
    void this.#loadMarks().catch(() => undefined);
    const midnight = (): void => {
      this.#refresh(0);
      setTimeout(midnight, msToMidnight());
    };
    setTimeout(midnight, msToMidnight());
  }

  async #loadMarks(): Promise<void> {
    const marks = await this.#link.call('marks');
    this.#favourites.clear();
    for (const { photoId, kind } of marks) {
      if (kind === 'favourite') this.#favourites.add(photoId);
      else this.#chooser.setNever(photoId, true);
    }
    this.#apply(marks.flatMap(({ photoId, kind }) => (kind === 'never' ? [photoId] : [])));
    this.#tell();
  }

  #removed(ids: readonly string[]): void {
    const isOn = new Set(this.#parts.store.get().sources.entries.flatMap(({ id, enabled }) => (enabled ? [id] : [])));
    // An entry that was switched off may come back; what is known of its photos stays.
    const gone = ids.filter((id) => isOn.has(id.slice(0, id.indexOf(':'))));
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

  #tellSeen({ ref, info, sourceWidthPx, sourceHeightPx, luminance }: DecodedPhoto): void {
    const entry = this.#parts.store.get().sources.entries.find(({ id }) => id === ref.entryId);
    if (!entry || near.has(entry.source) || ref.locator.kind === 'provider') return;
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
    void this.#link.call('like', photoId, flowNeighbours).then(
      (found) => {
        if (found.length > 0)
          this.#chooser.setNeighbours(
            photoId,
            found.map((one) => one.photoId),
          );
      },
      () => undefined,
    );
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
        const choice = await this.#link.call('choose', this.#parts.store.get().choice, Date.now());
        this.#apply(this.#chooser.take(choice));
        if (choice.lifted && !this.#wasLifted) {
          const message = words('No photo fits your filters, so all of them are shown. Change them in the settings.');
          this.#parts.events.emit({ type: 'notice', message });
        }
        this.#wasLifted = choice.lifted;
        this.#tell();
      }
    } catch {
      // What was chosen last stays; a worker that comes back is told everything and asked again.
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

  async #mark(photoId: string, kind: MarkKind | null): Promise<MarkChange> {
    const ref = this.#chooser.ref(photoId);
    const change = await this.#link.call('mark', photoId, kind, {
      title: ref?.title ?? '',
      source: this.#sourceOf(photoId),
    });
    if (kind === 'favourite') this.#favourites.add(photoId);
    else this.#favourites.delete(photoId);
    this.#chooser.setNever(photoId, kind === 'never');
    this.#apply([photoId]);
    this.#refresh(0);
    this.#tell();
    const { show } = this.#parts;
    if (kind === 'never' && show.current()?.ref.id === photoId) show.next();
    return change;
  }

  async #say(photoId: string, kind: MarkKind | null, only?: MarkKind): Promise<void> {
    if (kind !== null && !this.#chooser.ref(photoId)) {
      throw new AppError('input.invalid', 'This photo is not in your sources any more.');
    }
    if (only && kind === null && (only === 'favourite') !== this.#favourites.has(photoId)) {
      const marks = await this.#link.call('marks');
      if (!marks.some((mark) => mark.photoId === photoId && mark.kind === only)) return;
    }
    const change = await this.#mark(photoId, kind);
    if (change.before === change.after) return;
    this.#undo.push(change);
    if (this.#undo.length > mostUndo) this.#undo.shift();
  }

  api(): LibraryApi {
    const list = async (kind: MarkKind) => (await this.#link.call('marks')).filter((mark) => mark.kind === kind);
    return {
      favourite: (photoId) => this.#say(photoId, 'favourite'),
      unfavourite: (photoId) => this.#say(photoId, null, 'favourite'),
      never: (photoId) => this.#say(photoId, 'never'),
      allow: (photoId) => this.#say(photoId, null, 'never'),
      undo: async () => {
        const last = this.#undo.pop();
        if (!last) return null;
        await this.#mark(last.photoId, last.before);
        return last;
      },
      isFavourite: (photoId) => this.#favourites.has(photoId),
      listFavourites: () => list('favourite'),
      listNever: () => list('never'),
      exportMarks: async () => {
        const marks = await this.#link.call('marks');
        const text = JSON.stringify({ afterimage: 'marks', version: 1, marks }, null, 2);
        return new File([text], 'afterimage-favourites.json', { type: 'application/json' });
      },
      importMarks: async (text) => {
        const imported = await this.#link.call('importMarks', text);
        await this.#loadMarks();
        this.#refresh(0);
        return imported;
      },
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
      choice: async () => {
        const { fitting, known, lifted } = await this.#link.call('choose', this.#parts.store.get().choice, Date.now());
        return { fitting, known, lifted };
      },
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

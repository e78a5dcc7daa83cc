/** Everything around the slideshow, faked: a stage and a decoder that keep account of every bitmap. */
import { coreSettings, type Settings } from '../../src/shared/core-settings.ts';
import { AppError } from '../../src/shared/errors.ts';
import { createEventLog, type AppEvent } from '../../src/shared/events.ts';
import type { DecodedPhoto, PhotoRef, SlideTarget } from '../../src/shared/photo.ts';
import type { QueueMemory, QueueStep } from '../../src/shared/queue-memory.ts';
import { defaultsOf } from '../../src/shared/settings-spec.ts';
import type { SourceEntry } from '../../src/shared/source.ts';
import type { DecodePort, FeedsPort, MemoryPort, ScanPage, ShowResult, StagePort } from '../../src/slideshow/ports.ts';
import { createSlideshow } from '../../src/slideshow/slideshow.ts';
import type { VirtualClock } from './virtual-clock.ts';

export function photo(id: string, entryId = 'a', more: Partial<PhotoRef> = {}): PhotoRef {
  const locator = { kind: 'url', url: `/${id}.jpg` } as const;
  return { id, entryId, sourceId: 'links', title: id, name: id, locator, ...more };
}

export function photos(count: number, entryId = 'a'): PhotoRef[] {
  return Array.from({ length: count }, (_, index) => photo(`${entryId}:${index}`, entryId));
}

export function entry(id: string, weight = 1, more: Partial<SourceEntry> = {}): Settings['sources']['entries'][number] {
  return { id, source: 'links', label: id, enabled: true, weight, params: {}, ...more };
}

/** Counts what is open; closing twice throws in the test's face. */
export class Bitmaps {
  opened = 0;
  closed = 0;
  mostOpen = 0;
  readonly doubleClosed: string[] = [];
  readonly openNames = new Set<string>();

  get open(): number {
    return this.opened - this.closed;
  }

  make(name: string, widthPx: number, heightPx: number): ImageBitmap {
    this.opened += 1;
    this.mostOpen = Math.max(this.mostOpen, this.open);
    let isClosed = false;
    this.openNames.add(name);
    const close = () => {
      if (isClosed) this.doubleClosed.push(name);
      else this.closed += 1;
      this.openNames.delete(name);
      isClosed = true;
    };
    return { width: widthPx, height: heightPx, close } as ImageBitmap;
  }
}

export type DecodeBehaviour = { readonly ms: number } & (
  { readonly how: 'ok' | 'never' | 'ignores-abort' } | { readonly how: 'fails'; readonly error: AppError }
);

export class FakeDecoder implements DecodePort {
  readonly bitmaps = new Bitmaps();
  readonly asked: string[] = [];
  running = 0;
  mostRunning = 0;
  behave: (ref: PhotoRef) => DecodeBehaviour = () => ({ how: 'ok', ms: 100 });
  /** Called at the start of each decode. */
  onAsked: () => void = () => undefined;
  readonly #clock: VirtualClock;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  decode(ref: PhotoRef, target: SlideTarget, signal: AbortSignal): Promise<DecodedPhoto> {
    this.asked.push(ref.id);
    this.onAsked();
    this.running += 1;
    this.mostRunning = Math.max(this.mostRunning, this.running);
    const behaviour = this.behave(ref);
    return new Promise<DecodedPhoto>((resolve, reject) => {
      if (behaviour.how !== 'ignores-abort') {
        signal.addEventListener('abort', () => reject(new AppError('aborted', 'Stopped.', { retryable: true })));
      }
      if (behaviour.how === 'never') return;
      this.#clock.setTimeout(() => {
        if (behaviour.how === 'fails') reject(behaviour.error);
        else if (behaviour.how === 'ok' && signal.aborted) return;
        else resolve(this.#photo(ref, target));
      }, behaviour.ms);
    }).finally(() => {
      this.running -= 1;
    });
  }

  #photo(ref: PhotoRef, target: SlideTarget): DecodedPhoto {
    return {
      ref,
      bitmap: this.bitmaps.make(ref.id, target.widthPx, target.heightPx),
      sourceWidthPx: 4000,
      sourceHeightPx: 3000,
      averageColor: 0,
      palette: [],
      luminance: { columns: 1, rows: 1, mean: new Uint8Array(1), detail: new Uint8Array(1) },
      info: {},
      decodeMs: 1,
      mediaType: 'image/jpeg',
    };
  }
}

export class FakeStage implements StagePort {
  readonly shown: string[] = [];
  readonly replaced: string[] = [];
  target_: { widthPx: number; heightPx: number; dpr: number; pixels: boolean } | null = {
    widthPx: 1920,
    heightPx: 1080,
    dpr: 1,
    pixels: false,
  };
  transitionMs = 1000;
  behave: () => 'ok' | 'skips' | 'refuses' | 'cuts' | 'never-finishes' = () => 'ok';
  #current: DecodedPhoto | null = null;
  #running = 0;
  readonly #listeners = new Set<() => void>();
  readonly #clock: VirtualClock;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  get onScreen(): DecodedPhoto | null {
    return this.#current;
  }

  show(photo: DecodedPhoto): ShowResult {
    const behaviour = this.behave();
    if (behaviour === 'skips' || behaviour === 'refuses' || this.#running > 0) {
      photo.bitmap.close();
      return { outcome: 'skipped', finished: Promise.resolve(behaviour === 'refuses' ? 'failed' : 'skipped') };
    }
    const before = this.#current;
    this.#current = photo;
    this.shown.push(photo.ref.id);
    if (behaviour === 'cuts' || !before) {
      before?.bitmap.close();
      return { outcome: 'cut', finished: Promise.resolve('finished') };
    }
    this.#running += 1;
    const finished = new Promise<string>((resolve) => {
      this.#clock.setTimeout(() => {
        this.#running -= 1;
        before.bitmap.close();
        if (behaviour === 'ok') resolve('finished');
      }, this.transitionMs);
    });
    return { outcome: 'started', finished };
  }

  replace(photo: DecodedPhoto): void {
    this.#current?.bitmap.close();
    this.#current = photo;
    this.replaced.push(photo.ref.id);
  }

  target() {
    return this.target_;
  }

  onResize(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  resize(widthPx: number, heightPx: number): void {
    this.target_ = { widthPx, heightPx, dpr: 1, pixels: false };
    for (const listener of this.#listeners) listener();
  }

  transitionRunning(): boolean {
    return this.#running > 0;
  }

  dispose(): void {
    this.#current?.bitmap.close();
    this.#current = null;
  }
}

export class FakeFeeds implements FeedsPort {
  readonly lists = new Map<string, readonly PhotoRef[]>();
  readonly errors = new Map<string, AppError>();
  readonly scans: string[] = [];
  watched: readonly string[] = [];
  pageSize = 500;
  pageMs = 10;
  readonly #listeners = new Set<(entryId: string) => void>();
  readonly #clock: VirtualClock;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  scan(entry: SourceEntry, cursor: number | null): Promise<ScanPage> {
    if (cursor === null) this.scans.push(entry.id);
    const from = cursor ?? 0;
    return new Promise((resolve, reject) => {
      this.#clock.setTimeout(() => {
        const error = this.errors.get(entry.id);
        if (error) {
          reject(error);
          return;
        }
        const all = this.lists.get(entry.id) ?? [];
        const end = from + this.pageSize;
        resolve({ refs: all.slice(from, end), cursor: end < all.length ? end : null });
      }, this.pageMs);
    });
  }

  watch(entries: readonly SourceEntry[]): Promise<void> {
    this.watched = entries.map((watched) => watched.id);
    return Promise.resolve();
  }

  onChanged(listener: (entryId: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  change(entryId: string, refs: readonly PhotoRef[]): void {
    this.lists.set(entryId, refs);
    for (const listener of this.#listeners) listener(entryId);
  }
}

/** Keeps the steps the way the store worker does. */
export class FakeMemory implements MemoryPort {
  memory: QueueMemory = { seed: 0, played: [], history: [], historyIndex: -1, failures: [] };
  loadMs = 5;
  saves = 0;
  readonly #clock: VirtualClock;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  load(): Promise<QueueMemory> {
    return new Promise((resolve) => this.#clock.setTimeout(() => resolve(this.memory), this.loadMs));
  }

  save(steps: readonly QueueStep[]): Promise<void> {
    this.saves += 1;
    for (const step of steps) this.memory = remember(this.memory, step);
    return Promise.resolve();
  }
}

export function remember(memory: QueueMemory, step: QueueStep): QueueMemory {
  switch (step.type) {
    case 'played':
      return { ...memory, played: [...memory.played, step.photoId] };
    case 'round':
      if (step.entryId === undefined) return { ...memory, seed: step.seed, played: [] };
      return {
        ...memory,
        entrySeeds: { ...memory.entrySeeds, [step.entryId]: step.seed },
        played: memory.played.filter((id) => !id.startsWith(`${step.entryId}:`)),
      };
    case 'history':
      return { ...memory, history: step.history, historyIndex: step.historyIndex };
    case 'failure': {
      const others = memory.failures.filter((failure) => failure.photoId !== step.failure.photoId);
      return { ...memory, failures: [...others, step.failure] };
    }
    case 'failure.cleared':
      return { ...memory, failures: memory.failures.filter((failure) => failure.photoId !== step.photoId) };
  }
}

export class FakeSettings {
  #settings: Settings;
  readonly #listeners = new Set<(settings: Settings, previous: Settings) => void>();

  constructor(entries: Settings['sources']['entries'], slideshow: Partial<Settings['slideshow']> = {}) {
    const [show, transitions, display, interaction, visualizer, sources, sound, widgets, choice, offline] =
      coreSettings;
    this.#settings = {
      slideshow: { ...defaultsOf(show), ...slideshow },
      transitions: defaultsOf(transitions),
      display: defaultsOf(display),
      interaction: defaultsOf(interaction),
      visualizer: defaultsOf(visualizer),
      sources: { ...defaultsOf(sources), entries },
      sound: defaultsOf(sound),
      widgets: defaultsOf(widgets) as Settings['widgets'],
      choice: defaultsOf(choice),
      offline: defaultsOf(offline),
    };
  }

  get(): Settings {
    return this.#settings;
  }

  set(change: (settings: Settings) => Partial<Settings>): void {
    const previous = this.#settings;
    this.#settings = { ...previous, ...change(previous) };
    for (const listener of this.#listeners) listener(this.#settings, previous);
  }

  onChange(listener: (settings: Settings, previous: Settings) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

export class FakePage {
  #isVisible = true;
  readonly #listeners = new Set<() => void>();

  visible(): boolean {
    return this.#isVisible;
  }

  onVisibility(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  setVisible(visible: boolean): void {
    this.#isVisible = visible;
    for (const listener of this.#listeners) listener();
  }
}

export interface WorldOptions {
  readonly clock: VirtualClock;
  readonly entries?: Settings['sources']['entries'];
  readonly lists?: Readonly<Record<string, readonly PhotoRef[]>>;
  readonly slideshow?: Partial<Settings['slideshow']>;
  readonly deviceMemoryGb?: number;
  readonly memory?: FakeMemory;
  readonly seed?: number;
}

/** A slideshow with everything around it. */
export function createWorld(options: WorldOptions) {
  const { clock } = options;
  const entries = options.entries ?? [entry('a')];
  const stage = new FakeStage(clock);
  const decoder = new FakeDecoder(clock);
  const feeds = new FakeFeeds(clock);
  const memory = options.memory ?? new FakeMemory(clock);
  const settings = new FakeSettings(entries, { intervalSec: 10, ...options.slideshow });
  const page = new FakePage();
  const log = createEventLog(500, () => clock.monotonicMs());
  const events: AppEvent[] = [];
  log.on((event) => events.push(event));
  for (const [id, refs] of Object.entries(options.lists ?? {})) feeds.lists.set(id, refs);
  const show = createSlideshow({
    events: log,
    settings,
    stage,
    decode: decoder,
    feeds,
    memory,
    clock,
    page,
    seed: options.seed ?? 1,
    ...(options.deviceMemoryGb === undefined ? {} : { deviceMemoryGb: options.deviceMemoryGb }),
  });
  return { clock, stage, decoder, feeds, memory, settings, page, events, show };
}

export type World = ReturnType<typeof createWorld>;

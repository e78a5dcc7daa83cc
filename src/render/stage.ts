/**
 * The stage: draws photos and the changes between them. Main thread; it never decodes or fetches.
 *
 * It owns every bitmap from `show` or `replace` until it closes it, once; the only frame loop; the time
 * everything moves by; and the running transition. Renderers belong to the ladder.
 *
 * Invariants: a transition always ends on its exact target, however it ends; a request during one is
 * skipped; a late frame shows the current moment, none is replayed; while nothing moves no frame is drawn.
 */
import type { StageMetrics } from '../shared/app-api.ts';
import type { Settings } from '../shared/core-settings.ts';
import type { EventLog } from '../shared/events.ts';
import type { DecodedPhoto } from '../shared/photo.ts';
import type { TierId } from '../shared/tier.ts';
import { chooseTransition, type Choice } from './choose.ts';
import { browserFrames, FrameLoop, MotionClock, type FrameSource } from './clocks.ts';
import { Durations } from './distribution.ts';
import { ease } from './easing.ts';
import { Ladder, drawable, type Demotion } from './ladder.ts';
import { PhotoLedger } from './ledger.ts';
import { Pace } from './pace.ts';
import { Slide } from './slide.ts';
import type { StillInput } from './still.ts';
import { SurfaceSize, type StageTarget } from './surface-size.ts';
import type { StageFrame, TierPhoto } from './tier.ts';
import type { TransitionDefinition } from './transition.ts';
import { loadTransitions } from './transitions.ts';
import { transition as crossfade } from './transitions/crossfade/index.ts';

/** The first photo arrives out of the page's background. */
const FIRST_FADE_MS = 400;
/** A transition that is not over this long after it should be is ended. */
const WATCHDOG_MS = 3_000;
/** Upload work per frame. */
const UPLOAD_BUDGET_MS = 2;
const COMPILE_POLL_MS = 40;

export type ShowEnd = 'finished' | 'cancelled' | 'watchdog' | 'hidden' | 'skipped' | 'failed';

export interface ShowOptions {
  /** No transition; a running one is ended on its target first. */
  readonly cut?: boolean;
  /** This transition, whatever the settings say. */
  readonly transition?: string;
  /** How long the photo will stay, milliseconds: paces the drift and caps the transition. */
  readonly slideDurationMs?: number;
}

export interface ShowResult {
  readonly outcome: 'started' | 'cut' | 'skipped';
  /** Settles when the photo is on screen for good, or why it is not. Never rejects. */
  readonly finished: Promise<ShowEnd>;
}

export interface StageOptions {
  readonly host: HTMLElement;
  readonly events: EventLog;
  settings(): Pick<Settings, 'display' | 'transitions'>;
  reducedMotion(): boolean;
  /** For tests: the time and where frames come from. */
  readonly now?: () => number;
  readonly frames?: FrameSource;
  readonly random?: () => number;
  readonly watchdogMs?: number;
}

export interface Stage {
  /** Takes the bitmap in every case: shown, skipped or unusable, the stage closes it. */
  show(photo: DecodedPhoto, options?: ShowOptions): ShowResult;
  /** The same photo composed anew (other size or fit); swaps without a transition. Takes the bitmap. */
  replace(photo: DecodedPhoto): void;
  /** Ends a running transition on its exact target, now. */
  cancel(reason: string): void;
  /** Everything holds still; a transition in flight too. */
  pause(): void;
  resume(): void;
  /** Call after `display` or `transitions` settings, or the wish for reduced motion, changed. */
  refresh(): void;
  /** The size slides should be composed for. */
  target(): StageTarget;
  onResize(listener: (target: StageTarget) => void): () => void;
  tier(): TierId;
  demotions(): readonly Demotion[];
  transition(): { readonly id: string; readonly progress: number } | null;
  /** True when it can begin without waiting for a compiler. */
  isReady(transitionId: string): boolean;
  /** Known after the first photo; empty before. */
  transitions(): readonly TransitionDefinition[];
  metrics(): StageMetrics;
  resetMetrics(): void;
  /** One exact frame, drawn apart from the show. Takes both bitmaps. Rejects with `input.invalid`. */
  still(input: StillInput): Promise<ImageBitmap>;
  /** Resolves when the first photo is painted. */
  readonly painted: Promise<void>;
  demote(reason: string): void;
  loseContext(times?: number): void;
  dispose(): void;
}

interface Incoming {
  readonly slide: Slide;
  readonly definition: TransitionDefinition;
  readonly run: Choice['run'];
  readonly isCut: boolean;
  readonly settle: (end: ShowEnd) => void;
  /** Motion time of the first frame; null while photo and program are being made ready. */
  startMs: number | null;
  watchdog: ReturnType<typeof setTimeout> | undefined;
}

interface Replacement {
  readonly slide: Slide;
  readonly held: TierPhoto;
}

class ShowStage implements Stage {
  readonly painted: Promise<void>;
  readonly #options: StageOptions;
  readonly #now: () => number;
  readonly #random: () => number;
  readonly #motion = new MotionClock();
  readonly #loop: FrameLoop;
  readonly #size: SurfaceSize;
  readonly #ladder: Ladder;
  readonly #ledger = new PhotoLedger();
  readonly #pace = new Pace();
  readonly #frameMs = new Durations();
  readonly #gapMs = new Durations();
  readonly #uploadMs = new Durations();
  readonly #resizeListeners = new Set<(target: StageTarget) => void>();
  readonly #dropped = new Set<string>();
  #definitions: readonly TransitionDefinition[] = [];
  #current: Slide | null = null;
  #incoming: Incoming | null = null;
  #replacements: Replacement[] = [];
  #last: { id: string | null; variant: string | null } = { id: null, variant: null };
  #motionMs = 0;
  /** One frame is owed although nothing moves (resize, shown again, a replaced photo). */
  #dirty = false;
  #idleFrames = 0;
  #resolvePainted: () => void = nothing;
  #disposed = false;
  #warmTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: StageOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
    this.#random = options.random ?? Math.random;
    this.painted = new Promise((resolve) => (this.#resolvePainted = resolve));
    this.#loop = new FrameLoop(options.frames ?? browserFrames, (timeMs, gapMs) => this.#onFrame(timeMs, gapMs));
    this.#size = new SurfaceSize(options.host, () => this.#onSurfaceResize());
    this.#ladder = new Ladder({
      host: options.host,
      events: options.events,
      size: () => this.#size.current,
      wanted: () => options.settings().display.tier,
      slowestFrameMs: () => this.#slowestFrameMs(),
      photos: () => this.#photos(),
      frame: () => this.#frame(),
      uploaded: (ms) => this.#uploadMs.add(ms),
      wake: () => this.#wake(),
      changed: () => this.#tierChanged(),
    });
    document.addEventListener('visibilitychange', this.#onVisibility);
    if (document.hidden) this.#motion.hold('hidden', this.#now());
    void this.painted.then(() => this.#afterFirstPhoto());
  }

  show(photo: DecodedPhoto, options: ShowOptions = {}): ShowResult {
    if (this.#disposed || (this.#incoming && !options.cut)) {
      photo.bitmap.close();
      this.#options.events.emit({ type: 'transition.skipped', reason: 'another transition is running' });
      return { outcome: 'skipped', finished: Promise.resolve('skipped') };
    }
    if (this.#incoming) this.#finish('cancelled');
    const held = this.#ledger.take(photo);
    if (!held || !this.#admit(held)) return { outcome: 'skipped', finished: Promise.resolve('failed') };
    const isCut = options.cut === true || this.#motion.held;
    return this.#begin(photo.ref.id, held, isCut, options);
  }

  #begin(id: string, held: TierPhoto, isCut: boolean, options: ShowOptions): ShowResult {
    const { definition, run, variant } = this.#choose(options);
    const isFirst = this.#current === null;
    const durationMs = isCut ? 0 : isFirst ? FIRST_FADE_MS : run.durationMs;
    const slide = new Slide(id, held, {
      durationMs: options.slideDurationMs === undefined ? undefined : options.slideDurationMs + run.durationMs,
      seed: this.#random(),
    });
    let settle: (end: ShowEnd) => void = nothing;
    const finished = new Promise<ShowEnd>((resolve) => (settle = resolve));
    this.#incoming = {
      slide,
      definition: isFirst ? crossfade : definition,
      run: { ...run, id: isFirst ? crossfade.id : run.id, durationMs },
      isCut: isCut || isFirst,
      settle,
      startMs: null,
      watchdog: undefined,
    };
    if (!isCut && !isFirst) this.#last = { id: run.id, variant };
    this.#armWatchdog();
    if (document.hidden) this.#finish('hidden');
    else this.#wake();
    return { outcome: isCut ? 'cut' : 'started', finished };
  }

  #choose(options: ShowOptions): Choice {
    const { active } = this.#ladder;
    return chooseTransition({
      definitions: this.#definitions,
      settings: this.#options.settings().transitions,
      wanted: options.transition,
      lastId: this.#last.id,
      lastVariant: this.#last.variant,
      dropped: this.#dropped,
      reducedMotion: this.#options.reducedMotion(),
      isReady: (definition) => active.prepare(definition) === 'ready',
      slideDurationMs: options.slideDurationMs,
      random: this.#random,
      fallback: crossfade,
    });
  }

  /** False: the photo itself is unusable; it has been closed. */
  #admit(held: TierPhoto): boolean {
    for (;;) {
      try {
        this.#ladder.admit(held);
        return true;
      } catch (error) {
        const isLast = this.#ladder.level === 'css';
        if (held.photo.bitmap.width === 0 || isLast) {
          this.#release(held);
          return false;
        }
        this.#ladder.demote(reasonOf(error, 'a photo could not be taken in'));
      }
    }
  }

  #release(held: TierPhoto): void {
    this.#ladder.forget(held);
    this.#ledger.close(held);
  }

  replace(photo: DecodedPhoto): void {
    const slide = [this.#incoming?.slide, this.#current].find((candidate) => candidate?.id === photo.ref.id);
    const held = slide && this.#ledger.take(photo);
    if (!slide || !held) {
      photo.bitmap.close();
      return;
    }
    this.#dropReplacements(slide);
    if (!this.#admit(held)) return;
    this.#replacements.push({ slide, held });
    this.#wake();
  }

  #dropReplacements(slide: Slide): void {
    for (const replacement of this.#replacements) if (replacement.slide === slide) this.#release(replacement.held);
    this.#replacements = this.#replacements.filter((replacement) => replacement.slide !== slide);
  }

  /** Photos composed anew take their slide's place as soon as the renderer has them. */
  #settleReplacements(): void {
    if (this.#replacements.length === 0) return;
    const { active } = this.#ladder;
    const arrived = this.#replacements.filter(({ held }) => active.ready(held));
    this.#replacements = this.#replacements.filter((replacement) => !arrived.includes(replacement));
    for (const { slide, held } of arrived) {
      const old = slide.swap(held);
      this.#draw();
      this.#release(old);
    }
  }

  #photos(): TierPhoto[] {
    const photos = this.#replacements.map(({ held }) => held);
    if (this.#incoming) photos.unshift(this.#incoming.slide.held);
    if (this.#current) photos.unshift(this.#current.held);
    return photos;
  }

  #progress(): number {
    const incoming = this.#incoming;
    if (!incoming || incoming.startMs === null) return 0;
    const elapsedMs = this.#motionMs - incoming.startMs;
    if (elapsedMs >= incoming.run.durationMs) return 1;
    return ease(incoming.definition.easing, elapsedMs / incoming.run.durationMs);
  }

  /** What the screen shows at the present motion time. */
  #frame(): StageFrame | null {
    const surface = this.#size.current;
    const moment = this.#motionMs;
    const incoming = this.#incoming;
    const from = this.#current?.placed(moment, surface) ?? null;
    if (incoming && incoming.startMs !== null) {
      const { definition, run } = incoming;
      return { from, to: incoming.slide.placed(moment, surface), progress: this.#progress(), definition, run };
    }
    if (!from) return null;
    return { from: null, to: from, progress: 1, definition: crossfade, run: PLAIN_RUN };
  }

  #draw(): void {
    for (;;) {
      const frame = this.#frame();
      if (!frame) return;
      try {
        this.#ladder.active.draw(drawable(this.#ladder.active, frame));
        return;
      } catch (error) {
        if (this.#ladder.level === 'css') return;
        this.#ladder.demote(reasonOf(error, 'a frame could not be drawn'));
      }
    }
  }

  /** One tick: uploads, hand-overs, the frame. True asks for the next one. */
  #onFrame(timeMs: number, gapMs: number | null): boolean {
    const startedMs = performance.now();
    if (!this.#needsFrame()) this.#idleFrames++;
    this.#motionMs = this.#motion.at(Math.max(timeMs, 0));
    const moved = this.#isMoving();
    this.#ladder.advance(UPLOAD_BUDGET_MS);
    this.#settleReplacements();
    this.#startIfReady();
    this.#followSettings();
    const changed = this.#dirty || moved || this.#isMoving();
    this.#dirty = false;
    if (this.#incoming && this.#progress() >= 1) this.#finish('finished');
    else if (changed) this.#draw();
    if (this.#incoming?.startMs !== null && this.#progress() > 0) this.#resolvePainted();
    this.#frameMs.add(performance.now() - startedMs);
    if (gapMs !== null && moved) this.#addGap(gapMs);
    return this.#needsFrame();
  }

  #addGap(gapMs: number): void {
    this.#gapMs.add(gapMs);
    if (this.#incoming && this.#incoming.startMs !== null) this.#pace.gap(gapMs);
  }

  #isMoving(): boolean {
    if (this.#motion.held) return false;
    if (this.#incoming && this.#incoming.startMs !== null) return true;
    return this.#current?.isMoving(this.#motionMs) ?? false;
  }

  #needsFrame(): boolean {
    if (document.hidden || this.#disposed) return false;
    const loading = this.#incoming !== null && this.#incoming.startMs === null;
    return this.#dirty || loading || this.#ladder.busy || this.#replacements.length > 0 || this.#isMoving();
  }

  #wake(): void {
    this.#dirty = true;
    if (!document.hidden && !this.#disposed) this.#loop.ask();
  }

  #startIfReady(): void {
    const incoming = this.#incoming;
    if (!incoming || incoming.startMs !== null || !this.#ladder.active.ready(incoming.slide.held)) return;
    incoming.startMs = this.#motionMs;
    this.#pace.begin();
  }

  /** Drift on or off as the settings say now. */
  #followSettings(): void {
    const { kenBurns, kenBurnsZoom } = this.#options.settings().display;
    const zoomPercent = kenBurns && !this.#options.reducedMotion() ? kenBurnsZoom : 0;
    const { widthPx, heightPx } = this.#size.current;
    const arriving = this.#incoming && this.#incoming.startMs !== null ? this.#incoming.slide : null;
    for (const slide of [this.#current, arriving]) slide?.follow(zoomPercent, this.#motionMs, widthPx / heightPx);
  }

  /** The only way a transition ends: the target is drawn alone, then the old photo goes. */
  #finish(how: 'finished' | 'cancelled' | 'watchdog' | 'hidden'): void {
    const incoming = this.#incoming;
    if (!incoming) return;
    clearTimeout(incoming.watchdog);
    if (!this.#ladder.active.ready(incoming.slide.held)) this.#ladder.complete();
    const old = this.#current;
    this.#incoming = null;
    this.#current = incoming.slide;
    this.#draw();
    if (old) {
      this.#dropReplacements(old);
      this.#release(old.held);
    }
    if (!incoming.isCut) this.#options.events.emit({ type: 'transition.ended', id: incoming.run.id, how });
    incoming.settle(how);
    this.#resolvePainted();
    if (how === 'finished' && !incoming.isCut) this.#judgePace(incoming);
    this.#wake();
  }

  #slowestFrameMs(): number {
    const { tier, minFps } = this.#options.settings().display;
    return tier === 'auto' && minFps > 0 ? 1000 / minFps : 0;
  }

  #judgePace(incoming: Incoming): void {
    const { id } = incoming.run;
    const isFade = incoming.definition.tags.includes('reduced-motion');
    const verdict = this.#pace.judge(id, isFade, this.#slowestFrameMs());
    if (verdict === 'demote') {
      this.#ladder.demote('it could not keep a watchable frame rate over several transitions');
    } else if (verdict === 'drop' && !this.#dropped.has(id)) {
      this.#dropped.add(id);
      this.#options.events.emit({ type: 'transition.dropped', id, reason: 'it is too slow on this device' });
    }
  }

  #armWatchdog(): void {
    const incoming = this.#incoming;
    if (!incoming) return;
    clearTimeout(incoming.watchdog);
    incoming.watchdog = setTimeout(
      () => this.#finish('watchdog'),
      incoming.run.durationMs + (this.#options.watchdogMs ?? WATCHDOG_MS),
    );
  }

  cancel(_reason: string): void {
    this.#finish('cancelled');
  }

  pause(): void {
    this.#motion.hold('paused', this.#now());
    clearTimeout(this.#incoming?.watchdog);
    if (!this.#needsFrame()) this.#loop.stop();
  }

  resume(): void {
    this.#motion.release('paused', this.#now());
    this.#armWatchdog();
    this.#wake();
  }

  readonly #onVisibility = (): void => {
    if (document.hidden) {
      this.#finish('hidden');
      this.#motion.hold('hidden', this.#now());
      this.#loop.stop();
    } else {
      this.#motion.release('hidden', this.#now());
      this.#wake();
    }
  };

  refresh(): void {
    this.#ladder.refresh();
    this.#wake();
  }

  target(): StageTarget {
    return this.#size.current;
  }

  onResize(listener: (target: StageTarget) => void): () => void {
    this.#resizeListeners.add(listener);
    return () => this.#resizeListeners.delete(listener);
  }

  /** Resizing empties a canvas, so the frame is drawn again in the same task. */
  #onSurfaceResize(): void {
    this.#ladder.resize(this.#size.current);
    this.#draw();
    this.#wake();
    for (const listener of this.#resizeListeners) listener(this.#size.current);
  }

  #tierChanged(): void {
    this.#pace.reset();
    this.#warmUp();
  }

  /** Everything that may wait until a photo is on screen: definitions, stronger renderers. */
  async #afterFirstPhoto(): Promise<void> {
    await idle();
    if (this.#disposed) return;
    try {
      this.#definitions = await loadTransitions();
    } catch {
      this.#options.events.emit({ type: 'notice', message: 'Transitions could not be loaded; photos crossfade.' });
    }
    if (!this.#disposed) await this.#ladder.climb();
    this.#warmUp();
  }

  /** Compiles one transition after the other while nothing depends on it. */
  #warmUp(): void {
    clearTimeout(this.#warmTimer);
    if (this.#disposed) return;
    const { active } = this.#ladder;
    const pending = this.#definitions.find((definition) => active.prepare(definition) === 'pending');
    if (pending) this.#warmTimer = setTimeout(() => this.#warmUp(), COMPILE_POLL_MS);
  }

  tier(): TierId {
    return this.#ladder.level;
  }

  demotions(): readonly Demotion[] {
    return this.#ladder.demotions;
  }

  transition(): { id: string; progress: number } | null {
    const incoming = this.#incoming;
    return incoming && !incoming.isCut ? { id: incoming.run.id, progress: this.#progress() } : null;
  }

  isReady(transitionId: string): boolean {
    const definition = this.#definitions.find(({ id }) => id === transitionId);
    return definition !== undefined && this.#ladder.active.prepare(definition) === 'ready';
  }

  transitions(): readonly TransitionDefinition[] {
    return this.#definitions;
  }

  metrics(): StageMetrics {
    return {
      frames: { count: this.#frameMs.count, mainMs: this.#frameMs.summary(), gapMs: this.#gapMs.summary() },
      idleFramesDrawn: this.#idleFrames,
      bitmaps: this.#ledger.summary(),
      textures: this.#ladder.active.textures(),
      uploadMs: this.#uploadMs.summary(),
    };
  }

  resetMetrics(): void {
    this.#frameMs.reset();
    this.#gapMs.reset();
    this.#uploadMs.reset();
    this.#ledger.reset();
    this.#idleFrames = 0;
  }

  async still(input: StillInput): Promise<ImageBitmap> {
    const { drawStill } = await import('./still.ts');
    return drawStill({ tier: this.#ladder.level, ...input });
  }

  demote(reason: string): void {
    this.#ladder.demote(reason);
  }

  loseContext(times = 1): void {
    this.#ladder.loseContext(times);
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#finish('cancelled');
    this.#disposed = true;
    clearTimeout(this.#warmTimer);
    document.removeEventListener('visibilitychange', this.#onVisibility);
    this.#loop.stop();
    this.#size.dispose();
    this.#ladder.dispose();
    this.#ledger.closeAll();
  }
}

const nothing = (): void => undefined;
const PLAIN_RUN: Choice['run'] = { id: crossfade.id, durationMs: 0, params: {}, seed: 0 };

function reasonOf(error: unknown, otherwise: string): string {
  const words = error instanceof Error ? error.message : '';
  return words ? `${otherwise} (${words})` : otherwise;
}

function idle(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(() => resolve(), { timeout: 1_000 });
    else setTimeout(resolve, 200);
  });
}

export function createStage(options: StageOptions): Stage {
  return new ShowStage(options);
}

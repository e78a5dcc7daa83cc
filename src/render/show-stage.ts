/** The stage's engine: one show, its frames and its ends. Promises and invariants are in stage.ts. */
import type { Accord, ExpectedRun } from '../shared/accord.ts';
import type { StageMetrics } from '../shared/app-api.ts';
import type { DecodedPhoto } from '../shared/photo.ts';
import type { TierId } from '../shared/tier.ts';
import { Arrival } from './arrival.ts';
import { browserFrames, FrameLoop, MotionClock } from './clocks.ts';
import { Holdings } from './holdings.ts';
import type { Library } from './library.ts';
import { Ladder } from './ladder.ts';
import type { Demotion } from './ladder-env.ts';
import type { Attached, StageLayer } from './layer.ts';
import { LayerSlot } from './layer-slot.ts';
import { OnStage } from './on-stage.ts';
import type { Rehearsal } from './rehearsal.ts';
import { Repertoire } from './repertoire.ts';
import { Slide } from './slide.ts';
import { StageCounters } from './stage-counters.ts';
import type { ShowOptions, ShowResult, Stage, StageOptions } from './stage.ts';
import type { StillInput } from './still.ts';
import { SurfaceSize, type StageTarget } from './surface-size.ts';
import type { StageFrame, TierPhoto } from './tier.ts';
import { drawable, reasonOf, slowestFrameMs } from './tier-kit.ts';
import { transition as crossfade } from './transitions/crossfade/index.ts';

/** The first photo arrives out of the page's background. */
const FIRST_FADE_MS = 400;
/** A transition that is not over this long after it should be is ended. */
const WATCHDOG_MS = 3_000;
/** Upload work per frame. */
const UPLOAD_BUDGET_MS = 1.5;

class ShowStage implements Stage {
  readonly painted: Promise<void>;
  accord: Accord | null = null;
  readonly #options: StageOptions;
  readonly #now: () => number;
  readonly #random: () => number;
  readonly #motion = new MotionClock();
  readonly #loop: FrameLoop;
  readonly #size: SurfaceSize;
  readonly #ladder: Ladder;
  readonly #photos: Holdings;
  readonly #repertoire: Repertoire;
  readonly #counters = new StageCounters();
  readonly #layer: LayerSlot;
  readonly #resizeListeners = new Set<(target: StageTarget) => void>();
  readonly #on = new OnStage();
  #motionMs = 0;
  /** One frame is owed although nothing moves (resize, shown again, a replaced photo). */
  #dirty = false;
  #resolvePainted: () => void = nothing;
  #disposed = false;

  constructor(options: StageOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
    this.#random = options.random ?? Math.random;
    this.painted = new Promise((resolve) => (this.#resolvePainted = resolve));
    this.#loop = new FrameLoop(options.frames ?? browserFrames, (timeMs, gapMs) => this.#onFrame(timeMs, gapMs));
    this.#size = new SurfaceSize(options.host, () => this.#onSurfaceResize());
    this.#layer = new LayerSlot(options.events, () => {
      if (!document.hidden && !this.#disposed) this.#loop.ask();
    });
    this.#ladder = new Ladder({
      host: options.host,
      events: options.events,
      size: () => this.#size.current,
      wanted: () => options.settings().display.tier,
      slowestFrameMs: () => slowestFrameMs(options.settings().display),
      photos: () => this.#on.photos(this.#photos.waiting),
      frame: () => this.#frame(),
      uploaded: (ms) => this.#counters.uploadMs.add(ms),
      wake: () => this.#wake(),
      changed: () => this.#rehearsal?.tierChanged(),
      contextLost: () => this.#rehearsal?.contextLost() ?? false,
    });
    this.#photos = new Holdings(this.#ladder);
    this.#repertoire = new Repertoire({
      ...options,
      random: this.#random,
      active: () => this.#ladder.active,
      size: () => this.#size.current,
      busy: () => this.#on.incoming !== null,
      demote: (reason) => this.#ladder.demote(reason),
    });
    document.addEventListener('visibilitychange', this.#onVisibility);
    if (document.hidden) this.#motion.hold('hidden', this.#now());
    void this.painted.then(() => this.#afterFirstPhoto());
  }

  get #rehearsal(): Rehearsal | null {
    return this.#repertoire.rehearsal;
  }

  show(photo: DecodedPhoto, options: ShowOptions = {}): ShowResult {
    // The first photo's fade out of the background is no transition: whoever asks for the next one gets it.
    if (this.#on.current === null && this.#on.incoming) this.#finish('finished');
    if (this.#disposed || (this.#on.incoming && !options.cut)) {
      photo.bitmap.close();
      this.#options.events.emit({ type: 'transition.skipped', reason: 'another transition is running' });
      return { outcome: 'skipped', finished: Promise.resolve('skipped') };
    }
    if (this.#on.incoming) this.#finish('cancelled');
    const held = this.#photos.take(photo);
    if (!held) return { outcome: 'skipped', finished: Promise.resolve('failed') };
    const isCut = options.cut === true || this.#motion.held;
    return this.#begin(photo.ref.id, held, isCut, options);
  }

  #begin(id: string, held: TierPhoto, isCut: boolean, options: ShowOptions): ShowResult {
    const isFirst = this.#on.current === null;
    const accord = isCut || isFirst || options.transition ? null : this.accord;
    const agreed = accord?.heard();
    const choice = this.#repertoire.choose(options.transition, options.slideDurationMs, agreed);
    const { definition } = choice;
    const fitMs = (!agreed && this.#options.fitDuration?.(choice.run.durationMs)) || choice.run.durationMs;
    const run = { ...choice.run, durationMs: fitMs };
    const durationMs = isCut ? 0 : isFirst ? FIRST_FADE_MS : run.durationMs;
    const slide = new Slide(id, held, {
      durationMs: options.slideDurationMs === undefined ? undefined : options.slideDurationMs + run.durationMs,
      seed: this.#random(),
    });
    const arrival = new Arrival({
      slide,
      definition: isFirst ? crossfade : definition,
      run: { ...run, id: isFirst ? crossfade.id : run.id, durationMs },
      isCut: isCut || isFirst,
      dueMs: accord?.begins(run) ?? 0,
    });
    const { finished } = arrival;
    this.#on.incoming = arrival;
    if (!isCut && !isFirst) this.#rehearsal?.played(choice);
    this.#armWatchdog();
    if (document.hidden) this.#finish('hidden');
    else this.#wake();
    if (isFirst)
      return { outcome: 'cut', finished: Promise.race([finished, this.painted.then(() => 'finished' as const)]) };
    return { outcome: isCut ? 'cut' : 'started', finished };
  }

  replace(photo: DecodedPhoto): void {
    const slide = [this.#on.incoming?.slide, this.#on.current].find((candidate) => candidate?.id === photo.ref.id);
    if (!slide) photo.bitmap.close();
    else if (this.#photos.replace(slide, photo)) this.#wake();
  }

  #progress(): number {
    return this.#on.incoming?.progress(this.#motionMs) ?? 0;
  }

  /** What the screen shows at the present motion time. */
  #frame(): StageFrame | null {
    return this.#on.frame(this.#motionMs, this.#size.current);
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
    if (!this.#needsFrame() && !this.#layer.asked) this.#counters.idleFrames++;
    this.#motionMs = this.#motion.at(Math.max(timeMs, 0));
    const moved = this.#isMoving();
    this.#ladder.advance(UPLOAD_BUDGET_MS);
    this.#photos.settle(() => this.#draw());
    this.#startIfReady();
    this.#followSettings();
    const changed = this.#dirty || moved || this.#isMoving();
    this.#dirty = false;
    if (this.#on.incoming && this.#progress() >= 1) this.#finish('finished');
    else if (changed) this.#draw();
    if (this.#progress() > 0) this.#resolvePainted();
    this.#layer.draw(() => ({ timeMs, gapMs, target: this.#size.current, shown: this.#frame() }));
    this.#counters.frameMs.add(performance.now() - startedMs);
    if (gapMs !== null && moved) this.#addGap(gapMs);
    return this.#needsFrame();
  }

  get host(): HTMLElement {
    return this.#options.host;
  }

  attach(layer: StageLayer): Attached {
    return this.#layer.attach(layer);
  }

  #addGap(gapMs: number): void {
    this.#counters.gapMs.add(gapMs);
    if (this.#on.incoming?.begun) this.#rehearsal?.gap(gapMs);
  }

  #isMoving(): boolean {
    return !this.#motion.held && this.#on.isMoving(this.#motionMs);
  }

  #needsFrame(): boolean {
    if (document.hidden || this.#disposed) return false;
    const loading = this.#on.incoming?.begun === false;
    return (
      this.#dirty || loading || this.#ladder.busy || this.#photos.hasWaiting || this.#isMoving() || this.#layer.wants()
    );
  }

  #wake(): void {
    this.#dirty = true;
    if (!document.hidden && !this.#disposed) this.#loop.ask();
  }

  #startIfReady(): void {
    const incoming = this.#on.incoming;
    if (!incoming || incoming.begun || !this.#ladder.active.ready(incoming.slide.held)) return;
    if (!incoming.begin(this.#motionMs, this.#now())) return;
    this.#rehearsal?.begin(incoming.definition);
  }

  /** Drift on or off as the settings say now. */
  #followSettings(): void {
    const { kenBurns, kenBurnsZoom } = this.#options.settings().display;
    const zoomPercent = kenBurns && !this.#options.reducedMotion() ? kenBurnsZoom : 0;
    const { widthPx, heightPx } = this.#size.current;
    this.#on.follow(zoomPercent, this.#motionMs, widthPx / heightPx);
  }

  /** The only way a transition ends: the target is drawn alone, then the old photo goes. */
  #finish(how: 'finished' | 'cancelled' | 'watchdog' | 'hidden'): void {
    const incoming = this.#on.incoming;
    if (!incoming) return;
    incoming.unwatch();
    if (!this.#ladder.active.ready(incoming.slide.held)) this.#ladder.complete();
    const old = this.#on.current;
    this.#on.incoming = null;
    this.#on.current = incoming.slide;
    this.#draw();
    if (old) {
      this.#photos.dropFor(old);
      this.#photos.release(old.held);
    }
    if (!incoming.isCut) this.#options.events.emit({ type: 'transition.ended', id: incoming.run.id, how });
    incoming.settle(how);
    this.#resolvePainted();
    if (!incoming.isCut) this.#rehearsal?.ended(incoming.definition, how);
    this.#rehearsal?.rest();
    this.#wake();
  }

  #armWatchdog(): void {
    this.#on.incoming?.watch(this.#options.watchdogMs ?? WATCHDOG_MS, () => this.#finish('watchdog'));
  }

  cancel(_reason: string): void {
    this.#finish('cancelled');
  }

  pause(): void {
    this.#motion.hold('paused', this.#now());
    this.#on.incoming?.unwatch();
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

  refresh(isSeen = true): void {
    this.#ladder.refresh();
    this.#repertoire.refresh();
    if (isSeen) this.#wake();
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

  /** Everything that may wait until a photo is on screen: definitions, stronger renderers. */
  async #afterFirstPhoto(): Promise<void> {
    await idle();
    if (this.#disposed) return;
    await this.#repertoire.load();
    if (!this.#disposed) await this.#ladder.climb();
    this.#rehearsal?.rest();
  }

  tier(): TierId {
    return this.#ladder.level;
  }

  demotions(): readonly Demotion[] {
    return this.#ladder.demotions;
  }

  transition(): { id: string; progress: number } | null {
    const incoming = this.#on.incoming;
    return incoming && !incoming.isCut ? { id: incoming.run.id, progress: this.#progress() } : null;
  }

  isReady(transitionId: string): boolean {
    return this.#rehearsal?.isReady(transitionId) ?? false;
  }

  get library(): Library {
    return this.#repertoire.library;
  }

  upcoming(): ExpectedRun | null {
    return this.#rehearsal?.upcoming() ?? null;
  }

  expect(next: ExpectedRun): void {
    this.#rehearsal?.expect(next);
  }

  metrics(): StageMetrics {
    return this.#counters.metrics(this.#photos.summary(), this.#ladder.active.textures());
  }

  resetMetrics(): void {
    this.#counters.reset();
    this.#photos.reset();
  }

  async still(input: StillInput): Promise<ImageBitmap> {
    const { drawStill } = await import('./still.ts');
    const find = (id: string) => this.library.need(id);
    return drawStill({ tier: this.#ladder.level, ...input }, find, this.library.geometry);
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
    this.#repertoire.dispose();
    document.removeEventListener('visibilitychange', this.#onVisibility);
    this.#loop.stop();
    this.#size.dispose();
    this.#ladder.dispose();
    this.#photos.closeAll();
  }
}

export function createStage(options: StageOptions): Stage {
  return new ShowStage(options);
}

const nothing = (): void => undefined;

function idle(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(() => resolve(), { timeout: 1_000 });
    else setTimeout(resolve, 200);
  });
}

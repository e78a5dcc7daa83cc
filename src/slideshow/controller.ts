/**
 * The machine behind `createSlideshow`: requests, timers, settings and what the library tells.
 *
 * Invariants
 * - At most one `Request` is at work; a newer one replaces it, and it then stops at its next wait.
 * - Nothing is decoded while a transition runs, nor (except on request) while the page is hidden.
 * - A `DecodedPhoto` is owned by the prefetch, by the request that took it, or by the stage; the last good one stays.
 * - Open bitmaps: on screen, coming in, ahead (one; two with much memory), and one spare for going back or resizing.
 * - At most `maxTries` photos fail per change of the screen; then the show waits.
 */
import type { Pacer } from '../shared/accord.ts';
import type { Settings } from '../shared/core-settings.ts';
import { AppError, isAbort } from '../shared/errors.ts';
import type { Chooser } from '../shared/chooser.ts';
import { say } from '../shared/i18n.ts';
import type { DecodedPhoto, SlideTarget } from '../shared/photo.ts';
import { isSame } from '../shared/plain-data.ts';
import type { SourceEntry } from '../shared/source.ts';
import type { QueueMemory } from '../shared/queue-memory.ts';
import { assemble, type Parts } from './assemble.ts';
import { maxTries, type Changed } from './changer.ts';
import { IntervalTimer } from './interval-timer.ts';
import type { SlideshowPorts } from './ports.ts';
import type { Draw } from './queue.ts';
import { View, type Tally } from './view.ts';

/** How long the first photo waits for the memory of the last visit. */
const memoryPatienceMs = 500;
const quickRetryMs = 1_000;
const longestRetryMs = 60_000;
const ampleMemoryGb = 8;

type Kind = 'next' | 'previous' | 'show';

interface Request {
  readonly kind: Kind;
  readonly abort: AbortController;
}

export class Controller {
  readonly #ports: SlideshowPorts;
  readonly #parts: Parts;
  readonly #timer: IntervalTimer;
  readonly #stops: (() => void)[] = [];
  #request: Request | null = null;
  /** False until the last visit's memory came, or took too long. */
  #isOpen = false;
  #isDisposed = false;
  #isPaused = false;
  #pacer: Pacer | null = null;
  #standIn: SourceEntry | null = null;
  /** It was time for another photo and there was none. */
  #isOverdue = false;
  /** Changes in a row that came to nothing. */
  #barren = 0;
  readonly #tally: Tally = {
    slides: 0,
    skippedRequests: 0,
    isBarren: () => this.#barren > 0,
    hasStandIn: () => this.#standIn !== null,
  };
  /** What the show tells of itself. */
  readonly view: View;

  constructor(ports: SlideshowPorts) {
    this.#ports = ports;
    this.#parts = assemble(ports, {
      target: () => this.#target(),
      intervalMs: () => this.#intervalMs(),
      choosing: () => this.#request !== null,
      visible: () => this.#isVisible(),
      fill: () => this.#fill(),
      wake: () => this.#wake(),
      goOn: () => this.#goOn(),
      shown: (photo) => this.#onShown(photo),
      prefetchFailed: (draw, error) => this.#onPrefetchFailed(draw, error),
    });
    this.view = new View(this.#parts, this.#tally);
    this.#timer = new IntervalTimer(ports.clock, () => this.#onTime());
  }

  get current(): DecodedPhoto | null {
    return this.#parts.presenter.current;
  }

  get paused(): boolean {
    return this.#isPaused;
  }

  async start(): Promise<void> {
    const { settings, page, clock } = this.#ports;
    this.#configure(settings.get());
    this.#stops.push(
      settings.onChange((now, before) => this.#onSettings(now, before)),
      page.onVisibility(() => this.#onVisibility()),
      this.#parts.recomposer.start(),
    );
    const loading = this.#parts.memory.load().then((memory) => this.#remember(memory));
    const patience = new Promise<void>((resolve) => clock.setTimeout(resolve, memoryPatienceMs));
    await Promise.race([loading, patience]);
    this.#isOpen = true;
    this.#wake();
  }

  request(kind: 'next' | 'previous'): void {
    if (this.#isDisposed || this.#request?.kind === kind || this.#skips()) return;
    if (
      kind === 'previous' &&
      this.#parts.history.back(this.#parts.history.index, (id) => this.#parts.queue.canShow(id)) === null
    )
      return;
    void this.#run(kind, (signal) => this.#parts.changer[kind](signal));
  }

  async show(photoId: string): Promise<void> {
    if (!this.#request && !this.#parts.presenter.busy && this.current?.ref.id === photoId) return;
    if (!(await this.#parts.intake.isListed(photoId))) {
      throw new AppError('input.invalid', say`There is no photo “${photoId}” in your sources. Check its id.`);
    }
    if (this.#skips())
      throw notNow('A transition is running, so this request was left out. Ask again when it is over.');
    const ref = this.#parts.queue.ref(photoId);
    const changed = ref && (await this.#run('show', (signal) => this.#parts.changer.certain(ref, signal)));
    if (changed?.outcome === 'shown') await changed.finished;
    else if (changed?.outcome === 'failed') throw changed.error;
    else throw notNow('Another request came first. Ask again for this photo.');
  }

  setPaused(paused: boolean): void {
    this.#isPaused = paused;
    if (paused) this.#timer.halt();
    else this.#goOn();
    this.#tellPacer();
  }

  pace(pacer: Pacer): () => void {
    this.#pacer = pacer;
    this.#tellPacer();
    return () => {
      if (this.current && this.#isPlaying() && !this.#parts.presenter.busy) this.request('next');
    };
  }

  clearFailure(photoId: string): void {
    if (!this.#parts.queue.clearFailure(photoId)) return;
    this.#parts.memory.add([{ type: 'failure.cleared', photoId }]);
    this.#wake();
  }

  rescan(entryId?: string): void {
    this.#parts.library.rescan(entryId);
  }

  choose(chooser: Chooser): (ids: Iterable<string>) => void {
    const { queue, prefetch } = this.#parts;
    const settle = (): void => {
      prefetch.drop((id) => queue.isOut(id));
      this.#wake();
    };
    queue.choose(chooser);
    settle();
    return (ids) => {
      queue.rechoose(ids);
      settle();
    };
  }

  standIn(entry: SourceEntry | null): void {
    this.#standIn = entry;
    this.#configure(this.#ports.settings.get());
  }

  reconnectFeeds(): void {
    this.#parts.library.reconnect();
  }

  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    for (const stop of this.#stops) stop();
    this.#request?.abort.abort();
    this.#timer.disarm();
    this.#parts.intake.dispose();
    this.#parts.library.dispose();
    this.#parts.prefetch.clear();
    this.#parts.memory.dispose();
  }

  #tellPacer(): void {
    this.#pacer?.playing(this.#isPlaying());
  }

  #isPlaying(): boolean {
    return this.#isVisible() && !this.#isPaused;
  }

  #isVisible(): boolean {
    return this.#ports.page.visible();
  }

  #intervalMs(): number {
    return this.#ports.settings.get().slideshow.intervalSec * 1000;
  }

  #target(): SlideTarget | null {
    const target = this.#ports.stage.target();
    const { fit, sharpen } = this.#ports.settings.get().display;
    return target && { pixels: false, ...target, fit, sharpen };
  }

  #skips(): boolean {
    if (!this.#parts.presenter.busy) return false;
    this.#tally.skippedRequests += 1;
    this.#ports.events.emit({ type: 'transition.skipped', reason: 'Another transition was running.' });
    return true;
  }

  /** Runs one request to its end; the screen has then changed, or the show waits for the next occasion. */
  async #run(kind: Kind, change: (signal: AbortSignal) => Promise<Changed>): Promise<Changed> {
    this.#request?.abort.abort();
    const request: Request = { kind, abort: new AbortController() };
    this.#request = request;
    this.#parts.recomposer.interrupt();
    this.#timer.disarm();
    const changed = await change(request.abort.signal);
    if (this.#request !== request) return changed;
    this.#request = null;
    if (changed.outcome === 'shown') {
      void changed.finished.then(() => this.#settle());
    } else if (!this.#isDisposed) this.#restWithoutChange(changed);
    return changed;
  }

  #settle(): void {
    this.#rest(this.#intervalMs());
    // What came in may not be wanted any more.
    if (this.#isOverdue) this.#wake();
  }

  #restWithoutChange(changed: Changed): void {
    this.#parts.changer.tries = 0;
    const intervalMs = this.#intervalMs();
    if (changed.outcome === 'skipped') {
      this.#tally.skippedRequests += 1;
      this.#rest(quickRetryMs);
      return;
    }
    this.#isOverdue = true;
    if (changed.outcome === 'barren') {
      const backoffMs = Math.min(longestRetryMs, quickRetryMs * 2 ** Math.min(this.#barren, 10));
      this.#barren += 1;
      this.#rest(this.current ? Math.max(backoffMs, Math.min(intervalMs, longestRetryMs)) : backoffMs);
      return;
    }
    // New photos wake the show by themselves; this is for those that come back by the clock.
    const untilChangeMs = this.#parts.queue.nextChangeMs() - this.#ports.clock.wallMs();
    this.#rest(Math.max(quickRetryMs, Math.min(untilChangeMs, Math.max(intervalMs, longestRetryMs))));
  }

  /** Nothing moves: count down to the next photo and use the time to decode it. */
  #rest(durationMs: number): void {
    if (this.#isDisposed || this.#request) return;
    this.#timer.arm(durationMs, false);
    this.#goOn();
  }

  #goOn(): void {
    if (this.#isDisposed || this.#request || this.#parts.presenter.busy) return;
    if (this.#isPlaying()) this.#timer.go();
    if (!this.#parts.recomposer.pending()) this.#fill();
  }

  #fill(): void {
    if (this.#isDisposed || this.#request || this.#parts.presenter.busy || !this.#isVisible() || !this.current) return;
    if (this.#parts.changer.tries >= maxTries) return;
    const depth = (this.#ports.deviceMemoryGb ?? 0) >= ampleMemoryGb ? 2 : 1;
    this.#parts.prefetch.fill(this.current.ref.id, depth);
  }

  /** The photo was seen for its time. */
  #onTime(): void {
    const waitMs = this.current ? (this.#pacer?.patienceMs() ?? 0) : 0;
    if (waitMs > 0) this.#rest(waitMs);
    else this.#onDue();
  }

  #onDue(): void {
    if (this.#isDisposed || this.#request) return;
    if (this.#parts.presenter.busy) this.#rest(quickRetryMs);
    else void this.#run('next', (signal) => this.#parts.changer.next(signal));
  }

  #onShown(photo: DecodedPhoto): void {
    this.#tally.slides += 1;
    this.#barren = 0;
    this.#isOverdue = false;
    this.#ports.events.emit({ type: 'photo.shown', photoId: photo.ref.id, slide: this.#tally.slides });
    if (photo.draft) this.#parts.recomposer.want();
  }

  #onPrefetchFailed(draw: Draw, error: unknown): void {
    this.#parts.changer.tries += 1;
    if (isAbort(error)) this.#parts.queue.putBack(draw);
    else this.#parts.trouble.failed(draw.ref, draw, error);
    // A request that waits for it goes on by itself.
    if (!this.#parts.trouble.decoderError) this.#fill();
  }

  /** Something that could be shown has come: shows it at once when the screen has been waiting. */
  #wake(): void {
    if (!this.#isOpen || this.#isDisposed || this.#request || this.#parts.presenter.busy) return;
    if (this.current && !this.#isOverdue) {
      this.#fill();
      return;
    }
    if (this.current && !this.#isPlaying()) return;
    if (this.#parts.queue.hasOther(this.current?.ref.id ?? null, this.#ports.clock.wallMs())) this.#onDue();
  }

  #remember(memory: QueueMemory | null): void {
    if (this.#isDisposed) return;
    const hadMemory = memory !== null && (memory.seed !== 0 || memory.history.length > 0);
    if (memory && hadMemory) {
      this.#parts.queue.restore(memory);
      this.#parts.history.restore(memory.history, memory.historyIndex);
    }
    // Without an answer nothing is known about the round that is stored: better not to end it.
    this.#parts.memory.open(hadMemory || memory === null);
  }

  #configure(settings: Settings): void {
    const standIn = this.#standIn;
    const entries = settings.sources.entries.filter((entry) => entry.enabled && entry.id !== standIn?.id);
    if (standIn) entries.push({ label: '', ...standIn });
    this.#parts.queue.configure(entries, settings.slideshow);
    this.#parts.library.configure(entries);
    this.#parts.intake.settle();
    const { current } = this;
    if (!current || entries.some(({ id }) => id === current.ref.entryId)) return;
    // What is on screen is not wanted any more: it stays only as long as there is nothing else.
    this.#isOverdue = true;
    this.#wake();
  }

  #onSettings(now: Settings, before: Settings): void {
    const { intervalSec: nowSec, ...order } = now.slideshow;
    const { intervalSec: beforeSec, ...orderBefore } = before.slideshow;
    if (!isSame(order, orderBefore) || !isSame(now.sources.entries, before.sources.entries)) {
      this.#parts.prefetch.clear();
      this.#configure(now);
      this.#parts.library.rescan();
    }
    if (nowSec !== beforeSec) this.#timer.adjust((nowSec - beforeSec) * 1000);
    if (now.display.fit !== before.display.fit || now.display.sharpen !== before.display.sharpen)
      this.#parts.recomposer.want();
    this.#goOn();
  }

  #onVisibility(): void {
    if (this.#isVisible()) {
      if (this.#isOverdue) this.#wake();
      this.#goOn();
    } else {
      this.#timer.halt();
      this.#parts.recomposer.interrupt();
    }
    this.#tellPacer();
  }
}

function notNow(message: string): AppError {
  return new AppError('aborted', message, { retryable: true });
}

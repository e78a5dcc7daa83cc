/**
 * Plays the previews that can be seen: one animation frame draws as many tiles as the device keeps up with, the rest
 * follow in the next ones. Nothing is drawn while nothing is on screen; with reduced motion each is drawn once, half way.
 */
import type { TransitionPreviews } from '../../shared/app-api.ts';

export interface Playing {
  readonly id: string;
  readonly canvas: HTMLCanvasElement;
  params(): Readonly<Record<string, unknown>> | undefined;
  /** 0–1: neighbours do not change in the same moment. */
  readonly phase: number;
  /** The first picture is there. */
  shown?(): void;
  failed?(): void;
}

interface Tile extends Playing {
  readonly context: CanvasRenderingContext2D;
  /** What is on the canvas; equal means nothing to do. */
  drawn: string;
  isSeen: boolean;
  hasFailed: boolean;
}

/** One way: a moment on the first photo, the change, a moment on the second. */
const REST_MS = 900;
const CHANGE_MS = 1_700;
const WAY_MS = REST_MS + CHANGE_MS;
const BUDGET_MS = 7;
const SLOW_GAP_MS = 34;
const [FEWEST, MOST] = [3, 64];

/** Where a preview stands at a time: there, and back again. */
export function momentAt(timeMs: number, phase: number): { readonly progress: number; readonly isBack: boolean } {
  const at = (timeMs + phase * 2 * WAY_MS) % (2 * WAY_MS);
  const share = Math.min(1, Math.max(0, ((at % WAY_MS) - REST_MS) / CHANGE_MS));
  return { progress: 0.5 - Math.cos(Math.PI * share) / 2, isBack: at >= WAY_MS };
}

export class Player {
  readonly #previews: TransitionPreviews;
  readonly #isStill: boolean;
  readonly #tiles = new Map<Element, Tile>();
  readonly #watcher: IntersectionObserver;
  #frame = 0;
  #next = 0;
  #quota = MOST / 4;
  #lastMs = 0;
  #isHeld = false;

  constructor(previews: TransitionPreviews, options: { readonly root: Element; readonly isStill: boolean }) {
    this.#previews = previews;
    this.#isStill = options.isStill;
    this.#watcher = new IntersectionObserver((entries) => this.#onSeen(entries), { root: options.root });
  }

  add(playing: Playing): void {
    const context = playing.canvas.getContext('2d', { alpha: false });
    if (!context) return;
    const { id, canvas, phase } = playing;
    this.#tiles.set(canvas, {
      id,
      canvas,
      phase,
      context,
      drawn: '',
      isSeen: false,
      hasFailed: false,
      params: () => playing.params(),
      shown: () => playing.shown?.(),
      failed: () => playing.failed?.(),
    });
    this.#watcher.observe(canvas);
  }

  remove(canvas: HTMLCanvasElement): void {
    this.#watcher.unobserve(canvas);
    this.#tiles.delete(canvas);
  }

  #onSeen(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      const tile = this.#tiles.get(target);
      if (!tile) continue;
      tile.isSeen = isIntersecting;
      if (isIntersecting) this.#fit(tile);
    }
    this.#ask();
  }

  /** As sharp as the screen, within what a preview needs. */
  #fit({ canvas }: Tile): void {
    const wanted = Math.round(canvas.clientWidth * Math.min(2, devicePixelRatio));
    const width = Math.min(640, Math.max(160, Math.ceil(wanted / 32) * 32));
    if (canvas.width === width) return;
    canvas.width = width;
    canvas.height = Math.round((width * 9) / 16);
  }

  #ask(): void {
    if (this.#frame === 0 && !this.#isHeld) this.#frame = requestAnimationFrame((nowMs) => this.#tick(nowMs));
  }

  #tick(nowMs: number): void {
    this.#frame = 0;
    if (this.#isHeld) return;
    const seen = [...this.#tiles.values()].filter(({ isSeen, hasFailed }) => isSeen && !hasFailed);
    if (seen.length === 0) return;
    const isSlow = nowMs - this.#lastMs > SLOW_GAP_MS;
    this.#quota = isSlow ? Math.max(FEWEST, this.#quota * 0.8) : Math.min(MOST, this.#quota + 0.5);
    this.#lastMs = nowMs;
    const startMs = performance.now();
    let isDone = true;
    for (let turn = 0, drawn = 0; turn < seen.length && drawn < this.#quota; turn++) {
      const tile = seen[this.#next++ % seen.length];
      if (tile && this.#draw(tile, nowMs)) drawn++;
      if (performance.now() - startMs > BUDGET_MS) break;
    }
    if (this.#isStill) isDone = seen.every(({ drawn }) => drawn !== '');
    if (!this.#isStill || !isDone) this.#ask();
  }

  /** True when it cost something. */
  #draw(tile: Tile, nowMs: number): boolean {
    const { progress, isBack } = this.#isStill ? { progress: 0.5, isBack: false } : momentAt(nowMs, tile.phase);
    const params = tile.params();
    const isOnPhoto = progress === 0 || progress === 1;
    const picture = isOnPhoto ? String(isBack === (progress === 0)) : JSON.stringify([progress, isBack, params]);
    if (tile.drawn === picture) return false;
    const outcome = this.#previews.draw(tile.context, tile.id, progress, { params, isBack });
    if (outcome === 'drawn') {
      if (tile.drawn === '') tile.shown?.();
      tile.drawn = picture;
    } else if (outcome === 'failed') {
      tile.hasFailed = true;
      tile.failed?.();
    }
    return outcome === 'drawn';
  }

  /** While something else needs the graphics card to itself. */
  hold(isHeld: boolean): void {
    this.#isHeld = isHeld;
    if (!isHeld) this.#ask();
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = -1;
    this.#watcher.disconnect();
    this.#tiles.clear();
    this.#previews.dispose();
  }
}

/** A show whose time is told by the test: frames come when it steps, never by themselves. */
import type { ShowResult, Stage, StageOptions } from '../../../src/render/stage.ts';
import type { TierId } from '../../../src/shared/tier.ts';
import type { PictureKind } from './pictures.ts';
import type { Scene } from './page.ts';

const FRAME_MS = 16;
/** The transitions that scenes play unless they say others. */
const USED = ['crossfade', 'slide', 'wipe', 'ripple'];
const PROMOTION_FRAMES = 3_000;

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export class ManualShow {
  readonly stage: Stage;
  readonly ends: string[] = [];
  /** All of chance here, and so the seed of every transition. */
  readonly seed = 0.3;
  readonly #scene: Scene;
  readonly #waiting = new Map<number, (timeMs: number) => void>();
  #handle = 0;
  #nowMs = 1_000;
  #photos = 0;
  #shown = 0;
  #begunAtMs = 0;

  constructor(scene: Scene, options: Partial<StageOptions> = {}) {
    this.#scene = scene;
    this.stage = scene.create({
      now: () => this.#nowMs,
      random: () => this.seed,
      watchdogMs: 600_000,
      frames: {
        request: (callback) => {
          this.#waiting.set(++this.#handle, callback);
          return this.#handle;
        },
        cancel: (handle) => void this.#waiting.delete(handle),
      },
      ...options,
    });
  }

  get waiting(): boolean {
    return this.#waiting.size > 0;
  }

  /** One frame, `ms` after the last one. False: nobody asked for it. */
  step(ms: number = FRAME_MS): boolean {
    this.#nowMs += ms;
    const callbacks = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const callback of callbacks) callback(this.#nowMs);
    return callbacks.length > 0;
  }

  photo(kind: PictureKind, withPixels = true, id = `photo-${++this.#photos}`): ReturnType<Scene['photo']> {
    const { widthPx, heightPx } = this.stage.target();
    return this.#scene.photo(id, kind, widthPx, heightPx, withPixels);
  }

  show(kind: PictureKind, options: Parameters<Stage['show']>[1] = {}): ShowResult {
    return this.showAs(`photo-${++this.#photos}`, kind, options);
  }

  showAs(id: string, kind: PictureKind, options: Parameters<Stage['show']>[1] = {}): ShowResult {
    const result = this.stage.show(this.photo(kind, true, id), options);
    this.#shown++;
    void result.finished.then((end) => this.ends.push(end));
    return result;
  }

  /** Steps in tiny steps until the photo is with the renderer and the transition has begun. */
  async begun(): Promise<void> {
    for (let frame = 0; frame < 2_000; frame++) {
      this.step(0.01);
      if ((this.stage.transition()?.progress ?? 0) > 0) {
        this.#begunAtMs = this.#nowMs;
        return;
      }
      await later(frame < 20 ? 0 : 2);
    }
    throw new Error('the transition did not begin');
  }

  /** On to a moment of the running transition, 0–1 of its time. */
  stepTo(share: number, durationMs: number): void {
    this.step(Math.max(0, share * durationMs - (this.#nowMs - this.#begunAtMs)));
  }

  /** Until the photo that was shown last is there for good. */
  async finish(): Promise<string> {
    for (let frame = 0; frame < 3_000; frame++) {
      this.step();
      await later(0);
      if (this.ends.length === this.#shown) return this.ends.at(-1) ?? '';
    }
    throw new Error('the transition did not end');
  }

  /** The first photo, and the strongest renderer that the settings allow. */
  async start(kind: PictureKind, tier: TierId, needed: readonly string[] = USED): Promise<void> {
    this.show(kind);
    await this.finish();
    for (let frame = 0; frame < PROMOTION_FRAMES && this.stage.tier() !== tier; frame++) {
      this.step();
      await later(5);
    }
    if (this.stage.tier() !== tier)
      throw new Error(`${tier} was not reached: ${JSON.stringify(this.stage.demotions())}`);
    for (let frame = 0; frame < 200 && this.waiting; frame++) this.step();
    for (const id of needed) await this.compiled(id);
  }

  /** Until nothing asks for frames any more. */
  async rest(): Promise<void> {
    for (let frame = 0; frame < 1_000 && this.waiting; frame++) {
      this.step();
      await later(0);
    }
  }

  /** Which renderer's surface is on the page, whatever the stage says. */
  get surface(): string {
    return document.querySelector<HTMLElement>('#stage > *')?.dataset['tier'] ?? '';
  }

  glError(): number {
    return document.querySelector<HTMLCanvasElement>('#stage > canvas')?.getContext('webgl2')?.getError() ?? 0;
  }

  async compiled(id: string): Promise<void> {
    for (let attempt = 0; attempt < 2_000; attempt++) {
      if (this.stage.isReady(id)) return;
      await later(5);
    }
    throw new Error(`${id} did not compile`);
  }

  /** Bytes of the canvas that the renderer has just drawn to; only in the task of a step. */
  pixels(): Uint8ClampedArray {
    const surface = document.querySelector<HTMLCanvasElement>('#stage > canvas');
    if (!surface) throw new Error('this renderer has no canvas');
    const copy = new OffscreenCanvas(surface.width, surface.height);
    const context = copy.getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('no context');
    context.drawImage(surface, 0, 0);
    return context.getImageData(0, 0, copy.width, copy.height).data;
  }
}

/** The stage's size in physical pixels, exact where the browser tells it, and news when it changes. */
import type { PixelSize } from './view.ts';

export interface StageTarget extends PixelSize {
  readonly dpr: number;
}

export class SurfaceSize {
  readonly #host: HTMLElement;
  readonly #observer: ResizeObserver;
  readonly #onChange: () => void;
  #current: StageTarget;

  constructor(host: HTMLElement, onChange: () => void) {
    this.#host = host;
    this.#onChange = onChange;
    const box = host.getBoundingClientRect();
    this.#current = this.#target(box.width * devicePixelRatio, box.height * devicePixelRatio);
    this.#observer = new ResizeObserver((entries) => this.#observed(entries));
    try {
      this.#observer.observe(host, { box: 'device-pixel-content-box' });
    } catch {
      // Safari knows no device pixel boxes; there a changed ratio alone changes no box either.
      this.#observer.observe(host);
      addEventListener('resize', this.#measure);
    }
  }

  get current(): StageTarget {
    return this.#current;
  }

  #target(widthPx: number, heightPx: number): StageTarget {
    return {
      widthPx: Math.max(1, Math.round(widthPx)),
      heightPx: Math.max(1, Math.round(heightPx)),
      dpr: devicePixelRatio,
    };
  }

  #observed(entries: readonly ResizeObserverEntry[]): void {
    const exact = entries.at(-1)?.devicePixelContentBoxSize?.[0];
    const box = this.#host.getBoundingClientRect();
    // Where a screen is only imitated (developer tools, tests) the browser gives CSS pixels here.
    const isExact = exact && Math.abs(exact.inlineSize - box.width * devicePixelRatio) < 2;
    if (isExact) this.#set(this.#target(exact.inlineSize, exact.blockSize));
    else this.#measure();
  }

  readonly #measure = (): void => {
    const box = this.#host.getBoundingClientRect();
    this.#set(this.#target(box.width * devicePixelRatio, box.height * devicePixelRatio));
  };

  #set(next: StageTarget): void {
    const { widthPx, heightPx, dpr } = this.#current;
    if (next.widthPx === widthPx && next.heightPx === heightPx && next.dpr === dpr) return;
    this.#current = next;
    this.#onChange();
  }

  dispose(): void {
    this.#observer.disconnect();
    removeEventListener('resize', this.#measure);
  }
}

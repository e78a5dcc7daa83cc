/** The one place above the photo: who holds it, and whether the frame to come was asked for by it. */
import type { EventLog } from '../shared/events.ts';
import { say } from '../shared/i18n.ts';
import type { Attached, LayerFrame, StageLayer } from './layer.ts';
import { reasonOf } from './tier-kit.ts';

export class LayerSlot {
  readonly #events: EventLog;
  readonly #ask: () => void;
  #layer: StageLayer | null = null;
  #asked = false;

  /** `ask` gets a frame when the stage may draw one. */
  constructor(events: EventLog, ask: () => void) {
    this.#events = events;
    this.#ask = ask;
  }

  attach(layer: StageLayer): Attached {
    this.#layer = layer;
    return {
      wake: () => {
        if (this.#layer === layer && layer.wants()) this.#ask();
      },
      detach: () => {
        if (this.#layer === layer) this.#layer = null;
      },
    };
  }

  wants(): boolean {
    return this.#layer?.wants() ?? false;
  }

  /** The layer wanted this frame when the one before ended; it may have ended meanwhile. */
  get asked(): boolean {
    return this.#asked;
  }

  draw(frame: () => LayerFrame): void {
    this.#asked = false;
    if (!this.#layer?.wants()) return;
    try {
      this.#layer.draw(frame());
      this.#asked = this.#layer.wants();
    } catch (error) {
      this.#layer = null;
      const message = say`The visualizer stopped: ${reasonOf(error, 'it could not be drawn')}. Photos go on.`;
      this.#events.emit({ type: 'notice', message });
    }
  }
}

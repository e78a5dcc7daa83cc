/**
 * MilkDrop above the photo: a sandboxed frame, told once per stage frame what is heard. Main thread; the frame draws in its
 * own time. Fetched when MilkDrop is chosen.
 *
 * Invariants: the frame exists only while something is heard (and a while after); nothing is sent while nothing is heard;
 * one that hangs or fails is taken away with one sentence and comes back only when somebody chooses it again.
 */
import type { AudioView } from '../../shared/audio-view.ts';
import { words } from '../../shared/i18n.ts';
import type { Attached, LayerFrame, StageLayer } from '../layer.ts';
import type { StageTarget } from '../surface-size.ts';
import type { Params } from '../transition.ts';
import { cardWidth, FADE_MS, hideElement, placeElement, showElement, type VisualLook } from '../visual/place.ts';
import { FrameLink, type FrameEvents } from './frame-link.ts';
import { presetNames } from './names.ts';
import { PresetTurns, type TurnRules } from './preset-turns.ts';
import { writeSamples } from './samples.ts';

export interface MilkdropOptions {
  readonly frameUrl: string;
  /** The stage's element; the frame comes after it. */
  readonly host: HTMLElement;
  attach(layer: StageLayer): Attached;
  hear(nowMs: number): AudioView | null;
  /** No flashes are wished for. */
  calm(): boolean;
  /** A sentence for the event log. */
  report(message: string): void;
}

/** Quiet for this long, it fades away and its frame is given back. */
const QUIET_MS = 12_000;
const LISTEN_MS = 200;
const DROP = 0.6;
/** A preset paints every pixel many times: more than this is seen by nobody and felt by every device. */
const MOST_PIXELS = 1280 * 720;
const CALM_BLEND_SEC = 5;

export class MilkdropLayer implements StageLayer {
  readonly #options: MilkdropOptions;
  readonly #attached: Attached;
  readonly #turns = new PresetTurns(presetNames.length);
  #rules: TurnRules & { readonly blendSec: number } = {
    preset: 0,
    changeSec: 40,
    onTrack: true,
    onDrop: true,
    blendSec: 2.7,
  };
  #look: VisualLook = { placement: 'over', opacity: 1, blend: 'normal' };
  #link: FrameLink | null = null;
  #isWanted = false;
  #isAwake = false;
  #isShown = false;
  #isNewTrack = false;
  #wasDrop = 0;
  #sentAtMs = -1;
  #heardAtMs = 0;
  #peak = 0.2;
  #sizePx = '';
  #listening: ReturnType<typeof setInterval> | undefined;
  #closing: ReturnType<typeof setTimeout> | undefined;

  constructor(options: MilkdropOptions) {
    this.#options = options;
    this.#attached = options.attach(this);
  }

  use(params: Params, look: VisualLook): void {
    const { preset, changeSec, onTrack, onDrop, blendSec } = params;
    this.#rules = {
      preset: Number(preset),
      changeSec: Number(changeSec),
      onTrack: onTrack === true,
      onDrop: onDrop === true,
      blendSec: Number(blendSec),
    };
    this.#look = look;
    this.#sizePx = '';
    this.#isWanted = true;
    if (this.#link && this.#isShown) showElement(this.#link.element, look);
    this.#listening ??= setInterval(() => this.wake(), LISTEN_MS);
    this.wake();
  }

  /** No more of it, until the next `use`. */
  stop(): void {
    this.#isWanted = false;
    this.#isAwake = false;
    clearInterval(this.#listening);
    this.#listening = undefined;
    this.#leave();
  }

  /** Another piece of music begins. */
  track(): void {
    this.#isNewTrack = true;
  }

  next(): void {
    this.#send(this.#turns.next(performance.now()));
  }

  /** An input may have been opened or closed, or something may be heard again. */
  wake(): void {
    if (!this.#isWanted || this.#isAwake) return;
    const audio = this.#options.hear(performance.now());
    if (!audio?.active || audio.features.idle >= 1) return;
    this.#isAwake = true;
    this.#heardAtMs = performance.now();
    this.#attached.wake();
  }

  wants(): boolean {
    return this.#isWanted && this.#isAwake;
  }

  draw({ timeMs, target }: LayerFrame): void {
    const audio = this.#options.hear(timeMs);
    if (!audio?.active) return this.#sleep();
    if (audio.features.idle < 1) this.#heardAtMs = timeMs;
    else if (timeMs - this.#heardAtMs > QUIET_MS) return this.#sleep();
    const link = this.#opened();
    if (!link.isReady) return;
    this.#fit(link, target);
    this.#takeTurns(audio, timeMs);
    const elapsedSec = this.#sentAtMs < 0 ? 1 / 60 : Math.min(0.25, (timeMs - this.#sentAtMs) / 1000);
    const gain = this.#options.calm() ? 0.35 : 1;
    const isSent = link.draw(elapsedSec, (bytes) => (this.#peak = writeSamples(bytes, audio, this.#peak, gain)));
    if (isSent) this.#sentAtMs = timeMs;
  }

  #takeTurns({ features }: AudioView, timeMs: number): void {
    const isDrop = features.drop > DROP && this.#wasDrop <= DROP && !this.#options.calm();
    this.#wasDrop = features.drop;
    const isNewTrack = this.#isNewTrack;
    this.#isNewTrack = false;
    this.#send(this.#turns.due(timeMs, this.#rules, { isDrop, isNewTrack }));
  }

  #send(index: number | null): void {
    if (index === null) return;
    const blendSec = this.#isShown ? this.#rules.blendSec : 0;
    const isCalm = this.#options.calm() && blendSec > 0;
    this.#link?.send({ type: 'preset', index, blendSec: isCalm ? Math.max(CALM_BLEND_SEC, blendSec) : blendSec });
  }

  #opened(): FrameLink {
    clearTimeout(this.#closing);
    this.#closing = undefined;
    if (this.#link) {
      if (!this.#isShown && this.#link.isReady) this.#show();
      return this.#link;
    }
    const { frameUrl, host } = this.#options;
    this.#sizePx = '';
    this.#sentAtMs = -1;
    this.#link = new FrameLink({ url: frameUrl, host, events: this.#events() });
    placeElement(this.#link.element, this.#look);
    return this.#link;
  }

  #events(): FrameEvents {
    return {
      ready: () => this.#send(this.#turns.index < 0 ? null : this.#turns.index),
      // What was drawn is there to be seen.
      drawn: () => !this.#isShown && this.#isAwake && this.#show(),
      broken: (index) => {
        this.#turns.drop(index);
        const next = this.#turns.next(performance.now());
        if (next === null) this.#gone('fails');
        else this.#send(next);
      },
      gone: (why) => this.#gone(why),
    };
  }

  #gone(why: Parameters<FrameEvents['gone']>[0]): void {
    // Whatever it was busy with does not come again.
    if (why === 'hangs' && this.#turns.index >= 0) this.#turns.drop(this.#turns.index);
    this.#dropLink();
    this.stop();
    this.#options.report(
      why === 'hangs'
        ? words(
            'MilkDrop did not answer any more and was taken off. Your photos go on; choose it again to try another preset.',
          )
        : why === 'fails'
          ? words(
              'MilkDrop cannot draw on this device and was taken off. Your photos go on; choose another visualizer.',
            )
          : words('MilkDrop could not be loaded. Your photos go on; check the connection and choose it again.'),
    );
  }

  #fit(link: FrameLink, target: StageTarget): void {
    const isCard = this.#look.placement === 'card';
    const wide = isCard ? cardWidth(target.widthPx, target.heightPx) : target.widthPx;
    const tall = isCard ? (wide * 9) / 16 : target.heightPx;
    const shrink = Math.min(1, Math.sqrt(MOST_PIXELS / Math.max(1, wide * tall)));
    const size = {
      widthPx: Math.max(16, Math.round(wide * shrink)),
      heightPx: Math.max(16, Math.round(tall * shrink)),
    };
    const sizePx = `${size.widthPx} ${size.heightPx}`;
    if (sizePx === this.#sizePx) return;
    this.#sizePx = sizePx;
    link.send({ type: 'size', ...size });
  }

  #show(): void {
    if (!this.#link) return;
    this.#isShown = true;
    showElement(this.#link.element, this.#look);
  }

  #sleep(): void {
    this.#isAwake = false;
    this.#leave();
  }

  /** Fades out, then gives everything back. */
  #leave(): void {
    this.#isShown = false;
    if (!this.#link) return;
    hideElement(this.#link.element);
    this.#closing ??= setTimeout(() => this.#dropLink(), FADE_MS);
  }

  #dropLink(): void {
    clearTimeout(this.#closing);
    this.#closing = undefined;
    this.#isShown = false;
    this.#link?.close();
    this.#link = null;
  }

  dispose(): void {
    this.stop();
    this.#dropLink();
    this.#attached.detach();
  }
}

/**
 * The visualizer above the photo: one canvas between the stage and the overlay, drawn by the stage's frames. Main thread.
 *
 * It owns the canvas, its painter and the running motion. It reads the sound once per frame, through `hear`.
 * Invariants: no frame while no input is open, none after the idle motion has faded out, none for a hidden page; another
 * visualizer begins with a motion of its own; a shader that does not work here is replaced by the canvas form for good.
 */
import type { AudioView } from '../../shared/audio-view.ts';
import type { TierId } from '../../shared/tier.ts';
import type { Attached, LayerFrame, StageLayer } from '../layer.ts';
import type { Params } from '../transition.ts';
import type { FrameContext, VisualizerDefinition, VisualizerMotion, Viewport } from '../visualizer.ts';
import { createFlatPainter } from './flat-painter.ts';
import { PaletteMixer, type PalettePhoto } from './palette.ts';
import type { VisualPainter } from './painter.ts';
import { FADE_MS, hideElement, placeElement, showElement, type VisualLook } from './place.ts';
import { photoOf, viewportOf } from './placing.ts';
import { createShaderPainter } from './shader-painter.ts';

export interface VisualLayerOptions {
  /** The stage's element; the canvas comes after it. */
  readonly host: HTMLElement;
  attach(layer: StageLayer): Attached;
  /** The sound at this frame; null while there is nothing that could be heard. */
  hear(nowMs: number): AudioView | null;
  photo(): PalettePhoto | null;
  tier(): TierId;
  calm(): boolean;
  /** A sentence for the event log. */
  report(message: string): void;
}

/** Silence is shown as a calm motion for this long before it fades away. */
const IDLE_MOTION_MS = 20_000;
const LISTEN_MS = 200;
/** Frames over which the pace is judged, and the mean gap that is too long. */
const PACE_FRAMES = 45;
const SLOW_GAP_MS = 42;

/** How full the music is, from its bass, middle and treble. */
function energyOf({ features }: AudioView): number {
  const { presence } = features.bands;
  return 0.5 * (presence[1] ?? 0) + 0.3 * (presence[3] ?? 0) + 0.2 * (presence[5] ?? 0);
}

export class VisualLayer implements StageLayer {
  readonly #options: VisualLayerOptions;
  readonly #attached: Attached;
  readonly #palette = new PaletteMixer();
  #painter: VisualPainter | null = null;
  #current: { definition: VisualizerDefinition; motion: VisualizerMotion; params: Params } | null = null;
  #look: VisualLook = { placement: 'over', opacity: 1, blend: 'normal' };
  #awake = false;
  #isShown = false;
  #idleMs = 0;
  #fadedAtMs = Infinity;
  #flatOnly = false;
  #viewport: Viewport = { widthPx: 0, heightPx: 0, dpr: 1 };
  #scale = 1;
  #pace = { frames: 0, sumMs: 0 };
  #listening: ReturnType<typeof setInterval> | undefined;
  #swapping: ReturnType<typeof setTimeout> | undefined;

  constructor(options: VisualLayerOptions) {
    this.#options = options;
    this.#attached = options.attach(this);
  }

  /** Null: none from now on. The same visualizer with other parameters goes on where it is. */
  use(definition: VisualizerDefinition | null, params: Params, look: VisualLook): void {
    clearTimeout(this.#swapping);
    this.#look = look;
    if (definition && this.#current?.definition === definition) {
      this.#current = { ...this.#current, params };
      if (this.#isShown) this.#show();
      return;
    }
    const wait = this.#isShown ? FADE_MS : 0;
    this.#hide();
    const begin = (): void => {
      this.#drop();
      if (!definition) return;
      this.#current = { definition, motion: definition.create(), params };
      this.wake();
    };
    if (wait > 0) this.#swapping = setTimeout(begin, wait);
    else begin();
  }

  /** An input may have been opened or closed. */
  wake(): void {
    if (!this.#current) return;
    const audio = this.#options.hear(performance.now());
    const isHeard = audio !== null && audio.active && audio.features.idle < 1;
    if (isHeard || (audio?.active && this.#idleMs === 0)) {
      this.#awake = true;
      this.#idleMs = 0;
      this.#fadedAtMs = Infinity;
      clearInterval(this.#listening);
      this.#listening = undefined;
      this.#attached.wake();
    } else if (audio?.active) this.#listening ??= setInterval(() => this.wake(), LISTEN_MS);
    else this.#sleep();
  }

  wants(): boolean {
    return this.#awake && this.#current !== null;
  }

  draw({ timeMs, gapMs, target, shown }: LayerFrame): void {
    const { hear, photo, calm } = this.#options;
    const current = this.#current;
    const audio = hear(timeMs);
    if (!current || !audio?.active) return this.#sleep();
    const dtMs = Math.min(100, Math.max(0, gapMs ?? 0));
    this.#followSilence(audio, timeMs, dtMs);
    if (!this.#awake) return;
    this.#keepPace(gapMs);
    this.#palette.aim(photo());
    this.#palette.step(dtMs, energyOf(audio));
    const painter = this.#fit(viewportOf(target, current.definition, this.#scale, this.#look.placement));
    const frame: FrameContext = {
      nowMs: timeMs,
      dtMs,
      viewport: this.#viewport,
      audio,
      palette: this.#palette,
      photo: photoOf(shown),
      params: current.params,
      calm: calm(),
    };
    current.motion.step(frame);
    this.#paint(painter, frame);
  }

  #paint(painter: VisualPainter, frame: FrameContext): void {
    try {
      if (painter.lost) throw new Error('the graphics context was lost');
      if (painter.draw(frame) === 'drawn' && !this.#isShown && this.#fadedAtMs === Infinity) this.#show();
    } catch (error) {
      if (this.#flatOnly) throw error;
      this.#flatOnly = true;
      const why = error instanceof Error ? error.message : 'it failed';
      this.#options.report(`The visualizer is drawn in its simpler form: ${why}.`);
      this.#releasePainter();
    }
  }

  /** Calm motion for a while, then a fade, then no frames until something is heard. */
  #followSilence({ features }: AudioView, timeMs: number, dtMs: number): void {
    if (features.idle < 1) {
      this.#idleMs = 0;
      this.#fadedAtMs = Infinity;
      return;
    }
    this.#idleMs += Math.max(dtMs, 0.01);
    if (this.#idleMs < IDLE_MOTION_MS) return;
    if (this.#fadedAtMs === Infinity) {
      this.#hide();
      this.#fadedAtMs = timeMs + FADE_MS;
    } else if (timeMs >= this.#fadedAtMs) {
      this.#awake = false;
      this.#listening ??= setInterval(() => this.wake(), LISTEN_MS);
    }
  }

  /** A device that cannot keep up draws fewer pixels; soft shapes bear that well. */
  #keepPace(gapMs: number | null): void {
    if (gapMs === null || gapMs > 500) return;
    this.#pace.frames++;
    this.#pace.sumMs += gapMs;
    if (this.#pace.frames < PACE_FRAMES) return;
    if (this.#pace.sumMs / this.#pace.frames > SLOW_GAP_MS) this.#scale = Math.max(0.4, this.#scale * 0.75);
    this.#pace = { frames: 0, sumMs: 0 };
  }

  #fit(viewport: Viewport): VisualPainter {
    const painter = (this.#painter ??= this.#createPainter());
    const { widthPx, heightPx } = viewport;
    if (painter.canvas.width !== widthPx || painter.canvas.height !== heightPx) painter.resize(viewport);
    this.#viewport = viewport;
    return painter;
  }

  #createPainter(): VisualPainter {
    const painter = this.#newPainter();
    placeElement(painter.canvas, this.#look);
    this.#options.host.after(painter.canvas);
    // A starting value for the fade.
    void painter.canvas.offsetWidth;
    if (this.#current) painter.use(this.#current.definition, this.#current.motion);
    return painter;
  }

  #newPainter(): VisualPainter {
    if (this.#flatOnly || this.#options.tier() !== 'shader') return createFlatPainter();
    try {
      return createShaderPainter();
    } catch {
      this.#flatOnly = true;
      return createFlatPainter();
    }
  }

  #show(): void {
    this.#isShown = true;
    if (this.#painter) showElement(this.#painter.canvas, this.#look);
  }

  #hide(): void {
    this.#isShown = false;
    if (this.#painter) hideElement(this.#painter.canvas);
  }

  #sleep(): void {
    this.#awake = false;
    this.#idleMs = 0;
    clearInterval(this.#listening);
    this.#listening = undefined;
    if (!this.#isShown) return;
    this.#hide();
    this.#swapping = setTimeout(() => {
      if (!this.#awake) this.#releasePainter();
    }, FADE_MS);
  }

  #releasePainter(): void {
    this.#painter?.dispose();
    this.#painter = null;
    this.#isShown = false;
  }

  /** Nothing of the one before is left. */
  #drop(): void {
    this.#releasePainter();
    this.#current = null;
    this.#awake = false;
    this.#idleMs = 0;
    this.#fadedAtMs = Infinity;
    this.#scale = 1;
    clearInterval(this.#listening);
    this.#listening = undefined;
  }

  dispose(): void {
    clearTimeout(this.#swapping);
    this.#drop();
    this.#attached.detach();
  }
}

/**
 * A visualizer is one folder in `src/render/visualizers/<id>/` whose `index.ts` exports
 * `const visualizer: VisualizerDefinition`. The registry finds it; nothing else names it.
 *
 * It has one motion and two painters: `create()` makes the part that moves (all state, all time constants), the shader
 * and the canvas form draw what it holds. Nothing is drawn by accumulating frames, so what is seen depends on the sound
 * and the time alone, not on the frame rate, and nothing is left over when another one takes its place.
 *
 * Coordinates: shaders count y from the bottom, the canvas form from the top, both in 0–1 of the surface; x times
 * `ratio` has the scale of y.
 */
import type { AudioView } from '../shared/audio-view.ts';
import type { Params, ParamSpec } from './transition.ts';
import type { PixelSize, View } from './view.ts';

/** What it draws from; `photo` puts the photo on screen at its disposal. */
export type VisualizerNeed = 'bars' | 'bands' | 'onsets' | 'beats' | 'waveform' | 'photo';

export interface Viewport extends PixelSize {
  readonly dpr: number;
}

/** Colours of the photo on screen, sRGB 0–1, on their way from the photo before. */
export interface VisualPalette {
  /** Four inks, three numbers each, luminous, from the strongest. */
  readonly inks: Float32Array;
  /** A near-black of the photo's own hue. */
  readonly deep: Float32Array;
  /** 0–1: how much the photo has to be darkened under an ink so that it stands out. */
  readonly scrim: number;
}

/** The photo as the stage shows it; the bitmaps are the stage's, for this frame only. */
export interface VisualPhoto {
  readonly bitmap: ImageBitmap;
  readonly view: View;
  /** During a change: the photo before, and how far the change is (0–1). */
  readonly from: { readonly bitmap: ImageBitmap; readonly view: View } | null;
  readonly progress: number;
}

export interface FrameContext {
  /** Of the frame, milliseconds. */
  readonly nowMs: number;
  /** Since the frame before, 0–100. */
  readonly dtMs: number;
  readonly viewport: Viewport;
  readonly audio: AudioView;
  readonly palette: VisualPalette;
  readonly photo: VisualPhoto | null;
  readonly params: Params;
  /** Less movement and no flashes are wished for. */
  readonly calm: boolean;
}

/**
 * Everything that moves. `values` reach the shader as uniforms of the same names: 1–4 numbers as float or vector, more
 * (a multiple of four) as an array of `vec4`. The arrays stay the same for the motion's life.
 */
export interface VisualizerMotion {
  readonly values: Readonly<Record<string, Float32Array>>;
  step(frame: FrameContext): void;
}

export interface FlatFrame {
  /** Cleared; source-over, alpha 1. */
  readonly context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly frame: FrameContext;
  readonly values: Readonly<Record<string, Float32Array>>;
  /** CSS colour of an ink, 0–3 (fractions lie between two), with an alpha. */
  ink(index: number, alpha?: number): string;
  deep(alpha: number): string;
}

export interface VisualizerDefinition {
  /** Folder name. */
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly needs: readonly VisualizerNeed[];
  readonly settings: Readonly<Record<string, ParamSpec>>;
  /** Whole looks: what a preset leaves out is at its default. */
  readonly presets: Readonly<Record<string, { readonly label: string; readonly params: Params }>>;
  create(): VisualizerMotion;
  /**
   * GLSL ES 3.00 with `vec4 paint(vec2 uv)` that gives premultiplied colour. Around it: `ratio`, `resolution` (pixels),
   * `seconds`, `ink(0–3)`, `deep`, `scrim`, `hash`, `noise`, `over`, and a float `p_<name>` per setting; where it needs
   * the photo `photo(uv)`, `photoSoft(uv, blur)`.
   */
  readonly shader: string;
  readonly canvas2d: (flat: FlatFrame) => void;
}

/** What a surface of visualizers has to do. Main thread; the layer owns it. */
import type { FrameContext, Viewport, VisualizerDefinition, VisualizerMotion } from '../visualizer.ts';

export interface VisualPainter {
  readonly canvas: HTMLCanvasElement;
  /** Another visualizer from now on; throws `render.draw` when this surface cannot draw it. */
  use(definition: VisualizerDefinition, motion: VisualizerMotion): void;
  /** `pending`: its program is still being made, nothing was drawn. Throws when it never will be. */
  draw(frame: FrameContext): 'drawn' | 'pending';
  resize(viewport: Viewport): void;
  /** The graphics context went away. */
  readonly lost: boolean;
  dispose(): void;
}

export function createCanvas(): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.className = 'visualizer';
  canvas.setAttribute('aria-hidden', 'true');
  return canvas;
}

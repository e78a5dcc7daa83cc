/** Draws the canvas form of visualizers, where there are no shaders. Main thread. */
import { AppError } from '../../shared/errors.ts';
import type { FlatFrame, FrameContext, Viewport, VisualizerDefinition, VisualizerMotion } from '../visualizer.ts';
import { createCanvas, type VisualPainter } from './painter.ts';

const css = (rgb: readonly number[], alpha: number): string =>
  `rgb(${rgb.map((part) => Math.round(part * 255)).join(' ')} / ${alpha})`;

export function flatColors({ inks, deep }: FrameContext['palette']): Pick<FlatFrame, 'ink' | 'deep'> {
  return {
    ink(index, alpha = 1) {
      const at = Math.min(3, Math.max(0, index));
      const [low, share] = [Math.min(2, Math.floor(at)), at - Math.min(2, Math.floor(at))];
      const part = (channel: number): number =>
        (inks[low * 3 + channel] ?? 0) * (1 - share) + (inks[low * 3 + 3 + channel] ?? 0) * share;
      return css([part(0), part(1), part(2)], alpha);
    },
    deep: (alpha) => css([...deep], alpha),
  };
}

export function createFlatPainter(): VisualPainter {
  const canvas = createCanvas();
  const context = canvas.getContext('2d');
  if (!context) throw new AppError('render.unsupported', 'there is no 2D canvas');
  let current: { definition: VisualizerDefinition; motion: VisualizerMotion } | null = null;
  return {
    canvas,
    lost: false,
    use(definition, motion) {
      current = { definition, motion };
    },
    draw(frame) {
      if (!current) return 'pending';
      const { width: widthPx, height: heightPx } = canvas;
      context.resetTransform();
      context.globalAlpha = 1;
      context.globalCompositeOperation = 'source-over';
      context.filter = 'none';
      context.shadowBlur = 0;
      context.clearRect(0, 0, widthPx, heightPx);
      const { values } = current.motion;
      current.definition.canvas2d({ context, widthPx, heightPx, frame, values, ...flatColors(frame.palette) });
      return 'drawn';
    },
    resize({ widthPx, heightPx }: Viewport) {
      Object.assign(canvas, { width: widthPx, height: heightPx });
    },
    dispose() {
      current = null;
      canvas.width = 0;
      canvas.remove();
    },
  };
}

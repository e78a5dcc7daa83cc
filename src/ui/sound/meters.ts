/** Level, spectrum and beat as they are heard now: one small canvas, drawn only while the card is open and sound is on. */
import type { AudioReader, AudioView } from '../../shared/audio-view.ts';
import { element } from '../element.ts';

const DOT_FADE_SEC = 0.35;
const HIT_FADE = 0.86;

interface Ink {
  readonly bar: string;
  readonly ghost: string;
}

function draw(context: CanvasRenderingContext2D, view: AudioView, ink: Ink): void {
  const { width, height } = context.canvas;
  const { level, presence } = view.features.bars;
  const step = width / level.length;
  const gap = Math.max(1, step * 0.28);
  context.clearRect(0, 0, width, height);
  for (let i = 0; i < level.length; i += 1) {
    const x = i * step + gap / 2;
    const tall = Math.max(2, (level[i] ?? 0) * height);
    const ghost = (presence[i] ?? 0) * height;
    context.fillStyle = ink.ghost;
    context.fillRect(x, height - ghost, step - gap, ghost);
    context.fillStyle = view.active ? ink.bar : ink.ghost;
    context.fillRect(x, height - tall, step - gap, tall);
  }
}

export interface Meters {
  readonly node: HTMLElement;
  /** Begins to draw what this reader reads. */
  use(reader: AudioReader): void;
  dispose(): void;
}

export function createMeters(): Meters {
  const canvas = element('canvas', { class: 'sound-spectrum', attributes: { 'aria-hidden': true } });
  const dot = element('span', { class: 'sound-dot', attributes: { 'aria-hidden': true } });
  const fill = element('span', { class: 'sound-level-fill' });
  const level = element('div', { class: 'sound-level', attributes: { 'aria-hidden': true } }, fill);
  const node = element('div', { class: 'sound-meters' }, canvas, element('div', { class: 'sound-row' }, dot, level));
  const context = canvas.getContext('2d');
  let frame = 0;
  let beatMs = Number.NEGATIVE_INFINITY;
  let peak = 0;
  const fit = (): void => {
    const ratio = Math.min(2, devicePixelRatio);
    const [width, height] = [Math.round(canvas.clientWidth * ratio), Math.round(canvas.clientHeight * ratio)];
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
  };
  return {
    node,
    use(reader) {
      const ink: Ink = { bar: 'rgb(238 239 242 / 0.92)', ghost: 'rgb(238 239 242 / 0.16)' };
      const tick = (): void => {
        frame = requestAnimationFrame(tick);
        const nowMs = performance.now();
        const view = reader.read(nowMs);
        fit();
        if (context) draw(context, view, ink);
        if (view.beats.length > 0) beatMs = nowMs;
        const glow = Math.exp(-(nowMs - beatMs) / (DOT_FADE_SEC * 1000));
        dot.style.setProperty('--glow', glow.toFixed(3));
        // A full bar is a loud sound; decibels, as ears count.
        const loud = view.active ? Math.max(0, 1 + (20 * Math.log10(view.features.rms + 1e-6)) / 54) : 0;
        peak = Math.max(loud, peak * HIT_FADE);
        fill.style.setProperty('--level', Math.min(1, peak).toFixed(3));
      };
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(tick);
    },
    dispose: () => cancelAnimationFrame(frame),
  };
}

import type { FlatFrame } from '../../visualizer.ts';

const STEPS = 120;

export function canvas2d({ context, widthPx, heightPx, frame, values, ink, deep }: FlatFrame): void {
  const { params, palette } = frame;
  const lines = values['lines'] ?? new Float32Array(0);
  const count = Number(params['lines']);
  const base = 1 - Number(params['height']);
  const shade = context.createLinearGradient(0, heightPx * (base - 0.5), 0, heightPx * (base + 0.5));
  shade.addColorStop(0, deep(0));
  shade.addColorStop(0.5, deep(palette.scrim * 0.7));
  shade.addColorStop(1, deep(0));
  context.fillStyle = shade;
  context.fillRect(0, 0, widthPx, heightPx);
  for (let line = count - 1; line >= 0; line--) {
    const [swing = 0, phase = 0, hit = 0, bright = 0] = lines.subarray(line * 4, line * 4 + 4);
    const turns = 2 * Math.PI * Number(params['density']);
    const path = new Path2D();
    for (let step = 0; step <= STEPS; step++) {
      const x = step / STEPS;
      const body =
        Math.sin(x * turns + phase + line * 1.7) * 0.62 + Math.sin(x * turns * 0.53 - phase * 0.7 + line * 2.9) * 0.38;
      const lift = (line - (count - 1) / 2) * 0.018;
      const y = base - lift - body * swing * 0.24 * (0.35 + 0.65 * Math.sin(Math.PI * x));
      path.lineTo(x * widthPx, y * heightPx);
    }
    const veil = new Path2D(path);
    veil.lineTo(widthPx, heightPx);
    veil.lineTo(0, heightPx);
    const fall = context.createLinearGradient(0, heightPx * (base - 0.15), 0, heightPx * (base + 0.3));
    fall.addColorStop(0, ink(line * 0.62, Number(params['veil']) * 0.34 * bright));
    fall.addColorStop(1, ink(line * 0.62, 0));
    context.fillStyle = fall;
    // oxlint-disable-next-line unicorn/no-array-fill-with-reference-type -- a canvas path
    context.fill(veil);
    const wide = heightPx * (0.002 + 0.009 * Number(params['width'])) * (1 + 1.2 * hit);
    context.lineWidth = wide * 3.5;
    context.strokeStyle = ink(line * 0.62, 0.2 * bright);
    context.stroke(path);
    context.lineWidth = wide;
    context.strokeStyle = ink(line * 0.62 + 0.4, 0.55 + 0.45 * bright);
    context.stroke(path);
  }
}

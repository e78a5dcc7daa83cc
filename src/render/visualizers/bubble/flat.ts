import type { FlatFrame } from '../../visualizer.ts';

export function canvas2d({ context, heightPx, widthPx, frame, values, ink, deep }: FlatFrame): void {
  const bubbles = values['bubbles'] ?? new Float32Array(0);
  const tint = Number(frame.params['tint']);
  context.fillStyle = deep(frame.palette.scrim * 0.22);
  context.fillRect(0, 0, widthPx, heightPx);
  for (let at = 0; at < bubbles.length; at += 4) {
    const [x = 0, y = 0, size = 0, light = 0] = bubbles.subarray(at, at + 4);
    if (size <= 0) continue;
    const [left, top, radius] = [x * heightPx, (1 - y) * heightPx, size * heightPx];
    const tone = (at / 4) % 3;
    const glass = context.createRadialGradient(left, top, 0, left, top, radius);
    glass.addColorStop(0, ink(tone, 0.05 + 0.05 * tint));
    glass.addColorStop(0.78, ink(tone, 0.08 + 0.2 * tint));
    glass.addColorStop(0.96, ink(tone + 0.6, Math.min(0.95, 0.5 + 0.45 * light)));
    glass.addColorStop(1, deep(0.25 * frame.palette.scrim));
    context.fillStyle = glass;
    context.beginPath();
    context.arc(left, top, radius, 0, 2 * Math.PI);
    context.fill();
    context.fillStyle = `rgb(255 255 255 / ${Math.min(0.9, 0.45 + 0.5 * light)})`;
    context.beginPath();
    context.ellipse(left - radius * 0.42, top - radius * 0.46, radius * 0.2, radius * 0.13, -0.7, 0, 2 * Math.PI);
    context.fill();
  }
}

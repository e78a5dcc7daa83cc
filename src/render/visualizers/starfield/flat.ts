import type { FlatFrame } from '../../visualizer.ts';

function chance(star: number, what: number): number {
  const x = Math.sin(star * 91.7 + what * 47.3) * 24634.6345;
  return x - Math.floor(x);
}

export function canvas2d({ context, widthPx, heightPx, frame, values, ink, deep }: FlatFrame): void {
  const { params, palette } = frame;
  const [way = 0, speed = 0, highs = 0, roll = 0] = values['flight'] ?? [];
  context.fillStyle = deep(palette.scrim * 0.5);
  context.fillRect(0, 0, widthPx, heightPx);
  context.translate(widthPx / 2, heightPx / 2);
  const stars = Math.round(220 * Number(params['density']));
  context.lineCap = 'round';
  for (let star = 0; star < stars; star++) {
    const phase = way + chance(star, 1);
    const depth = phase - Math.floor(phase);
    const angle = chance(star, 2 + Math.floor(phase) * 0.37) * 2 * Math.PI + roll;
    const away = ((0.06 + 0.5 * chance(star, 3)) * 0.09 * heightPx) / (1.02 - depth) / 0.09;
    const born = Math.min(1, depth * 4) * Math.min(1, (1 - depth) * 7);
    const tail = away * (1 - 0.2 * Number(params['streak']) * (0.1 + speed) * depth);
    const [x, y] = [Math.cos(angle), Math.sin(angle)];
    context.lineWidth = heightPx * (0.002 + 0.005 * depth * depth);
    const light = born * (0.4 + 0.6 * depth) * (1 + highs * chance(star, 4));
    context.strokeStyle = ink(chance(star, 5) * 3, Math.min(1, light));
    context.beginPath();
    context.moveTo(x * tail, y * tail);
    context.lineTo(x * away, y * away);
    context.stroke();
  }
  for (const [ring, progress] of (values['rings'] ?? []).entries()) {
    if (progress >= 1) continue;
    const radius = Math.max(0, 0.035 / (1.035 - progress) - 0.02) * heightPx;
    context.lineWidth = radius * 0.07 + 1;
    context.strokeStyle = ink(ring, 0.6 * Number(params['rings']) * Math.sin(Math.PI * Math.sqrt(progress)));
    context.beginPath();
    context.arc(0, 0, radius, 0, 2 * Math.PI);
    context.stroke();
  }
}

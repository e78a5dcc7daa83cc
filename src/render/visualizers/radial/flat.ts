import type { FlatFrame } from '../../visualizer.ts';

export function canvas2d({ context, widthPx, heightPx, frame, values, ink, deep }: FlatFrame): void {
  const { params, palette } = frame;
  const [bass = 0, kick = 0, turn = 0, count = 1] = values['body'] ?? [];
  const breath = Number(params['breath']);
  const radius = Number(params['size']) * 0.46 * heightPx * (1 + 0.16 * breath * bass + 0.07 * breath * kick);
  const reach = Number(params['reach']) * 0.36 * heightPx;
  context.translate(widthPx / 2, heightPx / 2);
  const far = radius + reach + heightPx * 0.25;
  const shade = context.createRadialGradient(0, 0, radius * 0.6, 0, 0, far);
  shade.addColorStop(0, deep(palette.scrim * 0.72));
  shade.addColorStop(1, deep(0));
  context.fillStyle = shade;
  context.fillRect(-widthPx / 2, -heightPx / 2, widthPx, heightPx);
  const core = context.createRadialGradient(0, 0, 0, 0, 0, radius);
  core.addColorStop(0, ink(0.4, Math.min(0.8, (0.14 + 0.45 * bass) * Number(params['glow']))));
  core.addColorStop(1, ink(0.4, 0));
  context.fillStyle = core;
  context.fillRect(-radius, -radius, radius * 2, radius * 2);
  const wide = ((radius * Math.PI) / count) * (1 - Number(params['gap']));
  context.lineCap = 'round';
  context.lineWidth = wide;
  const ray = (angle: number, length: number, color: string): void => {
    const [x, y] = [Math.sin(angle), Math.cos(angle)];
    context.strokeStyle = color;
    context.beginPath();
    context.moveTo(x * (radius + wide), y * (radius + wide));
    context.lineTo(x * (radius + wide + length), y * (radius + wide + length));
    context.stroke();
  };
  for (let i = 0; i < count; i++) {
    const share = (i + 0.5) / count;
    for (const side of [1, -1]) {
      const angle = side * share * Math.PI - turn;
      ray(angle, (values['ghosts']?.[i] ?? 0) * reach, ink(1 + share * 2, 0.22));
      ray(angle, (values['rays']?.[i] ?? 0) * reach, ink(share * 2.4, 0.95));
    }
  }
  context.lineWidth = radius * 0.016 * (1 + 1.6 * bass);
  context.strokeStyle = ink(0.8, 0.9);
  context.beginPath();
  context.arc(0, 0, radius * 0.955, 0, 2 * Math.PI);
  context.stroke();
}

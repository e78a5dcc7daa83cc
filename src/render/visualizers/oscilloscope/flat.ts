import type { FlatFrame } from '../../visualizer.ts';

const taper = (x: number): number => Math.min(1, x * 6, (1 - x) * 6);

export function canvas2d({ context, widthPx, heightPx, frame, values, ink, deep }: FlatFrame): void {
  const { params, palette } = frame;
  const middle = heightPx * (1 - Number(params['height']));
  const reach = Number(params['amplitude']) * 0.42 * heightPx;
  const shade = context.createLinearGradient(0, middle - reach - heightPx * 0.2, 0, middle + reach + heightPx * 0.2);
  for (const [at, alpha] of [
    [0, 0],
    [0.5, 0.7],
    [1, 0],
  ] as const)
    shade.addColorStop(at, deep(palette.scrim * alpha));
  context.fillStyle = shade;
  context.fillRect(0, 0, widthPx, heightPx);
  const stroke = (wave: Float32Array, scale: number, lift: number): void => {
    context.beginPath();
    for (const [point, height] of wave.entries()) {
      const x = point / (wave.length - 1);
      context.lineTo(widthPx * (0.04 + 0.92 * x), middle + lift - height * reach * scale * taper(x));
    }
    context.stroke();
  };
  context.lineJoin = 'round';
  const wide = heightPx * (0.002 + 0.008 * Number(params['width']));
  const [wave, older] = [values['wave'], values['older']];
  if (!wave || !older) return;
  context.lineWidth = wide * 1.4;
  context.strokeStyle = ink(2, 0.4 * Number(params['echo']));
  stroke(older, 1.12, 0);
  const lines = Number(params['lines']);
  for (let line = 0; line < lines; line++) {
    const share = lines > 1 ? line / (lines - 1) : 0;
    const lift = lines > 1 ? (0.5 - share) * 0.1 * heightPx : 0;
    context.lineWidth = wide * 4;
    context.strokeStyle = ink(share * 2, 0.22 * Number(params['glow']));
    stroke(wave, 1 - 0.55 * share, lift);
    context.lineWidth = wide;
    context.strokeStyle = ink(0.5 + share * 2, 1);
    stroke(wave, 1 - 0.55 * share, lift);
  }
}

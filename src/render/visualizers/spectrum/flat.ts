import type { FlatFrame } from '../../visualizer.ts';

const FLOOR = 0.865;

export function canvas2d({ context, widthPx, heightPx, frame, values, ink, deep }: FlatFrame): void {
  const { params, palette } = frame;
  const count = Math.max(1, values['used']?.[0] ?? 1);
  const reach = Number(params['height']);
  const shade = context.createLinearGradient(0, heightPx * (FLOOR - reach - 0.2), 0, heightPx);
  shade.addColorStop(0, deep(0));
  shade.addColorStop(0.75, deep(palette.scrim * 0.7));
  shade.addColorStop(1, deep(palette.scrim * 0.45));
  context.fillStyle = shade;
  context.fillRect(0, 0, widthPx, heightPx);
  const span = widthPx * 0.86;
  const slot = span / count;
  const wide = slot * (1 - Number(params['gap']));
  const round = (wide / 2) * Number(params['round']);
  const bend = Number(params['curve']) * heightPx * 0.16;
  const rectangle = (bar: number, up: number, alpha: number, tone: number): void => {
    const across = (bar + 0.5) / count;
    const x = (widthPx - span) / 2 + bar * slot + (slot - wide) / 2;
    const drop = bend * (1 - Math.cos((across - 0.5) * Math.PI));
    const bottom = heightPx * FLOOR - bend * 0.5 + drop;
    const tall = Math.max(wide * 0.7, up * reach * heightPx);
    context.fillStyle = ink(tone, alpha);
    context.beginPath();
    context.roundRect(x, bottom - tall, wide, tall, round);
    context.fill();
  };
  for (let bar = 0; bar < count; bar++) {
    const across = (bar + 0.5) / count;
    const side = params['mirrored'] ? Math.abs(across * 2 - 1) : across;
    const ghost = values['ghosts']?.[bar] ?? 0;
    const up = values['bars']?.[bar] ?? 0;
    rectangle(bar, ghost, Number(params['ghost']) * 0.35, 1 + side * 1.6);
    rectangle(bar, up, 0.95, side * 1.8 + up * 0.8);
  }
}

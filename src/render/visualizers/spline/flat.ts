import type { FlatFrame } from '../../visualizer.ts';

const [LAYERS, KNOTS] = [4, 12];

export function canvas2d({ context, widthPx, heightPx, frame, values, ink, deep }: FlatFrame): void {
  const { params, palette } = frame;
  const shade = context.createLinearGradient(0, heightPx * 0.2, 0, heightPx);
  shade.addColorStop(0, deep(0));
  shade.addColorStop(1, deep(palette.scrim * 0.6));
  context.fillStyle = shade;
  context.fillRect(0, 0, widthPx, heightPx);
  for (let layer = 0; layer < LAYERS; layer++) {
    const foot = Number(params['base']) + (3 - layer) * 0.09 * Number(params['spread']);
    const knots = values['knots']?.subarray(layer * KNOTS, (layer + 1) * KNOTS) ?? new Float32Array(KNOTS);
    const point = (knot: number): [number, number] => {
      const height = knots[Math.min(KNOTS - 1, Math.max(0, knot))] ?? 0;
      return [((knot + 0.5) / KNOTS) * widthPx, (1 - foot - height * 0.68) * heightPx];
    };
    const ridge = new Path2D();
    ridge.moveTo(...point(-1));
    // Quadratics through the middles of the knots: the same soft hills.
    for (let knot = 0; knot <= KNOTS; knot++) {
      const [x, y] = point(knot);
      const [nextX, nextY] = point(knot + 1);
      ridge.quadraticCurveTo(x, y, (x + nextX) / 2, (y + nextY) / 2);
    }
    const hill = new Path2D(ridge);
    hill.lineTo(widthPx * 1.2, heightPx);
    hill.lineTo(-widthPx * 0.2, heightPx);
    const fill = context.createLinearGradient(0, heightPx * (0.9 - foot - 0.35), 0, heightPx);
    fill.addColorStop(0, ink(layer * 0.85, 0.2 + 0.4 * Number(params['fill'])));
    fill.addColorStop(1, ink(layer * 0.85, 0.06));
    context.fillStyle = fill;
    // oxlint-disable-next-line unicorn/no-array-fill-with-reference-type -- a canvas path
    context.fill(hill);
    const light = values['edges']?.[layer] ?? 0;
    context.lineWidth = heightPx * 0.004;
    context.strokeStyle = ink(layer * 0.85 + 0.4, Number(params['edge']) * (0.35 + 0.65 * light));
    context.stroke(ridge);
  }
}

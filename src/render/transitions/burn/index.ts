/** The photo burns away: brown, black, embers; behind the front lies the next one. */
import { directionParam, headingOf } from '../../direction.ts';
import { numberOf } from '../../flat-parts.ts';
import { float } from '../../param-kinds.ts';
import { sequence01 } from '../../random.ts';
import type { Canvas2dFrame, CssFrame, MaskStops, Params, TransitionDefinition } from '../../transition.ts';
import { gradientLine } from '../../tiers/canvas2d/mask.ts';
import { glsl } from './glsl.ts';

const COUNT = 6;
/** The front without shaders: a band this wide, straight but uneven in time. */
const BAND = 0.06;
const TEETH = 48;

/** Where the front is, beyond both ends at the ends. */
const frontAt = (progress: number): number => -BAND + progress * (1 + 2 * BAND);

function stops(progress: number): MaskStops {
  const front = frontAt(progress);
  return [
    [front - BAND, 1],
    [front, 0],
  ];
}

/** A ragged line across the way, as a path from its start to far behind it. */
function ragged(frame: Canvas2dFrame, lead: number): void {
  const { context, widthPx, heightPx, progress, params, seed } = frame;
  const { angleDeg } = headingOf(params, seed, COUNT);
  const [x0, y0, x1, y1] = gradientLine(angleDeg, frame);
  const long = Math.hypot(x1 - x0, y1 - y0);
  const [ax, ay] = [(x1 - x0) / long, (y1 - y0) / long];
  const across = widthPx + heightPx;
  const jag = numberOf(params, 'jaggedness');
  const at = (along: number, side: number): void =>
    context.lineTo(widthPx / 2 + ax * along - ay * side, heightPx / 2 + ay * along + ax * side);
  const front = (frontAt(progress) - 0.5 + lead) * long;
  context.beginPath();
  at(-long * 2, -across);
  for (let tooth = 0; tooth <= TEETH; tooth++) {
    const share = tooth / TEETH;
    const swing = sequence01(seed, tooth) - 0.5 + 1.4 * Math.sin(share * 19 + seed * 40);
    at(front + swing * 0.025 * jag * long * Math.sin(Math.PI * progress), (share * 2 - 1) * across);
  }
  at(-long * 2, across);
  context.closePath();
}

function canvas2d(frame: Canvas2dFrame): void {
  const { context, widthPx, heightPx, progress, params } = frame;
  const alive = Math.min(1, progress * 20, (1 - progress) * 10);
  const [red = 1, green = 0.63, blue = 0] = params['glow_color'] as readonly number[];
  const glow = [red, green, blue].map((part) => Math.round(part * 255)).join(' ');
  frame.drawFrom();
  const unit = Math.min(widthPx, heightPx) / 100;
  for (const [lead, ink, alpha] of [
    [0.05, '70 38 14', 0.45],
    [0.025, '14 9 7', 0.85],
  ] as const) {
    ragged(frame, lead);
    context.fillStyle = `rgb(${ink} / ${alpha * alive})`;
    context.fill();
  }
  context.save();
  ragged(frame, 0);
  context.clip();
  frame.drawTo();
  context.restore();
  ragged(frame, 0);
  const power = alive * numberOf(params, 'glow_intensity');
  for (const [width, alpha] of [
    [3, 0.25],
    [0.9, 0.9],
  ] as const) {
    context.strokeStyle = `rgb(${glow} / ${alpha * power})`;
    context.lineWidth = width * unit;
    context.stroke();
  }
}

function css(progress: number, params: Params, seed: number): CssFrame {
  return { from: {}, to: { mask: { angleDeg: headingOf(params, seed, COUNT).angleDeg, stops: stops(progress) } } };
}

export const transition: TransitionDefinition = {
  id: 'burn',
  label: 'Burn',
  description: 'The photo burns away along a ragged front of embers, with sparks, smoke and ash.',
  durationMs: 5500,
  easing: 'linear',
  tags: ['lively'],
  params: {
    direction: directionParam(COUNT),
    jaggedness: float('Raggedness', 'How uneven the front is.', 1),
    char_width: float('Char', 'How wide the brown and black edge is.', 0.32, [0.1, 1]),
    glow_intensity: float('Glow', 'How bright embers and sparks are.', 0.9),
    glow_color: {
      type: 'color',
      default: [1, 0.5, 0.12],
      label: 'Glow colour',
      help: 'Colour of embers and sparks.',
      min: 0,
      max: 1,
      step: 0.01,
    },
    smoke: { type: 'bool', default: true, label: 'Smoke', help: 'Smoke rises behind the front.' },
    smoke_density: float('Amount of smoke', 'How thick the smoke is.', 0.6),
    ash: { type: 'bool', default: true, label: 'Ash', help: 'Flakes of ash drift down.' },
    ash_density: float('Amount of ash', 'How much ash there is.', 0.8),
  },
  glsl,
  canvas2d,
  css,
  variant: (params, seed) => headingOf(params, seed, COUNT).name,
};

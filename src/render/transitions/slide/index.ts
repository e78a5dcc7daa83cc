/** The next photo comes in like a print pushed over the one below, which gives way more slowly. */
import { directionParam, headingGlsl, headingOf } from '../../direction.ts';
import type { Canvas2dFrame, CssFrame, Params, TransitionDefinition } from '../../transition.ts';

const COUNT = 4;

/** The shadow is there only while there is a distance between the two prints. */
const glsl = `
${headingGlsl(COUNT)}
vec4 transition(vec2 uv) {
  vec2 dir = heading();
  float along = dot(uv - 0.5, dir) + 0.5;
  float across = abs(dir.x) > 0.5 ? resolution.x : resolution.y;
  float ahead = (along - progress) * across;
  float covered = clamp(0.5 - ahead, 0.0, 1.0);
  vec3 below = getFromColor(uv - dir * progress * parallax).rgb;
  vec3 above = getToColor(uv - dir * (progress - 1.0)).rgb;
  float height = smoothstep(0.0, 0.15, progress) * smoothstep(1.0, 0.75, progress);
  float reach = 0.09 * min(resolution.x, resolution.y);
  float shade = exp(-max(ahead, 0.0) / reach * 2.2) * height * shadow;
  float veil = 0.3 * shadow * progress;
  return vec4(mix(below * (1.0 - shade) * (1.0 - veil), above, covered), 1.0);
}
`;

const number = (params: Params, name: string): number => Number(params[name] ?? 0);

function canvas2d(frame: Canvas2dFrame): void {
  const { context, widthPx, heightPx, progress, params, seed } = frame;
  const heading = headingOf(params, seed, COUNT);
  const parallax = number(params, 'parallax') * progress;
  context.save();
  context.translate(heading.x * parallax * widthPx, heading.y * parallax * heightPx);
  frame.drawFrom();
  context.restore();
  context.fillStyle = `rgb(0 0 0 / ${0.3 * number(params, 'shadow') * progress})`;
  context.fillRect(0, 0, widthPx, heightPx);
  context.translate(heading.x * (progress - 1) * widthPx, heading.y * (progress - 1) * heightPx);
  frame.drawTo();
}

function css(progress: number, params: Params, seed: number): CssFrame {
  const { x, y } = headingOf(params, seed, COUNT);
  const parallax = number(params, 'parallax') * progress * 100;
  const rest = (progress - 1) * 100;
  return {
    from: { translate: [x * parallax, y * parallax] },
    to: { translate: [x * rest, y * rest] },
  };
}

export const transition: TransitionDefinition = {
  id: 'slide',
  label: 'Slide',
  description: 'The next photo slides over the last, which drifts away beneath it.',
  durationMs: 1600,
  easing: 'in-out-cubic',
  tags: ['calm'],
  params: {
    direction: directionParam(COUNT),
    parallax: {
      type: 'float',
      default: 0.35,
      label: 'Depth',
      help: 'How far the photo below moves along: 0 it lies still, 1 both move as one.',
      min: 0,
      max: 1,
      step: 0.05,
    },
    shadow: {
      type: 'float',
      default: 0.5,
      label: 'Shadow',
      help: 'How dark the photo below becomes.',
      min: 0,
      max: 1,
      step: 0.05,
    },
  },
  glsl,
  canvas2d,
  css,
  variant: (params, seed) => headingOf(params, seed, COUNT).name,
};

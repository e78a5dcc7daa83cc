/** The plainest change there is, and what every other transition becomes where it cannot be drawn. */
import { LINEAR_LIGHT } from '../../linear-light.ts';
import type { Canvas2dFrame, CssFrame, TransitionDefinition } from '../../transition.ts';

/**
 * Mixing happens in linear light, so that a bright and a dark photo meet in the middle as two
 * projectors would, without the dip in brightness that mixing encoded values has.
 */
const glsl = `
${LINEAR_LIGHT}
vec4 transition(vec2 uv) {
  vec3 a = toLinear(getFromColor(uv).rgb);
  vec3 b = toLinear(getToColor(uv).rgb);
  return vec4(toEncoded(mix(a, b, progress)), 1.0);
}
`;

function canvas2d(frame: Canvas2dFrame): void {
  frame.drawFrom();
  frame.context.globalAlpha = frame.progress;
  frame.drawTo();
}

function css(progress: number): CssFrame {
  return { from: {}, to: { opacity: progress } };
}

export const transition: TransitionDefinition = {
  id: 'crossfade',
  label: 'Crossfade',
  description: 'One photo dissolves into the next, mixed as light.',
  durationMs: 2000,
  easing: 'in-out-quad',
  tags: ['calm', 'reduced-motion'],
  params: {},
  glsl,
  canvas2d,
  css,
};

/** A soft edge travels over the picture, with a breath of light along its front. */
import { directionParam, headingGlsl, headingOf } from '../../direction.ts';
import { smoothstep } from '../../easing.ts';
import { GRAIN, LINEAR_LIGHT } from '../../glsl-parts.ts';
import type { Canvas2dFrame, CssFrame, MaskStops, Params, TransitionDefinition } from '../../transition.ts';

const COUNT = 6;

/**
 * `along` is 0 where the edge starts and 1 where it ends, on the same line as a css gradient. The light of the front is that
 * of the photos' own bright parts, spread along the way: haze of any colour would be grey over dark ones.
 */
const glsl = `
${LINEAR_LIGHT}
${GRAIN}
${headingGlsl(COUNT)}
const int TAPS = 4;
vec3 bloom(vec2 uv, vec2 way, float revealed) {
  vec3 sum = vec3(0.0);
  for (int n = 0; n < TAPS; n++) {
    vec2 at = clamp(uv + way * (float(n) + 0.5 - 0.5 * float(TAPS) + 60.0 * grain()), 0.0, 1.0);
    vec3 c = mix(getFromColor(at).rgb, getToColor(at).rgb, revealed);
    sum += c * c * c;
  }
  return sum / float(TAPS);
}
vec4 transition(vec2 uv) {
  vec2 dir = heading();
  vec2 box = vec2(ratio, 1.0);
  float depth = dot(abs(dir), box);
  float along = dot((uv - 0.5) * box, dir) / depth + 0.5;
  float soft = max(softness, 1.5 / (resolution.y * depth));
  float front = progress * (1.0 + soft);
  float revealed = smoothstep(front, front - soft, along);
  if (revealed <= 0.0) return getFromColor(uv);
  if (revealed >= 1.0) return getToColor(uv);
  vec3 mixed = mix(toLinear(getFromColor(uv).rgb), toLinear(getToColor(uv).rgb), revealed);
  float band = 4.0 * revealed * (1.0 - revealed);
  float breath = smoothstep(0.0, 0.2, progress) * smoothstep(1.0, 0.8, progress);
  float light = glow * breath * band * band;
  vec3 warm = vec3(1.0, 0.93, 0.82);
  vec3 spread = light > 0.002 ? bloom(uv, dir / box * (0.16 * soft * depth), revealed) : vec3(0.0);
  // Into what is left up to white, so that a bright photo keeps its shapes where the light falls.
  vec3 gain = (0.7 * mixed + 0.9 * warm * spread) * light;
  vec3 lit = 1.0 - (1.0 - mixed) * exp(-gain);
  return vec4(toEncoded(lit) + grain() * band, 1.0);
}
`;

const STOPS = 8;

/** The same edge as a gradient: opaque behind the front, straight pieces for the soft flank. */
function wipeStops(progress: number, softness: number): MaskStops {
  const soft = Math.max(softness, 0.001);
  const front = progress * (1 + soft);
  return Array.from({ length: STOPS + 1 }, (_, index) => {
    const share = index / STOPS;
    return [front - soft + soft * share, 1 - smoothstep(0, 1, share)] as const;
  });
}

const softnessOf = (params: Params): number => Number(params['softness'] ?? 0);

function canvas2d(frame: Canvas2dFrame): void {
  const { angleDeg } = headingOf(frame.params, frame.seed, COUNT);
  frame.drawFrom();
  frame.drawToThrough(angleDeg, wipeStops(frame.progress, softnessOf(frame.params)));
}

function css(progress: number, params: Params, seed: number): CssFrame {
  const { angleDeg } = headingOf(params, seed, COUNT);
  return { from: {}, to: { mask: { angleDeg, stops: wipeStops(progress, softnessOf(params)) } } };
}

export const transition: TransitionDefinition = {
  id: 'wipe',
  label: 'Wipe',
  description: 'A soft edge of light passes over the photo and leaves the next one behind.',
  durationMs: 2200,
  easing: 'in-out-sine',
  tags: ['calm'],
  params: {
    direction: directionParam(COUNT),
    softness: {
      type: 'float',
      default: 0.28,
      label: 'Softness',
      help: 'Width of the edge as a share of the way it goes; 0 is a clean cut.',
      min: 0,
      max: 1,
      step: 0.01,
    },
    glow: {
      type: 'float',
      default: 0.6,
      label: 'Shine',
      help: 'How much light the edge carries.',
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

/** GLSL ES 3.00 that several mesh transitions use: photos sampled softly, their blurred light, one key light. */
import { GRAIN, LINEAR_LIGHT } from './glsl-parts.ts';
import type { MeshPass } from './transition.ts';

/**
 * `photo(next, uv)` in linear light; where the picture is squeezed, four taps along the squeeze stand in for the
 * mipmaps that photos have not. Exactly the photo where it lies flat.
 */
export const PHOTO = `
vec3 photo(bool next, vec2 uv) {
  vec2 dx = dFdx(uv);
  vec2 dy = dFdy(uv);
  vec2 wide = dot(dx * resolution, dx * resolution) > dot(dy * resolution, dy * resolution) ? dx : dy;
  wide *= smoothstep(1.05, 1.7, length(wide * resolution));
  vec3 sum = vec3(0.0);
  for (int tap = 0; tap < 4; tap++) {
    vec2 at = clamp(uv + wide * (float(tap) * 0.27 - 0.405), 0.0, 1.0);
    sum += toLinear(next ? getToColor(at).rgb : getFromColor(at).rgb);
  }
  return sum * 0.25;
}
`;

/** Both photos out of focus, one colour per vertex of a coarse grid: a room lit by them, at the cost of no pixel. */
const BLURRED = `
vec3 blurred(vec2 uv, float share) {
  vec3 sum = vec3(0.0);
  for (int tap = 0; tap < 12; tap++) {
    float turn = float(tap) * 2.39996;
    vec2 at = clamp(uv + 0.3 * sqrt((float(tap) + 0.5) / 12.0) * vec2(cos(turn), sin(turn)), 0.01, 0.99);
    sum += mix(toLinear(getFromColor(at).rgb), toLinear(getToColor(at).rgb), share);
  }
  return sum / 12.0;
}
`;

/** A backdrop over the array `backdrop`; `light` is GLSL that changes `vec3 light`, linear, at `vUv`. */
export function backdropPass(light: string): MeshPass {
  return {
    vertices: 'backdrop',
    layout: [['aPosition', 2]],
    vertex: `${LINEAR_LIGHT}${BLURRED}
out vec3 vLight;
out vec2 vUv;
vec4 place() {
  vUv = aPosition * 0.5 + 0.5;
  vLight = blurred(vUv, smoothstep(0.2, 0.8, progress));
  return vec4(aPosition, 0.999, 1.0);
}`,
    fragment: `${LINEAR_LIGHT}${GRAIN}
in vec3 vLight;
in vec2 vUv;
vec4 shade() {
  vec3 light = vLight;
  ${light}
  return vec4(toEncoded(clamp(light, 0.0, 1.0)) + 1.5 * grain(), 1.0);
}`,
    blend: 'none',
  };
}

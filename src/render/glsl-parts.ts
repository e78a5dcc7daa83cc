/** GLSL that several transitions use. Prefix a body with what it needs. */

export { LINEAR_LIGHT } from './linear-light.ts';

/**
 * One grain of noise per pixel, -0.5 to 0.5 of a step of 8 bits: breaks the bands that light on a smooth
 * sky would show. Interleaved gradient noise (Jimenez 2014).
 */
export const GRAIN = `
float grain() {
  return (fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715)))) - 0.5) / 255.0;
}
`;

/**
 * `hash1`, `hash2`: chance of a lattice point, 0 to 1 (after Hoskins, "Hash without sine", 2014: the same on every GPU).
 * `valueNoise`, `fbm`: smooth fields made of it, 0 to 1 with the mean at 0.5.
 */
export const NOISE = `
float hash1(vec2 p) {
  vec3 q = fract(vec3(p.xyx) * 0.1031);
  q += dot(q, q.yzx + 33.33);
  return fract((q.x + q.y) * q.z);
}
vec2 hash2(vec2 p) {
  vec3 q = fract(vec3(p.xyx) * vec3(0.1031, 0.1030, 0.0973));
  q += dot(q, q.yzx + 33.33);
  return fract((q.xx + q.yz) * q.zy);
}
float valueNoise(vec2 p) {
  vec2 i = floor(p);
  vec2 f = p - i;
  f = f * f * (3.0 - 2.0 * f);
  vec2 low = vec2(hash1(i), hash1(i + vec2(1.0, 0.0)));
  vec2 high = vec2(hash1(i + vec2(0.0, 1.0)), hash1(i + vec2(1.0, 1.0)));
  vec2 pair = mix(low, high, f.y);
  return mix(pair.x, pair.y, f.x);
}
float fbm(vec2 p) {
  float sum = 0.0;
  float weight = 0.5333;
  for (int octave = 0; octave < 4; octave++) {
    sum += weight * valueNoise(p);
    p = mat2(1.6, 1.2, -1.2, 1.6) * p + 17.3;
    weight *= 0.5;
  }
  return sum;
}
`;

/** GLSL that several transitions use. Prefix a body with what it needs. */

/** sRGB to linear light and back (IEC 61966-2-1). */
export const LINEAR_LIGHT = `
vec3 toLinear(vec3 c) {
  return mix(c / 12.92, pow((c + 0.055) / 1.055, vec3(2.4)), step(vec3(0.04045), c));
}
vec3 toEncoded(vec3 c) {
  return mix(c * 12.92, 1.055 * pow(c, vec3(1.0 / 2.4)) - 0.055, step(vec3(0.0031308), c));
}
`;

/**
 * One grain of noise per pixel, -0.5 to 0.5 of a step of 8 bits: breaks the bands that light on a smooth
 * sky would show. Interleaved gradient noise (Jimenez 2014).
 */
export const GRAIN = `
float grain() {
  return (fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715)))) - 0.5) / 255.0;
}
`;

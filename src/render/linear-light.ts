/** GLSL of the fade that every page begins with: apart from the other parts, so that nothing else comes before the first photo. */

/** sRGB to linear light and back (IEC 61966-2-1). */
export const LINEAR_LIGHT = `
vec3 toLinear(vec3 c) {
  return mix(c / 12.92, pow((c + 0.055) / 1.055, vec3(2.4)), step(vec3(0.04045), c));
}
vec3 toEncoded(vec3 c) {
  return mix(c * 12.92, 1.055 * pow(c, vec3(1.0 / 2.4)) - 0.055, step(vec3(0.0031308), c));
}
`;

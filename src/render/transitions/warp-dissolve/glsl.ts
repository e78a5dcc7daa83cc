import { GRAIN, LINEAR_LIGHT, NOISE } from '../../glsl-parts.ts';

/**
 * A vortex winds both photos up and lets them go again; along its arms the last one gives way to the next. Where the
 * turning shears the picture, a few samples along the stream take the place of the mipmaps that photos here have not.
 * Lengths are in heights of the surface.
 */
export const glsl = `
${LINEAR_LIGHT}
${GRAIN}
${NOISE}
vec2 wound(vec2 p, float angle) {
  float c = cos(angle);
  float s = sin(angle);
  return vec2(c * p.x - s * p.y, s * p.x + c * p.y);
}
vec4 transition(vec2 uv) {
  vec2 box = vec2(ratio, 1.0);
  vec2 centre = 0.5 + 0.16 * (fract(seed * vec2(3.7, 9.1)) - 0.5);
  vec2 p = (uv - centre) * box;
  float reach = 0.5 * length(box) * 1.25;
  float r = length(p) / reach;
  float rise = sin(3.14159265 * progress);
  rise *= rise;
  float calm = max(1.0 - r, 0.0);
  float sense = fract(seed * 5.77) < 0.5 ? -1.0 : 1.0;
  float wind = 6.2831853 * turns * sense * rise;
  float angle = wind * calm * calm * (1.0 + calm);
  float shear = abs(wind) * r * calm * (2.0 + 3.0 * calm);
  float pull = 1.0 - 0.22 * rise * calm * calm;
  float arms = sin(2.0 * atan(p.y, p.x) - sense * 9.0 * r - angle) * smoothstep(0.0, 0.25, r);
  float cloud = fbm(wound(p, angle) * 4.0 + floor(seed * 331.0));
  float order = clamp(0.24 + 0.4 * r + 0.12 * arms + 0.5 * (cloud - 0.5), 0.0, 1.0);
  float shown = smoothstep(0.0, 1.0, (progress - 0.1 - 0.5 * order) / 0.3);
  vec3 last = vec3(0.0);
  vec3 next = vec3(0.0);
  float spread = min(0.1 * shear, 0.26) / max(1.0, 2.0 * r);
  float jitter = grain() * 255.0;
  for (int tap = 0; tap < 5; tap++) {
    float offset = (float(tap) - 2.0 + jitter) * 0.2;
    vec2 at = centre + wound(p, angle + offset * spread) * pull / box;
    if (shown < 1.0) last += getFromColor(at).rgb;
    if (shown > 0.0) next += getToColor(at).rgb;
  }
  vec3 color = mix(toLinear(last * 0.2), toLinear(next * 0.2), shown);
  float band = 4.0 * shown * (1.0 - shown);
  float eye = exp(-r * r * 26.0);
  color *= 1.0 - depth * rise * (0.62 * eye + 0.1 * calm);
  color *= 1.0 + depth * 0.28 * rise * calm * arms + 0.18 * light * band * rise;
  return vec4(toEncoded(clamp(color, 0.0, 1.0)) + grain() * rise, 1.0);
}
`;

import { GRAIN, LINEAR_LIGHT, NOISE } from '../../glsl-parts.ts';

/**
 * Light gets into the camera: warm veils, tinted by the brightest parts of both photos, drift across, and under them the
 * film shows the next exposure, its highlights first. The light is added in linear light and never whitens the whole
 * frame.
 */
export const glsl = `
${LINEAR_LIGHT}
${GRAIN}
${NOISE}
vec3 tint() {
  vec3 sum = vec3(0.0);
  for (int n = 0; n < 4; n++) {
    vec2 at = vec2(0.2 + 0.2 * float(n), 0.35 + 0.3 * hash1(vec2(float(n), floor(seed * 61.0))));
    vec3 a = getFromColor(at).rgb;
    vec3 b = getToColor(at).rgb;
    sum += a * a * a + b * b * b;
  }
  sum /= max(max(sum.r, max(sum.g, sum.b)), 0.02);
  return mix(vec3(1.0, 0.42, 0.13), sum * vec3(1.0, 0.62, 0.4), 0.4);
}
float veil(vec2 q, float at, float lean, float wide) {
  float x = q.x + lean * (q.y - 0.5) - at;
  return exp(-x * x / (wide * wide));
}
vec4 transition(vec2 uv) {
  vec2 q = vec2(uv.x, uv.y);
  float sense = fract(seed * 7.7) < 0.5 ? -1.0 : 1.0;
  q.x = sense > 0.0 ? q.x : 1.0 - q.x;
  float chance = floor(seed * 173.0);
  vec2 drift = vec2(progress * 0.7, progress * 0.3) + chance;
  float cloud = fbm(vec2(q.x * ratio, q.y) * 1.3 - drift);
  float soft = fbm(vec2(q.x * ratio, q.y) * 0.6 + drift.yx + 19.0);
  vec3 last = toLinear(getFromColor(uv).rgb);
  vec3 next = toLinear(getToColor(uv).rgb);
  float bright = sqrt(clamp(dot(next, vec3(0.2126, 0.7152, 0.0722)), 0.0, 1.0));
  float held = sqrt(clamp(dot(last, vec3(0.2126, 0.7152, 0.0722)), 0.0, 1.0));
  float travel = mix(-0.55, 1.55, progress);
  float when = q.x + 0.3 * (q.y - 0.5) + 0.5 * (soft - 0.5) + 0.22 * exposure * (held - bright);
  float shown = smoothstep(0.0, 1.0, (travel - when) / 0.5 + 0.5);
  float breath = sin(3.14159265 * progress);
  breath *= breath;
  float band = 0.75 * veil(q, travel - 0.08 + 0.5 * (cloud - 0.5), 0.35, 0.2);
  band += 0.5 * veil(q, travel - 0.42 + 0.7 * (soft - 0.5), -0.25, 0.13);
  band += 0.4 * veil(q, travel + 0.3 + 0.6 * (cloud - 0.5), 0.6, 0.1);
  band *= breath * (0.45 + 0.9 * cloud);
  vec3 warm = tint();
  vec3 deep = warm * warm * vec3(1.0, 0.5, 0.4);
  vec3 glow = mix(deep, warm, smoothstep(0.1, 0.65, band)) * band;
  glow += vec3(1.0, 0.86, 0.66) * 0.32 * smoothstep(0.5, 1.1, band);
  vec3 color = mix(last, next, shown);
  color += glow * light * 0.85 * (1.0 - 0.65 * color);
  color = mix(color, color * color * (3.0 - 2.0 * color), -0.12 * breath);
  float level = max(color.r, max(color.g, color.b));
  color /= 1.0 + 0.6 * max(level - 0.8, 0.0);
  return vec4(toEncoded(clamp(color, 0.0, 1.0)) + grain() * min(breath * 8.0, 1.0), 1.0);
}
`;

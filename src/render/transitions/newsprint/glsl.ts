import { LINEAR_LIGHT, NOISE } from '../../glsl-parts.ts';

/**
 * A roller prints the page: before it the photo, under it four screens of dots (cyan, magenta, yellow, black, at the
 * angles printers use) on warm paper, behind it the next photo. A dot is as large as the ink that either photo wants
 * there; where the two meet, ink is mixed, so that dots grow and shrink into one another.
 */
export const glsl = `
${LINEAR_LIGHT}
${NOISE}
vec4 inks(vec3 c) {
  float k = 1.0 - max(c.r, max(c.g, c.b));
  vec3 cmy = (1.0 - c - k) / max(1.0 - k, 0.001);
  return vec4(cmy, k);
}
float screen(vec2 q, vec2 turn, float pitch, float meeting, int which) {
  mat2 to = mat2(turn.x, turn.y, -turn.y, turn.x);
  vec2 p = to * q / pitch;
  vec2 cell = floor(p) + 0.5;
  vec2 at = (cell * to * pitch) / vec2(ratio, 1.0);
  at = at + 0.5;
  vec3 last = meeting < 1.0 ? getFromColor(at).rgb : vec3(0.0);
  vec3 next = meeting > 0.0 ? getToColor(at).rgb : vec3(0.0);
  vec4 all = inks(toLinear(mix(last, next, meeting)));
  float ink = which == 0 ? all.x : which == 1 ? all.y : which == 2 ? all.z : all.w;
  float radius = sqrt(clamp(ink, 0.0, 1.0)) * (0.56 + 0.2 * ink * ink * ink);
  float soft = max(1.0 / (pitch * resolution.y), 0.06);
  return smoothstep(radius + soft, radius - soft, length(p - cell)) * smoothstep(0.0, 0.04, ink);
}
vec4 transition(vec2 uv) {
  vec2 q = (uv - 0.5) * vec2(ratio, 1.0);
  float sense = fract(seed * 3.3) < 0.5 ? -1.0 : 1.0;
  float along = clamp(0.5 + sense * (uv.x - 0.5) * 0.8 + (0.5 - uv.y) * 0.2, 0.0, 1.0);
  float life = clamp(progress * 1.85 - along * 0.85, 0.0, 1.0);
  float printed = smoothstep(0.0, 0.34, life) * smoothstep(1.0, 0.66, life);
  if (printed <= 0.0) {
    if (life < 0.5) return getFromColor(uv);
    return getToColor(uv);
  }
  float meeting = smoothstep(0.3, 0.7, life);
  float pitch = max(dots / 1080.0, 7.0 / resolution.y);
  float c = screen(q, vec2(0.9659258, 0.2588190), pitch, meeting, 0);
  float m = screen(q, vec2(0.2588190, 0.9659258), pitch, meeting, 1);
  float y = screen(q, vec2(1.0, 0.0), pitch, meeting, 2);
  float k = screen(q, vec2(0.70710678, 0.70710678), pitch, meeting, 3);
  float fibre = fbm(q * 60.0 + floor(seed * 97.0));
  vec3 page = vec3(0.9, 0.85, 0.75) * (0.93 + 0.14 * fibre);
  page *= 1.0 - c * 0.86 * vec3(1.0, 0.35, 0.1);
  page *= 1.0 - m * 0.84 * vec3(0.2, 1.0, 0.45);
  page *= 1.0 - y * 0.86 * vec3(0.02, 0.12, 1.0);
  page *= 1.0 - k * vec3(0.9, 0.9, 0.88);
  vec3 plain = mix(toLinear(getFromColor(uv).rgb), toLinear(getToColor(uv).rgb), meeting);
  float roller = exp(-pow((life - 0.5) / 0.16, 2.0));
  page *= 1.0 - 0.1 * roller;
  return vec4(toEncoded(clamp(mix(plain, page, printed), 0.0, 1.0)), 1.0);
}
`;

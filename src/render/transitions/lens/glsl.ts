import { GRAIN, LINEAR_LIGHT } from '../../glsl-parts.ts';

/**
 * A drop of clear liquid grows over the photo; in it, as through a lens, lies the next one. Its outline runs ahead over
 * dark parts and hangs back before bright ones, and the relief of both photos (light is high) ripples its surface. The
 * shape is a distance `edge` (heights of the surface, positive inside) under a dome: its slope refracts, splits the
 * colours at the rim and catches one key light; outside lie a soft shadow and the light gathered through the drop.
 */
export const glsl = `
${LINEAR_LIGHT}
${GRAIN}
float grey(vec3 c) {
  return dot(c, vec3(0.299, 0.587, 0.114));
}
float tone(vec2 uv) {
  float sum = 0.0;
  for (int n = 0; n < 9; n++) {
    float turn = 2.399963 * float(n);
    vec2 way = 0.04 * sqrt(float(n) + 0.4) * vec2(cos(turn) / ratio, sin(turn));
    sum += grey(getFromColor(uv + way).rgb);
  }
  return sum / 9.0;
}
vec4 transition(vec2 uv) {
  vec2 box = vec2(ratio, 1.0);
  vec2 q = uv * box;
  vec2 centre = (0.3 + 0.4 * fract(seed * vec2(13.3, 29.9))) * box;
  vec2 away = q - centre;
  float r = max(length(away), 0.0001);
  vec2 out1 = away / r;
  float far = length(max(centre, box - centre));
  float alive = smoothstep(0.0, 0.12, progress) * smoothstep(1.0, 0.8, progress);
  float size = mix(-0.16, far + 0.1, progress);
  float angle = atan(away.y, away.x);
  float wobble = 0.022 * sin(3.0 * angle + 6.0 * progress + seed * 40.0) + 0.014 * sin(5.0 * angle - 9.0 * progress + seed * 90.0);
  float flow = tone(uv) - 0.5;
  float edge = size - r + alive * min(r * 2.0, 1.0) * (wobble - 0.13 * liquid * flow);
  float px = 1.0 / resolution.y;
  if (edge > 0.5 && alive <= 0.0) return getToColor(uv);
  float inside = smoothstep(-px, px, edge);
  float rim = max(0.34 * min(size * 1.4, 1.0), 0.02);
  float lift = clamp(edge / rim, 0.0, 1.0);
  float dome = 1.0 - lift;
  float slope = dome * dome * alive;

  float outer = max(-edge, 0.0);
  vec2 toward = vec2(0.43, -0.52);
  float drop = max(dot(out1, toward), 0.0);
  vec3 color = toLinear(getFromColor(uv + out1 * 0.02 * alive * exp(-outer / 0.05) / box).rgb);
  color *= 1.0 - shadow * alive * (0.28 * exp(-outer / 0.035) + 0.5 * drop * exp(-outer / 0.11));
  color *= 1.0 + light * alive * 0.7 * drop * exp(-abs(outer - 0.035) / 0.014);
  if (inside > 0.0) {
    vec2 bend = -out1 * slope * 0.2 * depth;
    vec2 gap = vec2(3.0 / 640.0);
    vec2 base = uv + bend / box;
    vec3 seen = getToColor(base).rgb;
    vec2 relief = vec2(grey(getToColor(base + vec2(gap.x / ratio, 0.0)).rgb), grey(getToColor(base + vec2(0.0, gap.y)).rgb)) - grey(seen);
    relief = clamp(relief, -0.08, 0.08);
    bend += relief * 0.04 * depth * alive * (0.25 + slope) * smoothstep(1.0, 0.4, progress);
    float split = 0.05 * slope * depth;
    vec3 next = vec3(
      getToColor(uv + bend * (1.0 - split) / box).r,
      getToColor(uv + bend / box).g,
      getToColor(uv + bend * (1.0 + split) / box).b
    );
    next = toLinear(next);
    vec3 normal = normalize(vec3(out1 * slope * 2.4 - relief * 1.6 * alive * (1.0 - lift), 1.0));
    vec3 key = vec3(-0.43, 0.52, 0.74);
    vec3 halfway = normalize(key + vec3(0.0, 0.0, 1.0));
    float shine = pow(max(dot(normal, halfway), 0.0), 60.0) - pow(halfway.z, 60.0);
    float back = max(dot(normal.xy, vec2(0.43, -0.52)), 0.0);
    next *= 1.0 - alive * 0.5 * smoothstep(0.78, 1.0, dome) ;
    next *= 1.0 + light * alive * 0.55 * back * slope;
    next += light * alive * (0.55 * max(shine, 0.0) + 0.09 * back * smoothstep(0.86, 0.97, dome));
    color = mix(color, next, inside);
  }
  return vec4(toEncoded(clamp(color, 0.0, 1.0)) + grain() * alive, 1.0);
}
`;

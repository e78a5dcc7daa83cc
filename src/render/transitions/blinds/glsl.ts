import { LINEAR_LIGHT } from '../../glsl-parts.ts';

/**
 * The photo hangs as a venetian blind before the next one. Each slat turns about its long axis until it stands on edge;
 * the turn runs over the blind as a wave. Across a slat, `y` is -0.5 to 0.5; widths of edges are in pixels.
 */
export const glsl = `
${LINEAR_LIGHT}
vec2 across() {
  int d = direction > 0 ? direction : 1 + int(min(floor(seed * 4.0), 3.0));
  if (d == 1) return vec2(0.0, 1.0);
  if (d == 2) return vec2(1.0, 0.0);
  return vec2(d == 3 ? 0.5 : -0.5, 0.8660254);
}
vec4 transition(vec2 uv) {
  vec2 box = vec2(ratio, 1.0);
  vec2 n = across();
  float deep = dot(abs(n), box);
  float count = float(slats);
  float place = (dot((uv - 0.5) * box, n) / deep + 0.5) * count;
  float index = clamp(floor(place), 0.0, count - 1.0);
  float y = place - index - 0.5;
  float sense = fract(seed * 17.9) < 0.5 ? -1.0 : 1.0;
  float order = (index + 0.5) / count;
  if (sense < 0.0) order = 1.0 - order;
  order *= stagger;
  float life = clamp((progress - order * 0.5) / (1.0 - 0.5 * stagger), 0.0, 1.0);
  if (life <= 0.0) return getFromColor(uv);
  if (life >= 1.0) return getToColor(uv);
  float turned = 1.57079633 * life * life * (3.0 - 2.0 * life);
  float c = cos(turned);
  float s = sin(turned);
  float pitch = deep * resolution.y / count;
  float wide = 0.5 * max(c, 0.03);
  float soft = max(feather * s * pitch, 1.0);
  float inside = (wide - abs(y)) * pitch;
  float covered = smoothstep(-0.5 * soft, 0.5 * soft, inside) * smoothstep(1.0, 0.9, life);
  vec3 below = toLinear(getToColor(uv).rgb);
  float shade = exp(-max(abs(y - 0.16 * s) - wide, 0.0) * 4.0) * c;
  below *= 1.0 - shadow * (0.75 * shade + 0.2 * c);
  float on = clamp(y / max(c, 0.03), -0.5, 0.5);
  vec2 at = uv + n * ((on - y) * deep / count) / box;
  vec3 color = toLinear(getFromColor(at).rgb);
  float lit = (0.52 * dot(n, vec2(-0.43, 0.52)) * 2.0 * s + 0.74 * c) / 0.74;
  color *= mix(1.0, 0.22 + 0.78 * clamp(lit, 0.0, 1.25), depth);
  color *= 1.0 - depth * 0.25 * s * smoothstep(0.2, 0.5, on);
  float shine = s * c * exp(-abs(on + 0.38) * 26.0);
  color += depth * 0.1 * shine;
  return vec4(toEncoded(clamp(mix(below, color, covered), 0.0, 1.0)), 1.0);
}
`;

import { headingGlsl } from '../../direction.ts';
import { GRAIN, LINEAR_LIGHT } from '../../glsl-parts.ts';

/**
 * A sheet of paper is bent over a cylinder whose line of contact, `line`, travels along the heading. `e` points to the
 * lifted side, `x` is the distance from the line of contact. Under a pixel lie, from below: the next photo, the sheet where
 * it rises (its face), and the sheet where it comes back overhead (its back), which goes on as a plane that
 * stands up from the page: `lean` is the share of it that is seen from above. White paper would glare between dark photos:
 * it lies in their light, in their colour, and lets that of its own photo through. Lengths are in heights of the surface.
 */
export const glsl = `
${LINEAR_LIGHT}
${GRAIN}
${headingGlsl(4)}
const float PI = 3.14159265;
float outside(vec2 p, vec2 box) {
  vec2 d = abs(p) - box * 0.5;
  return length(max(d, 0.0)) + min(max(d.x, d.y), 0.0);
}
vec3 room() {
  vec3 sum = vec3(0.0);
  for (int n = 0; n < 4; n++) {
    vec2 at = vec2(0.2 + 0.2 * float(n), n == 0 || n == 2 ? 0.3 : 0.7);
    sum += getFromColor(at).rgb + getToColor(at).rgb;
  }
  vec3 mean = sum / 8.0;
  float level = dot(mean, vec3(0.299, 0.587, 0.114));
  vec3 hue = mean / max(max(mean.r, max(mean.g, mean.b)), 0.001);
  return mix(vec3(1.0), hue, 0.45) * clamp(0.05 + level * (0.5 + 1.3 * level), 0.08, 1.05);
}
vec4 transition(vec2 uv) {
  vec2 box = vec2(ratio, 1.0);
  vec2 q = (uv - 0.5) * box;
  float px = 1.0 / resolution.y;
  float lean = mix(0.9, 0.55, smoothstep(0.0, 0.6, progress));
  float tilt = mix(0.62, 0.16, smoothstep(0.0, 0.7, progress)) * (fract(seed * 11.3) < 0.5 ? -1.0 : 1.0);
  vec2 h = -heading();
  vec2 e = vec2(cos(tilt) * h.x - sin(tilt) * h.y, sin(tilt) * h.x + cos(tilt) * h.y);
  float far = 0.5 * dot(abs(e), box);
  float radius = max(curl * smoothstep(0.0, 0.3, progress), 0.0001);
  float line = mix(far, -far - radius * 1.1 - 0.02, progress);
  float x = dot(q, e) - line;
  float still = smoothstep(0.0, 0.1, progress) * smoothstep(1.0, 0.88, progress);
  float bend = asin(clamp(x / radius, 0.0, 1.0));

  vec3 color = toLinear(getToColor(uv).rgb);
  float roof = outside(q + e * (radius * PI * 0.5 - x), box);
  float overhang = smoothstep(radius, -radius * 0.6, roof);
  color *= 1.0 - shadow * 0.62 * still * overhang * exp(-max(x - radius, 0.0) / (radius * 0.9));

  vec2 rising = q + e * (radius * bend - max(x, 0.0)) * step(0.0, x);
  float shown = clamp(0.5 - outside(rising, box) / px, 0.0, 1.0) * clamp((radius - x) / px + 0.5, 0.0, 1.0);
  float sine = sqrt(1.0 - lean * lean);
  float top = PI - asin(sine);
  float straight = radius * sine;
  float over = x > straight ? radius * (PI - bend) : radius * top + (straight - x) / lean;
  vec2 back = q + e * (over - x);
  float beyond = outside(back, box);
  if (shown > 0.0) {
    vec3 face = toLinear(getFromColor(rising / box + 0.5).rgb);
    face *= 1.0 - 0.6 * smoothstep(0.0, 1.4, bend);
    face *= 1.0 - shadow * 0.7 * still * exp(-max(beyond, 0.0) / (radius * 0.9));
    color = mix(color, face, shown);
  }

  float covered = clamp(0.5 - beyond / px, 0.0, 1.0) * clamp((radius - x) / px + 0.5, 0.0, 1.0);
  if (covered > 0.0) {
    float rest = x > straight ? PI - bend : top;
    vec3 normal = vec3(e * sin(rest), -cos(rest));
    vec3 key = vec3(-0.2, 0.46, 0.865);
    float lit = (0.5 + 0.55 * max(dot(normal, key), 0.0) / key.z) * (1.0 - 0.35 * smoothstep(0.0, 0.9, -x));
    float shine = pow(max(dot(normal, normalize(key + vec3(0.0, 0.0, 1.0))), 0.0), 24.0);
    vec3 through = toLinear(getFromColor(clamp(back / box + 0.5, 0.0, 1.0)).rgb);
    vec3 paper = vec3(0.8, 0.76, 0.69) * lit * (1.0 - 0.55 * translucency);
    paper += vec3(0.1, 0.097, 0.09) * shine;
    paper += 0.1 * smoothstep(-2.5 * px, 0.0, beyond);
    color = mix(color, paper * room() + through * (1.1 * translucency) * lit, covered);
  }
  return vec4(toEncoded(clamp(color, 0.0, 1.0)) + grain() * still, 1.0);
}
`;

import { headingGlsl } from '../../direction.ts';
import { LINEAR_LIGHT, NOISE } from '../../glsl-parts.ts';

/**
 * Each tile turns by half about its middle, seen from `EYE` tile widths away; it sinks while it turns, so that its near
 * edge stays inside its place. Behind it lies a wall in its shade, with the photos on it: black gaps would be all one sees. `u`, `v` are on the tile, -0.5 to 0.5. Its turn comes with a wave.
 */
export const glsl = `
${LINEAR_LIGHT}
${NOISE}
${headingGlsl(6)}
const float EYE = 2.2;
vec3 facing(vec2 uv, bool next) {
  return toLinear(next ? getToColor(uv).rgb : getFromColor(uv).rgb);
}
vec4 transition(vec2 uv) {
  vec2 grid = vec2(float(columns), float(rows));
  vec2 place = uv * grid;
  vec2 id = min(floor(place), grid - 1.0);
  vec2 local = place - id - 0.5;
  vec2 dir = heading();
  vec2 middle = (id + 0.5) / grid - 0.5;
  float along = dot(middle, dir) / dot(abs(dir), vec2(1.0)) + 0.5;
  float side = abs(dot(middle, vec2(-dir.y, dir.x)));
  float order = clamp(0.84 * along + 0.24 * side + 0.08 * (hash1(id + floor(seed * 977.0)) - 0.5), 0.0, 1.0);
  float flight = 0.34;
  float life = clamp((progress - order * (1.0 - flight)) / flight, 0.0, 1.0);
  if (life <= 0.0) return getFromColor(uv);
  if (life >= 1.0) return getToColor(uv);
  float turned = 3.14159265 * (life * life * life * (10.0 + life * (6.0 * life - 15.0)));
  float c = cos(turned);
  float s = sin(turned);
  bool lying = abs(dir.x) < 0.5;
  vec2 size = resolution / grid;
  float sense = lying ? -sign(dir.y) : sign(dir.x);
  vec2 p = lying ? local.yx : local;
  float lean = s * sense;
  float sunk = EYE + 0.5 * s;
  float u = p.x * sunk / (EYE * c + p.x * lean);
  float v = p.y * (sunk - u * lean) / EYE;
  bool next = c < 0.0;
  vec2 on = vec2(next ? -u : u, v);
  vec2 edge = (0.5 - abs(vec2(u, v))) * (lying ? size.yx : size) * vec2(max(abs(c), 0.02), 1.0);
  float covered = clamp(edge.x + 0.5, 0.0, 1.0) * clamp(edge.y + 0.5, 0.0, 1.0);
  vec2 at = (id + 0.5 + clamp(lying ? on.yx : on, -0.5, 0.5)) / grid;
  vec3 color = facing(at, next);
  float away = next ? -1.0 : 1.0;
  vec3 normal = vec3(lying ? vec2(0.0, -lean) : vec2(-lean, 0.0), c) * away;
  vec3 key = vec3(-0.43, 0.52, 0.74);
  float lit = max(dot(normal, key), 0.0) / key.z;
  float shine = pow(max(dot(normal, normalize(key + vec3(0.0, 0.0, 1.0))), 0.0), 28.0) - 0.029;
  color *= mix(1.0, 0.25 + 0.75 * min(lit, 1.12), depth);
  color += depth * light * 0.16 * max(shine, 0.0) * s;
  float upper = lying ? (next ? local.y : u) : v;
  color += 0.06 * light * s * smoothstep(0.44, 0.5, upper);
  vec3 wall = mix(facing(uv, false), facing(uv, true), smoothstep(0.3, 0.7, life));
  vec3 below = wall * mix(0.4, 0.14, s);
  return vec4(toEncoded(clamp(mix(below, color, covered), 0.0, 1.0)), 1.0);
}
`;

import { headingGlsl } from '../../direction.ts';
import { GRAIN, LINEAR_LIGHT } from '../../glsl-parts.ts';
import { PHOTO } from '../../mesh-parts.ts';

/**
 * Each slab turns by half about its middle and leans a little; it sinks while it turns, so that its near edge does not
 * come too close. Its faces lie on z = 0 at both ends. `turned()` is the same for all vertices of a slab.
 */
export const vertex = `
${LINEAR_LIGHT}
${headingGlsl(6)}
out vec3 vNormal;
out vec3 vPlace;
out vec3 vOn;
out vec2 vUv;
flat out vec3 vMotion;
mat3 about(vec3 a, float t) {
  float c = cos(t);
  float s = sin(t);
  float k = 1.0 - c;
  return mat3(c + a.x * a.x * k, a.y * a.x * k + a.z * s, a.z * a.x * k - a.y * s,
    a.x * a.y * k - a.z * s, c + a.y * a.y * k, a.z * a.y * k + a.x * s,
    a.x * a.z * k + a.y * s, a.y * a.z * k - a.x * s, c + a.z * a.z * k);
}
vec4 place() {
  vec2 dir = heading();
  vec2 middle = aPlace.xy / vec2(ratio, 1.0);
  float along = dot(middle, dir) / dot(abs(dir), vec2(1.0)) + 0.5;
  float side = length(middle - dir * dot(middle, dir));
  float many = columns * rows > 1 ? 1.0 : 0.0;
  float order = many * clamp(0.82 * along + 0.3 * side + 0.1 * (aChance.x - 0.5), 0.0, 1.0);
  float flight = mix(1.0, 0.5, many);
  float life = clamp((progress - order * (1.0 - flight)) / flight, 0.0, 1.0);
  float turn = life * life * life * (10.0 + life * (6.0 * life - 15.0));
  float s = sin(3.14159265 * turn);
  bool lying = abs(dir.x) < 0.5;
  vec3 axis = lying ? vec3(sign(-dir.y), 0.0, 0.0) : vec3(0.0, sign(dir.x), 0.0);
  float lean = 0.16 * s * (abs(dir.x) > 0.1 && abs(dir.y) > 0.1 ? 2.2 : 1.0) * (aChance.y < 0.5 ? -1.0 : 1.0);
  mat3 spin = about(lying ? vec3(0.0, 1.0, 0.0) : vec3(1.0, 0.0, 0.0), lean) * about(axis, 3.14159265 * turn);
  vec2 size = aPlace.zw;
  float thick = thickness * min(size.x, size.y) * 0.5;
  float bevel = min(0.35 * thick, 0.012) * smoothstep(0.0, 0.1, life) * smoothstep(1.0, 0.9, life);
  vec3 on = aCorner * vec3(size, thick) - aCorner * aDrawnIn * bevel;
  float reach = lying ? size.y : size.x;
  vec3 centre = vec3(aPlace.xy, -thick - 0.55 * depth * reach * s - 0.12 * depth * s * min(size.x, size.y));
  vec3 p = centre + spin * on;
  vNormal = spin * aNormal;
  vPlace = p;
  vOn = vec3(on.xy / size, on.z / thick);
  bool next = aNormal.z < -0.5 || (aNormal.z < 0.5 && on.z < 0.0);
  vec2 flat_ = next ? (lying ? vec2(on.x, -on.y) : vec2(-on.x, on.y)) : on.xy;
  vUv = (aPlace.xy + flat_) / vec2(ratio, 1.0) + 0.5;
  vMotion = vec3(s, turn, aChance.x);
  return project(p);
}
`;

export const fragment = `
${LINEAR_LIGHT}
${GRAIN}
${PHOTO}
in vec3 vNormal;
in vec3 vPlace;
in vec3 vOn;
in vec2 vUv;
flat in vec3 vMotion;
vec4 shade() {
  float s = vMotion.x;
  vec3 n = normalize(vNormal);
  vec3 eye = normalize(vec3(0.0, 0.0, EYE) - vPlace);
  vec3 key = vec3(-0.43, 0.52, 0.74);
  vec3 seen = photo(vOn.z < 0.0, vUv);
  bool isFace = abs(vOn.z) > 0.998;
  float lit = max(dot(n, key), 0.0) / 0.74;
  vec3 half_ = normalize(key + eye);
  float facing = max(dot(n, eye), 0.0);
  float rim = pow(1.0 - facing, 4.0);
  vec3 color;
  if (isFace) {
    color = seen * mix(1.0, 0.3 + 0.7 * min(lit, 1.14), s);
    vec3 across = reflect(-eye, n);
    float sheet = across.x * 0.78 - across.y * 0.4 + 0.36;
    float band = exp(-sheet * sheet / (0.09 * 0.09)) + 0.35 * exp(-(sheet - 0.3) * (sheet - 0.3) / (0.035 * 0.035));
    float gloss = pow(max(dot(n, half_), 0.0), 90.0);
    color += shine * s * (0.30 * band * (0.35 + 0.65 * facing) + 0.32 * gloss);
    color += shine * s * s * rim * vec3(0.55, 0.6, 0.68);
  } else {
    float gloss = pow(max(dot(n, half_), 0.0), 24.0);
    color = seen * (0.16 + 0.5 * lit) + 0.02;
    color += shine * (0.5 * gloss + 0.4 * rim * vec3(0.8, 0.88, 1.0) + 0.1 * smoothstep(0.85, 1.0, abs(vOn.z)));
  }
  float far = 1.0 / (1.0 + 0.35 * depth * max(-vPlace.z, 0.0));
  return vec4(toEncoded(clamp(color * far, 0.0, 1.0)) + s * grain(), 1.0);
}
`;

/** A dark room behind: both photos out of focus, brightest behind the slab. */
export const ROOM = `
  vec2 off = (vUv - 0.5) * vec2(ratio, 1.0);
  float pool = exp(-dot(off, off) * 1.7);
  light = light * (0.06 + 0.24 * pool) + 0.005;
`;

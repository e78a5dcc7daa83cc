import { GRAIN, LINEAR_LIGHT } from '../../glsl-parts.ts';
import { PHOTO } from '../../mesh-parts.ts';

/**
 * A shard is struck, cracks, loosens and falls: `fall` 0 is in its place, 1 is far below. It comes forward while it
 * tumbles, so that it throws a shadow on the next photo, which hangs at z = 0 behind.
 */
const FALL = `
${LINEAR_LIGHT}
mat3 about(vec3 a, float t) {
  float c = cos(t);
  float s = sin(t);
  float k = 1.0 - c;
  return mat3(c + a.x * a.x * k, a.y * a.x * k + a.z * s, a.z * a.x * k - a.y * s,
    a.x * a.y * k - a.z * s, c + a.y * a.y * k, a.z * a.y * k + a.x * s,
    a.x * a.z * k + a.y * s, a.y * a.z * k - a.x * s, c + a.z * a.z * k);
}
float fallOf() {
  float start = 0.1 + 0.62 * aFate.x;
  return clamp((progress - start) / min(0.5, (0.97 - start) / 0.76), 0.0, 1.0);
}
float crackOf() {
  return clamp((progress - 0.1 * aFate.y - 0.012) / 0.08, 0.0, 1.0);
}
mat3 tumble(float fall) {
  float loose = 0.02 * smoothstep(0.3, 1.0, crackOf());
  float angle = aTurn.y * tumbling * (loose * (0.5 + aTurn.w) + 2.4 * fall * fall + 0.5 * fall * smoothstep(0.0, 0.2, fall));
  vec3 axis = normalize(vec3(cos(aTurn.x), 0.7 * sin(aTurn.x), 0.5 * sin(2.0 * aTurn.x)));
  return about(axis, angle);
}
vec3 centreOf(float fall) {
  float drop = 2.3 * pow(fall, 2.4);
  float forward = 0.42 * fall * (0.4 + 0.9 * aTurn.w);
  return vec3(aMiddle + vec2(aTurn.z * fall * 1.2, -drop + 0.06 * fall), forward);
}
`;

export const vertex = `
${FALL}
out vec3 vNormal;
out vec3 vPlace;
out vec3 vFate;
out vec2 vUv;
out vec2 vEdge;
vec4 place() {
  float fall = fallOf();
  mat3 spin = tumble(fall);
  float thick = thickness * 0.05;
  vec3 on = vec3(aPoint.xy, aPoint.z * thick);
  vec3 p = centreOf(fall) + spin * on;
  vNormal = spin * aNormal;
  vPlace = p;
  vUv = (aMiddle + aPoint.xy) / vec2(ratio, 1.0) + 0.5;
  vEdge = vec2(aPoint.w, aPoint.z);
  vFate = vec3(fall, crackOf(), aTurn.w);
  return project(p);
}
`;

export const fragment = `
${LINEAR_LIGHT}
${GRAIN}
${PHOTO}
in vec3 vNormal;
in vec3 vPlace;
in vec3 vFate;
in vec2 vUv;
in vec2 vEdge;
vec4 shade() {
  vec3 n = normalize(vNormal);
  vec3 eye = normalize(vec3(0.0, 0.0, EYE) - vPlace);
  vec3 key = vec3(-0.43, 0.52, 0.74);
  float moved = smoothstep(0.0, 0.12, vFate.x);
  vec3 seen = photo(false, vUv);
  float lit = max(dot(n, key), 0.0) / 0.74;
  vec3 half_ = normalize(key + eye);
  float gloss = pow(max(dot(n, half_), 0.0), 40.0);
  float rest = pow(max(dot(vec3(0.0, 0.0, 1.0), half_), 0.0), 40.0);
  float px = 1.0 / resolution.y;
  vec3 color;
  bool isFront = vEdge.y > -0.0001;
  bool isBack = vEdge.y < -0.9999;
  if (isFront) {
    color = seen * mix(1.0, 0.22 + 0.78 * min(lit, 1.25), moved);
    color += 0.22 * moved * max(gloss - rest, 0.0);
    float wide = (0.0012 + 0.0022 * complexity * vFate.z) * smoothstep(0.0, 1.0, vFate.y);
    float crack = 1.0 - smoothstep(wide - px, wide + px, vEdge.x);
    float glint = (1.0 - smoothstep(2.2 * wide - px, 2.2 * wide + 2.0 * px, vEdge.x)) * (1.0 - crack);
    float shown = smoothstep(0.0, 0.25, vFate.y) * smoothstep(0.35, 0.0, vFate.x);
    color = mix(color, color * 0.12, crack * shown * 0.9);
    color += shown * glint * 0.16 * (0.4 + vFate.z) * (seen + 0.12);
  } else if (isBack) {
    color = vec3(0.30, 0.29, 0.275) * (0.12 + 0.7 * lit) * (0.75 + 0.25 * dot(seen, vec3(0.33)));
  } else {
    color = (mix(vec3(0.42, 0.41, 0.39), seen, 0.35)) * (0.14 + 0.75 * lit) + 0.1 * gloss;
  }
  return vec4(toEncoded(clamp(color, 0.0, 1.0)) + moved * grain(), 1.0);
}
`;

/** The shard's shadow on the next photo: its flat shape, laid on the wall along the light, softer the farther off. */
export const shadowVertex = `
${FALL}
out vec3 vSoft;
vec4 place() {
  float fall = fallOf();
  vec3 p = centreOf(fall) + tumble(fall) * vec3(aPoint.xy * (1.0 + 0.12 * fall), 0.0);
  float height = max(p.z, 0.0) + 0.02 * smoothstep(0.0, 0.04, fall);
  vSoft = vec3(aPoint.w, 0.006 + 0.16 * height, smoothstep(0.0, 0.03, fall) * (1.0 - 0.5 * fall));
  return project(vec3(p.xy + vec2(0.58, -0.70) * height, 0.0));
}
`;

export const shadowFragment = `
in vec3 vSoft;
vec4 shade() {
  float dark = 0.62 * shadow * vSoft.z * smoothstep(0.0, vSoft.y, vSoft.x);
  return vec4(vec3(1.0 - dark), 1.0);
}
`;

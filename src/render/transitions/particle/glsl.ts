import { headingGlsl } from '../../direction.ts';
import { GRAIN, LINEAR_LIGHT } from '../../glsl-parts.ts';

/**
 * A particle is a bead that carries its part of the next photo home. `life` 0 is far away, 1 has settled: there it is
 * no ball any more but its own piece of the photo, exactly. `wayAt` is where it is at a moment of its life.
 */
const FLIGHT = `
${LINEAR_LIGHT}
${headingGlsl(6)}
float lifeOf() {
  vec2 box = vec2(ratio, 1.0);
  vec2 dir = heading();
  int m = mode > 0 ? mode : 1 + int(min(floor(fract(seed * 7.31) * 3.0), 2.0));
  float order = dot(aPlace.xy, dir) / dot(abs(dir), box) + 0.5;
  float out_ = length(aPlace.xy) / (0.5 * length(box));
  if (m == 2) order = out_;
  if (m == 3) order = 1.0 - out_;
  float start = 0.58 * clamp(0.74 * order + 0.26 * aChance.y - 0.06, 0.0, 1.0);
  return clamp((progress - start) / 0.4, 0.0, 1.0);
}
vec3 wayAt(float life) {
  vec2 dir = heading();
  vec2 side = vec2(-dir.y, dir.x);
  int m = mode > 0 ? mode : 1 + int(min(floor(fract(seed * 7.31) * 3.0), 2.0));
  float e = 1.0 - life;
  float left = e * e * (1.0 + 0.6 * e);
  float wobble = sin(life * 9.0 + aChance.y * 6.2832) * e * life;
  vec2 p = aPlace.xy;
  if (m == 1) p += -dir * left * (0.25 + 0.4 * ratio * aChance.x) + side * (wobble * 0.12 + left * 0.5 * (aChance.y - 0.5));
  else {
    float far = length(p) + 0.02;
    float turns = m == 2 ? 6.2832 * swirl * 0.4 * left : 2.2 * left * (aChance.y - 0.5);
    float reach = m == 2 ? 1.0 - 0.75 * left + 0.5 * left * aChance.x : 1.0 + left * (0.1 + 0.34 * aChance.x) / (0.2 + far);
    float c = cos(turns);
    float s = sin(turns);
    p = mat2(c, s, -s, c) * p * reach + 0.05 * wobble;
  }
  float lift = life * e * (0.7 + 1.3 * aChance.x) + left * 0.4 * aChance.x;
  return vec3(p, lift);
}
`;

/** Those that fly are drawn over those that lie down already. */
const beads = (others: string): string => `
${FLIGHT}
out vec2 vOn;
out vec2 vUv;
out vec3 vLife;
out float vRadius;
vec4 place() {
  float life = lifeOf();
  float settled = smoothstep(0.78, 1.0, life);
  vec3 p = wayAt(life);
  float ball = 0.5 * (aPlace.z + aPlace.w) * (0.8 + 0.5 * aChance.x) * smoothstep(0.0, 0.12, life);
  float px = 1.0 / resolution.y;
  // It lies down as a disc that reaches the corners of its place: where discs overlap they show the same photo.
  float radius = mix(ball, 1.06 * length(aPlace.zw) + px, settled);
  vec2 around = vec2(radius + px);
  vOn = aCorner * around;
  vRadius = radius;
  vUv = aPlace.xy / vec2(ratio, 1.0) + 0.5;
  vLife = vec3(life, settled, aChance.y);
  if (life <= 0.0 || ${others}) return vec4(2.0, 2.0, 2.0, 1.0);
  return project(p + vec3(aCorner * around, 0.0));
}
`;

export const landedVertex = beads('settled < 0.25');
export const flyingVertex = beads('settled >= 0.25');

export const fragment = `
${LINEAR_LIGHT}
${GRAIN}
in vec2 vOn;
in vec2 vUv;
in vec3 vLife;
in float vRadius;
vec4 shade() {
  float settled = vLife.y;
  float px = 1.0 / resolution.y;
  float covered = clamp(0.5 - (length(vOn) - vRadius) / px, 0.0, 1.0);
  vec2 on = vOn / max(vRadius, 1e-5);
  float z = sqrt(max(1.0 - dot(on, on), 0.0));
  vec3 n = normalize(vec3(on, z + 0.05));
  vec2 bulge = vOn * mix(0.7 + 0.3 * dot(on, on), 1.0, settled);
  vec3 seen = toLinear(getToColor(vUv + bulge / vec2(ratio, 1.0)).rgb);
  vec3 key = vec3(-0.43, 0.52, 0.74);
  float lit = 0.16 + 0.95 * max(dot(n, key), 0.0);
  float gloss = pow(max(dot(n, normalize(key + vec3(0.0, 0.0, 1.0))), 0.0), 48.0);
  float rim = pow(1.0 - clamp(z, 0.0, 1.0), 3.0);
  float solid = shading * (1.0 - settled);
  vec3 color = seen * mix(1.0, lit, solid) + solid * (0.5 * gloss + 0.06 * rim * (seen + 0.3));
  float shown = covered * smoothstep(0.0, 0.1, vLife.x);
  return vec4((toEncoded(clamp(color, 0.0, 1.0)) + (1.0 - settled) * grain()) * shown, shown);
}
`;

/** A streak from where the bead was a moment ago, fading out. */
export const trailVertex = `
${FLIGHT}
out vec3 vTrail;
out vec3 vColor;
vec4 place() {
  float life = lifeOf();
  vec3 head = wayAt(life);
  vec3 tail = wayAt(max(life - 0.09 * trails, 0.0));
  vec2 along = head.xy - tail.xy;
  float far = length(along);
  vec2 way = far > 1e-5 ? along / far : vec2(1.0, 0.0);
  float wide = 0.36 * (aPlace.z + aPlace.w);
  float t = aCorner.x * 0.5 + 0.5;
  vec3 p = mix(tail, head, t) + vec3(vec2(-way.y, way.x) * aCorner.y * wide * (0.25 + 0.75 * t), -0.002);
  vColor = getToColor(aPlace.xy / vec2(ratio, 1.0) + 0.5).rgb;
  vTrail = vec3(t, aCorner.y, smoothstep(0.04, 0.16, life) * smoothstep(0.95, 0.7, life) * smoothstep(0.0, 0.05, far));
  if (life <= 0.0 || life >= 1.0) return vec4(2.0, 2.0, 2.0, 1.0);
  return project(p);
}
`;

export const trailFragment = `
in vec3 vTrail;
in vec3 vColor;
vec4 shade() {
  float soft = 1.0 - vTrail.y * vTrail.y;
  float shown = 0.34 * min(trails, 1.0) * vTrail.z * vTrail.x * vTrail.x * soft;
  return vec4(vColor * shown, shown);
}
`;

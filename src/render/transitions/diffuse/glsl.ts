import { GRAIN, LINEAR_LIGHT, NOISE } from '../../glsl-parts.ts';

/**
 * Every place has its turn, `order`, 0 to 1; the shape says how turns are dealt out. `grade` is how much the
 * turn changes over one cell, for edges that are at least one pixel soft. Lengths are in cells.
 */
export const glsl = `
${LINEAR_LIGHT}
${GRAIN}
${NOISE}
vec2 tile(vec2 q, vec2 chance) {
  vec2 away = abs(fract(q) - 0.5) * 2.0;
  return vec2(0.8 * pow(hash1(floor(q) + chance), 1.35) + 0.2 * max(away.x, away.y), 0.4);
}
vec2 lines(vec2 q, vec2 chance) {
  float row = floor(q.y);
  float away = abs(fract(q.y) - 0.5) * 2.0;
  float run = valueNoise(vec2(q.x * 0.09 + 40.0 * hash1(vec2(row, 3.0) + chance), row * 1.7));
  return vec2(0.5 * hash1(vec2(row, 9.0) + chance) + 0.36 * run + 0.14 * away, 0.3);
}
vec2 membrane(vec2 q, vec2 chance) {
  vec2 home = floor(q);
  float nearest = 8.0;
  float turn = 0.0;
  float weights = 0.0;
  for (int y = -1; y <= 1; y++) {
    for (int x = -1; x <= 1; x++) {
      vec2 cell = home + vec2(float(x), float(y));
      vec2 gap = cell + 0.15 + 0.7 * hash2(cell + chance) - q;
      float away = dot(gap, gap);
      float weight = exp(-7.0 * away);
      nearest = min(nearest, away);
      turn += weight * hash1(cell + chance + 71.0);
      weights += weight;
    }
  }
  return vec2(0.72 * turn / weights + 0.3 * min(sqrt(nearest), 0.93), 0.9);
}
vec2 amorphous(vec2 q, vec2 chance) {
  vec2 p = q * 0.22 + chance;
  float bend = valueNoise(p * 0.8 + 31.0);
  return vec2(smoothstep(0.2, 0.8, fbm(p + 1.6 * bend)), 0.5);
}
vec4 transition(vec2 uv) {
  int kind = shape > 0 ? shape : 1 + int(min(floor(seed * 5.0), 4.0));
  vec2 q = (uv - 0.5) * vec2(ratio, 1.0) * (1080.0 / size);
  vec2 chance = floor(fract(seed * vec2(7.13, 13.7)) * 512.0);
  vec2 turn;
  if (kind == 2) turn = membrane(q * 0.55, chance);
  else if (kind == 3) turn = lines(q, chance);
  else if (kind == 4) turn = tile(mat2(0.70710678, 0.70710678, -0.70710678, 0.70710678) * q, chance);
  else if (kind == 5) turn = amorphous(q, chance);
  else turn = tile(q, chance);
  float soft = max(softness, turn.y * 1.5 * 1080.0 / (size * resolution.y));
  float since = (progress - clamp(turn.x, 0.0, 1.0) * (1.0 - soft)) / soft;
  if (since <= 0.0) return getFromColor(uv);
  if (since >= 1.0) return getToColor(uv);
  float shown = since * since * (3.0 - 2.0 * since);
  float band = 4.0 * shown * (1.0 - shown);
  vec3 mixed = mix(toLinear(getFromColor(uv).rgb), toLinear(getToColor(uv).rgb), shown);
  mixed *= 1.0 + 0.35 * light * band * band;
  return vec4(toEncoded(min(mixed, 1.0)) + grain() * band, 1.0);
}
`;

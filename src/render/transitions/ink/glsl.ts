import { GRAIN, LINEAR_LIGHT, NOISE } from '../../glsl-parts.ts';

/**
 * Drops of ink spread over the photo as over wet paper. `reach` says when the ink gets to a place: it runs along dark
 * parts and is held up by the photo's edges. It brings the next photo as a watercolour (flat, pale, with pigment gathered
 * at the rim) that dries into the picture itself.
 */
export const glsl = `
${LINEAR_LIGHT}
${GRAIN}
${NOISE}
float grey(vec3 c) {
  return dot(c, vec3(0.299, 0.587, 0.114));
}
vec4 tones(vec2 uv, vec2 away) {
  return vec4(
    grey(getFromColor(uv + vec2(away.x, 0.0)).rgb),
    grey(getFromColor(uv + vec2(0.0, away.y)).rgb),
    grey(getFromColor(uv - vec2(away.x, 0.0)).rgb),
    grey(getFromColor(uv - vec2(0.0, away.y)).rgb)
  );
}
vec4 transition(vec2 uv) {
  vec2 box = vec2(ratio, 1.0);
  vec2 q = uv * box;
  vec2 chance = floor(fract(seed * vec2(31.7, 11.3)) * 197.0);
  float rough = fbm(q * 3.2 + chance);
  float fibre = fbm(q * 17.0 + 3.0 * rough + chance);
  vec2 bent = q + 0.16 * (vec2(rough, fbm(q * 3.2 + chance + 43.0)) - 0.5);
  float away = 9.0;
  for (int drop = 0; drop < 4; drop++) {
    float n = float(drop);
    vec2 spot = (hash2(chance + vec2(n * 3.0, 7.0)) * 0.4 + 0.3 + 0.3 * vec2(cos(n * 2.4), sin(n * 2.4))) * box;
    away = min(away, length(bent - spot) + 0.08 * n);
  }
  vec2 step2 = 2.5 / vec2(640.0 * ratio, 640.0);
  vec4 near = tones(uv, step2);
  vec4 wide = tones(uv, step2 * 2.2);
  float edge = min(length(near.xy - near.zw), length(wide.xy - wide.zw));
  float tone = 0.25 * min(dot(near, vec4(1.0)), dot(wide, vec4(1.0)));
  float reach = 0.62 * away / (0.3 * length(box)) + 0.26 * bleed * tone + 0.3 * bleed * min(max(edge - 0.04, 0.0) * 1.8, 1.0);
  reach += 0.2 * (rough - 0.5) + 0.07 * (fibre - 0.5) - 0.1;
  float since = progress * 1.42 - 0.11 - clamp(reach, 0.0, 0.94);
  float soft = max(0.02, 4.0 / resolution.y);
  float wet = smoothstep(0.0, soft, since);
  if (wet <= 0.0) return getFromColor(uv);
  float dry = smoothstep(0.04, 0.36, since);
  vec3 next = toLinear(getToColor(uv).rgb);
  if (dry >= 1.0) return getToColor(uv);
  vec3 wash = getToColor(uv).rgb;
  vec3 most = wash + 0.1;
  for (int n = 0; n < 5; n++) {
    float turn = 1.2566371 * float(n) + 6.2831853 * fibre;
    vec2 at = uv + vec2(cos(turn), sin(turn)) * step2 * 2.4;
    wash += min(getToColor(at).rgb, most);
  }
  wash = toLinear(wash / 6.0);
  float level = dot(wash, vec3(0.2126, 0.7152, 0.0722));
  vec3 paper = vec3(0.78, 0.75, 0.69);
  vec3 ink = mix(vec3(level), wash, 1.25) / max(level, 0.02);
  vec3 sheet = paper * mix(ink, vec3(1.0), 0.35) * mix(0.02, 0.9, sqrt(clamp(level, 0.0, 1.0)));
  sheet = mix(sheet, wash, 0.45) * (0.86 + 0.28 * fibre);
  float rim = smoothstep(0.0, 0.006, since) * exp(-max(since, 0.0) / 0.022);
  sheet *= 1.0 - 0.72 * pigment * rim;
  sheet *= 1.0 - 0.25 * pigment * exp(-max(since, 0.0) / 0.09);
  vec3 color = mix(sheet, next, dry);
  vec3 last = toLinear(getFromColor(uv).rgb);
  return vec4(toEncoded(clamp(mix(last, color, wet), 0.0, 1.0)) + grain() * (1.0 - dry), 1.0);
}
`;

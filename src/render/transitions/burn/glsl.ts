import { headingGlsl } from '../../direction.ts';
import { GRAIN, LINEAR_LIGHT, NOISE } from '../../glsl-parts.ts';

/**
 * The photo is paper and burns away along a ragged front. `burnt` is how far behind the front a pixel lies, in heights of
 * the surface: below zero paper, first browned, then charred; at zero the embers; above it the next photo, with sparks,
 * smoke and ash over it. Light is added in linear light, hottest where it is thinnest.
 */
export const glsl = `
${LINEAR_LIGHT}
${GRAIN}
${NOISE}
${headingGlsl(6)}
float specks(vec2 p, float cells, vec2 drift, float size, float chance, float px) {
  vec2 q = p * cells + drift;
  vec2 id = floor(q);
  vec2 place = 0.25 + 0.5 * hash2(id + 3.7);
  float pick = hash1(id * 1.7 + 11.0);
  float away = length(q - id - place);
  float wide = size * (0.5 + pick);
  float soft = max(wide * 0.6, px * cells);
  return pick < chance ? smoothstep(wide + soft, wide - soft * 0.5, away) : 0.0;
}
vec4 transition(vec2 uv) {
  vec2 box = vec2(ratio, 1.0);
  vec2 dir = heading();
  vec2 q = uv * box;
  vec2 chance = floor(fract(seed * vec2(17.3, 5.9)) * 251.0);
  float deep = dot(abs(dir), box);
  float along = dot((uv - 0.5) * box, dir) + deep * 0.5;
  vec2 p = q * 2.6 + chance;
  float large = fbm(p);
  float fine = fbm(p * 4.3 + 2.0 * large);
  float ragged = jaggedness * (0.44 * (large - 0.5) + 0.13 * (fine - 0.5));
  ragged *= smoothstep(0.0, 0.1, progress);
  float wide = 0.03 + 0.3 * char_width;
  float front = mix(-wide * 1.6 - 0.03, deep + 0.02 + 0.28 * jaggedness, progress);
  float burnt = front - along - ragged;
  float alive = smoothstep(0.0, 0.05, progress) * smoothstep(1.0, 0.84, progress);
  if (burnt < -wide * 1.6 - 0.02) return getFromColor(uv);

  float px = 1.0 / resolution.y;
  float shimmer = alive * exp(-abs(burnt - 0.03) * 14.0);
  vec2 heat = 0.006 * shimmer * (vec2(valueNoise(q * 22.0 + vec2(0.0, -progress * 70.0)), valueNoise(q * 22.0 + vec2(9.0, -progress * 64.0))) - 0.5) / box;
  vec3 below = toLinear(getToColor(uv + heat).rgb);
  below *= 1.0 - 0.55 * alive * exp(-max(burnt, 0.0) * 9.0);

  vec3 paper = toLinear(getFromColor(uv + heat).rgb);
  float scorch = smoothstep(-wide * 1.6 - 0.02, -wide * 0.45, burnt + 0.05 * (fine - 0.5));
  float grey = dot(paper, vec3(0.2126, 0.7152, 0.0722));
  paper = mix(paper, mix(paper, vec3(grey), 0.5) * vec3(0.62, 0.36, 0.17), scorch * 0.85);
  float coal = smoothstep(-wide * 0.75, -wide * 0.12, burnt + 0.1 * wide * (fine - 0.5));
  paper = mix(paper, vec3(0.006, 0.005, 0.005) + 0.022 * fine * fine, coal);
  float crack = smoothstep(0.05, 0.0, abs(fine - 0.5)) * coal;

  float gone = smoothstep(-0.5, 0.5, burnt / max(1.5 * px, 0.0006));
  vec3 color = mix(paper, below, gone);

  float flicker = 0.55 + 0.45 * valueNoise(q * 14.0 + vec2(progress * 9.0, -progress * 23.0));
  vec3 hot = toLinear(glow_color);
  float line = exp(-abs(burnt) / 0.0035);
  float halo = exp(-abs(burnt) / 0.03);
  float power = alive * glow_intensity * flicker;
  color += power * (hot * 0.34 * halo * (0.35 + 0.65 * large) + (hot * 1.1 + vec3(0.5, 0.32, 0.12)) * line);
  color += power * hot * 0.8 * crack * exp(-abs(burnt) / (0.16 * wide));

  float rising = progress * 2.4;
  float after = smoothstep(-0.04, 0.03, burnt);
  float spark = specks(q, 15.0, vec2(1.3 * large, -rising * 9.0), 0.05, 0.2, px) * exp(-max(burnt, 0.0) * 5.5);
  spark += specks(q, 27.0, vec2(-1.6 * large, -rising * 13.0), 0.06, 0.16, px) * exp(-max(burnt, 0.0) * 8.0);
  color += alive * glow_intensity * spark * after * (hot * 2.2 + 0.2);

  if (smoke) {
    vec2 s = mat2(1.76, 1.1, -1.1, 1.76) * (q + vec2(0.0, -rising * 0.4)) + chance;
    vec2 curl = vec2(fbm(s + 7.0), large) + 0.3 * fine;
    float plume = fbm(s * 1.3 + 1.4 * curl);
    float veil = smoothstep(0.3, 0.8, plume) * smoothstep(-0.02, 0.16, burnt) * exp(-max(burnt - 0.1, 0.0) * 1.9);
    vec3 fume = vec3(0.13, 0.125, 0.12) + hot * 0.16 * exp(-max(burnt, 0.0) * 7.0);
    color = mix(color, fume, alive * smoke_density * veil);
  }
  if (ash) {
    float flake = specks(q, 19.0, vec2(2.0 * large + rising, rising * 2.2), 0.09, 0.14, px);
    flake += specks(q, 34.0, vec2(rising * 0.6 - 1.4 * fine, rising * 3.1), 0.1, 0.13, px);
    float lies = smoothstep(0.02, 0.07, burnt) * exp(-max(burnt, 0.0) * 2.6);
    color = mix(color, vec3(0.05, 0.048, 0.046) + 0.12 * fine, min(flake, 1.0) * alive * ash_density * lies);
  }
  return vec4(toEncoded(clamp(color, 0.0, 1.0)) + grain() * alive, 1.0);
}
`;

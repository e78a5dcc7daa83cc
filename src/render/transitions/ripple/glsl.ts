import { GRAIN } from '../../glsl-parts.ts';

/**
 * Water: every drop sends a train of waves outwards. The surface is summed analytically, so its slope is
 * exact: it refracts both photos, tilts under one key light from the upper left, and where it is curved
 * like a lens it gathers light into caustics. Behind each front lies the next photo.
 *
 * Lengths are in heights of the surface. Waves grow from nothing, fade with distance and have left the
 * surface, or calmed down, before the end.
 */
export const glsl = `
${GRAIN}
const float TRAIN = 0.34;
const float KEY_Z = 0.74;

float chance(float n) {
  return fract(sin(n * 91.345 + seed * 47.853) * 43758.5453);
}

vec3 dropAt(int index) {
  float n = float(index);
  if (index == 0) return vec3(0.5 + (chance(1.0) - 0.5) * 0.3, 0.5 + (chance(2.0) - 0.5) * 0.3, 0.0);
  vec2 place = vec2(0.08) + 0.84 * vec2(chance(n * 3.1 + 0.7), chance(n * 5.3 + 1.9));
  return vec3(place, 0.06 + 0.3 * (n - 1.0 + chance(n * 7.7)) / 6.0);
}

void addDrop(vec3 drop, vec2 q, vec2 box, inout vec2 slope, inout float bend, inout float revealed) {
  float life = (progress - drop.z) / (1.0 - drop.z);
  if (life <= 0.0) return;
  vec2 centre = drop.xy * box;
  vec2 away = q - centre;
  float r = length(away);
  float farthest = length(max(centre, box - centre));
  float front = life * (farthest + TRAIN);
  float behind = front - r;
  revealed = max(revealed, smoothstep(0.02, TRAIN * 0.8, behind));
  if (behind <= 0.0 || behind >= TRAIN * 2.0) return;
  float place = behind / TRAIN;
  float rise = smoothstep(0.0, 0.22, place);
  float fall = 1.0 - smoothstep(0.35, 2.0, place);
  float calm = smoothstep(0.0, 0.06, life) * (1.0 - smoothstep(0.55, 1.0, progress)) / (1.0 + 1.6 * r);
  float wave = 6.2831853 / (wavelength * (0.8 + 0.35 * place));
  float swing = rise * fall * calm;
  slope += (away / max(r, 0.001)) * (-cos(wave * behind) * swing);
  bend += sin(wave * behind) * swing;
}

vec4 transition(vec2 uv) {
  vec2 box = vec2(ratio, 1.0);
  vec2 q = uv * box;
  vec2 slope = vec2(0.0);
  float bend = 0.0;
  float revealed = 0.0;
  for (int index = 0; index < 8; index++) {
    if (index >= drops) break;
    addDrop(dropAt(index), q, box, slope, bend, revealed);
  }
  revealed = max(revealed, smoothstep(0.86, 1.0, progress));
  vec2 seen = uv + slope * (0.024 * depth) / box;
  vec3 color;
  if (revealed <= 0.0) color = getFromColor(seen).rgb;
  else if (revealed >= 1.0) color = getToColor(seen).rgb;
  else color = mix(getFromColor(seen).rgb, getToColor(seen).rgb, revealed);
  float active = dot(slope, slope) + abs(bend);
  if (active <= 0.0) return vec4(color, 1.0);
  vec3 normal = normalize(vec3(-slope * (0.55 * depth), 1.0));
  vec3 key = vec3(-0.43, 0.52, KEY_Z);
  float tilt = dot(normal, key) - KEY_Z;
  vec3 halfway = normalize(key + vec3(0.0, 0.0, 1.0));
  float shine = pow(max(dot(normal, halfway), 0.0), 90.0) - pow(halfway.z, 90.0);
  float gathered = max(bend, 0.0);
  color *= 1.0 + light * (0.45 * tilt + 0.14 * (gathered * gathered * 2.0 - 0.5 * max(-bend, 0.0)));
  color += light * max(shine, 0.0) * vec3(0.2, 0.21, 0.22) * (1.0 - 0.7 * color);
  return vec4(clamp(color, 0.0, 1.0) + grain() * min(active * 4.0, 1.0), 1.0);
}
`;

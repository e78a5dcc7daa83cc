/** Layers of stars in polar cells, each at a depth that runs from far to near and begins again unseen. */
export const shader = `
vec4 paint(vec2 uv) {
  vec2 p = vec2((uv.x - 0.5) * ratio, uv.y - 0.5);
  float away = length(p);
  float angle = atan(p.y, p.x) + flight.w;
  vec4 color = glaze(deep, scrim * (0.42 + 0.25 * smoothstep(0.9, 0.1, away)));
  float pixel = 1.2 / resolution.y;
  vec3 light = vec3(0.0);
  float cover = 0.0;
  for (int layer = 0; layer < 8; layer++) {
    if (float(layer) >= p_layers) break;
    float k = float(layer);
    float phase = flight.x + k / p_layers;
    float depth = fract(phase);
    float wave = floor(phase);
    // Near stars are wider apart: the cell's radius is multiplied by the nearness.
    float near = 0.06 / (1.02 - depth);
    float rho = away / near;
    float sectors = 34.0;
    float a = angle / 6.2831853 * sectors;
    float r = log(max(rho, 0.02)) * 3.4;
    vec2 cell = vec2(mod(floor(a), sectors), floor(r));
    vec2 seed = cell + vec2(k * 41.0 + wave * 17.0, k * 7.0 + wave * 5.0 + 60.0);
    if (hash(seed) > p_density * 0.62) continue;
    vec2 at = vec2(0.25 + 0.5 * hash(seed + 3.1), 0.3 + 0.4 * hash(seed + 9.7));
    float starAngle = (floor(a) + at.x) / sectors * 6.2831853;
    float starAway = exp((floor(r) + at.y) / 3.4) * near;
    float turned = starAngle - angle;
    vec2 q = vec2(sin(turned) * away, cos(turned) * away - starAway);
    float born = smoothstep(0.0, 0.25, depth) * smoothstep(1.0, 0.86, depth);
    float size = (0.0008 + 0.0020 * depth * depth) * (0.6 + 0.8 * hash(seed + 5.0));
    float tail = starAway * 0.22 * p_streak * (0.12 + flight.y) * depth;
    float along = clamp(q.y, -tail, 0.0);
    float d = length(vec2(q.x, q.y - along));
    float fade = 1.0 + along / max(tail, 1e-4) * 0.8;
    float twinkle = 1.0 + 1.4 * flight.z * step(0.6, hash(seed + 2.2));
    float core = smoothstep(size + pixel, size * 0.3, d) * fade;
    float halo = exp(-d / (size * 3.2)) * 0.38 * fade;
    float b = (core + halo) * born * twinkle * (0.35 + 0.65 * depth) * smoothstep(0.015, 0.16, starAway);
    vec3 tone = mix(ink(hash(seed + 8.0) * 3.0), vec3(1.0), 0.35 * core);
    light += tone * b;
    cover += b;
  }
  cover = min(cover, 1.0);
  color = over(vec4(min(light, vec3(1.0)), cover * 0.8), color);
  for (int i = 0; i < 4; i++) {
    float t = rings[i];
    if (t >= 1.0 || p_rings <= 0.0) continue;
    float radius = 0.035 / (1.035 - t) - 0.02;
    float wide = radius * 0.05 + 0.001;
    float wobble = radius * 0.015 * sin(angle * 5.0 + t * 9.0);
    float d = abs(away - radius - wobble);
    float b = (smoothstep(wide, 0.0, d) * 0.5 + exp(-d / (wide * 2.4)) * 0.4) * p_rings * sin(3.14159 * sqrt(t));
    vec3 tone = ink(float(i) + sin(angle) * 0.4);
    color = over(vec4(tone * b, b * 0.55), color);
  }
  // Far ahead, a soft light.
  float ahead = exp(-away * 9.0) * (0.10 + 0.30 * flight.y);
  return over(vec4(ink(0.5) * ahead, ahead * 0.5), color);
}`;

/** Thin glass: clear in the middle, bright at the rim, with the colours of a soap film and one window of light. */
export const shader = `
vec4 paint(vec2 uv) {
  vec2 p = vec2(uv.x * ratio, uv.y);
  float px = 1.5 / resolution.y;
  vec4 color = glaze(deep, scrim * 0.22);
  int count = int(used);
  for (int i = 0; i < 48; i++) {
    if (i >= count) break;
    vec4 b = bubbles[i];
    vec2 q = p - b.xy;
    float away = length(q);
    if (b.z <= 0.0 || away > b.z * 1.5 + 0.02) continue;
    float d = away - b.z;
    float tall = clamp(away / b.z, 0.0, 1.0);
    float inside = smoothstep(px, -px, d);
    vec2 n = q / b.z;
    float lit = min(1.0, b.w);
    // The shadow it throws on the photo keeps it readable on snow.
    float shade = exp(-max(d, 0.0) / (b.z * 0.22 + 0.003)) * 0.30 * scrim;
    color = over(glaze(deep, shade), color);
    float rim = pow(tall, 7.0);
    float film = fract(float(i) * 0.37 + tall * 1.2 + n.y * 0.35 + seconds * 0.03);
    vec3 tone = ink(abs(film * 2.0 - 1.0) * 3.0);
    float body = (0.05 + 0.16 * p_tint * (0.35 + 0.65 * tall) + 0.85 * rim) * inside * (0.45 + 0.55 * lit);
    color = over(glaze(tone, min(0.94, body)), color);
    // Key light from the upper left, its answer at the lower right.
    vec2 window = n - vec2(-0.42, 0.46);
    float key = smoothstep(0.30, 0.06, length(window * vec2(1.0, 1.25) + 0.10 * n)) * inside;
    color = over(glaze(vec3(1.0), key * (0.42 + 0.5 * lit)), color);
    float answer = smoothstep(0.10, 0.0, abs(tall - 0.86)) * smoothstep(0.35, 0.95, dot(n, normalize(vec2(0.6, -0.7))));
    color = over(glaze(ink(2.4), answer * 0.55 * inside), color);
    float halo = exp(-max(d, 0.0) / (b.z * 0.30)) * (1.0 - inside) * 0.22 * lit * lit;
    color = over(vec4(tone * halo, halo * 0.3), color);
  }
  return color;
}`;

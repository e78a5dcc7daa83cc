export const shader = `
float height(vec4 l, float x, float k) {
  float body = sin(x * 6.2832 * p_density + l.y + k * 1.7) * 0.62;
  body += sin(x * 6.2832 * p_density * 0.53 - l.y * 0.7 + k * 2.9) * 0.38;
  return body * l.x * 0.24 * (0.35 + 0.65 * sin(3.14159 * clamp(x, 0.0, 1.0)));
}
vec4 paint(vec2 uv) {
  vec4 color = glaze(deep, scrim * 0.7 * exp(-pow(abs(uv.y - p_height) * 3.2, 2.0)));
  int count = int(p_lines);
  float px = 1.4 / resolution.y;
  for (int i = 5; i >= 0; i--) {
    if (i >= count) continue;
    vec4 l = lines[i];
    float k = float(i);
    float y = p_height + (k - float(count - 1) * 0.5) * 0.018 + height(l, uv.x, k);
    float e = 0.004;
    float slope = (height(l, uv.x + e, k) - height(l, uv.x - e, k)) / (2.0 * e * ratio);
    float d = (uv.y - y) / sqrt(1.0 + slope * slope);
    vec3 tone = ink(k * 0.62 + uv.x * 0.8);
    // A veil hangs under every ribbon, in slow folds.
    float folds = 0.62 + 0.38 * sin(uv.x * 23.0 + l.y * 1.3 + k * 5.0) * noise(vec2(uv.x * 5.0 + k * 9.0, seconds * 0.12));
    float veil = exp(d * 7.5) * step(d, 0.0) * p_veil * 0.46 * folds * l.w * min(1.0, l.x + 0.2);
    color = over(vec4(tone * veil, veil * 0.55), color);
    float wide = (0.0006 + 0.0045 * p_width) * (1.0 + 1.2 * l.z);
    float halo = exp(-abs(d) * 70.0) * (0.20 + 0.42 * l.z) * l.w;
    color = over(vec4(tone * halo, halo * 0.4), color);
    float core = smoothstep(wide + px, wide * 0.25, abs(d)) * (0.55 + 0.45 * l.w);
    color = over(glaze(mix(tone, vec3(1.0), 0.25 + 0.4 * l.z), core), color);
  }
  return color;
}`;

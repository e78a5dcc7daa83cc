/** Uniform cubic B-splines: smooth to the second derivative, never above their knots. */
export const shader = `
float knotAt(int layer, int i) { int k = layer * 12 + clamp(i, 0, 11); return knots[k >> 2][k & 3]; }
float curve(int layer, float x) {
  float place = x * 12.0 - 0.5;
  int i = int(floor(place));
  float t = place - float(i);
  vec4 w = vec4((1.0 - t) * (1.0 - t) * (1.0 - t), 3.0 * t * t * t - 6.0 * t * t + 4.0,
    -3.0 * t * t * t + 3.0 * t * t + 3.0 * t + 1.0, t * t * t) / 6.0;
  return dot(w, vec4(knotAt(layer, i - 1), knotAt(layer, i), knotAt(layer, i + 1), knotAt(layer, i + 2)));
}
float heightOf(int layer, float x) {
  return p_base + (3.0 - float(layer)) * 0.045 * p_spread * 2.0 + curve(layer, x) * 0.68;
}
vec4 paint(vec2 uv) {
  vec4 color = glaze(deep, scrim * 0.6 * smoothstep(0.78, 0.1, uv.y));
  float px = 1.4 / resolution.y;
  for (int layer = 0; layer < 4; layer++) {
    float h = heightOf(layer, uv.x);
    float e = 0.003;
    float slope = (heightOf(layer, uv.x + e) - heightOf(layer, uv.x - e)) / (2.0 * e * ratio);
    float d = (uv.y - h) / sqrt(1.0 + slope * slope);
    float k = float(layer);
    vec3 tone = ink(k * 0.85 + 0.25 * sin(uv.x * 3.0 + k));
    float below = smoothstep(px, -px, d);
    // Lit from above on the slopes that face the light, darker towards the foot.
    float light = clamp(0.62 - slope * 0.35, 0.2, 1.0);
    float depth = exp(min(d, 0.0) * 5.0);
    float fill = (0.10 + 0.50 * p_fill * depth) * below;
    color = over(glaze(mix(deep, tone, light * (0.35 + 0.65 * depth)), fill), color);
    float shade = exp(-max(d, 0.0) * 34.0) * (1.0 - below) * 0.20 * scrim;
    color = over(glaze(deep, shade), color);
    float halo = exp(-abs(d) * 60.0) * 0.34 * edges[layer] * p_edge;
    color = over(vec4(tone * halo, halo * 0.4), color);
    float ridge = smoothstep(0.0026 + px, 0.0008, abs(d)) * p_edge * (0.35 + 0.65 * edges[layer]);
    color = over(glaze(mix(tone, vec3(1.0), 0.35), ridge), color);
  }
  return color;
}`;

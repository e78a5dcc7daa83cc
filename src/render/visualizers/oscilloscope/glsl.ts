/** The distance is taken to the few segments near a pixel; where the beam moves fast it is thinner, as on a tube. */
export const shader = `
float waveAt(int i) { i = clamp(i, 0, 255); return wave[i >> 2][i & 3]; }
float olderAt(int i) { i = clamp(i, 0, 255); return older[i >> 2][i & 3]; }
float segment(vec2 p, vec2 a, vec2 b) {
  vec2 pa = p - a, ba = b - a;
  return length(pa - ba * clamp(dot(pa, ba) / max(1e-7, dot(ba, ba)), 0.0, 1.0));
}
float taper(float x) { return smoothstep(0.0, 0.16, x) * smoothstep(1.0, 0.84, x); }
vec4 paint(vec2 uv) {
  float left = 0.04;
  float x = (uv.x - left) / (1.0 - 2.0 * left);
  float reach = p_amplitude * 0.42;
  vec4 color = glaze(deep, scrim * 0.74 * smoothstep(reach + 0.22, 0.0, abs(uv.y - p_height)));
  float place = x * 255.0;
  int near = int(floor(place));
  int count = int(p_lines);
  for (int line = 0; line < 4; line++) {
    if (line >= count) break;
    float share = count > 1 ? float(line) / float(count - 1) : 0.0;
    float lift = (share - 0.5) * 0.10 * float(count > 1);
    float swing = reach * (1.0 - 0.55 * share);
    float d = 1.0, e = 1.0;
    for (int k = -4; k <= 4; k++) {
      int i = near + k;
      if (i < 0 || i > 254) continue;
      float xa = float(i) / 255.0, xb = float(i + 1) / 255.0;
      float bend = 1.0 + 0.5 * share * sin(xa * 7.0 + seconds * 0.4);
      vec2 a = vec2((left + xa * (1.0 - 2.0 * left)) * ratio, p_height + lift + waveAt(i) * swing * taper(xa) * bend);
      vec2 b = vec2((left + xb * (1.0 - 2.0 * left)) * ratio, p_height + lift + waveAt(i + 1) * swing * taper(xb) * bend);
      vec2 p = vec2(uv.x * ratio, uv.y);
      d = min(d, segment(p, a, b));
      if (line == 0 && p_echo > 0.0) {
        a.y = p_height + olderAt(i) * swing * 1.12 * taper(xa);
        b.y = p_height + olderAt(i + 1) * swing * 1.12 * taper(xb);
        e = min(e, segment(p, a, b));
      }
    }
    float inside = smoothstep(-0.01, 0.05, x) * smoothstep(1.01, 0.95, x);
    float wide = (0.0009 + 0.0042 * p_width) * (1.0 + 0.5 * glow.x) * (1.0 - 0.35 * share);
    float beam = smoothstep(wide + 1.4 / resolution.y, wide * 0.4, d) * inside;
    float halo = (exp(-d * 46.0) * 0.30 + exp(-d * 150.0) * 0.42) * p_glow * (0.6 + 0.8 * glow.x) * inside;
    vec3 tone = ink(x * 1.7 + share * 1.3);
    if (line == 0) {
      float trace = (smoothstep(wide * 1.6 + 1.4 / resolution.y, wide * 0.3, e) * 0.4 + exp(-e * 70.0) * 0.10) * p_echo;
      color = over(glaze(ink(2.0), trace * inside), color);
    }
    color = over(vec4(tone * halo, halo * 0.42), color);
    color = over(glaze(mix(tone, vec3(1.0), 0.38 + 0.3 * glow.y), beam), color);
  }
  return color;
}`;

/**
 * Blur is read from the photo's mipmaps. Depth is guessed: what is light and soft counts as far. Ripples bend the light as
 * water does and glint where they face the lamp.
 */
export const shader = `
float luma(vec3 c) { return dot(c, vec3(0.2126, 0.7152, 0.0722)); }
vec3 bright(vec2 uv, float blur) {
  vec3 c = photoSoft(uv, blur);
  float l = luma(c);
  return c * smoothstep(0.34, 0.9, l);
}
vec4 paint(vec2 uv) {
  vec2 middle = uv - 0.5;
  vec2 bend = vec2(0.0);
  float glint = 0.0;
  for (int i = 0; i < 4; i++) {
    vec4 r = ripples[i];
    if (r.z >= 1.0) continue;
    vec2 q = (uv - r.xy) * vec2(ratio, 1.0);
    float away = max(length(q), 1e-4);
    float front = r.z * 1.25;
    float x = (away - front) * 16.0;
    float strength = r.w * p_ripple * (1.0 - r.z) * (1.0 - r.z) * exp(-x * x * 0.5);
    float slope = cos(x * 2.2) * strength;
    bend += q / away * vec2(1.0 / ratio, 1.0) * slope * 0.017;
    glint += max(0.0, slope * dot(q / away, vec2(-0.6, 0.8))) * 0.42;
  }
  float far = luma(photoSoft(uv, 5.0));
  vec2 sideways = vec2(cos(sway.x), sin(sway.y) * 0.7) * (0.35 + 0.65 * heard.y);
  float breath = 1.0 - (0.020 * heard.x + 0.008 * heard.w + 0.004 * mood.w) * (0.4 + 0.6 * p_depth);
  vec2 at = 0.5 + middle * breath * (1.0 - 0.012 * p_depth) + bend;
  at += sideways * (0.5 - far) * 0.014 * p_depth;
  // Highs part the colours a little, more towards the edges, as a lens does.
  vec2 part = middle * dot(middle, middle) * 0.020 * heard.z * (0.3 + p_color);
  vec3 c = vec3(photo(at + part).r, photo(at).g, photo(at - part).b);
  float music = clamp(0.45 * mood.x + 0.35 * mood.y + 0.25 * mood.z, 0.0, 1.0);
  float l = luma(c);
  c = mix(vec3(l), c, 1.0 + p_color * (0.16 + 0.42 * mood.y + 0.24 * heard.y));
  // It waits in the dusk and wakes with the music; the corners last.
  float wake = clamp(0.35 + 0.5 * music + 0.55 * heard.x, 0.0, 1.0);
  float vignette = smoothstep(0.15, 0.95, length(middle * vec2(1.0, 0.9)) * 1.3);
  c *= 1.0 - p_dusk * (1.0 - wake) * (0.45 + 0.55 * vignette) * 0.72;
  c = pow(max(c, 0.0), vec3(1.0 + p_dusk * 0.25 * (1.0 - wake)));
  float push = p_bloom * (0.16 + 0.95 * heard.x + 0.55 * heard.w + 0.18 * mood.w);
  vec3 halo = bright(at, 3.0) * 0.30 + bright(at, 4.6) * 0.34 + bright(at, 6.2) * 0.36;
  vec3 tint = mix(vec3(1.0), ink(0.6 + 1.2 * uv.x), 0.34);
  vec3 light = halo * tint * push;
  if (p_rays > 0.0) {
    // Towards a lamp above the middle: what is bright on the way throws its light down.
    vec2 lamp = vec2(0.5 + 0.12 * cos(sway.y), 1.12);
    vec2 stepped = (lamp - at) / 11.0;
    vec2 place = at + stepped * hash(gl_FragCoord.xy);
    vec3 beam = vec3(0.0);
    float weight = 1.0;
    for (int k = 0; k < 10; k++) {
      beam += bright(clamp(place, 0.0, 1.0), 3.4) * weight;
      weight *= 0.88;
      place += stepped;
    }
    light += beam * 0.085 * p_rays * (0.25 + 1.1 * heard.y + 0.5 * heard.x) * tint;
  }
  // A photo that is bright already has no room for more light; there the music darkens what lies between.
  float full = smoothstep(0.22, 0.7, luma(photoSoft(mix(at, vec2(0.5), 0.5), 7.0)));
  light *= 1.0 - 0.72 * full;
  c *= 1.0 - 0.20 * full * (1.0 - 0.6 * heard.x);
  light += tint * glint * (0.35 + 0.65 * l);
  // Screen: light adds up and never burns out.
  c = 1.0 - (1.0 - clamp(c, 0.0, 1.0)) * exp(-light * 1.25);
  return vec4(c, 1.0);
}`;

export const shader = `
float rayAt(int i) { return rays[i >> 2][i & 3]; }
float ghostAt(int i) { return ghosts[i >> 2][i & 3]; }
vec4 paint(vec2 uv) {
  vec2 p = vec2((uv.x - 0.5) * ratio, uv.y - 0.5);
  float away = length(p);
  float px = 1.5 / resolution.y;
  float radius = p_size * 0.46 * (1.0 + 0.16 * p_breath * body.x + 0.07 * p_breath * body.y);
  float reach = p_reach * 0.36;
  vec4 color = glaze(deep, scrim * 0.72 * smoothstep(radius + reach + 0.26, radius * 0.6, away));
  // From the bottom both ways up to the top.
  float angle = atan(p.x, -p.y) + body.z;
  float turned = abs(mod(angle + 3.14159265, 6.2831853) - 3.14159265) / 3.14159265;
  float count = body.w;
  float place = turned * count;
  int i = int(clamp(floor(place), 0.0, count - 1.0));
  float share = (float(i) + 0.5) / count;
  float wide = radius * 3.14159265 / count * 0.5 * (1.0 - p_gap);
  float middle = (float(i) + 0.5) / count * 3.14159265;
  float off = (turned * 3.14159265 - middle);
  vec2 q = vec2(sin(off), cos(off)) * away;
  float low = radius + wide;
  float high = low + rayAt(i) * reach;
  float ghost = low + ghostAt(i) * reach;
  float grown = wide * mix(1.0, 1.5, clamp((q.y - low) / max(reach, 0.01), 0.0, 1.0));
  vec3 tone = ink(share * 2.4);
  float d = length(vec2(q.x, q.y - clamp(q.y, low, high))) - grown;
  float g = length(vec2(q.x, q.y - clamp(q.y, low, ghost))) - grown;
  float trail = smoothstep(px, -px, g) * (1.0 - 0.75 * clamp((q.y - high) / max(0.001, ghost - high), 0.0, 1.0));
  color = over(glaze(ink(1.0 + share * 2.0), trail * 0.26), color);
  float halo = exp(-max(d, 0.0) * 48.0) * 0.34 * rayAt(i) * p_glow * smoothstep(radius * 0.9, radius, away);
  color = over(vec4(tone * halo, halo * 0.4), color);
  float up = clamp((q.y - low) / max(0.001, high - low), 0.0, 1.0);
  vec3 lit = mix(tone, ink(share * 1.6 + 1.4), up * 0.8);
  color = over(glaze(mix(lit, vec3(1.0), 0.35 * pow(up, 4.0)), smoothstep(px, -px, d) * 0.96), color);
  // The ring, and a breath of light within.
  float ring = abs(away - radius * 0.955) - radius * 0.008 * (1.0 + 1.6 * body.x);
  float corona = exp(-abs(away - radius * 0.955) * 42.0) * (0.16 + 0.5 * body.x) * p_glow;
  color = over(vec4(ink(share) * corona, corona * 0.45), color);
  color = over(glaze(mix(ink(share * 1.5), vec3(1.0), 0.3 + 0.3 * body.y), smoothstep(px, -px, ring)), color);
  float heart = smoothstep(radius * 0.93, 0.0, away);
  float core = heart * heart * (0.10 + 0.34 * body.x + 0.2 * body.y) * p_glow;
  return over(vec4(ink(0.4) * core, core * 0.6), color);
}`;

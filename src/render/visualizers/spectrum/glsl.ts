export const shader = `
float barAt(int i) { return bars[i >> 2][i & 3]; }
float ghostAt(int i) { return ghosts[i >> 2][i & 3]; }
float capsule(vec2 p, float halfWide, float top, float soft) {
  float r = halfWide * max(0.06, p_round);
  vec2 q = abs(vec2(p.x, p.y - top * 0.5)) - vec2(halfWide - r, max(0.0, top * 0.5 - r));
  return length(max(q, 0.0)) + min(max(q.x, q.y), 0.0) - r;
}
vec4 paint(vec2 uv) {
  float px = 1.5 / resolution.y;
  vec2 p = vec2((uv.x - 0.5) * ratio, uv.y);
  float floorY = 0.135;
  float span = ratio * 0.86;
  float bend = p_curve;
  // An arc: x runs along a circle whose centre lies far below for a small bend.
  float radius = span / max(0.02, bend * 2.4);
  if (bend > 0.01) {
    vec2 c = vec2(p.x, p.y - floorY - bend * 0.16 + radius);
    float along = atan(c.x, c.y) * radius;
    p = vec2(along, length(c) - radius + floorY);
  }
  float count = used;
  float slot = span / count;
  float place = (p.x + span * 0.5) / slot;
  int index = int(clamp(floor(place), 0.0, count - 1.0));
  vec2 q = vec2((fract(place) - 0.5) * slot, p.y - floorY);
  bool inside = place > 0.0 && place < count;
  float wide = slot * 0.5 * (1.0 - p_gap);
  float least = wide * 2.0 * mix(0.35, 1.0, p_round);
  float up = max(least, barAt(index) * p_height);
  float ghostUp = max(up, ghostAt(index) * p_height);
  float across = (float(index) + 0.5) / count;
  float side = p_mirrored > 0.5 ? abs(across * 2.0 - 1.0) : across;
  vec4 color = vec4(0.0);
  // The photo is held down where the bars stand, softly to every side.
  float ground = smoothstep(p_height + 0.26, -0.02, q.y) * smoothstep(-0.22, 0.02, q.y);
  float sides = smoothstep(span * 0.62, span * 0.42, abs(p.x));
  color = glaze(deep, scrim * 0.82 * ground * sides);
  // Light that the whole row throws, strongest at the bass.
  float warmth = exp(-abs(q.y) * 9.0) * sides * (0.05 + 0.16 * beat.x);
  color = over(vec4(ink(side * 2.2) * warmth, warmth * 0.35), color);
  if (!inside) return color;
  float body = capsule(q, wide, up, px);
  float hang = capsule(q, wide, ghostUp, px);
  float ghostFade = mix(1.0, 0.25, clamp((q.y - up) / max(0.001, ghostUp - up), 0.0, 1.0));
  float ghost = smoothstep(px, -px, hang) * step(up, q.y + px) * ghostFade * p_ghost * 0.5;
  color = over(glaze(ink(1.0 + side * 1.6), ghost), color);
  float high = clamp(q.y / max(0.02, p_height), 0.0, 1.0);
  float tip = clamp(q.y / up, 0.0, 1.0);
  vec3 tone = mix(ink(side * 1.8), ink(1.2 + side * 1.2 + high), tip * 0.75);
  tone = mix(tone, vec3(1.0), 0.30 * pow(tip, 5.0) + 0.22 * beat.y * tip);
  tone *= 0.80 + 0.20 * tip;
  float glowing = exp(-max(body, 0.0) * 60.0) * 0.34 * barAt(index);
  color = over(vec4(tone * glowing, glowing * 0.5), color);
  color = over(glaze(tone, smoothstep(px, -px, body) * 0.96), color);
  // Still water: the same bars upside down, fading and a little drawn out.
  if (p_mirrorBelow > 0.0 && q.y < 0.0) {
    vec2 below = vec2(q.x + 0.0012 * sin(q.y * 300.0 + seconds * 1.6), -q.y * 1.35 - px * 2.0);
    float image = smoothstep(px * 2.0, -px * 2.0, capsule(below, wide, up, px));
    float fading = exp(q.y * 15.0) * p_mirrorBelow * 0.62;
    color = over(glaze(mix(tone, ink(side * 1.8), 0.6), image * fading), color);
  }
  return color;
}`;

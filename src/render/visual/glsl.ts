/** What stands around the body of a visualizer's shader. */
import type { VisualizerDefinition } from '../visualizer.ts';

export const VERTEX = `#version 300 es
in vec2 at;
out vec2 vUv;
void main() { vUv = at * 0.5 + 0.5; gl_Position = vec4(at, 0.0, 1.0); }`;

const HEAD = `#version 300 es
precision highp float;
in vec2 vUv;
out vec4 outColor;
uniform vec2 resolution;
uniform float ratio;
uniform float seconds;
uniform float scrim;
uniform vec3 deep;
uniform vec3 inks[4];
vec3 ink(float at) {
  float k = clamp(at, 0.0, 3.0);
  vec3 c = mix(inks[0], inks[1], smoothstep(0.0, 1.0, k));
  c = mix(c, inks[2], smoothstep(1.0, 2.0, k));
  return mix(c, inks[3], smoothstep(2.0, 3.0, k));
}
float hash(vec2 p) {
  uvec2 q = uvec2(ivec2(floor(p))) * uvec2(1597334673u, 3812015801u);
  uint n = (q.x ^ q.y) * 1597334673u;
  n ^= n >> 15;
  n *= 2246822519u;
  return float(n >> 8) / 16777216.0;
}
float noise(vec2 p) {
  vec2 i = floor(p), f = fract(p);
  f = f * f * (3.0 - 2.0 * f);
  return mix(mix(hash(i), hash(i + vec2(1, 0)), f.x), mix(hash(i + vec2(0, 1)), hash(i + vec2(1, 1)), f.x), f.y);
}
vec4 over(vec4 top, vec4 below) { return top + below * (1.0 - top.a); }
vec4 glaze(vec3 color, float alpha) { return vec4(color * alpha, alpha); }
`;

const PHOTO = `
uniform sampler2D photoNow;
uniform sampler2D photoBefore;
uniform vec4 viewNow;
uniform vec4 viewBefore;
uniform float photoMix;
vec2 photoAt(vec2 uv, vec4 view) { return view.xy + vec2(uv.x, 1.0 - uv.y) * view.zw; }
vec3 photoSoft(vec2 uv, float blur) {
  vec3 now = textureLod(photoNow, photoAt(uv, viewNow), blur).rgb;
  if (photoMix >= 1.0) return now;
  return mix(textureLod(photoBefore, photoAt(uv, viewBefore), blur).rgb, now, photoMix);
}
vec3 photo(vec2 uv) { return photoSoft(uv, 0.0); }
`;

/** Half a step of noise against banding in soft light. */
const TAIL = `
void main() {
  vec4 c = paint(vUv);
  float grain = hash(gl_FragCoord.xy) - 0.5;
  outColor = vec4(c.rgb + grain * c.a / 255.0, c.a);
}`;

function uniformType(length: number): string {
  if (length === 1) return 'float';
  return length <= 4 ? `vec${length}` : 'vec4';
}

export function fragmentOf(definition: VisualizerDefinition, values: Readonly<Record<string, Float32Array>>): string {
  const named = Object.entries(values).map(([name, { length }]) => {
    const size = length > 4 ? `[${length / 4}]` : '';
    return `uniform ${uniformType(length)} ${name}${size};`;
  });
  const settings = Object.keys(definition.settings).map((name) => `uniform float p_${name};`);
  const photo = definition.needs.includes('photo') ? PHOTO : '';
  return [HEAD, photo, ...named, ...settings, definition.shader, TAIL].join('\n');
}

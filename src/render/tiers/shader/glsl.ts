/**
 * Wraps the body of a transition (GL Transitions v1, https://gl-transitions.com/spec) into a program.
 *
 * Names that start with an underscore are ours; the body sees `progress`, `ratio`, `seed`, `resolution`,
 * `getFromColor`, `getToColor` and its own parameters. Textures hold the top row first while the body
 * counts y from the bottom: the getters turn it round and apply each photo's cover fit and drift.
 */
import type { ParamSpec, TransitionDefinition } from '../../transition.ts';

/** One triangle that covers the clip space; `_uv` is 0–1 over the surface, y up. */
export const VERTEX = `
attribute vec2 aPosition;
varying vec2 _uv;
void main() {
  _uv = aPosition * 0.5 + 0.5;
  gl_Position = vec4(aPosition, 0.0, 1.0);
}
`;

/** pixi defines these for its own dialect; bodies use them as ordinary names. */
const UNDEFINE = `
#undef in
#undef texture
#undef finalColor
`;

const PHOTOS = `
varying vec2 _uv;
uniform sampler2D _from;
uniform sampler2D _to;
uniform vec4 _fromView;
uniform vec4 _toView;
vec4 getFromColor(vec2 uv) {
  return texture2D(_from, _fromView.xy + vec2(uv.x, 1.0 - uv.y) * _fromView.zw);
}
vec4 getToColor(vec2 uv) {
  return texture2D(_to, _toView.xy + vec2(uv.x, 1.0 - uv.y) * _toView.zw);
}
`;

export const GLSL_TYPES: Readonly<Record<ParamSpec['type'], string>> = {
  float: 'float',
  int: 'int',
  bool: 'bool',
  vec2: 'vec2',
  vec3: 'vec3',
  vec4: 'vec4',
  ivec2: 'ivec2',
  color: 'vec3',
};

function declares(glsl: string, name: string): boolean {
  return new RegExp(`\\buniform\\s+(?:(?:low|medium|high)p\\s+)?\\w+\\s+[^;]*\\b${name}\\b`).test(glsl);
}

function uniforms(definition: TransitionDefinition): string {
  const wanted: [string, string][] = [
    ['float', 'progress'],
    ['float', 'ratio'],
    ['float', 'seed'],
    ['vec2', 'resolution'],
    ['float', '_fromR'],
    ['float', '_toR'],
    ...Object.entries(definition.params).map(([name, spec]): [string, string] => [GLSL_TYPES[spec.type], name]),
  ];
  return wanted
    .filter(([, name]) => !declares(definition.glsl, name))
    .map(([type, name]) => `uniform ${type} ${name};`)
    .join('\n');
}

/** Alpha is dropped: the stage is opaque, whatever a body returns. */
export function transitionFragment(definition: TransitionDefinition): string {
  return `${UNDEFINE}${PHOTOS}${uniforms(definition)}
#line 1
${definition.glsl}
void main() {
  gl_FragColor = vec4(transition(_uv).rgb, 1.0);
}
`;
}

/**
 * Draws nothing unless the photo is there. `_probe` is where to look and `_wanted` what to see; without
 * knowledge of a colour (alpha 0) an opaque pixel must do. A texture that could not be made reads as black.
 */
export const CHECK_FRAGMENT = `${UNDEFINE}
varying vec2 _uv;
uniform sampler2D _to;
uniform vec4 _probe;
uniform vec4 _wanted;
void main() {
  vec4 seen = texture2D(_to, _probe.xy);
  vec3 off = abs(seen.rgb - _wanted.rgb) * _wanted.a;
  if (seen.a < 0.99 || max(off.r, max(off.g, off.b)) > 0.02) discard;
  gl_FragColor = vec4(1.0);
}
`;

/** The target photo and nothing else: what is drawn before, after and instead of a transition. */
export const PLAIN_FRAGMENT = `${UNDEFINE}${PHOTOS}
void main() {
  gl_FragColor = vec4(getToColor(_uv).rgb, 1.0);
}
`;

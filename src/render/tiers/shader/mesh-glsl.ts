/** Wraps a pass of a mesh transition into GLSL ES 3.00; the names it sees are those of `glsl.ts`. */
import type { MeshPass, TransitionDefinition } from '../../transition.ts';
import { GLSL_TYPES } from './glsl.ts';

const HEAD = `#version 300 es
precision highp float;
precision highp int;
uniform float progress, ratio, seed;
uniform vec2 resolution;
uniform sampler2D _from, _to;
uniform vec4 _fromView, _toView;
vec4 getFromColor(vec2 uv) { return texture(_from, _fromView.xy + vec2(uv.x, 1.0 - uv.y) * _fromView.zw); }
vec4 getToColor(vec2 uv) { return texture(_to, _toView.xy + vec2(uv.x, 1.0 - uv.y) * _toView.zw); }
#define EYE (1.6 * max(ratio, 1.0))
`;

/** Depth covers what is between 0.05 and 6 eye distances from the viewer. */
const PROJECT = `
vec4 project(vec3 p) {
  float w = 1.0 - p.z / EYE;
  return vec4(p.x * 2.0 / ratio, p.y * 2.0, (w * 6.05 - 0.6) / 5.95, w);
}
`;

function params(definition: TransitionDefinition): string {
  return Object.entries(definition.params)
    .map(([name, spec]) => `uniform ${GLSL_TYPES[spec.type]} ${name};\n`)
    .join('');
}

export function meshVertex(definition: TransitionDefinition, pass: MeshPass): string {
  const inputs = [...pass.layout, ...(pass.instances?.layout ?? [])];
  const attributes = inputs.map(([name, floats]) => `in ${floats === 1 ? 'float' : `vec${floats}`} ${name};\n`);
  return `${HEAD}${params(definition)}${attributes.join('')}${PROJECT}
#line 1
${pass.vertex}
void main() { gl_Position = place(); }
`;
}

export function meshFragment(definition: TransitionDefinition, pass: MeshPass): string {
  return `${HEAD}${params(definition)}out vec4 _color;
#line 1
${pass.fragment}
void main() { _color = shade(); }
`;
}

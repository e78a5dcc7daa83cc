/**
 * The least that WebGL needs for a transition: two textures, one triangle, the same GLSL. The bench holds
 * the stage's frames against it, and issue after issue may hold its pictures against it.
 */
import type { TransitionDefinition } from '../../src/render/transition.ts';
import { transitionFragment, VERTEX } from '../../src/render/tiers/shader/glsl.ts';

export interface BareHarness {
  draw(progress: number): void;
  dispose(): void;
}

function compile(gl: WebGL2RenderingContext, type: number, source: string): WebGLShader {
  const shader = gl.createShader(type);
  if (!shader) throw new Error('no shader');
  gl.shaderSource(shader, source);
  gl.compileShader(shader);
  return shader;
}

function link(gl: WebGL2RenderingContext, definition: TransitionDefinition): WebGLProgram {
  const program = gl.createProgram();
  const fragment = `precision highp float;\n${transitionFragment(definition)}`;
  for (const shader of [compile(gl, gl.VERTEX_SHADER, VERTEX), compile(gl, gl.FRAGMENT_SHADER, fragment)]) {
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) throw new Error(gl.getProgramInfoLog(program) ?? 'no link');
  gl.useProgram(program);
  return program;
}

function upload(gl: WebGL2RenderingContext, unit: number, photo: ImageBitmap): WebGLTexture {
  const texture = gl.createTexture();
  gl.activeTexture(gl.TEXTURE0 + unit);
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, photo);
  for (const wrap of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, wrap, gl.CLAMP_TO_EDGE);
  for (const filter of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER])
    gl.texParameteri(gl.TEXTURE_2D, filter, gl.LINEAR);
  return texture;
}

function setParams(gl: WebGL2RenderingContext, program: WebGLProgram, definition: TransitionDefinition): void {
  for (const [name, spec] of Object.entries(definition.params)) {
    const at = gl.getUniformLocation(program, name);
    const value = spec.default;
    if (typeof value === 'object') {
      const set = { 2: gl.uniform2fv, 3: gl.uniform3fv, 4: gl.uniform4fv }[value.length];
      if (spec.type === 'ivec2') gl.uniform2iv(at, [...value]);
      else set?.call(gl, at, [...value]);
    } else if (spec.type === 'float') gl.uniform1f(at, Number(value));
    else gl.uniform1i(at, Number(value));
  }
}

/** The canvas has the surface's size; both photos are of that size too. */
export function createBareHarness(
  canvas: HTMLCanvasElement,
  definition: TransitionDefinition,
  photos: readonly [from: ImageBitmap, to: ImageBitmap],
  seed = 0,
): BareHarness {
  const gl = canvas.getContext('webgl2', { alpha: false, antialias: false, depth: false, stencil: false });
  if (!gl) throw new Error('no WebGL2');
  const program = link(gl, definition);
  const buffer = gl.createBuffer();
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
  gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 3, -1, -1, 3]), gl.STATIC_DRAW);
  const position = gl.getAttribLocation(program, 'aPosition');
  gl.enableVertexAttribArray(position);
  gl.vertexAttribPointer(position, 2, gl.FLOAT, false, 0, 0);
  for (const [unit, name] of ['_from', '_to'].entries()) {
    upload(gl, unit, unit === 0 ? photos[0] : photos[1]);
    gl.uniform1i(gl.getUniformLocation(program, name), unit);
    gl.uniform4f(gl.getUniformLocation(program, `${name}View`), 0, 0, 1, 1);
    gl.uniform1f(gl.getUniformLocation(program, `${name}R`), canvas.width / canvas.height);
  }
  gl.uniform1f(gl.getUniformLocation(program, 'ratio'), canvas.width / canvas.height);
  gl.uniform2f(gl.getUniformLocation(program, 'resolution'), canvas.width, canvas.height);
  gl.uniform1f(gl.getUniformLocation(program, 'seed'), seed);
  setParams(gl, program, definition);
  const progressAt = gl.getUniformLocation(program, 'progress');
  gl.viewport(0, 0, canvas.width, canvas.height);
  return {
    draw(progress) {
      gl.uniform1f(progressAt, progress);
      gl.drawArrays(gl.TRIANGLES, 0, 3);
    },
    dispose() {
      gl.getExtension('WEBGL_lose_context')?.loseContext();
    },
  };
}

/**
 * The GL Transitions specification in its fewest lines, sharing nothing with the stage: what a body looks like when
 * it is drawn by hand. Bitmaps cannot be flipped on upload, so the getters count from the bottom.
 */
import type { TransitionDefinition } from '../../../src/render/transition.ts';

const VERTEX = `attribute vec2 p; varying vec2 uv_; void main() { uv_ = p * 0.5 + 0.5; gl_Position = vec4(p, 0.0, 1.0); }`;

const fragmentOf = (glsl: string): string => `precision highp float;
varying vec2 uv_;
uniform sampler2D from_, to_;
uniform float progress, ratio;
vec4 getFromColor(vec2 uv) { return texture2D(from_, vec2(uv.x, 1.0 - uv.y)); }
vec4 getToColor(vec2 uv) { return texture2D(to_, vec2(uv.x, 1.0 - uv.y)); }
${glsl}
void main() { gl_FragColor = vec4(transition(uv_).rgb, 1.0); }`;

function build(gl: WebGL2RenderingContext, glsl: string): WebGLProgram {
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, VERTEX],
    [gl.FRAGMENT_SHADER, fragmentOf(glsl)],
  ] as const) {
    const shader = gl.createShader(type);
    if (!shader) throw new Error('no shader');
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS)) throw new Error(gl.getShaderInfoLog(shader) ?? '');
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  return program;
}

function bindTexture(gl: WebGL2RenderingContext, unit: number): void {
  gl.activeTexture(gl.TEXTURE0 + unit);
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
  for (const wrap of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, wrap, gl.CLAMP_TO_EDGE);
  for (const filter of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER])
    gl.texParameteri(gl.TEXTURE_2D, filter, gl.LINEAR);
}

/** One context for all of them. */
export class PlainHarness {
  readonly #gl: WebGL2RenderingContext;
  readonly #size: readonly [width: number, height: number];

  constructor(from: ImageBitmap, to: ImageBitmap) {
    const canvas = new OffscreenCanvas(from.width, from.height);
    const gl = canvas.getContext('webgl2', { alpha: false, antialias: false, preserveDrawingBuffer: true });
    if (!gl) throw new Error('no WebGL2');
    this.#gl = gl;
    this.#size = [from.width, from.height];
    for (const [unit, photo] of [from, to].entries()) {
      bindTexture(gl, unit);
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, photo);
    }
    gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
    gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 3, -1, -1, 3]), gl.STATIC_DRAW);
  }

  /** RGBA, rows from the top, at each progress; parameters at their defaults. */
  draw(definition: TransitionDefinition, steps: readonly number[]): Uint8ClampedArray[] {
    const gl = this.#gl;
    const [width, height] = this.#size;
    const program = build(gl, definition.glsl);
    gl.useProgram(program);
    const at = (name: string): WebGLUniformLocation | null => gl.getUniformLocation(program, name);
    const position = gl.getAttribLocation(program, 'p');
    gl.enableVertexAttribArray(position);
    gl.vertexAttribPointer(position, 2, gl.FLOAT, false, 0, 0);
    gl.uniform1i(at('from_'), 0);
    gl.uniform1i(at('to_'), 1);
    gl.uniform1f(at('ratio'), width / height);
    this.#setParams(definition, at);
    for (const [index, [name, texture]] of Object.entries(definition.textures ?? {}).entries()) {
      bindTexture(gl, 2 + index);
      const { widthPx, heightPx } = texture;
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, widthPx, heightPx, 0, gl.RGBA, gl.UNSIGNED_BYTE, texture.rgba());
      gl.uniform1i(at(name), 2 + index);
    }
    const pictures = steps.map((progress) => {
      gl.uniform1f(at('progress'), progress);
      gl.drawArrays(gl.TRIANGLES, 0, 3);
      return this.#read();
    });
    gl.deleteProgram(program);
    return pictures;
  }

  #setParams(definition: TransitionDefinition, at: (name: string) => WebGLUniformLocation | null): void {
    const gl = this.#gl;
    for (const [name, { type, default: value }] of Object.entries(definition.params)) {
      const place = at(name);
      if (typeof value !== 'object') {
        if (type === 'float') gl.uniform1f(place, Number(value));
        else gl.uniform1i(place, Number(value));
      } else if (type === 'ivec2') gl.uniform2iv(place, [...value]);
      else if (value.length === 2) gl.uniform2fv(place, [...value]);
      else if (value.length === 3) gl.uniform3fv(place, [...value]);
      else gl.uniform4fv(place, [...value]);
    }
  }

  #read(): Uint8ClampedArray {
    const gl = this.#gl;
    const [width, height] = this.#size;
    const rows = new Uint8Array(width * height * 4);
    gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, rows);
    const turned = new Uint8ClampedArray(rows.length);
    const stride = width * 4;
    for (let row = 0; row < height; row++) {
      turned.set(rows.subarray(row * stride, (row + 1) * stride), (height - 1 - row) * stride);
    }
    return turned;
  }

  dispose(): void {
    this.#gl.getExtension('WEBGL_lose_context')?.loseContext();
  }
}

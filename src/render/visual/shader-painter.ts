/**
 * Draws visualizers with shaders: a WebGL2 context of its own, one triangle, one program. It copies the photo when a
 * visualizer needs it and holds no bitmap. Main thread.
 */
import { AppError } from '../../shared/errors.ts';
import type { FrameContext, Viewport, VisualizerDefinition, VisualizerMotion } from '../visualizer.ts';
import { fragmentOf, VERTEX } from './glsl.ts';
import { createCanvas, type VisualPainter } from './painter.ts';
import { PhotoCopies } from './photo-copies.ts';

interface Program {
  readonly handle: WebGLProgram;
  readonly definition: VisualizerDefinition;
  readonly motion: VisualizerMotion;
  ready: boolean;
  places: ReadonlyMap<string, WebGLUniformLocation>;
}

function compile(gl: WebGL2RenderingContext, type: number, source: string): WebGLShader {
  const shader = gl.createShader(type);
  if (!shader) throw new AppError('render.draw', 'the graphics context is gone');
  gl.shaderSource(shader, source);
  gl.compileShader(shader);
  return shader;
}

class ShaderPainter implements VisualPainter {
  readonly canvas = createCanvas();
  readonly #gl: WebGL2RenderingContext;
  readonly #parallel: { COMPLETION_STATUS_KHR: number } | null;
  readonly #photos: PhotoCopies;
  readonly #buffer: WebGLBuffer | null;
  #program: Program | null = null;

  constructor() {
    const gl = this.canvas.getContext('webgl2', {
      alpha: true,
      premultipliedAlpha: true,
      antialias: false,
      depth: false,
      stencil: false,
    });
    if (!gl) throw new AppError('render.unsupported', 'there is no WebGL2');
    this.#gl = gl;
    this.#parallel = gl.getExtension('KHR_parallel_shader_compile');
    this.#photos = new PhotoCopies(gl);
    this.#buffer = gl.createBuffer();
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#buffer);
    gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 3, -1, -1, 3]), gl.STATIC_DRAW);
    gl.enableVertexAttribArray(0);
    gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);
  }

  get lost(): boolean {
    return this.#gl.isContextLost();
  }

  use(definition: VisualizerDefinition, motion: VisualizerMotion): void {
    const gl = this.#gl;
    this.#drop();
    const handle = gl.createProgram();
    for (const [type, source] of [
      [gl.VERTEX_SHADER, VERTEX],
      [gl.FRAGMENT_SHADER, fragmentOf(definition, motion.values)],
    ] as const) {
      const shader = compile(gl, type, source);
      gl.attachShader(handle, shader);
      gl.deleteShader(shader);
    }
    gl.bindAttribLocation(handle, 0, 'at');
    gl.linkProgram(handle);
    this.#program = { handle, definition, motion, ready: false, places: new Map() };
  }

  /** The driver is asked how far it is, never waited for. */
  #ready(program: Program): boolean {
    const gl = this.#gl;
    if (program.ready) return true;
    if (this.#parallel && !gl.getProgramParameter(program.handle, this.#parallel.COMPLETION_STATUS_KHR)) return false;
    if (!gl.getProgramParameter(program.handle, gl.LINK_STATUS)) {
      const shaders = gl.getAttachedShaders(program.handle) ?? [];
      const log = shaders.map((shader) => gl.getShaderInfoLog(shader) ?? '').join('\n');
      throw new AppError('render.draw', `${program.definition.label} does not compile here: ${log.slice(0, 400)}`);
    }
    const names = ['resolution', 'ratio', 'seconds', 'scrim', 'deep', 'inks', 'photoNow', 'photoBefore'];
    names.push('viewNow', 'viewBefore', 'photoMix', ...Object.keys(program.motion.values));
    names.push(...Object.keys(program.definition.settings).map((name) => `p_${name}`));
    const found = names.map((name) => [name, gl.getUniformLocation(program.handle, name)] as const);
    program.places = new Map(found.flatMap(([name, place]) => (place ? [[name, place] as const] : [])));
    program.ready = true;
    return true;
  }

  draw(frame: FrameContext): 'drawn' | 'pending' {
    const gl = this.#gl;
    const program = this.#program;
    if (!program || gl.isContextLost()) return 'pending';
    if (!this.#ready(program)) return 'pending';
    gl.useProgram(program.handle);
    if (program.definition.needs.includes('photo') && !this.#setPhoto(program, frame)) return 'pending';
    this.#setFrame(program, frame);
    this.#setValues(program);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
    return 'drawn';
  }

  #setFrame({ places, definition }: Program, { palette, nowMs, params }: FrameContext): void {
    const gl = this.#gl;
    const { width, height } = this.canvas;
    gl.uniform2f(places.get('resolution') ?? null, width, height);
    gl.uniform1f(places.get('ratio') ?? null, width / height);
    gl.uniform1f(places.get('seconds') ?? null, (nowMs / 1000) % 3600);
    gl.uniform1f(places.get('scrim') ?? null, palette.scrim);
    gl.uniform3fv(places.get('deep') ?? null, palette.deep);
    gl.uniform3fv(places.get('inks') ?? null, palette.inks);
    for (const name of Object.keys(definition.settings)) {
      const place = places.get(`p_${name}`);
      if (place) gl.uniform1f(place, Number(params[name]));
    }
  }

  #setValues({ places, motion }: Program): void {
    const gl = this.#gl;
    for (const [name, value] of Object.entries(motion.values)) {
      const place = places.get(name);
      if (!place) continue;
      if (value.length === 1) gl.uniform1fv(place, value);
      else if (value.length === 2) gl.uniform2fv(place, value);
      else if (value.length === 3) gl.uniform3fv(place, value);
      else gl.uniform4fv(place, value);
    }
  }

  #setPhoto({ places }: Program, { photo }: FrameContext): boolean {
    const gl = this.#gl;
    if (!photo) return false;
    const bound = this.#photos.bind(photo);
    gl.uniform1i(places.get('photoNow') ?? null, 0);
    gl.uniform1i(places.get('photoBefore') ?? null, bound.hasBefore ? 1 : 0);
    const { view, from } = photo;
    const before = from?.view ?? view;
    gl.uniform4f(places.get('viewNow') ?? null, view.offsetX, view.offsetY, view.scaleX, view.scaleY);
    gl.uniform4f(places.get('viewBefore') ?? null, before.offsetX, before.offsetY, before.scaleX, before.scaleY);
    gl.uniform1f(places.get('photoMix') ?? null, from ? photo.progress : 1);
    return true;
  }

  resize({ widthPx, heightPx }: Viewport): void {
    Object.assign(this.canvas, { width: widthPx, height: heightPx });
    this.#gl.viewport(0, 0, widthPx, heightPx);
  }

  #drop(): void {
    if (this.#program) this.#gl.deleteProgram(this.#program.handle);
    this.#program = null;
    this.#photos.clear();
  }

  dispose(): void {
    this.#drop();
    this.#gl.deleteBuffer(this.#buffer);
    this.#gl.getExtension('WEBGL_lose_context')?.loseContext();
    this.canvas.remove();
  }
}

/** Throws where there is no WebGL2. */
export const createShaderPainter = (): VisualPainter => new ShaderPainter();

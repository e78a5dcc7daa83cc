/**
 * One mesh transition in plain WebGL 2 inside pixi's context: pixi keeps the photos' textures, this the
 * programs, and for the length of a run the buffers and the multisampled target. Owned by a `ShaderPainter`,
 * which tells pixi afterwards that the context's state is not what it was.
 */
import { AppError } from '../../../shared/errors.ts';
import type { MeshGeometry } from '../../../shared/mesh.ts';
import type { MeshForm, MeshLayout, MeshPass, TransitionDefinition, TransitionRun } from '../../transition.ts';
import type { PixelSize, View } from '../../view.ts';
import { startCompilation, type Compilation } from './compile.ts';
import { transitionFragment, VERTEX } from './glsl.ts';
import { meshFragment, meshVertex } from './mesh-glsl.ts';
import { MeshTarget } from './mesh-target.ts';

const FULL_SCREEN: MeshGeometry = { screen: new Float32Array([-1, -1, 3, -1, -1, 3]) };
const BACKGROUND: MeshPass = {
  vertices: 'screen',
  layout: [['aPosition', 2]],
  vertex: '',
  fragment: '',
  blend: 'none',
};

interface Part {
  readonly pass: MeshPass;
  readonly compilation: Compilation;
  /** Where its uniforms are; filled when it is ready. */
  readonly at: Map<string, WebGLUniformLocation>;
}

interface Uploaded {
  readonly vao: WebGLVertexArrayObject;
  readonly vertices: number;
  readonly instances: number;
}

export interface MeshMoment {
  readonly size: PixelSize;
  readonly progress: number;
  readonly run: TransitionRun;
  /** The photos are bound to texture units 0 and 1. */
  readonly views: readonly [from: View, to: View];
  /** Width / height of the photos. */
  readonly ratios: readonly [from: number, to: number];
}

const floatsOf = (layout: MeshLayout): number => layout.reduce((sum, [, floats]) => sum + floats, 0);

export class MeshProgram {
  readonly #gl: WebGL2RenderingContext;
  readonly #form: MeshForm;
  readonly #definition: TransitionDefinition;
  readonly #parts: readonly Part[];
  #state: 'pending' | 'ready' | 'failed' = 'pending';
  #warm = false;
  #geometry: MeshGeometry | null = null;
  #buffers: WebGLBuffer[] = [];
  #uploads: Uploaded[] = [];
  #target: MeshTarget | null = null;

  constructor(gl: WebGL2RenderingContext, definition: TransitionDefinition, form: MeshForm) {
    this.#gl = gl;
    this.#form = form;
    this.#definition = definition;
    const part = (pass: MeshPass, vertex: string, fragment: string): Part => ({
      pass,
      compilation: startCompilation(gl, vertex, fragment, true),
      at: new Map(),
    });
    const background = `precision highp float;\n${transitionFragment(definition)}`;
    this.#parts = [
      ...(form.covers ? [] : [part(BACKGROUND, VERTEX, background)]),
      ...form.passes.map((pass) => part(pass, meshVertex(definition, pass), meshFragment(definition, pass))),
    ];
  }

  prepare(): 'pending' | 'ready' | 'failed' {
    if (this.#state !== 'pending') return this.#state;
    const states = this.#parts.map(({ compilation }) => compilation.state());
    if (states.includes('failed')) this.#state = 'failed';
    else if (!states.includes('pending')) {
      for (const part of this.#parts) this.#locate(part);
      this.#state = 'ready';
    }
    return this.#state;
  }

  get state(): 'pending' | 'ready' | 'failed' {
    return this.#state;
  }

  /**
   * The first draw is where drivers finish their work: it goes to four pixels nobody sees. False when that was done
   * before; after true the context's state is not what it was.
   */
  warmUp(): boolean {
    if (this.#warm) return false;
    this.#warm = true;
    const gl = this.#gl;
    const target = new MeshTarget(gl, { widthPx: 4, heightPx: 4 });
    target.bind();
    gl.viewport(0, 0, 4, 4);
    gl.bindVertexArray(null);
    for (const { pass, compilation } of this.#parts) {
      this.#setState(pass);
      gl.useProgram(compilation.program);
      gl.drawArrays(gl.TRIANGLES, 0, 3);
    }
    this.#unsetState();
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    target.destroy();
    return true;
  }

  log(): string {
    return this.#parts
      .map(({ compilation }) => compilation.log())
      .join(' ')
      .trim();
  }

  #locate({ compilation: { program }, at }: Part): void {
    const gl = this.#gl;
    if (!program) return;
    const count = gl.getProgramParameter(program, gl.ACTIVE_UNIFORMS) as number;
    for (let index = 0; index < count; index++) {
      const name = gl.getActiveUniform(program, index)?.name ?? '';
      const location = gl.getUniformLocation(program, name);
      if (location) at.set(name, location);
    }
  }

  /** Uploads on its first frame of a run: a bounded piece, see `LARGEST_GEOMETRY_BYTES`. */
  draw(moment: MeshMoment): void {
    const gl = this.#gl;
    const { geometry } = moment.run;
    if (!geometry) throw new AppError('render.draw', 'a mesh was drawn without its geometry');
    if (this.#geometry !== geometry) this.#upload(geometry);
    if (this.#target && !this.#target.fits(moment.size)) this.#dropTarget();
    if (this.#form.antialias) {
      this.#target ??= new MeshTarget(gl, moment.size);
      this.#target.bind();
    } else gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.viewport(0, 0, moment.size.widthPx, moment.size.heightPx);
    gl.disable(gl.SCISSOR_TEST);
    gl.disable(gl.STENCIL_TEST);
    gl.colorMask(true, true, true, true);
    for (const [index, part] of this.#parts.entries()) this.#drawPart(part, this.#uploads[index], moment);
    this.#unsetState();
    this.#target?.toScreen();
  }

  #drawPart(part: Part, uploaded: Uploaded | undefined, moment: MeshMoment): void {
    const gl = this.#gl;
    if (!uploaded) return;
    this.#setState(part.pass);
    gl.useProgram(part.compilation.program);
    this.#setUniforms(part, moment);
    gl.bindVertexArray(uploaded.vao);
    if (uploaded.instances > 0) gl.drawArraysInstanced(gl.TRIANGLES, 0, uploaded.vertices, uploaded.instances);
    else if (!part.pass.instances) gl.drawArrays(gl.TRIANGLES, 0, uploaded.vertices);
  }

  #unsetState(): void {
    const gl = this.#gl;
    for (const cap of [gl.BLEND, gl.DEPTH_TEST, gl.CULL_FACE]) gl.disable(cap);
    gl.bindVertexArray(null);
  }

  #setState({ blend = 'over', cull, depth = false }: MeshPass): void {
    const gl = this.#gl;
    this.#toggle(gl.BLEND, blend !== 'none');
    if (blend === 'over') gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    else if (blend === 'multiply') gl.blendFunc(gl.DST_COLOR, gl.ZERO);
    this.#toggle(gl.CULL_FACE, cull !== undefined);
    gl.frontFace(gl.CCW);
    gl.cullFace(cull === 'front' ? gl.FRONT : gl.BACK);
    this.#toggle(gl.DEPTH_TEST, depth);
    gl.depthFunc(gl.LEQUAL);
  }

  #toggle(cap: number, on: boolean): void {
    if (on) this.#gl.enable(cap);
    else this.#gl.disable(cap);
  }

  #setUniforms({ at }: Part, { size, progress, run, views, ratios }: MeshMoment): void {
    const gl = this.#gl;
    const float = (name: string, value: number): void => gl.uniform1f(at.get(name) ?? null, value);
    float('progress', progress);
    float('ratio', size.widthPx / size.heightPx);
    float('seed', run.seed);
    float('_fromR', ratios[0]);
    float('_toR', ratios[1]);
    gl.uniform2f(at.get('resolution') ?? null, size.widthPx, size.heightPx);
    for (const [unit, name] of ['_from', '_to'].entries()) {
      const view = views[unit === 0 ? 0 : 1];
      gl.uniform1i(at.get(name) ?? null, unit);
      gl.uniform4f(at.get(`${name}View`) ?? null, view.offsetX, view.offsetY, view.scaleX, view.scaleY);
    }
    for (const [name, spec] of Object.entries(this.#definition.params)) {
      const location = at.get(name);
      const value = run.params[name] ?? spec.default;
      if (!location) continue;
      if (typeof value === 'object') {
        const [x = 0, y = 0, z = 0, w = 0] = value;
        if (spec.type === 'ivec2') gl.uniform2i(location, x, y);
        else if (spec.type === 'vec2') gl.uniform2f(location, x, y);
        else if (spec.type === 'vec4') gl.uniform4f(location, x, y, z, w);
        else gl.uniform3f(location, x, y, z);
      } else if (spec.type === 'float') gl.uniform1f(location, Number(value));
      else gl.uniform1i(location, Number(value));
    }
  }

  #upload(geometry: MeshGeometry): void {
    const gl = this.#gl;
    this.release();
    this.#geometry = geometry;
    const kept = new Map<Float32Array, WebGLBuffer>();
    const bufferOf = (name: string): { buffer: WebGLBuffer; floats: number } => {
      const array = geometry[name] ?? FULL_SCREEN[name];
      if (!array) throw new AppError('render.draw', `the geometry has no ${name}`);
      let buffer = kept.get(array);
      gl.bindBuffer(gl.ARRAY_BUFFER, buffer ?? null);
      if (!buffer) {
        buffer = gl.createBuffer();
        gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
        gl.bufferData(gl.ARRAY_BUFFER, array, gl.STATIC_DRAW);
        kept.set(array, buffer);
        this.#buffers.push(buffer);
      }
      return { buffer, floats: array.length };
    };
    this.#uploads = this.#parts.map(({ pass, compilation }) => {
      const vao = gl.createVertexArray();
      gl.bindVertexArray(vao);
      const { floats } = bufferOf(pass.vertices);
      this.#point(compilation.program, pass.layout, 0);
      const perInstance = pass.instances;
      let instances = 0;
      if (perInstance) {
        instances = bufferOf(perInstance.array).floats / floatsOf(perInstance.layout);
        this.#point(compilation.program, perInstance.layout, 1);
      }
      return { vao, vertices: floats / floatsOf(pass.layout), instances };
    });
    gl.bindVertexArray(null);
    gl.bindBuffer(gl.ARRAY_BUFFER, null);
  }

  #point(program: WebGLProgram | null, layout: MeshLayout, divisor: number): void {
    const gl = this.#gl;
    if (!program) return;
    let offset = 0;
    for (const [name, floats] of layout) {
      const index = gl.getAttribLocation(program, name);
      if (index >= 0) {
        gl.enableVertexAttribArray(index);
        gl.vertexAttribPointer(index, floats, gl.FLOAT, false, floatsOf(layout) * 4, offset * 4);
        gl.vertexAttribDivisor(index, divisor);
      }
      offset += floats;
    }
  }

  /** The run is over: everything but the programs goes. */
  release(): void {
    const gl = this.#gl;
    for (const { vao } of this.#uploads) gl.deleteVertexArray(vao);
    for (const buffer of this.#buffers) gl.deleteBuffer(buffer);
    this.#uploads = [];
    this.#buffers = [];
    this.#geometry = null;
    this.#dropTarget();
  }

  #dropTarget(): void {
    this.#target?.destroy();
    this.#target = null;
  }

  destroy(): void {
    this.release();
    for (const { compilation } of this.#parts) compilation.dispose();
  }
}

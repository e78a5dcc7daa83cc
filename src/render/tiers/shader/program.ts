/** One transition as a compiled program on one full-screen Mesh. Owned by a `ShaderPainter`. */
import {
  BufferImageSource,
  Container,
  Geometry,
  GlProgram,
  Mesh,
  Shader,
  UniformGroup,
  type TextureSource,
} from 'pixi.js';
import type { ParamSpec, TransitionDefinition, TransitionRun } from '../../transition.ts';
import type { PixelSize, View } from '../../view.ts';
import type { Probe } from './photo-texture.ts';
import { CHECK_FRAGMENT, PLAIN_FRAGMENT, transitionFragment, VERTEX } from './glsl.ts';

type UniformType = 'f32' | 'i32' | 'vec2<f32>' | 'vec3<f32>' | 'vec4<f32>' | 'vec2<i32>';

const UNIFORM_TYPES: Readonly<Record<ParamSpec['type'], UniformType>> = {
  float: 'f32',
  int: 'i32',
  bool: 'i32',
  vec2: 'vec2<f32>',
  vec3: 'vec3<f32>',
  vec4: 'vec4<f32>',
  ivec2: 'vec2<i32>',
  color: 'vec3<f32>',
};

type Uniforms = Record<string, { value: number | Float32Array | Int32Array; type: UniformType }>;

function emptyValue(type: UniformType): number | Float32Array | Int32Array {
  if (type === 'f32' || type === 'i32') return 0;
  if (type === 'vec2<i32>') return new Int32Array(2);
  return new Float32Array(Number(type.charAt(3)));
}

function uniformsOf(what: ProgramKind): Uniforms {
  const uniforms: Uniforms = {};
  const add = (name: string, type: UniformType): void => {
    uniforms[name] = { value: emptyValue(type), type };
  };
  if (what === 'check') {
    add('_probe', 'vec4<f32>');
    add('_wanted', 'vec4<f32>');
    return uniforms;
  }
  add('_toView', 'vec4<f32>');
  if (what === 'plain') return uniforms;
  add('_fromView', 'vec4<f32>');
  add('resolution', 'vec2<f32>');
  for (const name of ['progress', 'ratio', 'seed', '_fromR', '_toR']) add(name, 'f32');
  for (const [name, spec] of Object.entries(what.params)) add(name, UNIFORM_TYPES[spec.type]);
  return uniforms;
}

export interface Side {
  readonly source: TextureSource;
  readonly view: View;
  /** Width / height of the photo. */
  readonly ratio: number;
}

/** A transition, the photo as it is, or the look whether it has arrived. */
export type ProgramKind = TransitionDefinition | 'plain' | 'check';

function fragmentOf(what: ProgramKind): string {
  if (what === 'plain') return PLAIN_FRAGMENT;
  return what === 'check' ? CHECK_FRAGMENT : transitionFragment(what);
}

function extrasOf(definition: TransitionDefinition | null): Record<string, TextureSource> {
  const sources = Object.entries(definition?.textures ?? {}).map(([name, { widthPx, heightPx, rgba }]) => {
    const options = { resource: rgba(), width: widthPx, height: heightPx, format: 'rgba8unorm' as const };
    return [
      name,
      new BufferImageSource({ ...options, alphaMode: 'no-premultiply-alpha', scaleMode: 'linear' }),
    ] as const;
  });
  return Object.fromEntries(sources);
}

export class StageProgram {
  readonly root: Container;
  readonly glProgram: GlProgram;
  readonly #shader: Shader;
  readonly #mesh: Mesh<Geometry, Shader>;
  readonly #values: Record<string, unknown>;
  /** Pictures that the body asks for by name. */
  readonly #extras: Readonly<Record<string, TextureSource>>;
  #params: TransitionRun['params'] | null = null;

  constructor(what: ProgramKind, geometry: Geometry, placeholder: TextureSource) {
    const definition = typeof what === 'string' ? null : what;
    this.glProgram = new GlProgram({
      vertex: VERTEX,
      fragment: fragmentOf(what),
      name: definition ? `transition-${definition.id}` : `${String(what)}-photo`,
      preferredFragmentPrecision: 'highp',
    });
    const uniforms = new UniformGroup(uniformsOf(what));
    this.#values = uniforms.uniforms;
    this.#extras = extrasOf(definition);
    const photos = definition ? { _from: placeholder, _to: placeholder } : { _to: placeholder };
    this.#shader = new Shader({
      glProgram: this.glProgram,
      resources: { _uniforms: uniforms, ...photos, ...this.#extras },
    });
    this.#mesh = new Mesh({ geometry, shader: this.#shader });
    this.#mesh.blendMode = 'none';
    this.root = new Container({ children: [this.#mesh] });
  }

  setPlain(to: Side): void {
    this.#setSide('_to', to);
  }

  setCheck({ source, probe }: { readonly source: TextureSource; readonly probe: Probe }): void {
    (this.#shader.resources as Record<string, unknown>)['_to'] = source;
    const { _probe, _wanted } = this.#values;
    if (_probe instanceof Float32Array) _probe.set([probe.x, probe.y, 0, 0]);
    if (_wanted instanceof Float32Array) _wanted.set(probe.rgba);
  }

  set(from: Side, to: Side, size: PixelSize, progress: number, run: TransitionRun): void {
    this.#setSide('_from', from);
    this.#setSide('_to', to);
    const values = this.#values;
    values['progress'] = progress;
    values['ratio'] = size.widthPx / size.heightPx;
    const { resolution } = values;
    if (resolution instanceof Float32Array) {
      resolution[0] = size.widthPx;
      resolution[1] = size.heightPx;
    }
    // A body may have a parameter of this name; then the user's value counts.
    if (!('seed' in run.params)) values['seed'] = run.seed;
    values['_fromR'] = from.ratio;
    values['_toR'] = to.ratio;
    if (this.#params === run.params) return;
    this.#params = run.params;
    for (const [name, value] of Object.entries(run.params)) {
      const slot = values[name];
      if (slot instanceof Float32Array || slot instanceof Int32Array) {
        if (Array.isArray(value)) slot.set(value);
      } else if (slot !== undefined) {
        values[name] = Number(value);
      }
    }
  }

  #setSide(name: '_from' | '_to', side: Side): void {
    const resources = this.#shader.resources as Record<string, unknown>;
    if (resources[name] !== side.source) resources[name] = side.source;
    const view = this.#values[`${name}View`];
    if (view instanceof Float32Array) {
      view[0] = side.view.offsetX;
      view[1] = side.view.offsetY;
      view[2] = side.view.scaleX;
      view[3] = side.view.scaleY;
    }
  }

  /** Lets go of every photo's texture, so that none is kept alive or bound after its end. */
  release(placeholder: TextureSource): void {
    const resources = this.#shader.resources as Record<string, unknown>;
    if (resources['_from']) resources['_from'] = placeholder;
    resources['_to'] = placeholder;
  }

  destroy(): void {
    this.root.destroy({ children: true });
    this.#shader.destroy();
    for (const source of Object.values(this.#extras)) source.destroy();
  }
}

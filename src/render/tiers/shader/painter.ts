/**
 * Draws frames with pixi's WebGL renderer: one Mesh per transition, one texture per photo. Main
 * thread. Used by the shader tier on its surface and by `still()` on a canvas of its own. It owns the
 * renderer, the programs and the textures; bitmaps belong to whoever admits them.
 */
import { Geometry, RenderTexture, Texture, WebGLRenderer } from 'pixi.js';
import 'pixi.js/unsafe-eval';
import { AppError } from '../../../shared/errors.ts';
import type { PlacedPhoto, StageFrame, TextureUse, TierPhoto } from '../../tier.ts';
import type { TransitionDefinition } from '../../transition.ts';
import type { PixelSize } from '../../view.ts';
import { startCompilation, type Compilation } from './compile.ts';
import type { MeshProgram } from './mesh-program.ts';
import { PhotoTexture } from './photo-texture.ts';
import { freeProgram } from './free-program.ts';
import { StageProgram, type ProgramKind, type Side } from './program.ts';

interface Prepared {
  readonly what: ProgramKind;
  readonly program: StageProgram;
  readonly compilation: Compilation;
  state: 'pending' | 'ready' | 'failed';
}

const keyOf = (what: ProgramKind): string => (typeof what === 'string' ? `(${what})` : what.id);

/** Programs alive at once; the one that was needed longest ago goes first. */
const LIVE_PROGRAMS = 24;

/** Needed at any moment: the plain photo, the look whether one has arrived, and the fade that stands in for the rest. */
const isPinned = (what: ProgramKind): boolean => typeof what === 'string' || what.tags.includes('reduced-motion');

/** How long an answer may take before the photo counts as arrived anyway. */
const CHECK_LIMIT_MS = 1_000;

export interface UploadCheck {
  /** Never waits. */
  result(): 'pending' | 'arrived' | 'failed';
  dispose(): void;
}

export class ShaderPainter {
  readonly renderer: WebGLRenderer;
  readonly #geometry = new Geometry({ attributes: { aPosition: [-1, -1, 3, -1, -1, 3] } });
  readonly #programs = new Map<string, Prepared>();
  readonly #meshes = new Map<string, MeshProgram>();
  /** Programs made since each mesh was last asked for. */
  readonly #meshAges = new Map<string, number>();
  /** Fetched when the first of them is prepared. */
  #meshModule: typeof import('./mesh-program.ts') | 'asked' | 'failed' | null = null;
  readonly #textures = new Map<TierPhoto, PhotoTexture>();
  /** Where many are looked at side by side, more of them stay. */
  livePrograms = LIVE_PROGRAMS;
  readonly #warmTarget = RenderTexture.create({ width: 4, height: 4 });
  #size: PixelSize;

  private constructor(renderer: WebGLRenderer, size: PixelSize) {
    this.renderer = renderer;
    this.#size = size;
  }

  /** Throws `render.unsupported` where there is no WebGL. */
  static async create(canvas: HTMLCanvasElement, size: PixelSize): Promise<ShaderPainter> {
    const renderer = new WebGLRenderer();
    try {
      await renderer.init({
        canvas,
        width: size.widthPx,
        height: size.heightPx,
        resolution: 1,
        antialias: false,
        backgroundAlpha: 1,
        clearBeforeRender: false,
        preferWebGLVersion: 2,
        powerPreference: 'high-performance',
        skipExtensionImports: true,
        gcActive: false,
      });
    } catch (error) {
      throw new AppError('render.unsupported', 'this browser offers no WebGL here', { cause: error });
    }
    return new ShaderPainter(renderer, size);
  }

  get gl(): WebGL2RenderingContext {
    return this.renderer.gl;
  }

  resize(size: PixelSize): void {
    this.#size = size;
    this.renderer.resize(size.widthPx, size.heightPx);
  }

  /** Starts compiling; ask again until it is no longer pending. */
  prepare(what: ProgramKind): 'pending' | 'ready' | 'failed' {
    const key = keyOf(what);
    if (typeof what !== 'string' && what.mesh) return this.#prepareMesh(what);
    let prepared = this.#programs.get(key);
    if (!prepared) {
      const program = new StageProgram(what, this.#geometry, Texture.EMPTY.source);
      const { vertex, fragment } = program.glProgram;
      const compilation = startCompilation(this.gl, vertex ?? '', fragment ?? '');
      prepared = { what, program, compilation, state: 'pending' };
      this.#programs.set(key, prepared);
      this.#evict();
    }
    if (prepared.state === 'pending') {
      prepared.state = prepared.compilation.state();
      // The first draw is where drivers finish their work: it goes to four pixels nobody sees.
      if (prepared.state === 'ready')
        this.renderer.render({ container: prepared.program.root, target: this.#warmTarget });
    }
    return prepared.state;
  }

  /** Like `prepare`, without starting anything. */
  isPrepared(what: ProgramKind): boolean {
    const key = keyOf(what);
    return this.#programs.get(key)?.state === 'ready' || this.#meshes.get(key)?.state === 'ready';
  }

  #evict(): void {
    const unpinned = [...this.#programs].filter(([, { what }]) => !isPinned(what));
    for (const [key, prepared] of unpinned.slice(0, Math.max(0, unpinned.length - this.livePrograms))) {
      this.#programs.delete(key);
      this.#end(prepared);
    }
    for (const [key, age] of this.#meshAges) {
      this.#meshAges.set(key, age + 1);
      if (age >= this.livePrograms) this.#endMesh(key);
    }
  }

  #endMesh(key: string): void {
    this.#meshes.get(key)?.destroy();
    this.#meshes.delete(key);
    this.#meshAges.delete(key);
    this.renderer.resetState();
  }

  #end({ program, compilation }: Prepared): void {
    compilation.dispose();
    freeProgram(this.renderer, program.glProgram);
    program.destroy();
  }

  /** How many programs are alive; for tests of leaks. */
  get programs(): number {
    return this.#programs.size + this.#meshes.size;
  }

  compileLog(what: ProgramKind): string {
    const key = keyOf(what);
    return (this.#meshes.get(key)?.log() || this.#programs.get(key)?.compilation.log()) ?? '';
  }

  /** Fails without WebGL 2: crossfades are drawn then. */
  #prepareMesh(definition: TransitionDefinition): 'pending' | 'ready' | 'failed' {
    if (typeof this.gl.createVertexArray !== 'function') return 'failed';
    if (this.#meshModule === null) {
      this.#meshModule = 'asked';
      void this.#loadMeshModule();
    }
    if (this.#meshModule === 'failed') return 'failed';
    if (this.#meshModule === 'asked' || !definition.mesh) return 'pending';
    const known = this.#meshes.get(definition.id);
    const mesh = known ?? new this.#meshModule.MeshProgram(this.gl, definition, definition.mesh);
    this.#meshes.set(definition.id, mesh);
    this.#meshAges.set(definition.id, 0);
    if (mesh.prepare() === 'ready' && mesh.warmUp()) this.renderer.resetState();
    return mesh.state;
  }

  async #loadMeshModule(): Promise<void> {
    try {
      this.#meshModule = await import('./mesh-program.ts');
    } catch {
      this.#meshModule = 'failed';
    }
  }

  #drawMesh(mesh: MeshProgram, from: Side, to: Side, { progress, run }: StageFrame): void {
    const { texture } = this.renderer;
    for (const [unit, { source }] of [from, to].entries()) {
      texture.bind(Texture.EMPTY, unit);
      texture.bindSource(source, unit);
    }
    const size = this.#size;
    mesh.draw({ size, progress, run, views: [from.view, to.view], ratios: [from.ratio, to.ratio] });
    this.renderer.resetState();
  }

  admit(photo: TierPhoto): PhotoTexture {
    let texture = this.#textures.get(photo);
    if (!texture) {
      texture = new PhotoTexture(photo);
      this.#textures.set(photo, texture);
    }
    return texture;
  }

  textureOf(photo: TierPhoto): PhotoTexture | undefined {
    return this.#textures.get(photo);
  }

  forget(photo: TierPhoto): void {
    const texture = this.#textures.get(photo);
    if (!texture) return;
    this.#textures.delete(photo);
    for (const { program } of this.#programs.values()) program.release(Texture.EMPTY.source);
    texture.destroy();
  }

  draw(frame: StageFrame): void {
    const { from, to, progress } = frame;
    if (!from || progress >= 1) this.#drawPlain(to);
    else if (progress <= 0) this.#drawPlain(from);
    else if (frame.definition.mesh) {
      const mesh = this.#meshes.get(frame.definition.id);
      if (mesh?.state !== 'ready') throw new AppError('render.draw', `${frame.definition.id} is not compiled`);
      this.#drawMesh(mesh, this.#side(from), this.#side(to), frame);
    } else {
      const { program } = this.#ready(frame.definition);
      this.#touch(frame.definition);
      program.set(this.#side(from), this.#side(to), this.#size, progress, frame.run);
      this.renderer.render({ container: program.root });
    }
  }

  #touch(what: ProgramKind): void {
    const key = keyOf(what);
    const prepared = this.#programs.get(key);
    if (!prepared) return;
    this.#programs.delete(key);
    this.#programs.set(key, prepared);
  }

  #drawPlain(placed: PlacedPhoto): void {
    for (const mesh of this.#meshes.values()) mesh.release();
    const { program } = this.#ready('plain');
    program.setPlain(this.#side(placed));
    this.renderer.render({ container: program.root });
  }

  #ready(what: ProgramKind): Prepared {
    const prepared = this.#programs.get(keyOf(what));
    if (prepared?.state !== 'ready') throw new AppError('render.draw', `the program ${keyOf(what)} is not compiled`);
    return prepared;
  }

  /**
   * Asks the GPU whether a finished upload really arrived: a program that draws only if it did, and a query
   * whether anything was drawn. Unlike asking for GL errors or reading pixels, this never makes the main
   * thread wait for the GPU (that was 50–140 ms on a slow one). Null where there are no queries (WebGL 1).
   */
  startCheck(photo: TierPhoto): UploadCheck | null {
    const { gl } = this;
    if (typeof gl.createQuery !== 'function') return null;
    const { program } = this.#ready('check');
    const query = gl.createQuery();
    program.setCheck(this.admit(photo));
    gl.beginQuery(gl.ANY_SAMPLES_PASSED, query);
    this.renderer.render({ container: program.root, target: this.#warmTarget });
    gl.endQuery(gl.ANY_SAMPLES_PASSED);
    gl.flush();
    const sinceMs = performance.now();
    return {
      result: () => {
        if (gl.isContextLost() || performance.now() - sinceMs > CHECK_LIMIT_MS) return 'arrived';
        if (!gl.getQueryParameter(query, gl.QUERY_RESULT_AVAILABLE)) return 'pending';
        return gl.getQueryParameter(query, gl.QUERY_RESULT) ? 'arrived' : 'failed';
      },
      dispose: () => gl.deleteQuery(query),
    };
  }

  #side(placed: PlacedPhoto): Side {
    const texture = this.#textures.get(placed.photo);
    if (!texture?.done) throw new AppError('render.draw', 'a photo was drawn before it was uploaded');
    return { source: texture.source, view: placed.view, ratio: texture.ratio };
  }

  textures(): TextureUse {
    let bytes = 0;
    for (const texture of this.#textures.values()) bytes += texture.bytes;
    return { live: this.#textures.size, bytes };
  }

  destroy(): void {
    for (const photo of this.#textures.keys()) this.forget(photo);
    for (const prepared of this.#programs.values()) this.#end(prepared);
    this.#programs.clear();
    for (const mesh of this.#meshes.values()) mesh.destroy();
    this.#meshes.clear();
    this.#warmTarget.destroy(true);
    this.#geometry.destroy();
    this.renderer.destroy();
  }
}

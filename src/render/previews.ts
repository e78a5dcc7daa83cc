/**
 * Small moving pictures of any transition, drawn by one graphics context of their own and copied to where they are
 * looked at. Main thread. Owns both photos, the canvas, the renderer and its programs; the show is not touched.
 *
 * Invariants: few programs are being made at once, so that no frame waits for a compiler; where there are no shaders
 * the simpler forms are drawn; a pasted transition is on the guard's note while it is drawn for the first time.
 */
import type { PreviewOptions, PreviewTarget, TransitionPreviews } from '../shared/app-api.ts';
import { builtGeometry, type MeshGeometry } from '../shared/mesh.ts';
import type { Library } from './library.ts';
import { repairParams } from './params.ts';
import type { TransitionGuard } from './suspect.ts';
import type { StageFrame, TierPhoto } from './tier.ts';
import { paintFrame } from './tiers/canvas2d/paint.ts';
import type { ShaderPainter } from './tiers/shader/painter.ts';
import type { TransitionDefinition, TransitionRun } from './transition.ts';
import { viewOf, WHOLE, type PixelSize } from './view.ts';

/** More than fit on a screen at once. */
const LIVE_PROGRAMS = 96;
const MADE_AT_ONCE = 2;
const SEED = 0.37;
const MOST_GEOMETRIES = 12;

export interface PreviewParts {
  /** Both are closed by `dispose`. */
  readonly photos: readonly [from: ImageBitmap, to: ImageBitmap];
  readonly library: Pick<Library, 'find' | 'geometry'>;
  readonly guard?: TransitionGuard | undefined;
  /** False: shaders are not to be used here. */
  readonly shaders: boolean;
}

const held = (bitmap: ImageBitmap): TierPhoto => ({
  photo: { bitmap },
  widthPx: bitmap.width,
  heightPx: bitmap.height,
});

async function openPainter(canvas: HTMLCanvasElement, photos: readonly TierPhoto[]): Promise<ShaderPainter | null> {
  try {
    const { ShaderPainter } = await import('./tiers/shader/painter.ts');
    const painter = await ShaderPainter.create(canvas, { widthPx: 16, heightPx: 9 });
    painter.livePrograms = LIVE_PROGRAMS;
    painter.prepare('plain');
    for (const photo of photos) {
      const texture = painter.admit(photo);
      while (!texture.done) texture.step(painter.renderer);
    }
    return painter;
  } catch {
    return null;
  }
}

class Previews implements TransitionPreviews {
  readonly #parts: PreviewParts;
  readonly #photos: readonly [TierPhoto, TierPhoto];
  readonly #canvas: HTMLCanvasElement;
  #painter: ShaderPainter | null;
  #size: PixelSize = { widthPx: 0, heightPx: 0 };
  readonly #making = new Set<TransitionDefinition>();
  /** Pasted ones that were drawn once without harm. */
  readonly #proven = new Set<TransitionDefinition>();
  /** What mesh transitions are made of, by transition, parameters and size; null while it is being built, or could not be. */
  readonly #geometries = new Map<string, MeshGeometry | null>();

  constructor(
    parts: PreviewParts,
    photos: readonly [TierPhoto, TierPhoto],
    canvas: HTMLCanvasElement,
    painter: ShaderPainter | null,
  ) {
    this.#parts = parts;
    this.#photos = photos;
    this.#canvas = canvas;
    this.#painter = painter;
  }

  draw(
    target: PreviewTarget,
    id: string,
    progress: number,
    options: PreviewOptions = {},
  ): 'drawn' | 'pending' | 'failed' {
    const definition = this.#parts.library.find(id);
    if (!definition) return 'failed';
    const context = target as CanvasRenderingContext2D;
    const size = { widthPx: target.canvas.width, heightPx: target.canvas.height };
    const frame = this.#frame(definition, size, progress, options);
    if (this.#painter?.gl.isContextLost()) this.#close();
    if (!this.#painter || (definition.mesh && !frame.run.geometry)) {
      paintFrame(context, size, frame);
      return 'drawn';
    }
    const state = this.#prepare(this.#painter, definition);
    if (state !== 'ready') return state;
    this.#paint(this.#painter, frame, size);
    context.drawImage(this.#canvas, 0, 0);
    return 'drawn';
  }

  #frame(
    definition: TransitionDefinition,
    size: PixelSize,
    progress: number,
    { params, isBack = false }: PreviewOptions,
  ): StageFrame {
    const [first, second] = this.#photos;
    const [from, to] = isBack ? [second, first] : [first, second];
    const { id, durationMs } = definition;
    const run = { id, durationMs, params: repairParams(definition, params), seed: SEED };
    const geometry = definition.mesh ? this.#geometryOf(run, size) : null;
    return {
      from: { photo: from, view: viewOf(from, size, WHOLE) },
      to: { photo: to, view: viewOf(to, size, WHOLE) },
      progress,
      definition,
      run: geometry ? { ...run, geometry } : run,
    };
  }

  /** Starts building it; until then a crossfade serves. */
  #geometryOf({ id, params, seed }: TransitionRun, size: PixelSize): MeshGeometry | null {
    const key = `${id} ${size.widthPx}×${size.heightPx} ${JSON.stringify(params)}`;
    const known = this.#geometries.get(key);
    const build = this.#parts.library.geometry;
    if (known !== undefined || !build) return known ?? null;
    if (this.#geometries.size >= MOST_GEOMETRIES) this.#geometries.clear();
    this.#geometries.set(key, null);
    builtGeometry(build, { transition: id, seed, params, ...size }).then(
      (geometry) => this.#geometries.set(key, geometry),
      () => undefined,
    );
    return null;
  }

  #prepare(painter: ShaderPainter, definition: TransitionDefinition): 'pending' | 'ready' | 'failed' {
    if (painter.prepare('plain') !== 'ready') return 'pending';
    if (painter.isPrepared(definition)) return 'ready';
    if (!this.#making.has(definition) && this.#making.size >= MADE_AT_ONCE) return 'pending';
    this.#making.add(definition);
    const state = painter.prepare(definition);
    if (state !== 'pending') this.#making.delete(definition);
    return state;
  }

  #paint(painter: ShaderPainter, frame: StageFrame, size: PixelSize): void {
    if (size.widthPx !== this.#size.widthPx || size.heightPx !== this.#size.heightPx) {
      this.#size = size;
      painter.resize(size);
    }
    const { definition } = frame;
    const isNew = definition.origin === 'custom' && !this.#proven.has(definition);
    if (isNew) this.#parts.guard?.begin(definition.id);
    painter.draw(frame);
    if (!isNew) return;
    // Reading waits until it is really drawn: a hang is this one's.
    painter.gl.readPixels(0, 0, 1, 1, painter.gl.RGBA, painter.gl.UNSIGNED_BYTE, new Uint8Array(4));
    if (painter.gl.isContextLost()) this.#parts.guard?.blame(definition.id, 'it made your graphics card fail');
    else this.#parts.guard?.end(definition.id);
    this.#proven.add(definition);
  }

  #close(): void {
    this.#painter?.destroy();
    this.#painter = null;
  }

  dispose(): void {
    this.#close();
    for (const bitmap of this.#parts.photos) bitmap.close();
  }
}

export async function openPreviews(parts: PreviewParts): Promise<TransitionPreviews> {
  const [from, to] = parts.photos;
  const photos = [held(from), held(to)] as const;
  const canvas = document.createElement('canvas');
  const painter = parts.shaders ? await openPainter(canvas, photos) : null;
  return new Previews(parts, photos, canvas, painter);
}

/**
 * One exact frame of a transition, drawn apart from the running show: own canvas, own renderer, made
 * when first asked for and given back after a while. Calls are served one after the other.
 */
import type { StillRequest } from '../shared/app-api.ts';
import { AppError } from '../shared/errors.ts';
import { builtGeometry, type GeometryPort, type MeshGeometry } from '../shared/mesh.ts';
import type { TierId } from '../shared/tier.ts';
import { requireParams } from './params.ts';
import type { StageFrame, TierPhoto } from './tier.ts';
import { paintFrame, type Context2d } from './tiers/canvas2d/paint.ts';
import { rasteriseCss } from './tiers/css/rasterise.ts';
import type { ShaderPainter } from './tiers/shader/painter.ts';
import type { TransitionDefinition, TransitionRun } from './transition.ts';
import { viewOf, WHOLE, type PixelSize } from './view.ts';

export interface StillInput extends Omit<StillRequest, 'from' | 'to'> {
  /** Both are closed by this call, whatever comes of it. */
  readonly from: ImageBitmap;
  readonly to: ImageBitmap;
}

/** By id, loaded if need be. */
export type Find = (id: string) => Promise<TransitionDefinition | undefined>;

const IDLE_MS = 10_000;
const COMPILE_LIMIT_MS = 20_000;
const LARGEST_SIDE_PX = 8_192;

let queue: Promise<unknown> = Promise.resolve();
let painter: ShaderPainter | null = null;
let painterCanvas: HTMLCanvasElement | null = null;
let idleTimer: ReturnType<typeof setTimeout> | undefined;

/** Rejects with `input.invalid`, or `render.*` when that tier cannot draw here. */
export function drawStill(
  input: StillInput & { readonly tier: TierId },
  find: Find,
  geometry: GeometryPort | undefined,
): Promise<ImageBitmap> {
  const result = queue
    .then(() => drawOne(input, find, geometry))
    .finally(() => {
      input.from.close();
      input.to.close();
    });
  queue = result.catch(() => undefined);
  return result;
}

async function drawOne(
  input: StillInput & { readonly tier: TierId },
  find: Find,
  geometry: GeometryPort | undefined,
): Promise<ImageBitmap> {
  const size = checkedSize(input);
  const definition = await definitionOf(input.transition, find);
  const from = photoOf(input.from);
  const to = photoOf(input.to);
  const params = requireParams(definition, input.params);
  const run = { id: definition.id, durationMs: 0, params, seed: input.seed ?? 0 };
  const built = definition.mesh && input.tier !== 'css' ? await geometryFor(run, size, geometry) : undefined;
  const frame: StageFrame = {
    from: { photo: from, view: viewOf(from, size, WHOLE) },
    to: { photo: to, view: viewOf(to, size, WHOLE) },
    progress: checkedProgress(input.progress),
    definition,
    run: built ? { ...run, geometry: built } : run,
  };
  if (input.tier === 'shader') return withShaders(frame, size);
  return onCanvas(size, (context) => (input.tier === 'css' ? rasteriseCss : paintFrame)(context, size, frame));
}

async function geometryFor(
  { id, seed, params }: TransitionRun,
  size: PixelSize,
  port: GeometryPort | undefined,
): Promise<MeshGeometry> {
  if (!port) throw new AppError('render.unsupported', 'Nothing here can build what this transition is made of.');
  return builtGeometry(port, { transition: id, seed, params, ...size });
}

function checkedSize({ width, height }: StillInput): PixelSize {
  const fits = (side: number): boolean => Number.isInteger(side) && side >= 1 && side <= LARGEST_SIDE_PX;
  if (fits(width) && fits(height)) return { widthPx: width, heightPx: height };
  throw new AppError('input.invalid', `width and height must be whole numbers from 1 to ${LARGEST_SIDE_PX}.`);
}

function checkedProgress(progress: unknown): number {
  if (typeof progress === 'number' && Number.isFinite(progress)) return progress;
  throw new AppError('input.invalid', 'progress must be a number from 0 to 1.');
}

async function definitionOf(id: string, find: Find): Promise<TransitionDefinition> {
  const definition = await find(id);
  if (definition) return definition;
  throw new AppError('input.invalid', `There is no transition “${id}”. transitions.list() names those there are.`);
}

function photoOf(bitmap: ImageBitmap): TierPhoto {
  if (bitmap.width === 0) throw new AppError('input.invalid', 'A picture given to still() is already closed.');
  return { photo: { bitmap }, widthPx: bitmap.width, heightPx: bitmap.height };
}

function onCanvas({ widthPx, heightPx }: PixelSize, paint: (context: Context2d) => void): ImageBitmap {
  const canvas = new OffscreenCanvas(widthPx, heightPx);
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new AppError('render.unsupported', 'This browser cannot draw pictures off screen.');
  paint(context);
  return canvas.transferToImageBitmap();
}

async function withShaders(frame: StageFrame, size: PixelSize): Promise<ImageBitmap> {
  clearTimeout(idleTimer);
  const live = await livePainter(size);
  const photos = [frame.from?.photo, frame.to.photo].filter((photo) => photo !== undefined);
  try {
    live.resize(size);
    await compiled(live, 'plain');
    await compiled(live, frame.definition);
    for (const photo of photos) {
      const texture = live.admit(photo);
      while (!texture.done) texture.step(live.renderer);
    }
    live.draw(frame);
    const canvas = painterCanvas;
    if (!canvas || live.gl.isContextLost()) {
      throw new AppError('render.context-lost', 'The graphics context was lost. Try again.', { retryable: true });
    }
    return onCanvas(size, (context) => context.drawImage(canvas, 0, 0));
  } finally {
    for (const photo of photos) live.forget(photo);
    idleTimer = setTimeout(dropPainter, IDLE_MS);
  }
}

async function livePainter(size: PixelSize): Promise<ShaderPainter> {
  if (painter?.gl.isContextLost()) dropPainter();
  if (painter) return painter;
  const module = await import('./tiers/shader/painter.ts');
  painterCanvas = document.createElement('canvas');
  painter = await module.ShaderPainter.create(painterCanvas, size);
  return painter;
}

function dropPainter(): void {
  painter?.destroy();
  painter = null;
  painterCanvas = null;
}

async function compiled(live: ShaderPainter, what: 'plain' | TransitionDefinition): Promise<void> {
  const deadlineMs = performance.now() + COMPILE_LIMIT_MS;
  let state = live.prepare(what);
  while (state === 'pending' && performance.now() < deadlineMs) {
    await new Promise((resolve) => setTimeout(resolve, 4));
    state = live.prepare(what);
  }
  if (state === 'ready') return;
  const log = live.compileLog(what);
  throw new AppError('render.compile', `This transition does not compile here. ${log}`.trim());
}

/** Visualizers over painted photos with a scripted sound, drawn at exact times. */
import type { AudioView } from '../../../src/shared/audio-view.ts';
import { repairParams } from '../../../src/render/params.ts';
import { createFlatPainter } from '../../../src/render/visual/flat-painter.ts';
import { VisualLayer } from '../../../src/render/visual/layer.ts';
import { PaletteMixer } from '../../../src/render/visual/palette.ts';
import type { VisualPainter } from '../../../src/render/visual/painter.ts';
import { createShaderPainter } from '../../../src/render/visual/shader-painter.ts';
import { IDENTITY } from '../../../src/render/view.ts';
import { allVisualizers, visualizerOf } from '../../../src/render/visualizers.ts';
import type { FrameContext, VisualizerDefinition } from '../../../src/render/visualizer.ts';
import { ScriptedReader, type Script } from '../../fakes/audio-reader.ts';
import { picture, type PictureKind } from './pictures.ts';
import { paletteOf } from './visual-palettes.ts';

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export interface VisualScene {
  readonly id: string;
  readonly tier: 'shader' | 'canvas2d';
  readonly script: Script;
  readonly photo?: PictureKind;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly atMs?: number;
  readonly fps?: number;
  readonly params?: Readonly<Record<string, unknown>>;
}

export class VisualRun {
  readonly painter: VisualPainter;
  readonly photo: OffscreenCanvas;
  readonly #definition: VisualizerDefinition;
  readonly #scene: VisualScene;
  readonly #palette = new PaletteMixer();
  readonly #reader: ScriptedReader;
  readonly #bitmap: ImageBitmap;
  readonly #motion;
  #nowMs = 0;

  constructor(scene: VisualScene) {
    const { id, tier, widthPx, heightPx, script, photo = 'dawn', atMs = 2_200 } = scene;
    const definition = visualizerOf(id);
    if (!definition) throw new Error(`no visualizer ${id}`);
    this.#scene = scene;
    this.#definition = definition;
    this.#motion = definition.create();
    this.photo = picture(photo, widthPx, heightPx);
    this.#bitmap = picture(photo, widthPx, heightPx).transferToImageBitmap();
    this.#palette.aim(paletteOf(photo));
    this.painter = tier === 'shader' ? createShaderPainter() : createFlatPainter();
    this.painter.resize({ widthPx, heightPx, dpr: 1 });
    this.painter.use(definition, this.#motion);
    this.#reader = new ScriptedReader(script, atMs / 1000 + 1);
  }

  #frame(dtMs: number, audio: AudioView): FrameContext {
    const { widthPx, heightPx, params } = this.#scene;
    return {
      nowMs: this.#nowMs,
      dtMs,
      viewport: { widthPx, heightPx, dpr: 1 },
      audio,
      palette: this.#palette,
      photo: { bitmap: this.#bitmap, view: IDENTITY, from: null, progress: 1 },
      params: repairParams({ params: this.#definition.settings }, params),
      calm: false,
    };
  }

  /** One frame; how long its JavaScript took, milliseconds. */
  step(dtMs: number, draw = true): { ms: number; drawn: boolean } {
    this.#nowMs += dtMs;
    const startedMs = performance.now();
    const frame = this.#frame(dtMs, this.#reader.read(this.#nowMs));
    this.#palette.step(dtMs);
    this.#motion.step(frame);
    const drawn = draw && this.painter.draw(frame) === 'drawn';
    return { ms: performance.now() - startedMs, drawn };
  }

  /** Runs up to the scene's time and draws that moment. */
  async run(): Promise<HTMLCanvasElement> {
    const { atMs = 2_200, fps = 60 } = this.#scene;
    while (this.#nowMs < atMs - 0.5) this.step(Math.min(1000 / fps, atMs - this.#nowMs), false);
    for (let tries = 0; tries < 400; tries++) {
      if (this.step(0).drawn) return this.painter.canvas;
      await later(5);
    }
    throw new Error(`${this.#scene.id} was not drawn`);
  }

  values(): Record<string, number[]> {
    return Object.fromEntries(Object.entries(this.#motion.values).map(([name, value]) => [name, [...value]]));
  }

  dispose(): void {
    this.#bitmap.close();
    this.painter.dispose();
  }
}

/** What is seen: the photo with the visualizer over it; `alone` without the photo. */
export async function drawVisual(scene: VisualScene, alone = false): Promise<ImageBitmap> {
  const run = new VisualRun(scene);
  const canvas = await run.run();
  const result = new OffscreenCanvas(scene.widthPx, scene.heightPx);
  const context = result.getContext('2d');
  if (!context) throw new Error('no context');
  if (!alone) context.drawImage(run.photo, 0, 0);
  context.drawImage(canvas, 0, 0);
  run.dispose();
  return result.transferToImageBitmap();
}

const standardOf = (id: string) => repairParams({ params: visualizerOf(id)?.settings ?? {} }, {});

export const visuals = {
  standardOf,
  drawVisual,
  VisualRun,
  VisualLayer,
  ScriptedReader,
  visualizers: allVisualizers,
  visualizerOf,
  paletteOf,
};

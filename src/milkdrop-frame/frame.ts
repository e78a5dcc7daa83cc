/**
 * The inside of the MilkDrop frame: a document without an origin, whose own policy lets presets be turned into code and
 * lets nothing in or out. It knows one port and a canvas. Bundled with butterchurn and its presets into one file.
 */
import { HELLO, SAMPLE_BYTES, type FrameOrder, type FrameReport } from '../shared/milkdrop-link.ts';

interface Butterchurn {
  createVisualizer(context: null, canvas: HTMLCanvasElement, options: object): Visualizer;
}
interface Visualizer {
  loadPreset(preset: unknown, blendSec: number): void;
  setRendererSize(widthPx: number, heightPx: number, options?: object): void;
  render(options: { audioLevels: object; elapsedTime: number }): void;
}
interface PresetPack {
  getPresets(): Readonly<Record<string, unknown>>;
}

declare const butterchurn: Butterchurn & { readonly default?: Butterchurn };
declare const butterchurnPresets: PresetPack & { readonly default?: PresetPack };

/** An answer waits for the browser's own frame, but not for ever: hidden documents have none. */
const ANSWER_MS = 250;
/** Frames over which the pace is judged, the mean wait that is too long, and the smallest share of the size. */
const PACE_FRAMES = 20;
const SLOW_MS = 45;
const SMALLEST = 0.3;
/** Frames without a picture before a preset is given up. */
const MOST_ERRORS = 3;

const canvas = document.querySelector('canvas') ?? document.createElement('canvas');
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

class Drawing {
  readonly #port: MessagePort;
  readonly #presets: readonly unknown[] = Object.values(
    (butterchurnPresets.default ?? butterchurnPresets).getPresets(),
  );
  readonly #visualizer: Visualizer;
  #size = { widthPx: 320, heightPx: 180 };
  #scale = 1;
  #pace = { frames: 0, waitedMs: 0 };
  #index = -1;
  #errors = 0;

  /** Throws where there is no WebGL2. */
  constructor(port: MessagePort) {
    this.#port = port;
    canvas.addEventListener('webglcontextlost', () => this.#tell({ type: 'failed', reason: 'context lost' }));
    this.#visualizer = (butterchurn.default ?? butterchurn).createVisualizer(null, canvas, {
      width: canvas.width,
      height: canvas.height,
      pixelRatio: 1,
      meshWidth: 32,
      meshHeight: 24,
    });
  }

  begin(): void {
    this.#port.addEventListener('message', ({ data }: MessageEvent<FrameOrder>) => this.#obey(data));
    this.#port.start();
    this.#tell({ type: 'ready' });
  }

  #tell(report: FrameReport, transfer: Transferable[] = []): void {
    this.#port.postMessage(report, transfer);
  }

  #obey(order: FrameOrder): void {
    if (order.type === 'size') {
      this.#size = order;
      this.#fit();
    } else if (order.type === 'preset') this.#load(order.index, order.blendSec);
    else this.#draw(order.bytes, order.elapsedSec);
  }

  #fit(): void {
    const [width, height] = [this.#size.widthPx, this.#size.heightPx].map((px) =>
      Math.max(16, Math.round((px * this.#scale) / 4) * 4),
    );
    if (width === undefined || height === undefined || (canvas.width === width && canvas.height === height)) return;
    Object.assign(canvas, { width, height });
    this.#visualizer.setRendererSize(width, height);
  }

  #load(index: number, blendSec: number): void {
    this.#index = index;
    this.#errors = 0;
    try {
      this.#visualizer.loadPreset(this.#presets[index], blendSec);
    } catch {
      this.#tell({ type: 'broken', index });
    }
  }

  #draw(buffer: ArrayBuffer, elapsedSec: number): void {
    const bytes = new Uint8Array(buffer, 0, SAMPLE_BYTES);
    const audioLevels = { timeByteArray: bytes, timeByteArrayL: bytes, timeByteArrayR: bytes };
    const startedMs = performance.now();
    try {
      if (this.#index >= 0) this.#visualizer.render({ audioLevels, elapsedTime: elapsedSec });
      this.#errors = 0;
    } catch {
      this.#errors += 1;
      if (this.#errors === MOST_ERRORS) this.#tell({ type: 'broken', index: this.#index });
    }
    this.#answer(buffer, startedMs);
  }

  /** With the browser's next frame: a device that is slow to show is then asked less often. */
  #answer(bytes: ArrayBuffer, startedMs: number): void {
    let isDone = false;
    const answer = (): void => {
      if (isDone) return;
      isDone = true;
      this.#judge(performance.now() - startedMs);
      this.#tell({ type: 'drawn', bytes }, [bytes]);
    };
    requestAnimationFrame(answer);
    setTimeout(answer, ANSWER_MS);
  }

  /** Fewer pixels where they come too slowly. */
  #judge(waitedMs: number): void {
    this.#pace.frames += 1;
    this.#pace.waitedMs += waitedMs;
    if (this.#pace.frames < PACE_FRAMES) return;
    const isSlow = this.#pace.waitedMs / this.#pace.frames > SLOW_MS;
    this.#pace = { frames: 0, waitedMs: 0 };
    if (!isSlow || this.#scale <= SMALLEST) return;
    this.#scale = Math.max(SMALLEST, this.#scale * 0.75);
    this.#fit();
  }
}

addEventListener('message', ({ data, source, ports: [port] }) => {
  if (data !== HELLO || source !== parent || !port) return;
  try {
    new Drawing(port).begin();
  } catch (error) {
    const report: FrameReport = { type: 'failed', reason: reasonOf(error) };
    port.postMessage(report);
  }
});

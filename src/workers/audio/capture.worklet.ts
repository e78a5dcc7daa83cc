/**
 * Takes the samples out of the audio graph. Audio thread: it must be back within 128 samples, so it never allocates, logs,
 * locks or waits. Shared memory is written in place. Without it chunks go out in messages, in buffers that come back;
 * when all of them are on their way, samples are dropped and counted.
 */
import type { CapturedChunk } from '../../shared/audio-link.ts';
import { SampleRing } from '../../shared/sample-ring.ts';

/** Of the audio worklet's scope, which no library describes here. */
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: new (options: CaptureOptions) => object): void;

interface CaptureOptions {
  readonly processorOptions?: { readonly ring?: SharedArrayBuffer };
}

const QUANTUM = 128;
const CHUNK = 256;
/** A second of chunks at 48 kHz. */
const CHUNKS = 188;
const silence: readonly Float32Array[] = [];

/** Full chunks to a port, in buffers that the other side gives back. */
class ChunkSender {
  readonly #free: Float32Array<ArrayBuffer>[] = Array.from({ length: CHUNKS }, () => new Float32Array(CHUNK));
  #port: MessagePort | null = null;
  #filling: Float32Array<ArrayBuffer> | undefined;
  #filled = 0;
  #dropped = 0;

  /** A new worker: buffers that the old one had are lost with it. */
  connect(port: MessagePort): void {
    this.#port?.close();
    this.#port = port;
    while (this.#free.length < CHUNKS) this.#free.push(new Float32Array(CHUNK));
    port.addEventListener('message', ({ data }: MessageEvent<Float32Array<ArrayBuffer>>) => {
      if (port === this.#port) this.#free.push(data);
    });
    port.start();
  }

  push(channels: readonly Float32Array[], length: number): void {
    const left = channels[0];
    const right = channels[1] ?? left;
    for (let i = 0; i < length; i += 1) {
      this.#filling ??= this.#free.pop();
      if (this.#filling === undefined || this.#port === null) {
        this.#dropped += 1;
        continue;
      }
      this.#filling[this.#filled] =
        left === undefined || right === undefined ? 0 : ((left[i] ?? 0) + (right[i] ?? 0)) / 2;
      this.#filled += 1;
      if (this.#filled === CHUNK) this.#send(this.#filling, this.#port);
    }
  }

  #send(samples: Float32Array<ArrayBuffer>, port: MessagePort): void {
    const chunk: CapturedChunk = { samples, dropped: this.#dropped, clockMs: Date.now() };
    this.#filling = undefined;
    this.#filled = 0;
    port.postMessage(chunk, [samples.buffer]);
  }
}

class Capture extends AudioWorkletProcessor {
  readonly #ring: SampleRing | null;
  readonly #sender: ChunkSender | null;
  #isOver = false;

  constructor({ processorOptions }: CaptureOptions) {
    super();
    const memory = processorOptions?.ring;
    this.#ring = memory === undefined ? null : new SampleRing(memory);
    this.#sender = this.#ring === null ? new ChunkSender() : null;
    this.port.addEventListener('message', ({ data }: MessageEvent<MessagePort | null>) => {
      if (data === null) this.#isOver = true;
      else this.#sender?.connect(data);
    });
    this.port.start();
  }

  process(inputs: readonly (readonly Float32Array[])[]): boolean {
    const channels = inputs[0] ?? silence;
    const length = channels[0]?.length ?? QUANTUM;
    if (this.#ring !== null) this.#ring.push(channels, length, Date.now());
    else this.#sender?.push(channels, length);
    return !this.#isOver;
  }
}

registerProcessor('afterimage-capture', Capture);

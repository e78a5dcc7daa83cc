/**
 * The one audio graph: input → capture worklet, and input → volume → loudspeaker for what we play ourselves. Page thread.
 * Owns the AudioContext and the worklet; inputs bring a node and own what is behind it. Nothing is recorded.
 */
import { CAPTURE_NAME } from '../shared/audio-link.ts';
import { AppError } from '../shared/errors.ts';
import { createLink, type Link } from './link.ts';
import type { ViewPump } from './view-pump.ts';

const VOLUME_SEC = 0.03;
/** The worklet's script is small; a browser that cannot bring it by then will not. */
const MODULE_DEADLINE_MS = 10_000;

export interface Graph {
  readonly context: AudioContext;
  readonly link: Link;
  /** In the place of the input before. `audible`: we play it, so it is to be heard. */
  connect(node: AudioNode, options: { audible: boolean }): void;
  disconnect(): void;
  setVolume(volume: number): void;
  close(): Promise<void>;
}

function withDeadline<T>(work: Promise<T>, ms: number, sentence: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new AppError('sound.failed', sentence, { retryable: true })), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

function createContext(sampleRate: number | undefined): AudioContext {
  try {
    return new AudioContext({ latencyHint: 'interactive', ...(sampleRate === undefined ? {} : { sampleRate }) });
  } catch (error) {
    throw new AppError(
      'sound.unsupported',
      'This browser has no way to hear sound. The photos go on; try a current Chrome, Edge, Firefox or Safari.',
      { cause: error },
    );
  }
}

/** `sampleRate`: only where a device insists on its own. */
export async function openGraph(captureUrl: string, pump: ViewPump, sampleRate?: number): Promise<Graph> {
  const context = createContext(sampleRate);
  const sentence =
    'A part of Afterimage that hears sound did not load. Check the connection and choose the input again.';
  const worklet = context.audioWorklet as AudioWorklet | undefined;
  if (!worklet) {
    await context.close();
    throw new AppError(
      'sound.unsupported',
      'Sound is heard on secure addresses only. Open this page over https, or on the device itself as localhost.',
    );
  }
  try {
    await withDeadline(worklet.addModule(captureUrl), MODULE_DEADLINE_MS, sentence);
  } catch (error) {
    await context.close();
    throw error instanceof AppError ? error : new AppError('sound.failed', sentence, { retryable: true, cause: error });
  }
  const link = createLink(context.sampleRate, pump);
  const capture = new AudioWorkletNode(context, CAPTURE_NAME, {
    numberOfInputs: 1,
    numberOfOutputs: 1,
    channelCount: 2,
    channelCountMode: 'max',
    processorOptions: link.ring === null ? {} : { ring: link.ring },
  });
  link.captureBy(capture.port);
  const volume = context.createGain();
  volume.connect(context.destination);
  // It writes nothing to its output; connected, it is run.
  capture.connect(context.destination);
  let input: AudioNode | null = null;
  const disconnect = (): void => {
    input?.disconnect();
    input = null;
  };
  return {
    context,
    link,
    connect(node, { audible }) {
      disconnect();
      input = node;
      node.connect(capture);
      if (audible) node.connect(volume);
    },
    disconnect,
    setVolume: (value) => volume.gain.setTargetAtTime(value, context.currentTime, VOLUME_SEC),
    async close() {
      disconnect();
      link.close();
      capture.disconnect();
      if (context.state !== 'closed') await context.close();
    },
  };
}

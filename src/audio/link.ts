/**
 * Makes the memory and the channels between capture worklet, analysis worker and page, and hands each its end. Page thread.
 * The ring of samples lives as long as the audio graph; what the worker writes is made anew for each of its generations,
 * because a worker that died may have been in the middle of writing.
 */
import { createViewMemory, type AudioFeed, type ViewMemory, type ViewMessage } from '../shared/audio-link.ts';
import { BEAT_WIDTH, ONSET_WIDTH } from '../shared/audio-link.ts';
import { CountedRingWriter } from '../shared/counted-ring.ts';
import { SLOT_BYTES } from '../shared/frame-slot.ts';
import { MailboxWriter, slotOffsets } from '../shared/mailbox.ts';
import { createRingMemory } from '../shared/sample-ring.ts';
import type { ViewPump } from './view-pump.ts';

/** What the ring holds: long enough for a worker that is started again. */
const RING_SEC = 2;

/** Takes the messages of a worker without shared memory into memory that the pump reads like the shared one. */
function receive(port: MessagePort, memory: ViewMemory): void {
  const mailbox = new MailboxWriter(memory.mailbox);
  const slots = slotOffsets(SLOT_BYTES).map((offset) => new Uint8Array(memory.mailbox, offset, SLOT_BYTES));
  const onsets = new CountedRingWriter(memory.onsets, ONSET_WIDTH);
  const beats = new CountedRingWriter(memory.beats, BEAT_WIDTH);
  port.addEventListener('message', ({ data }: MessageEvent<ViewMessage>) => {
    for (let i = 0; i + ONSET_WIDTH <= data.onsets.length; i += ONSET_WIDTH) {
      onsets.push(data.onsets[i] ?? 0, data.onsets[i + 1] ?? 0, data.onsets[i + 2] ?? 0);
    }
    for (let i = 0; i + BEAT_WIDTH <= data.beats.length; i += BEAT_WIDTH) {
      beats.push(data.beats[i] ?? 0, data.beats[i + 1] ?? 0);
    }
    slots[mailbox.slot]?.set(new Uint8Array(data.slot));
    mailbox.publish();
  });
  port.start();
}

export interface Link {
  readonly isShared: boolean;
  /** For the worklet's construction. */
  readonly ring: SharedArrayBuffer | null;
  /** The worklet that fills it. */
  captureBy(port: MessagePort): void;
  /** A feed for a new generation of the worker, with what is to be transferred; connects the pump to it. */
  feed(delayMs: number): { readonly feed: AudioFeed; readonly transfer: readonly Transferable[] };
  close(): void;
}

export function createLink(sampleRate: number, pump: ViewPump): Link {
  const isShared = globalThis.crossOriginIsolated && typeof SharedArrayBuffer === 'function';
  const ring = isShared ? createRingMemory(sampleRate * RING_SEC) : null;
  let capture: MessagePort | null = null;
  let incoming: MessagePort | null = null;
  return {
    isShared,
    ring,
    captureBy(port) {
      capture = port;
    },
    feed(delayMs) {
      if (ring !== null) {
        const view = createViewMemory((bytes) => new SharedArrayBuffer(bytes));
        pump.connect(view);
        return { feed: { sampleRate, samples: ring, view, delayMs }, transfer: [] };
      }
      const samples = new MessageChannel();
      const view = new MessageChannel();
      const memory = createViewMemory((bytes) => new ArrayBuffer(bytes));
      incoming?.close();
      incoming = view.port1;
      receive(view.port1, memory);
      pump.connect(memory);
      capture?.postMessage(samples.port1, [samples.port1]);
      return {
        feed: { sampleRate, samples: samples.port2, view: view.port2, delayMs },
        transfer: [samples.port2, view.port2],
      };
    },
    close() {
      capture?.postMessage(null);
      incoming?.close();
    },
  };
}

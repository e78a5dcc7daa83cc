/**
 * How sound travels: capture worklet → analysis worker → page. The page makes the memory and the channels and hands each
 * thread its end. With cross-origin isolation everything is shared memory; without it the same data goes in messages
 * whose buffers are transferred.
 */
import type { OnsetLane } from './audio-features.ts';
import { countedRingBytes } from './counted-ring.ts';
import { SLOT_BYTES } from './frame-slot.ts';
import { mailboxBytes } from './mailbox.ts';

/** Columns of an onset (time, strength, lane) and of a beat (time, confidence). */
export const ONSET_WIDTH = 3;
export const BEAT_WIDTH = 2;
/** Lanes as numbers. */
export const LANES: readonly OnsetLane[] = ['kick', 'snare', 'hat'];

/** What the worklet's processor is called. */
export const CAPTURE_NAME = 'afterimage-capture';

/** Worker to page; one writer, one reader. Made anew for each generation of the worker. */
export interface ViewMemory {
  readonly mailbox: ArrayBufferLike;
  readonly onsets: ArrayBufferLike;
  readonly beats: ArrayBufferLike;
}

export function createViewMemory(make: (bytes: number) => ArrayBufferLike): ViewMemory {
  return {
    mailbox: make(mailboxBytes(SLOT_BYTES)),
    onsets: make(countedRingBytes(ONSET_WIDTH)),
    beats: make(countedRingBytes(BEAT_WIDTH)),
  };
}

export interface AudioFeed {
  /** Hertz, 8,000 to 192,000. */
  readonly sampleRate: number;
  /** The capture's end: a `SampleRing`, or a port that `CapturedChunk`s come from. */
  readonly samples: SharedArrayBuffer | MessagePort;
  /** The page's end: shared memory, or a port that `ViewMessage`s go to. */
  readonly view: ViewMemory | MessagePort;
  /** How long results are held back, milliseconds: what is seen is then in time with what is heard late. */
  readonly delayMs: number;
}

/** Worklet to worker; the worker sends `samples` back for the next use. */
export interface CapturedChunk {
  readonly samples: Float32Array<ArrayBuffer>;
  readonly dropped: number;
  /** Wall clock at the last sample, milliseconds. */
  readonly clockMs: number;
}

/** Worker to page. */
export interface ViewMessage {
  readonly slot: ArrayBuffer;
  /** Rows one after the other. */
  readonly onsets: readonly number[];
  readonly beats: readonly number[];
}

/** A piece of music made here, for ears and eyes that have no other. */
export interface DemoSong {
  readonly left: Float32Array<ArrayBuffer>;
  readonly right: Float32Array<ArrayBuffer>;
}

export type AudioApi = {
  /** Hears this from now on, and nothing else. What waits in the ring is not heard any more. */
  listen(feed: AudioFeed): void;
  delay(ms: number): void;
  /** Composes the demo; a seamless loop. Transfers both channels. */
  demo(sampleRate: number): DemoSong;
};

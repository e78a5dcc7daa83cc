/** Sound as the rest of the page knows it: `window.afterimage.sound`, the sound card, visualizers. Page thread. */
import type { AudioReader } from './audio-view.ts';

export type SoundInput = 'microphone' | 'tab' | 'files' | 'stream' | 'demo';

/**
 * `held`: open, but the browser waits for a tap before it lets sound run. `lost`: what was heard is gone (unplugged, no
 * longer shared, out of reach) and is opened again when it comes back.
 */
export type SoundState = 'off' | 'opening' | 'running' | 'held' | 'lost' | 'refused';

export interface SoundDevice {
  /** As the browser names it; empty until the microphone was allowed once. */
  readonly label: string;
  /** Plays back what the computer plays, or comes from a line rather than a room. */
  readonly isLine: boolean;
}

export interface SoundTrack {
  readonly title: string;
  readonly artist: string;
  readonly album: string;
  /** Its cover, at most 512 pixels wide, as an object URL that holds while the piece plays; null: none. */
  readonly artworkUrl: string | null;
  readonly index: number;
  readonly count: number;
  readonly isPlaying: boolean;
  readonly positionSec: number;
  /** 0 while unknown or endless. */
  readonly durationSec: number;
}

export interface SoundLatency {
  readonly count: number;
  /** Milliseconds from the last sample of a hop to the frame that read it. */
  readonly p50: number;
  readonly p95: number;
}

export interface SoundStatus {
  readonly state: SoundState;
  readonly input: SoundInput | null;
  /** The device's label, the stream's address. */
  readonly name: string | null;
  /** One sentence while something keeps the sound from being heard. */
  readonly message: string | null;
  readonly sampleRate: number;
  /** Shared memory; false: messages do its work. */
  readonly isShared: boolean;
  readonly latencyMs: SoundLatency;
  /** Samples that were lost on the way since the input was opened. */
  readonly overruns: number;
  readonly tempoBpm: number;
  readonly tempoConfidence: number;
  /** The tempo is the one that was tapped. */
  readonly isTapped: boolean;
  readonly track: SoundTrack | null;
}

export interface OpenSoundOptions {
  /** A label, for the microphone; the best there is when left out. */
  readonly device?: string;
  /** For `files`: music among them is played in the order of its names. Without `files` and `handles`: what was kept. */
  readonly files?: readonly File[];
  /** For `files`: files and folders that the browser lets us open again; they are remembered over a reload. */
  readonly handles?: readonly FileSystemHandle[];
  /** For `stream`. */
  readonly url?: string;
}

export interface SoundApi {
  /**
   * Hears this from now on. Inside the user's gesture for `tab`. Rejects with an `AppError` `sound.*` or `input.invalid`
   * whose message says what to do; the input before is closed by then.
   */
  open(input: SoundInput, options?: OpenSoundOptions): Promise<void>;
  close(): Promise<void>;
  /** Inside the user's gesture, when the state is `held`. */
  resume(): Promise<void>;
  status(): SoundStatus;
  /** Latency and overruns from zero. */
  resetMetrics(): void;
  devices(): Promise<readonly SoundDevice[]>;
  /** One tap of the beat; gives beats per minute, 0 until it has enough. */
  tap(): number;
  /** Follows what is heard again. */
  clearTap(): void;
  /** What is heard, to be read once per frame: see `AudioReader`. */
  reader(): Promise<AudioReader>;
  /** For `files`, `stream` and `demo`; does nothing for others. */
  readonly player: SoundPlayer;
}

export interface SoundPlayer {
  toggle(): void;
  next(): void;
  previous(): void;
  seek(positionSec: number): void;
}

/** What is there once its code has loaded. */
export interface Sound extends SoundApi {
  /** Each reader is told every onset and beat once. */
  createReader(): AudioReader;
}

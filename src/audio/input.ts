/** What every input gives the graph. Whoever opened one closes it; closing twice does nothing. */
import type { SoundTrack } from '../shared/sound-api.ts';
import type { AppError } from '../shared/errors.ts';

export interface OpenInput {
  readonly node: AudioNode;
  /** We play it, so it goes to the loudspeaker too. */
  readonly isAudible: boolean;
  readonly name: string | null;
  track?(): SoundTrack | null;
  readonly player?: InputPlayer;
  /** Sound may run from now on: what the browser kept from playing plays. */
  wake?(): void;
  close(): void;
}

export interface InputPlayer {
  toggle(): void;
  next(): void;
  previous(): void;
  seek(positionSec: number): void;
}

/** What an input tells while it is open. */
export interface InputEvents {
  /** It is gone; `retry` is worth calling when `devices` change, and now and then. */
  lost(error: AppError): void;
  /** Something a person should know; the input goes on. */
  tell(message: string): void;
  /** `isNew`: another piece begins; else more is known of the one that plays. */
  track(isNew: boolean): void;
}

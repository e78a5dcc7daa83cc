/** The closed list of things worth telling. A new one is a compile-time decision for every consumer. */
import type { ErrorData } from './errors.ts';
import type { SoundInput, SoundState } from './sound-api.ts';
import type { TierId } from './tier.ts';
import type { WorkerState } from './worker-contract.ts';

export type AppEvent =
  | { readonly type: 'app.ready'; readonly firstPhotoMs: number }
  | { readonly type: 'tier.promoted'; readonly from: TierId; readonly to: TierId }
  | { readonly type: 'tier.demoted'; readonly from: TierId; readonly to: TierId; readonly reason: string }
  | { readonly type: 'context.lost'; readonly times: number }
  | { readonly type: 'context.restored' }
  | {
      readonly type: 'worker.state';
      readonly worker: string;
      readonly state: WorkerState;
      readonly reason: string | null;
    }
  | { readonly type: 'photo.shown'; readonly photoId: string; readonly slide: number }
  /** More is known of the photo on screen. */
  | { readonly type: 'photo.info'; readonly photoId: string }
  | {
      readonly type: 'photo.failed';
      readonly photoId: string;
      readonly title: string;
      readonly error: ErrorData;
      readonly attempts: number;
    }
  | { readonly type: 'photo.quarantined'; readonly photoId: string; readonly title: string; readonly error: ErrorData }
  | {
      readonly type: 'transition.ended';
      readonly id: string;
      readonly how: 'finished' | 'cancelled' | 'watchdog' | 'demoted' | 'hidden';
    }
  | { readonly type: 'transition.skipped'; readonly reason: string }
  | { readonly type: 'transition.dropped'; readonly id: string; readonly reason: string }
  | { readonly type: 'transition.blocked'; readonly id: string; readonly label: string; readonly reason: string }
  | { readonly type: 'source.listed'; readonly entryId: string; readonly photos: number }
  | { readonly type: 'source.failed'; readonly entryId: string; readonly error: ErrorData }
  | { readonly type: 'settings.rejected'; readonly path: string; readonly message: string }
  | { readonly type: 'settings.quarantined'; readonly namespace: string; readonly message: string }
  | { readonly type: 'update.available' }
  | { readonly type: 'wake-lock'; readonly held: boolean; readonly reason: string | null }
  | {
      readonly type: 'sound.state';
      readonly state: SoundState;
      readonly input: SoundInput | null;
      readonly message: string | null;
    }
  | {
      readonly type: 'sound.track';
      readonly title: string;
      readonly artist: string;
      readonly album: string;
      readonly artworkUrl: string | null;
      /** Another piece begins; false: more is known of the one that plays. */
      readonly isNew: boolean;
    }
  | { readonly type: 'notice'; readonly message: string };

export type LoggedEvent = AppEvent & { readonly atMs: number };

export interface EventLog {
  emit(event: AppEvent): void;
  on(listener: (event: LoggedEvent) => void): () => void;
  /** Oldest first, at most `limit` (50). */
  last(limit?: number): readonly LoggedEvent[];
}

/** Keeps the last `capacity` events. A listener that throws does not stop the others. */
export function createEventLog(capacity = 200, now: () => number = () => performance.now()): EventLog {
  const kept: LoggedEvent[] = [];
  const listeners = new Set<(event: LoggedEvent) => void>();
  return {
    emit(event) {
      const logged = { ...event, atMs: Math.round(now()) } as LoggedEvent;
      kept.push(logged);
      if (kept.length > capacity) kept.shift();
      for (const listener of listeners) {
        try {
          listener(logged);
        } catch {
          // One bad listener must not silence the log for the rest.
        }
      }
    },
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    last: (limit = 50) => kept.slice(-limit),
  };
}

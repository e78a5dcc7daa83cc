/** What plays, shown large while music has the screen to itself. Its code comes with the first time. Main thread. */
import type { EventLog } from '../shared/events.ts';
import type { SoundTrack } from '../shared/sound-api.ts';

/** `src/ui/sound/now-playing.ts`, as this folder knows it. */
export interface NowPlaying {
  /** Null: nothing; it fades away. */
  show(track: Pick<SoundTrack, 'title' | 'artist' | 'album' | 'artworkUrl'> | null): void;
}

export interface NowPlayingParts {
  readonly events: EventLog;
  track(): SoundTrack | null;
  load(): Promise<NowPlaying>;
}

export function laterNowPlaying({ events, track, load }: NowPlayingParts): { show(isOn: boolean): void } {
  let card: NowPlaying | null = null;
  let isLoading = false;
  let isOn = false;
  const follow = (): void => card?.show(isOn ? track() : null);
  const open = async (): Promise<void> => {
    isLoading = true;
    try {
      card = await load();
      follow();
    } catch {
      // Without it, for want of a network, the visualizer has the screen alone.
    } finally {
      isLoading = false;
    }
  };
  events.on(({ type }) => (type === 'sound.track' || type === 'sound.state') && follow());
  return {
    show(wanted) {
      isOn = wanted;
      follow();
      if (wanted && !card && !isLoading) void open();
    },
  };
}

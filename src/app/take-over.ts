/** What plays, shown large while music has the screen to itself. Its code comes with the first time. Main thread. */
import type { EventLog } from '../shared/events.ts';
import type { SoundTrack } from '../shared/sound-api.ts';
import { type CoverColours, CoverColoursOf, type DecodeCover } from './cover-colours.ts';

/** `src/ui/sound/now-playing.ts`, as this folder knows it. */
export interface NowPlaying {
  /** Null: nothing; it fades away. */
  show(track: Pick<SoundTrack, 'title' | 'artist' | 'album' | 'artworkUrl'> | null): void;
}

export interface TakeOverParts {
  readonly events: EventLog;
  track(): SoundTrack | null;
  loadNowPlaying(): Promise<NowPlaying>;
  decode: DecodeCover;
}

export interface TakeOver {
  show(isOn: boolean): void;
  /** Of the cover that is shown; null: there is none. */
  readonly colours: CoverColours | null;
}

export function createTakeOver({ events, track, loadNowPlaying, decode }: TakeOverParts): TakeOver {
  const cover = new CoverColoursOf(decode);
  let card: NowPlaying | null = null;
  let isLoading = false;
  let isOn = false;
  const follow = (): void => {
    const shown = isOn ? track() : null;
    card?.show(shown);
    cover.show(shown?.artworkUrl ?? null);
  };
  const open = async (): Promise<void> => {
    isLoading = true;
    try {
      card = await loadNowPlaying();
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
    get colours() {
      return cover.current;
    },
  };
}

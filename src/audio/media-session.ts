/** What is playing, for the lock screen and the keys of keyboard and headphones. Does nothing where there is no such thing. */
import type { SoundTrack } from '../shared/sound-api.ts';
import type { InputPlayer } from './input.ts';

interface MediaSessionParts {
  track(): SoundTrack | null;
  player(): InputPlayer | null;
}

const FOLLOW_MS = 1000;
const actions = [
  'play',
  'pause',
  'stop',
  'nexttrack',
  'previoustrack',
  'seekto',
  'seekforward',
  'seekbackward',
] as const;
const STEP_SEC = 10;

export function createMediaSession({ track, player }: MediaSessionParts): { show(): void; hide(): void } {
  const session = (navigator as { mediaSession?: MediaSession }).mediaSession;
  let timer: ReturnType<typeof setInterval> | undefined;
  let shown = '';

  const follow = (): void => {
    const now = track();
    if (!session || !now) return;
    session.playbackState = now.isPlaying ? 'playing' : 'paused';
    const { title, artist, album, artworkUrl, durationSec, positionSec } = now;
    const words = [title, artist, album, artworkUrl].join('\n');
    if (words !== shown && typeof MediaMetadata === 'function')
      session.metadata = new MediaMetadata({ title, artist, album, artwork: artworkUrl ? [{ src: artworkUrl }] : [] });
    shown = words;
    if (durationSec > 0)
      session.setPositionState?.({ duration: durationSec, position: Math.min(positionSec, durationSec) });
  };
  const handle = (action: (typeof actions)[number], run: MediaSessionActionHandler | null): void => {
    try {
      session?.setActionHandler(action, run);
    } catch {
      // A key this browser does not know.
    }
  };
  const seekBy = (sec: number) => (): void => player()?.seek((track()?.positionSec ?? 0) + sec);
  // Headphones send “pause” when they are taken off, whether or not anything plays: that must not begin to play.
  const setPlaying = (wanted: boolean) => (): void => {
    if ((track()?.isPlaying ?? false) !== wanted) player()?.toggle();
    follow();
  };
  return {
    show() {
      if (!session || !player()) return;
      handle('play', setPlaying(true));
      handle('pause', setPlaying(false));
      handle('stop', setPlaying(false));
      handle('nexttrack', () => player()?.next());
      handle('previoustrack', () => player()?.previous());
      handle('seekto', ({ seekTime }) => seekTime !== undefined && player()?.seek(seekTime));
      handle('seekforward', seekBy(STEP_SEC));
      handle('seekbackward', seekBy(-STEP_SEC));
      follow();
      clearInterval(timer);
      timer = setInterval(follow, FOLLOW_MS);
    },
    hide() {
      clearInterval(timer);
      shown = '';
      if (!session) return;
      session.metadata = null;
      session.playbackState = 'none';
      for (const action of actions) handle(action, null);
    },
  };
}

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SoundTrack } from '../shared/sound-api.ts';
import { createMediaSession } from './media-session.ts';

type Handler = ((details: { seekTime?: number }) => void) | null;
const handlers = new Map<string, Handler>();
const press = (action: string, details = {}) => handlers.get(action)?.(details);

function playing(isPlaying: boolean) {
  const track: SoundTrack = {
    title: 'Song',
    artist: 'Band',
    album: 'Record',
    artworkUrl: null,
    index: 0,
    count: 2,
    durationSec: 200,
    positionSec: 30,
    isPlaying,
  };
  const player = { toggle: vi.fn(), next: vi.fn(), previous: vi.fn(), seek: vi.fn() };
  const session = createMediaSession({ track: () => track, player: () => player });
  session.show();
  return { session, player };
}

beforeEach(() => {
  vi.useFakeTimers();
  handlers.clear();
  vi.stubGlobal('navigator', {
    mediaSession: {
      metadata: null,
      playbackState: 'none',
      setActionHandler: (action: string, run: Handler) => handlers.set(action, run),
      setPositionState: vi.fn(),
    },
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('keys of keyboards and headphones', () => {
  it('play what rests and pause what plays', () => {
    const rests = playing(false);
    press('play');
    expect(rests.player.toggle).toHaveBeenCalledTimes(1);
    rests.session.hide();
    const plays = playing(true);
    press('pause');
    press('stop');
    expect(plays.player.toggle).toHaveBeenCalledTimes(2);
    plays.session.hide();
  });

  it('that pause what rests already do not make it play, nor the other way round', () => {
    const rests = playing(false);
    press('pause');
    press('stop');
    expect(rests.player.toggle).not.toHaveBeenCalled();
    rests.session.hide();
    const plays = playing(true);
    press('play');
    expect(plays.player.toggle).not.toHaveBeenCalled();
    plays.session.hide();
  });

  it('go to the next, the one before, and any place in the piece', () => {
    const { session, player } = playing(true);
    press('nexttrack');
    press('previoustrack');
    press('seekto', { seekTime: 90 });
    press('seekforward');
    press('seekbackward');
    expect(player.next).toHaveBeenCalledTimes(1);
    expect(player.previous).toHaveBeenCalledTimes(1);
    expect(player.seek.mock.calls).toEqual([[90], [40], [20]]);
    session.hide();
  });

  it('are given back when nothing plays', () => {
    const { session } = playing(true);
    session.hide();
    expect([...handlers.values()].every((run) => run === null)).toBe(true);
    expect(navigator.mediaSession.playbackState).toBe('none');
  });
});

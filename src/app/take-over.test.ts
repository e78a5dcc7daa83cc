import { describe, expect, it, vi } from 'vitest';
import { createEventLog } from '../shared/events.ts';
import type { DecodedPhoto, PhotoRef } from '../shared/photo.ts';
import type { SoundTrack } from '../shared/sound-api.ts';
import { createTakeOver } from './take-over.ts';

const settled = () => vi.waitFor(() => undefined);

function screen() {
  const events = createEventLog();
  const asked: { ref: PhotoRef; give(hue: number): void; fail(): void; close: ReturnType<typeof vi.fn> }[] = [];
  let artworkUrl: string | null = 'blob:one';
  const shown: (string | null)[] = [];
  const takeOver = createTakeOver({
    events,
    track: () => ({ title: 'Tide', artist: '', album: '', artworkUrl }) as SoundTrack,
    loadNowPlaying: async () => ({ show: (track) => void shown.push(track && track.artworkUrl) }),
    decode: (ref) =>
      new Promise((resolve, reject) => {
        const close = vi.fn();
        const give = (h: number) =>
          resolve({
            bitmap: { close },
            palette: [{ l: 0.5, c: 0.1, h, weight: 1 }],
            luminance: {},
          } as unknown as DecodedPhoto);
        asked.push({ ref, give, fail: () => reject(new Error('no')), close });
      }),
  });
  return {
    takeOver,
    asked,
    shown,
    play(url: string | null) {
      artworkUrl = url;
      events.emit({ type: 'sound.track', title: 'Tide', artist: '', album: '', artworkUrl: url, isNew: true });
    },
    hue: () => takeOver.colours?.palette[0]?.h ?? null,
  };
}

describe('music that takes over', () => {
  it('has the colours of its cover while that is in front, and the photo has its own again afterwards', async () => {
    const { takeOver, asked, hue, shown } = screen();
    expect(hue()).toBeNull();
    takeOver.show(true);
    expect(asked.map(({ ref }) => ref.locator)).toEqual([{ kind: 'url', url: 'blob:one' }]);
    asked[0]?.give(30);
    await settled();
    expect([hue(), shown.at(-1)]).toEqual([30, 'blob:one']);
    expect(asked[0]?.close).toHaveBeenCalledOnce();
    const same = takeOver.colours;
    takeOver.show(true);
    expect(takeOver.colours).toBe(same);
    takeOver.show(false);
    expect(hue()).toBeNull();
  });

  it('goes from cover to cover, whichever answer comes first', async () => {
    const { takeOver, asked, hue, play } = screen();
    takeOver.show(true);
    play('blob:two');
    asked[1]?.give(200);
    await settled();
    asked[0]?.give(30);
    await settled();
    expect(hue()).toBe(200);
    expect(asked.map(({ close }) => close.mock.calls.length)).toEqual([1, 1]);
    play(null);
    expect(hue()).toBeNull();
  });

  it('keeps the colours of the photo for a cover that cannot be opened', async () => {
    const { takeOver, asked, hue } = screen();
    takeOver.show(true);
    asked[0]?.fail();
    await settled();
    expect(hue()).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { createEventLog } from '../shared/events.ts';
import type { DecodedPhoto, PhotoInfo } from '../shared/photo.ts';
import { followLateInfo } from './late-info.ts';

const photoOf = (id: string, infoFollows: boolean): DecodedPhoto =>
  ({ ref: { id }, info: {}, infoFollows }) as unknown as DecodedPhoto;

function setUp(first: DecodedPhoto) {
  const events = createEventLog();
  const asked: string[] = [];
  let answer: (info: PhotoInfo) => void = () => undefined;
  const state = { shown: first };
  const call = (_method: 'info', [id]: [string]): Promise<PhotoInfo> => {
    asked.push(id);
    return new Promise((resolve) => (answer = resolve));
  };
  followLateInfo({ events, show: { current: () => state.shown }, fleet: { decode: { call } } });
  const told = () => events.last().filter(({ type }) => type === 'photo.info');
  const settled = async (info: PhotoInfo) => {
    answer(info);
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { events, asked, state, told, settled };
}

describe('what the first photo’s file says', () => {
  it('is shown once it was read', async () => {
    const photo = photoOf('a', true);
    const { told, settled } = setUp(photo);
    await settled({ takenMs: 5 });
    expect(photo.info).toEqual({ takenMs: 5 });
    expect(told()).toMatchObject([{ photoId: 'a' }]);
  });

  it('is asked for once, and not where it came in time', async () => {
    const photo = photoOf('a', true);
    const { events, asked, state, settled, told } = setUp(photo);
    events.emit({ type: 'photo.shown', photoId: 'a', slide: 1 });
    await settled({});
    state.shown = photoOf('b', false);
    events.emit({ type: 'photo.shown', photoId: 'b', slide: 2 });
    expect(asked).toEqual(['a']);
    expect(told()).toEqual([]);
  });

  it('comes too late for a photo that is gone', async () => {
    const photo = photoOf('a', true);
    const { state, settled, told } = setUp(photo);
    const next = photoOf('b', false);
    state.shown = next;
    await settled({ takenMs: 5 });
    expect(next.info).toEqual({});
    expect(told()).toEqual([]);
  });
});

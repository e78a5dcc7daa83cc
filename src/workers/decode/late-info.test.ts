import { describe, expect, it } from 'vitest';
import type { PhotoInfo } from '../../shared/photo.ts';
import { keep, of } from './late-info.ts';

describe('what a file says after its photo was shown', () => {
  it('is there for whoever asks, and in what is kept of the photo', async () => {
    const shown: PhotoInfo = {};
    let arrive: (info: PhotoInfo) => void = () => undefined;
    keep('a', new Promise((resolve) => (arrive = resolve)), shown);
    const asked = of('a');
    arrive({ takenMs: 5 });
    expect(await asked).toEqual({ takenMs: 5 });
    expect(shown).toEqual({ takenMs: 5 });
    expect(await of('nobody')).toEqual({});
  });

  it('is kept for the last few photos', async () => {
    keep('b', Promise.resolve({ iso: 100 }), {});
    for (let index = 0; index < 8; index++) keep(`c${index}`, Promise.resolve({ iso: index }), {});
    expect(await of('b')).toEqual({});
    expect(await of('c7')).toEqual({ iso: 7 });
  });
});

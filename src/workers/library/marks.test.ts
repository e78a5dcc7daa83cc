import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dropStorage, freshStorage } from '../../../tests/fakes/browser-storage.ts';
import { loadQueue, saveQueue } from '../store/queue-memory.ts';
import { Marks } from './marks.ts';

beforeEach(freshStorage);
afterEach(dropStorage);

const about = { title: 'Fjord', source: 'Norway' };

describe('marks', () => {
  it('last, and the last word counts', async () => {
    const marks = await Marks.open(() => 7);
    expect(await marks.set('a:1', 'favourite', about)).toEqual({
      photoId: 'a:1',
      title: 'Fjord',
      before: null,
      after: 'favourite',
    });
    expect(await marks.set('a:1', 'never', about)).toMatchObject({ before: 'favourite', after: 'never' });
    await marks.set('a:2', 'favourite', about);
    await marks.set('a:2', null, about);
    const again = await Marks.open();
    expect(again.list()).toEqual([{ photoId: 'a:1', kind: 'never', ...about, atMs: 7 }]);
  });

  it('of photos that are never shown reach the next visit with the memory of the queue', async () => {
    await saveQueue([{ type: 'round', seed: 5 }]);
    expect((await loadQueue()).never).toBeUndefined();
    const marks = await Marks.open();
    await marks.set('a:1', 'never', about);
    await marks.set('a:2', 'favourite', about);
    expect((await loadQueue()).never).toEqual(['a:1']);
    await marks.set('a:1', null, about);
    expect((await loadQueue()).never).toBeUndefined();
  });

  it('go from one screen to another as a file, and come twice without harm', async () => {
    const here = await Marks.open();
    await here.set('a:1', 'never', about);
    await here.set('a:2', 'favourite', about);
    const text = JSON.stringify({ afterimage: 'marks', version: 1, marks: here.list() });
    await dropStorage();
    await freshStorage();
    const there = await Marks.open();
    await there.set('a:3', 'favourite', about);
    expect(await there.import(text)).toEqual({ favourites: 1, never: 1, skipped: 0 });
    expect(await there.import(text)).toEqual({ favourites: 0, never: 0, skipped: 2 });
    expect((await Marks.open()).kinds()).toEqual(
      new Map([
        ['a:3', 'favourite'],
        ['a:1', 'never'],
        ['a:2', 'favourite'],
      ]),
    );
  });

  it('take what they understand of a file, and say so when it is no such file', async () => {
    const marks = await Marks.open();
    const odd = [null, 7, { photoId: '' }, { photoId: 'a', kind: 'liked' }, { photoId: 'b', kind: 'never', atMs: 'x' }];
    expect(await marks.import(JSON.stringify({ marks: odd }))).toEqual({ favourites: 0, never: 1, skipped: 4 });
    for (const text of ['', '{', '[]', '{"marks":7}', 'null']) {
      await expect(marks.import(text)).rejects.toMatchObject({ kind: 'input.invalid' });
    }
  });
});

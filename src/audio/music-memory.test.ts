import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { withDatabase } from '../shared/database.ts';
import { musicMemory } from './music-memory.ts';

/** Handles are structured data here; a browser stores the real ones. */
const handles = [{ kind: 'directory', name: 'Music' }] as unknown as FileSystemHandle[];
const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

it('finds the music and the place in it again, and begins anew with other music', async () => {
  expect(await musicMemory.recall()).toEqual({ handles: [], spot: null });
  await musicMemory.keep(handles);
  musicMemory.mark({ path: 'Music/a.mp3', positionSec: 61.5 });
  await settled();
  expect(await musicMemory.recall()).toEqual({ handles, spot: { path: 'Music/a.mp3', positionSec: 61.5 } });
  await musicMemory.keep(handles);
  expect((await musicMemory.recall()).spot).toBeNull();
  await musicMemory.keep([]);
  expect(await musicMemory.recall()).toEqual({ handles: [], spot: null });
});

it('takes a place that makes no sense for none', async () => {
  for (const row of [null, 7, {}, { path: 1, positionSec: 2 }, { path: 'a', positionSec: -1 }, { path: 'a' }]) {
    await withDatabase((database) => database.put('queue', row, 'sound:spot'));
    expect((await musicMemory.recall()).spot).toBeNull();
  }
});

import 'fake-indexeddb/auto';
import { afterEach, expect, it, vi } from 'vitest';
import { musicMemory } from './music-memory.ts';

/** Handles are structured data here; a browser stores the real ones. */
const handles = [{ kind: 'directory', name: 'Music' }] as unknown as FileSystemHandle[];
const notes = new Map<string, string>();
vi.stubGlobal('localStorage', {
  getItem: (key: string) => notes.get(key) ?? null,
  setItem: (key: string, value: string) => notes.set(key, value),
  removeItem: (key: string) => notes.delete(key),
});
afterEach(() => notes.clear());

it('finds the music and the place in it again, and begins anew with other music', async () => {
  expect(await musicMemory.recall()).toEqual({ handles: [], spot: null });
  await musicMemory.keep(handles);
  musicMemory.mark({ path: 'Music/a.mp3', positionSec: 61.5 });
  // At once: a page that goes away has no later.
  expect([...notes.values()].join('')).toContain('61.5');
  expect(await musicMemory.recall()).toEqual({ handles, spot: { path: 'Music/a.mp3', positionSec: 61.5 } });
  await musicMemory.keep(handles);
  expect((await musicMemory.recall()).spot).toBeNull();
  await musicMemory.keep([]);
  expect(await musicMemory.recall()).toEqual({ handles: [], spot: null });
});

it('takes a place that makes no sense for none', async () => {
  musicMemory.mark({ path: 'a', positionSec: 5 });
  const [key = ''] = notes.keys();
  expect((await musicMemory.recall()).spot).toEqual({ path: 'a', positionSec: 5 });
  for (const note of [
    'null',
    '7',
    '{}',
    '{',
    '{"path":1,"positionSec":2}',
    '{"path":"a","positionSec":-1}',
    '{"path":"a"}',
  ]) {
    notes.set(key, note);
    expect((await musicMemory.recall()).spot).toBeNull();
  }
});

it('plays on where the browser keeps no notes', async () => {
  vi.stubGlobal('localStorage', {
    getItem() {
      throw new DOMException('forbidden', 'SecurityError');
    },
    setItem() {
      throw new DOMException('full', 'QuotaExceededError');
    },
  });
  await musicMemory.keep(handles);
  musicMemory.mark({ path: 'a', positionSec: 5 });
  expect(await musicMemory.recall()).toEqual({ handles, spot: null });
});

import { describe, expect, it } from 'vitest';
import type { OverlayHost } from '../shared/app-api.ts';
import type { KeptPhotos, OfflineControls } from '../shared/offline-api.ts';
import { keepingCommands, pinOf } from './panel-keeping.ts';

const kept: KeptPhotos = { photos: 3, bytes: 2e6, limitBytes: 1e9, isTight: false, isSafe: true, mirror: null };

const hostWith = (controls: Partial<OfflineControls>): OverlayHost =>
  ({ keptPhotos: async () => ({ canMirror: true, state: async () => kept, ...controls }) }) as unknown as OverlayHost;

describe('keepingCommands', () => {
  it('tells how much is kept as plain data that may go to another window', async () => {
    const told = await keepingCommands(hostWith({})).keptPhotos();
    expect(structuredClone(told)).toEqual({ ...kept, canMirror: true });
  });

  it('tells a folder that was chosen from a picker that was closed', async () => {
    expect(await keepingCommands(hostWith({ chooseMirror: async () => kept })).chooseMirror()).toBe(true);
    expect(await keepingCommands(hostWith({ chooseMirror: async () => null })).chooseMirror()).toBe(false);
  });

  it('says so where nothing is kept', async () => {
    await expect(keepingCommands({} as OverlayHost).forgetKept()).rejects.toThrow('No photos are kept here.');
  });
});

describe('pinOf', () => {
  const lock = (hasPin: boolean, canKeepPin: boolean) =>
    ({ interaction: { hasPin: () => hasPin, canKeepPin: () => canKeepPin } }) as unknown as OverlayHost;

  it('knows a PIN, none, and a browser that cannot keep one', () => {
    expect([
      pinOf(lock(true, true)),
      pinOf(lock(false, true)),
      pinOf(lock(false, false)),
      pinOf({} as OverlayHost),
    ]).toEqual(['set', 'none', 'unavailable', 'unavailable']);
  });
});

/** What the rest of the page gets of sound: choices are remembered, everything else is the engine's. Page thread. */
import type { OpenSoundOptions, Sound, SoundInput } from '../shared/sound-api.ts';
import { describeDevices } from './devices.ts';
import { SoundEngine, type SoundParts, type SoundWorkerView } from './engine.ts';
import { listDevices } from './microphone.ts';
import { createReader } from './reader.ts';

export function openSound(parts: SoundParts): { readonly sound: Sound; readonly worker: SoundWorkerView } {
  const engine = new SoundEngine(parts);
  const remember = (input: SoundInput | 'off', { device, url }: OpenSoundOptions = {}) =>
    parts.store.set({
      sound: { input, ...(device === undefined ? {} : { device }), ...(url === undefined ? {} : { streamUrl: url }) },
    });
  const sound: Sound = {
    open(input, options) {
      remember(input, options);
      return engine.open(input, options);
    },
    close() {
      remember('off');
      return engine.close();
    },
    resume: () => engine.resume(),
    status: () => engine.status(),
    resetMetrics: () => engine.pump.resetMetrics(),
    devices: async () => describeDevices(await listDevices()),
    tap: () => engine.tap.tap(performance.now()),
    clearTap: () => engine.tap.clear(),
    player: {
      toggle: () => engine.player?.toggle(),
      next: () => engine.player?.next(),
      previous: () => engine.player?.previous(),
      seek: (positionSec) => engine.player?.seek(positionSec),
    },
    reader: () => Promise.resolve(sound.createReader()),
    createReader: () =>
      createReader({
        pump: engine.pump,
        tap: engine.tap,
        isActive: () => engine.state === 'running',
        offsetMs: () => engine.offsetMs,
      }),
  };
  return { sound, worker: engine.workerView() };
}

/** What the rest of the page gets of sound: choices are remembered, everything else is the engine's. Page thread. */
import { AppError } from '../shared/errors.ts';
import type { OpenSoundOptions, Sound, SoundInput } from '../shared/sound-api.ts';
import { describeDevices } from './devices.ts';
import { SoundEngine } from './engine.ts';
import type { SoundParts, SoundWorkerView } from './engine-parts.ts';
import { musicMemory } from './music-memory.ts';
import { listDevices } from './microphone.ts';
import { createReader } from './reader.ts';

export function openSound(given: Omit<SoundParts, 'memory'>): {
  readonly sound: Sound;
  readonly worker: SoundWorkerView;
} {
  const parts = { ...given, memory: musicMemory };
  const engine = new SoundEngine(parts);
  const remember = (input: SoundInput | 'off', { device, url }: OpenSoundOptions = {}) =>
    parts.store.set({
      sound: { input, ...(device === undefined ? {} : { device }), ...(url === undefined ? {} : { streamUrl: url }) },
    });
  /** What the browser did not keep is told once, and not at every start. */
  const forget = (input: SoundInput, options: OpenSoundOptions | undefined, error: unknown): never => {
    const wasKept = input === 'files' && !options?.files && !options?.handles;
    if (wasKept && error instanceof AppError && error.kind === 'input.invalid') remember('off');
    throw error;
  };
  const sound: Sound = {
    open(input, options) {
      remember(input, options);
      return engine.open(input, options).catch((error: unknown) => forget(input, options, error));
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

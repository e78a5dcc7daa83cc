/** `window.afterimage.sound` before its code is there: that comes when somebody uses it, or chose an input before. Page. */
import type { SettingsStore } from '../shared/app-api.ts';
import type { Sound, SoundApi, SoundStatus } from '../shared/sound-api.ts';

interface SoundParts {
  readonly store: SettingsStore;
  readonly painted: Promise<void>;
  /** Fetches the code; asked again after a failure. */
  load(): Promise<Sound>;
}

const off: SoundStatus = {
  state: 'off',
  input: null,
  name: null,
  message: null,
  sampleRate: 0,
  isShared: globalThis.crossOriginIsolated,
  latencyMs: { count: 0, p50: 0, p95: 0 },
  overruns: 0,
  tempoBpm: 0,
  tempoConfidence: 0,
  isTapped: false,
  track: null,
};

/** These open again by themselves, files where the browser keeps them; a tab needs a person. */
const byItself = ['microphone', 'files', 'stream', 'demo'] as const;

export function createSound({ store, painted, load }: SoundParts): { readonly api: SoundApi; open(): Promise<Sound> } {
  let opened: Sound | null = null;
  let opening: Promise<Sound> | null = null;
  const open = (): Promise<Sound> => {
    opening ??= load().then((sound) => (opened = sound));
    opening.catch(() => (opening = null));
    return opening;
  };
  const goOn = async (): Promise<void> => {
    await painted;
    const input = byItself.find((one) => one === store.get().sound.input);
    if (input) await (await open()).open(input);
  };
  // A refusal is told by its event.
  goOn().catch(() => undefined);
  const api: SoundApi = {
    open: async (input, options) => (await open()).open(input, options),
    close: async () => opened?.close(),
    resume: async () => opened?.resume(),
    status: () => opened?.status() ?? off,
    resetMetrics: () => opened?.resetMetrics(),
    devices: async () => (await open()).devices(),
    tap: () => opened?.tap() ?? 0,
    clearTap: () => opened?.clearTap(),
    reader: async () => (await open()).createReader(),
    player: {
      toggle: () => opened?.player.toggle(),
      next: () => opened?.player.next(),
      previous: () => opened?.player.previous(),
      seek: (positionSec) => opened?.player.seek(positionSec),
    },
  };
  return { api, open };
}

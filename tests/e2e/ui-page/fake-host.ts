/** A host without a show: keeps settings in memory with the real specs, and remembers every request. */
import * as z from 'zod/mini';
import type {
  LeftOutPhoto,
  Metrics,
  OverlayHost,
  SettingsPatch,
  SettingsStore,
  SourceState,
} from '../../../src/shared/app-api.ts';
import type { Settings } from '../../../src/shared/core-settings.ts';
import { AppError } from '../../../src/shared/errors.ts';
import type { LoggedEvent } from '../../../src/shared/events.ts';
import { checkField, defaultsOf, type Rejection, type SettingsSpec } from '../../../src/shared/settings-spec.ts';
import type { SourceDefinition } from '../../../src/shared/source.ts';
import { fakeLibrary } from './fake-library.ts';

export interface FakeHost extends OverlayHost {
  /** What was asked of the host, oldest first. */
  readonly asked: string[];
  /** The next `addSource` fails with this sentence, or is backed out of when null. */
  answerAdd: 'add' | null | string;
  states: SourceState[];
  leftOut: LeftOutPhoto[];
  paused: boolean;
  emit(event: LoggedEvent): void;
}

function createStore(specs: readonly SettingsSpec[]): SettingsStore {
  const listeners = new Set<(settings: Settings, previous: Settings) => void>();
  const fresh = (): Settings =>
    Object.fromEntries(specs.map((spec) => [spec.namespace, defaultsOf(spec)])) as unknown as Settings;
  let settings = fresh();
  const become = (next: Settings): void => {
    const previous = settings;
    settings = next;
    for (const listener of listeners) listener(settings, previous);
  };
  return {
    get: () => settings,
    set(patch: SettingsPatch) {
      const rejected: Rejection[] = [];
      const next = structuredClone(settings) as unknown as Record<string, Record<string, unknown>>;
      for (const spec of specs) {
        for (const [field, value] of Object.entries(patch[spec.namespace as keyof SettingsPatch] ?? {})) {
          const checked = checkField(spec, field, value);
          const values = next[spec.namespace];
          if (checked.ok && values) values[field] = checked.value;
          else if (!checked.ok) rejected.push({ path: `${spec.namespace}.${field}`, value, message: checked.message });
        }
      }
      become(next as unknown as Settings);
      return rejected;
    },
    reset: () => become({ ...fresh(), sources: settings.sources }),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const source = (
  id: string,
  label: string,
  description: string,
  setup: SourceDefinition['setup'],
): SourceDefinition => ({
  id,
  label,
  description,
  setup,
  params: z.object({}),
  configure: () => Promise.resolve({ params: {}, label }),
});

const sources = [
  source('companion', 'This computer', 'The folder that this computer offers.', 'none'),
  source('folder', 'Folder', 'A folder on this device, with everything in it.', 'picker'),
  source('generative', 'Generated pictures', 'Skies, dunes and seas, painted here.', 'none'),
  source('links', 'Links', 'Pictures from addresses you paste.', 'text'),
];

function metrics(): Metrics {
  const spread = (p50: number) => ({ count: 240, p50, p95: p50 * 1.4, p99: p50 * 1.9, max: p50 * 3 });
  return {
    frames: { count: 1840, mainMs: spread(0.31), gapMs: spread(16.7) },
    idleFramesDrawn: 0,
    bitmaps: { opened: 42, closed: 39, open: 3, openBytes: 24_883_200 },
    textures: { live: 2, bytes: 16_588_800 },
    uploadMs: spread(1.6),
    longTasks: 0,
    decodeMs: spread(118),
    slides: 40,
    skipped: 1,
    skippedPhotos: 1,
    skippedRequests: 0,
    quarantined: 1,
  };
}

const health = (state: 'ready' | 'restarting', restarts: number) => ({
  state,
  restarts,
  generation: restarts + 1,
  lastError: restarts > 0 ? 'It did not answer in time.' : null,
});

export function createFakeHost(
  photo: NonNullable<ReturnType<OverlayHost['currentPhoto']>>,
  specs: readonly SettingsSpec[],
): FakeHost {
  const store = createStore(specs);
  const listeners = new Set<(event: LoggedEvent) => void>();
  const asked: string[] = [];
  const host: FakeHost = {
    asked,
    answerAdd: 'add',
    states: [{ entryId: 'generative', photos: 9, error: null }],
    leftOut: [],
    paused: false,
    emit: (event) => listeners.forEach((listener) => listener(event)),
    store,
    settings: store,
    library: fakeLibrary(asked),
    ready: Promise.resolve(),
    next: () => void asked.push('next'),
    previous: () => void asked.push('previous'),
    pause: () => void (asked.push('pause'), (host.paused = true)),
    resume: () => void (asked.push('resume'), (host.paused = false)),
    show: (id) => Promise.resolve(void asked.push(`show ${id}`)),
    status: () => ({
      version: '0.1.0',
      tier: 'canvas2d',
      demotions: [{ from: 'shader', to: 'canvas2d', reason: 'The graphics context was lost twice.' }],
      slide: 40,
      photo: { id: photo.ref.id, sourceId: 'folder', title: photo.ref.title, width: 6000, height: 4000 },
      transition: null,
      paused: host.paused,
      workers: { decode: health('ready', 0), feeds: health('restarting', 1), store: health('ready', 0) },
      degraded: [],
      events: [],
    }),
    metrics: Object.assign(metrics, { reset: () => undefined }),
    still: () => Promise.reject(new AppError('render.unsupported', 'There is no renderer here.')),
    visualizers: {
      list: async () => [],
      use: async () => undefined,
      next: async () => undefined,
      off: async () => undefined,
    },
    transitions: {
      list: () => [],
      loaded: Promise.resolve(),
      use: (id) => Promise.resolve(void asked.push(`use ${id}`)),
      cycle: () => {
        asked.push('cycle');
        return Promise.resolve(null);
      },
      check: () => Promise.resolve({ ok: true, errors: [] }),
      add: () => Promise.reject(new AppError('input.invalid', 'There is no renderer here.')),
      remove: (id) => Promise.resolve(void asked.push(`remove ${id}`)),
      file: () => Promise.reject(new AppError('input.invalid', 'There is no such transition.')),
    },
    sound: {
      open: (input) => Promise.resolve(void asked.push(`hear ${input}`)),
      close: () => Promise.resolve(void asked.push('hear nothing')),
      resume: () => Promise.resolve(),
      status: () => ({
        state: 'off',
        input: null,
        name: null,
        message: null,
        sampleRate: 0,
        isShared: true,
        latencyMs: { count: 0, p50: 0, p95: 0 },
        overruns: 0,
        tempoBpm: 0,
        tempoConfidence: 0,
        isTapped: false,
        track: null,
      }),
      resetMetrics: () => undefined,
      devices: () => Promise.resolve([]),
      tap: () => 0,
      clearTap: () => undefined,
      reader: () => Promise.reject(new AppError('sound.unsupported', 'There is no sound here.')),
      player: { toggle: () => undefined, next: () => undefined, previous: () => undefined, seek: () => undefined },
    },
    widgets: {
      kinds: () => Promise.resolve([]),
      add: (widget) => Promise.resolve(String(asked.push(`add widget ${widget}`))),
      change: (id) => Promise.resolve(void asked.push(`change widget ${id}`)),
      remove: (id) => Promise.resolve(void asked.push(`remove widget ${id}`)),
      inspect: () => Promise.resolve([]),
      edit: () => Promise.resolve(void asked.push('edit widgets')),
      saveSlot: () => Promise.resolve(),
      recallSlot: () => Promise.resolve(false),
      suggest: (_widget, _option, text) =>
        Promise.resolve(['Paris, France', 'Parma, Italy', 'Paraty, Brazil'].filter((it) => it.startsWith(text))),
      keepFile: () => Promise.resolve(''),
    },
    currentPhoto: () => photo,
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    transitionChoices: () => [
      { id: 'crossfade', label: 'Crossfade' },
      { id: 'ripple', label: 'Ripple' },
      { id: 'slide', label: 'Slide' },
      { id: 'wipe', label: 'Wipe' },
    ],
    visualizerChoices: () => [
      {
        id: 'spectrum',
        label: 'Spectrum',
        description: 'Bars.',
        params: { bars: { type: 'int', label: 'Bars', default: 32, min: 8, max: 64, step: 1 } },
        presets: { few: { label: 'Few', params: { bars: 8 } } },
      },
    ],
    sources,
    addSource(sourceId, input) {
      asked.push(`add ${sourceId}${input.text ? ` ${input.text.trim()}` : ''}${input.dropped ? ' dropped' : ''}`);
      const answer = host.answerAdd;
      if (answer === null) return Promise.resolve(null);
      if (answer !== 'add') return Promise.reject(new AppError('source.invalid', answer));
      const { entries } = store.get().sources;
      const id = `${sourceId}-${entries.length}`;
      const label = sources.find((it) => it.id === sourceId)?.label ?? sourceId;
      store.set({
        sources: { entries: [...entries, { id, source: sourceId, label, enabled: true, weight: 1, params: {} }] },
      });
      return Promise.resolve(id);
    },
    removeSource(entryId) {
      asked.push(`remove ${entryId}`);
      store.set({ sources: { entries: store.get().sources.entries.filter((it) => it.id !== entryId) } });
      return Promise.resolve();
    },
    regrant: (entryId) => Promise.resolve(Boolean(asked.push(`regrant ${entryId}`))),
    sourceStates: () => host.states,
    failures: () => host.leftOut,
    clearFailure(photoId) {
      asked.push(`clear ${photoId}`);
      host.leftOut = host.leftOut.filter((it) => it.photoId !== photoId);
    },
  };
  return host;
}

/** The composition root: starts every part and connects them. The only file that knows every folder. */
import { createAutomation } from './app/automation.ts';
import { createRecorder, watchLongTasks } from './app/metrics.ts';
import { tellUser } from './app/notices.ts';
import { registerOffline, type OfflineSupport } from './app/offline.ts';
import { browserClock, browserPage, onSourceChanged, timedDecode } from './app/show-ports.ts';
import { createSources, type SourceCommands } from './app/sources.ts';
import { installTrustedTypes } from './app/trusted-types.ts';
import { createWakeLock } from './app/wake-lock.ts';
import { createStage, type Stage } from './render/stage.ts';
import { settingsFromUrl } from './settings/from-url.ts';
import { databaseRows } from './settings/rows.ts';
import { openSettings, type OpenedStore } from './settings/store.ts';
import type { AfterimageApi, OverlayHost } from './shared/app-api.ts';
import { coreSettings } from './shared/core-settings.ts';
import { createEventLog, type EventLog } from './shared/events.ts';
import type { SettingsSpec } from './shared/settings-spec.ts';
import type { SourceDefinition } from './shared/source.ts';
import type { WorkerHealth } from './shared/worker-contract.ts';
import { createSlideshow, type Slideshow } from './slideshow/slideshow.ts';
import { createOverlay } from './ui/overlay.ts';
import { startDecodeWorker } from './workers/decode/client.ts';
import { startFeedsWorker } from './workers/feeds/client.ts';
import { startStoreWorker } from './workers/store/client.ts';

declare global {
  interface Window {
    afterimage: AfterimageApi;
  }
}

/** A first visit waits this long to learn whether the companion offers a folder. */
const automaticSourcesMs = 400;
const slideCacheBytes = 64 * 1024 * 1024;
const specs = coreSettings as unknown as readonly SettingsSpec[];
const sourceModules = import.meta.glob<SourceDefinition>('./sources/*/index.ts', { import: 'source' });

function elementOf(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`index.html has no #${id}`);
  return found;
}

function startWorkers(events: EventLog, onFeedsRestart: () => void) {
  const baseUrl = location.origin;
  const report = (worker: string) => ({
    onState: ({ state, lastError }: WorkerHealth) =>
      events.emit({ type: 'worker.state', worker, state, reason: lastError }),
  });
  const decode = startDecodeWorker({
    ...report('decode'),
    onGeneration: (call) => call('configure', [{ baseUrl, cacheBytes: slideCacheBytes }]),
  });
  const feeds = startFeedsWorker({
    ...report('feeds'),
    onGeneration: (call, generation) => {
      if (generation > 1) setTimeout(onFeedsRestart);
      return call('configure', [{ baseUrl }]);
    },
  });
  const storage = startStoreWorker(report('store'));
  return { decode, feeds, storage };
}

type Workers = ReturnType<typeof startWorkers>;

function openStore(events: EventLog): Promise<OpenedStore> {
  return openSettings({
    specs,
    rows: databaseRows(),
    url: settingsFromUrl(location.search, specs),
    report(kind, path, message) {
      if (kind === 'unsaved') events.emit({ type: 'notice', message });
      else if (kind === 'quarantined') events.emit({ type: 'settings.quarantined', namespace: path, message });
      else events.emit({ type: 'settings.rejected', path, message });
    },
  });
}

function openStage(events: EventLog, store: OpenedStore): Stage {
  const stillness = matchMedia('(prefers-reduced-motion: reduce)');
  const reducedMotion = () => {
    const wish = store.get().display.reducedMotion;
    return wish === 'on' || (wish === 'auto' && stillness.matches);
  };
  const stage = createStage({ host: elementOf('stage'), events, settings: () => store.get(), reducedMotion });
  stillness.addEventListener('change', () => stage.refresh());
  store.onChange(() => stage.refresh());
  return stage;
}

function openSlideshow(
  events: EventLog,
  store: OpenedStore,
  stage: Stage,
  workers: Workers,
  decodeMs: ReturnType<typeof createRecorder>,
) {
  const { decode, feeds, storage } = workers;
  return createSlideshow({
    events,
    settings: store,
    stage: {
      show: (photo, options) => stage.show(photo, options),
      replace: (photo) => stage.replace(photo),
      target: () => ({ ...stage.target(), pixels: stage.tier() === 'shader' }),
      onResize: (listener) => stage.onResize(listener),
      transitionRunning: () => stage.transition() !== null,
    },
    decode: timedDecode((method, args, options) => decode.call(method, args, options), decodeMs),
    feeds: {
      scan: (entry, cursor, signal) => feeds.call('scan', [entry, cursor], { signal }),
      watch: (entries) => feeds.call('watch', [entries]),
      onChanged: (listener) => onSourceChanged((hear) => feeds.onEvent(hear), listener),
    },
    memory: { load: () => storage.call('loadQueue', []), save: (steps) => storage.call('saveQueue', [steps]) },
    clock: browserClock,
    page: browserPage,
    seed: crypto.getRandomValues(new Uint32Array(1))[0] ?? 1,
    ...('deviceMemory' in navigator ? { deviceMemoryGb: Number(navigator.deviceMemory) } : {}),
  });
}

function openOverlay(
  events: EventLog,
  api: AfterimageApi,
  store: OpenedStore,
  stage: Stage,
  show: Slideshow,
  sources: SourceCommands,
): void {
  let offline: OfflineSupport | null = null;
  const host: OverlayHost = {
    ...api,
    store,
    currentPhoto: () => show.current(),
    onEvent: (listener) => events.on(listener),
    transitionChoices: () => stage.transitions(),
    get sources() {
      return sources.definitions();
    },
    addSource: sources.addSource,
    removeSource: sources.removeSource,
    regrant: sources.regrant,
    sourceStates: sources.sourceStates,
    failures: () => show.failures(),
    clearFailure: (photoId) => show.clearFailure(photoId),
  };
  const overlay = createOverlay({
    host,
    root: elementOf('overlay'),
    stageElement: elementOf('stage'),
    loadSettings: () => import('./settings/form/settings-form.ts').then((module) => module.openSettingsForm as never),
    companionPhotos: () => sources.sourceStates().find(({ entryId }) => entryId === 'companion')?.photos ?? null,
  });
  tellUser(events, overlay, { regrant: sources.regrant, applyUpdate: () => offline?.applyUpdate() });
  const wakeLock = createWakeLock(events);
  const followShow = () => wakeLock.want(store.get().interaction.wakeLock && !show.paused);
  events.on(({ type }) => type === 'photo.shown' && followShow());
  store.onChange(followShow);
  void api.ready.then(async () => {
    events.emit({ type: 'app.ready', firstPhotoMs: Math.round(performance.now()) });
    followShow();
    await sources.load();
    if (store.get().interaction.welcome) overlay.open('welcome');
    offline = await registerOffline(events);
  });
}

async function start(): Promise<void> {
  installTrustedTypes(globalThis, location.origin);
  const events = createEventLog();
  const workers = startWorkers(events, () => show.reconnectFeeds());
  const store = await openStore(events);
  const stage = openStage(events, store);
  const decodeMs = createRecorder();
  const show = openSlideshow(events, store, stage, workers, decodeMs);
  const sources = createSources({
    store,
    events,
    loadDefinitions: () => Promise.all(Object.values(sourceModules).map((load) => load())),
    keepFiles: (entryId, files) => workers.storage.call('keepFiles', [entryId, files]),
    forgetFiles: (entryId) => workers.storage.call('forgetFiles', [entryId]),
    probe: (sourceId) => workers.feeds.call('probe', [sourceId]),
    rescan: (entryId) => show.rescan(entryId),
  });
  const api = createAutomation({
    version: __APP_VERSION__,
    events,
    store,
    stage,
    show,
    workers: Object.values(workers),
    decodeMs,
    longTasks: watchLongTasks(),
    decodeExact: (blob, widthPx, heightPx) => workers.decode.call('decodeExact', [blob, widthPx, heightPx]),
    debug: new URLSearchParams(location.search).get('debug') === '1',
  });
  window.afterimage = api;
  openOverlay(events, api, store, stage, show, sources);
  await Promise.race([
    sources.addAutomatic().catch(() => undefined),
    new Promise((resolve) => setTimeout(resolve, automaticSourcesMs)),
  ]);
  show.start();
}

void start();

/** The composition root: starts every part and connects them. The only file that knows every folder. */
import { createAutomation } from './app/automation.ts';
import { createRecorder, watchLongTasks } from './app/metrics.ts';
import type { HostParts } from './app/overlay-host.ts';
import { browserClock, browserPage, onSourceChanged, timedDecode } from './app/show-ports.ts';
import type { SourceCommands } from './app/sources.ts';
import { createTransitions } from './app/transitions.ts';
import { installTrustedTypes } from './app/trusted-types.ts';
import { createWidgets } from './app/widgets.ts';
import { createStage, type Stage } from './render/stage.ts';
import { databaseRows } from './settings/rows.ts';
import { openSettings, type OpenedStore } from './settings/store.ts';
import type { AfterimageApi } from './shared/app-api.ts';
import { coreDefaults } from './shared/core-defaults.ts';
import { createEventLog, type EventLog } from './shared/events.ts';
import type { SourceDefinition } from './shared/source.ts';
import { createSlideshow, type Slideshow } from './slideshow/slideshow.ts';
import { startFleet, type Fleet } from './workers/fleet.ts';

declare global {
  interface Window {
    afterimage: AfterimageApi;
  }
}

/** A first visit waits this long to learn whether the companion offers a folder. */
const automaticSourcesMs = 400;
/** The overlay opens without a photo when none has come by then. */
const overlayWaitMs = 2500;
const sourceModules = import.meta.glob<SourceDefinition>('./sources/*/index.ts', { import: 'source' });

const delay = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

function elementOf(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`index.html has no #${id}`);
  return found;
}

function openStore(events: EventLog): Promise<OpenedStore> {
  return openSettings({
    defaults: coreDefaults,
    loadRules: () => import('./settings/rules.ts').then((module) => module.coreRules),
    rows: databaseRows(),
    search: location.search,
    report(kind, path, message) {
      if (kind === 'unsaved') events.emit({ type: 'notice', message });
      else if (kind === 'quarantined') events.emit({ type: 'settings.quarantined', namespace: path, message });
      else events.emit({ type: 'settings.rejected', path, message });
    },
  });
}

function openStage(events: EventLog, store: OpenedStore) {
  const stillness = matchMedia('(prefers-reduced-motion: reduce)');
  const reducedMotion = () => {
    const wish = store.get().display.reducedMotion;
    return wish === 'on' || (wish === 'auto' && stillness.matches);
  };
  const host = elementOf('stage');
  const transitions = createTransitions({
    library: () => stage.library,
    async load() {
      const [{ openCustomTransitions }, { createTransitionsApi }] = await Promise.all([
        import('./app/custom-transitions.ts'),
        import('./app/transitions-api.ts'),
      ]);
      const { library, painted } = stage;
      const custom = openCustomTransitions(events, () => library);
      void painted.then(() => custom.load());
      return { custom, api: createTransitionsApi({ store, library, custom, ready: painted }) };
    },
  });
  const { guard } = transitions;
  const stage: Stage = createStage({ host, events, settings: () => store.get(), reducedMotion, guard });
  // Without it, for want of a network, ours play on.
  void stage.painted.then(transitions.open).catch(() => undefined);
  stillness.addEventListener('change', () => stage.refresh());
  store.onChange(() => stage.refresh());
  return { stage, transitions };
}

function openSlideshow(
  events: EventLog,
  store: OpenedStore,
  stage: Stage,
  fleet: Fleet,
  decodeMs: ReturnType<typeof createRecorder>,
) {
  const { decode, feeds, memory } = fleet;
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
    memory,
    clock: browserClock,
    page: browserPage,
    seed: crypto.getRandomValues(new Uint32Array(1))[0] ?? 1,
    ...('deviceMemory' in navigator ? { deviceMemoryGb: Number(navigator.deviceMemory) } : {}),
  });
}

/** Everything around the photo comes after it, or after a while when no photo comes. */
async function openOverlay(known: Omit<HostParts, 'sources'>, loadSources: () => Promise<SourceCommands>) {
  await Promise.race([known.api.ready, delay(overlayWaitMs)]);
  const [{ createOverlay }, { createOverlayHost, settleIn }, sources] = await Promise.all([
    import('./ui/overlay.ts'),
    import('./app/overlay-host.ts'),
    loadSources(),
  ]);
  const parts = { ...known, sources };
  const overlay = createOverlay({
    host: createOverlayHost(parts),
    root: elementOf('overlay'),
    stageElement: elementOf('stage'),
    async loadSettings() {
      const [{ openSettingsForm }, { openDialog }] = await Promise.all([
        import('./settings/form/settings-form.ts'),
        import('./ui/dialog.ts'),
      ]);
      return ({ root, host, open, closed }) =>
        openSettingsForm({ root, host, openDialog, openGallery: () => open('gallery'), closed });
    },
    companionPhotos: () => sources.sourceStates().find(({ entryId }) => entryId === 'companion')?.photos ?? null,
  });
  await settleIn(parts, overlay);
}

/** Nothing of the layer is there before somebody wants a widget. */
async function openLayer(parts: {
  api: AfterimageApi;
  events: EventLog;
  store: OpenedStore;
  stage: Stage;
  show: Slideshow;
}) {
  const [{ widgetParts }, { openWidgets }, { startWidgetsWorker }] = await Promise.all([
    import('./app/widget-parts.ts'),
    import('./widgets/open-widgets.ts'),
    import('./workers/widgets/client.ts'),
  ]);
  return openWidgets(widgetParts({ ...parts, before: elementOf('overlay'), startWorker: startWidgetsWorker }));
}

/** Not needed before the first photo, unless a source offers itself. */
async function openSources(events: EventLog, store: OpenedStore, show: Slideshow, { storage }: Fleet) {
  const { createSources } = await import('./app/sources.ts');
  return createSources({
    store,
    events,
    loadDefinitions: () => Promise.all(Object.values(sourceModules).map((load) => load())),
    keepFiles: (entryId, files) => storage.call('keepFiles', [entryId, files]),
    forgetFiles: (entryId) => storage.call('forgetFiles', [entryId]),
    rescan: (entryId) => show.rescan(entryId),
    currentEntryId: () => show.current()?.ref.entryId ?? null,
    next: () => show.next(),
  });
}

/** A person who starts the companion with a folder wants to see that folder, from the first photo on. */
async function takeOffers(store: OpenedStore, fleet: Fleet, sources: () => Promise<SourceCommands>): Promise<void> {
  if (store.get().sources.companionOffered) return;
  const offered = await fleet.feeds.call('offered', []);
  if (offered.length > 0) await (await sources()).addOffered(offered);
}

async function start(): Promise<void> {
  installTrustedTypes(globalThis, location.origin);
  const events = createEventLog();
  const fleet = startFleet(events, location.origin, () => show.reconnectFeeds());
  const store = await openStore(events);
  const { stage, transitions } = openStage(events, store);
  const decodeMs = createRecorder();
  const show = openSlideshow(events, store, stage, fleet, decodeMs);
  let loadingSources: Promise<SourceCommands> | null = null;
  const sources = () => (loadingSources ??= openSources(events, store, show, fleet));
  const { painted } = stage;
  const widgets = createWidgets({ store, painted, load: () => openLayer({ api, events, store, stage, show }) });
  const api = createAutomation({
    transitions: transitions.api,
    widgets,
    ready: stage.painted.then(() => store.loaded()),
    version: __APP_VERSION__,
    events,
    store,
    stage,
    show,
    workers: [fleet.decode, fleet.feeds, fleet.storage],
    decodeMs,
    longTasks: watchLongTasks(),
    decodeExact: (blob, widthPx, heightPx) => fleet.decode.call('decodeExact', [blob, widthPx, heightPx]),
    debug: new URLSearchParams(location.search).get('debug') === '1',
  });
  window.afterimage = api;
  void stage.painted.then(() => events.emit({ type: 'app.ready', firstPhotoMs: Math.round(performance.now()) }));
  const openPreviews = async () => {
    const [{ previewPhotos }, { openPreviews: open }] = await Promise.all([
      import('./app/preview-photos.ts'),
      import('./render/previews.ts'),
    ]);
    const photos = await previewPhotos({
      current: () => show.current(),
      neighbour: () => show.neighbour(),
      decode: (ref, target) => fleet.decode.call('decode', [ref, target], { key: ref.id }),
    });
    return open({ photos, library: stage.library, guard: transitions.guard, shaders: stage.tier() === 'shader' });
  };
  void openOverlay({ api, events, store, stage, show, openPreviews }, sources);
  await Promise.race([takeOffers(store, fleet, sources).catch(() => undefined), delay(automaticSourcesMs)]);
  show.start();
}

void start();

/** The half of the composition root that is not needed for the first photo: controls, sources as people edit them, previews. */
import { openCustomTransitions } from './app/custom-transitions.ts';
import { createDebug } from './app/debug.ts';
import { createLibraryLater } from './app/library/later.ts';
import { openInteraction } from './app/interaction.ts';
import { createOverlayHost, settleIn, type HostParts } from './app/overlay-host.ts';
import { createPanelLink } from './app/panel-link.ts';
import { createSources, type SourceCommands } from './app/sources.ts';
import type { WorkerView } from './app/ports.ts';
import { createSound } from './app/sound.ts';
import { createTransitionsApi } from './app/transitions-api.ts';
import { laterVisualizers } from './app/visualizer-later.ts';
import { openLanguage } from './languages/language.ts';
import type { Stage } from './render/stage.ts';
import { createWidgets } from './app/widgets.ts';
import type { Owner } from './settings/admin/owner.ts';
import type { OpenedStore } from './settings/store.ts';
import type { AfterimageApi, OverlayHost, TransitionPreviews } from './shared/app-api.ts';
import type { AudioReader } from './shared/audio-view.ts';
import type { EventLog } from './shared/events.ts';
import type { PanelHost } from './shared/panel-host.ts';
import { browserNotes } from './shared/profile.ts';
import type { Sound, SoundApi } from './shared/sound-api.ts';
import type { SourceDefinition } from './shared/source.ts';
import type { Slideshow } from './slideshow/slideshow.ts';
import type { WidgetsApi } from './shared/widget.ts';
import { createOverlay, type Overlay } from './ui/overlay.ts';
import type { SettingsContext } from './ui/panel.ts';
import type { Fleet } from './workers/fleet.ts';

/** What the first half asks of the second, which sets it once it is there. */
export interface RestHooks {
  /** How long a transition of this length takes, milliseconds. */
  fitDuration(durationMs: number): number;
}

interface Parts {
  readonly api: AfterimageApi;
  readonly events: EventLog;
  readonly store: OpenedStore;
  readonly stage: Stage;
  readonly show: Slideshow;
  readonly fleet: Fleet;
  /** What `status()` tells of; workers that start later join it. */
  readonly workers: WorkerView[];
  readonly hooks: RestHooks;
  readonly guard: NonNullable<Parameters<typeof import('./render/previews.ts').openPreviews>[0]['guard']>;
  sources(): Promise<SourceCommands>;
}

const sourceModules = import.meta.glob<SourceDefinition>('./sources/*/index.ts', { import: 'source' });

function elementOf(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`index.html has no #${id}`);
  return found;
}

export function openTransitions(events: EventLog, store: OpenedStore, { library, painted }: Stage) {
  const custom = openCustomTransitions(events, () => library);
  void painted.then(() => custom.load());
  return { custom, api: createTransitionsApi({ store, library, custom, ready: painted }) };
}

export function openSources(
  events: EventLog,
  store: OpenedStore,
  show: Slideshow,
  { storage, feeds }: Fleet,
): SourceCommands {
  return createSources({
    store,
    events,
    // Offline, those that were never used are missing.
    async loadDefinitions() {
      const loaded = await Promise.allSettled(Object.values(sourceModules).map((load) => load()));
      return loaded.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
    },
    keepFiles: (entryId, files) => storage.call('keepFiles', [entryId, files]),
    forgetFiles: (entryId) => storage.call('forgetFiles', [entryId]),
    keepSecret: (entryId, secret) => storage.call('keepSecret', [entryId, secret]),
    forgetSecret: (entryId) => storage.call('forgetSecret', [entryId]),
    forgetKept: (entryId) => feeds.call('forgetKept', [entryId]),
    health: (entry) => feeds.call('health', [entry]),
    check: (entry, secret) => feeds.call('check', [entry, secret]),
    rescan: (entryId) => show.rescan(entryId),
    currentEntryId: () => show.current()?.ref.entryId ?? null,
    next: () => show.next(),
  });
}

/** Small live pictures of transitions, over the photos on screen. */
async function openPreviews({ show, stage, fleet, guard }: Parts): Promise<TransitionPreviews> {
  const [{ previewPhotos }, { openPreviews: open }] = await Promise.all([
    import('./app/preview-photos.ts'),
    import('./render/previews.ts'),
  ]);
  const photos = await previewPhotos({
    current: () => show.current(),
    neighbour: () => show.neighbour(),
    decode: (ref, target) => fleet.decode.call('decode', [ref, target], { key: ref.id }),
  });
  return open({ photos, library: stage.library, guard, shaders: stage.tier() === 'shader' });
}

/** The panel and what it may ask for; both are fetched when it is first opened, here or in a window of its own. */
function settingsLoader(owner: Promise<Owner>, host: OverlayHost, stage: Stage, open: SettingsContext['open']) {
  let panelHost: Promise<PanelHost> | null = null;
  let opened: { close(): void } | null = null;
  const leave = () => opened?.close();
  const detach = () => {
    link.open();
    leave();
  };
  const loadHost = (): Promise<PanelHost> => {
    panelHost ??= Promise.all([import('./app/panel-host.ts'), owner]).then(
      ([{ createPanelHost }, { admin, managed }]) => createPanelHost(host, { open, leave, detach, admin, managed }),
    );
    panelHost.catch(() => (panelHost = null));
    return panelHost;
  };
  const link = createPanelLink({
    loadHost,
    serve: async (own, channel) =>
      void (await import('./settings/remote/serve.ts')).serveRemoteHost(own, channel, {
        notes: sessionStorage,
        shared: browserNotes(),
      }),
    bringToFront: async (channel) =>
      (await import('./settings/remote/connect.ts')).bringToFront(channel, sessionStorage),
  });
  const load = () => Promise.all([import('./settings/panel/open-panel.tsx'), loadHost()]);
  const warm = async (): Promise<void> => {
    await stage.painted;
    const { warmPanel } = await import('./app/panel-warm.ts');
    const isBusy = () => stage.transition() !== null;
    warmPanel({
      window,
      isBusy,
      load: () =>
        load().then(
          ([{ preparePanel }, own]) =>
            () =>
              void preparePanel(own),
        ),
    });
  };
  warm().catch(() => undefined);
  return async () => {
    const [{ openPanel }, own] = await load();
    return ({ root, openDialog, closed }: SettingsContext) =>
      (opened = openPanel({ root, host: own, openDialog, closed }));
  };
}

async function openOverlay(
  parts: Parts,
  owner: Promise<Owner>,
  language: Promise<void>,
  more: Pick<HostParts, 'visualizerChoices' | 'openSound' | 'keptPhotos'>,
): Promise<Overlay> {
  const { api, events, store, stage, show } = parts;
  // Whether this display is a kiosk is known before anybody can touch anything.
  const [sources, interaction] = await Promise.all([
    parts.sources(),
    openInteraction({
      store,
      root: elementOf('overlay'),
      loadShield: () => import('./ui/shield/shield.ts').then(({ createShield }) => createShield),
      endEditing: () => void api.widgets.edit(false).catch(() => undefined),
    }),
    language,
  ]);
  const hostParts = {
    interaction: interaction.api,
    api,
    events,
    store,
    stage,
    show,
    sources,
    openPreviews: () => openPreviews(parts),
    ...more,
  };
  const host = createOverlayHost(hostParts);
  const overlay = createOverlay({
    host,
    root: elementOf('overlay'),
    stageElement: elementOf('stage'),
    loadSettings: settingsLoader(owner, host, stage, (panel) => overlay.open(panel)),
    companionPhotos: () => sources.sourceStates().find(({ entryId }) => entryId === 'companion')?.photos ?? null,
  });
  interaction.attach(overlay);
  await settleIn(hostParts, overlay);
  return overlay;
}

function openVisualizers({ events, store, stage, show, fleet }: Parts, { status }: SoundApi) {
  return laterVisualizers(stage.painted, async () =>
    (await import('./app/visualizer.ts')).createVisualizers({
      store,
      next: () => show.next(),
      events,
      track: () => status().track,
      loadNowPlaying: async () => (await import('./ui/sound/now-playing.ts')).openNowPlaying(elementOf('overlay')),
      decode: (ref, target) => fleet.decode.call('decode', [ref, target], { key: ref.id }),
      loadKit: async (hear, cover) =>
        (await import('./render/visual/kit.ts')).openVisualKit({
          hear,
          stage,
          frameUrl: __MILKDROP_FRAME__,
          store,
          events,
          photo: () => cover() ?? show.current(),
        }),
    }),
  );
}

/** Loaded when an input is first opened; the worker starts with it. */
async function loadSound({ events, store, workers }: Parts): Promise<Sound> {
  const [{ openSound }, audio] = await Promise.all([import('./audio/sound.ts'), import('./workers/audio/client.ts')]);
  const { captureUrl, startAudioWorker: startWorker } = audio;
  const startTags = () => import('./workers/tags/client.ts').then(({ startTagsWorker }) => startTagsWorker());
  const { sound, worker } = openSound({ store, events, captureUrl, startWorker, startTags });
  workers.push(worker);
  return sound;
}

/** Loaded when something asks for it, see app/library/later.ts. */
async function loadLibrary({ events, store, stage, show, workers }: Parts) {
  const [{ openLibrary }, { startLibraryWorker: startWorker }] = await Promise.all([
    import('./app/library/library.ts'),
    import('./workers/library/client.ts'),
  ]);
  const transitionRunning = () => stage.transition() !== null;
  return openLibrary({ events, store, show, transitionRunning, startWorker, joined: (worker) => workers.push(worker) });
}

/** Nothing of the layer is there before somebody wants a widget. */
async function openLayer(
  { api, events, store, stage, show, workers }: Parts,
  openSettings: () => void,
): Promise<WidgetsApi> {
  const [{ widgetParts }, { openWidgets }, { startWidgetsWorker }] = await Promise.all([
    import('./app/widget-parts.ts'),
    import('./widgets/open-widgets.ts'),
    import('./workers/widgets/client.ts'),
  ]);
  const startWorker = (hooks: Parameters<typeof startWidgetsWorker>[0]) => {
    const worker = startWidgetsWorker(hooks);
    workers.push(worker);
    return worker;
  };
  const before = elementOf('overlay');
  return openWidgets(widgetParts({ api, events, store, stage, show, before, startWorker, openSettings }));
}

/** Adds to `afterimage` what scripts find there once it is `ready`, and opens the controls. */
export function openRest(parts: Parts): void {
  const { events, hooks, show, stage, store } = parts;
  const lightUp = (): void => {
    unheard();
    import('./app/stand-in.ts').then(({ keepLit }) => keepLit({ store, events, show })).catch(() => undefined);
  };
  // Whoever has nothing to show may leave what is on screen without a successor.
  const unheard = events.on((event) => {
    if (event.type === 'source.failed' || (event.type === 'source.listed' && event.photos === 0)) lightUp();
  });
  // Seconds have passed and the screen is empty still.
  if (!show.current()) lightUp();
  const language = openLanguage(store);
  const owner = stage.painted.then(async () => (await import('./settings/admin/owner.ts')).createOwner(parts));
  owner.then(({ follow }) => follow()).catch(() => undefined);
  const sound = createSound({ store, painted: stage.painted, load: () => loadSound(parts) });
  const visualizers = openVisualizers(parts, sound.api);
  hooks.fitDuration = visualizers.fitDuration;
  let reader: Promise<AudioReader> | null = null;
  events.on((event) => {
    if (event.type === 'sound.track' && event.isNew) visualizers.track();
    if (event.type !== 'sound.state') return;
    if (event.state === 'off') visualizers.listen(null);
    else void (reader ??= sound.api.reader()).then(visualizers.listen).catch(() => (reader = null));
  });
  void stage.painted
    .then(async () => (await import('./app/after-paint.ts')).openAfterPaint(parts))
    .catch(() => undefined);
  const library = createLibraryLater({ store, painted: stage.painted, load: () => loadLibrary(parts) });
  let overlay: Promise<Overlay> | null = null;
  const openSettings = (): void => void overlay?.then((it) => it.open('settings'));
  const loadWidgets = () => language.then(() => openLayer(parts, openSettings));
  const widgets = createWidgets({ store, painted: stage.painted, load: loadWidgets });
  const { feeds } = parts.fleet;
  const kept = stage.painted.then(async () =>
    (await import('./app/kept-photos.ts')).openKeptPhotos({ store, events, feeds, show: parts.show }),
  );
  kept.catch(() => undefined);
  const debug = new URLSearchParams(location.search).get('debug') === '1' && { debug: createDebug(parts) };
  Object.assign(parts.api, { visualizers: visualizers.api, sound: sound.api, widgets, library }, debug);
  overlay = openOverlay(parts, owner, language, {
    visualizerChoices: visualizers.choices,
    openSound: sound.open,
    keptPhotos: () => kept,
  });
}

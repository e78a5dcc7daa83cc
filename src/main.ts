/**
 * The composition root: starts every part and connects them. With later.ts, its half that may wait for the first photo, the
 * only file that knows every folder.
 */
import './shared/older-browsers.ts';
import { beforeSettings, createAutomation } from './app/automation.ts';
import { createRecorder, watchLongTasks } from './app/metrics.ts';
import type { WorkerView } from './app/ports.ts';
import { browserClock, browserPage, onSourceChanged, timedDecode } from './app/show-ports.ts';
import type { SourceCommands } from './app/sources.ts';
import { createTransitions } from './app/transitions.ts';
import { installTrustedTypes } from './app/trusted-types.ts';
import type { RestHooks } from './later.ts';
import { createStage } from './render/show-stage.ts';
import type { Stage } from './render/stage.ts';
import { databaseRows } from './settings/rows.ts';
import { openSettings, type OpenedStore } from './settings/store.ts';
import type { AfterimageApi } from './shared/app-api.ts';
import { coreDefaults } from './shared/core-defaults.ts';
import { createEventLog, type EventLog } from './shared/events.ts';
import type { GeometryPort } from './shared/mesh.ts';
import { profile } from './shared/profile.ts';
import { createSlideshow } from './slideshow/slideshow.ts';
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

const later = () => import('./later.ts');
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

function openStage(events: EventLog, store: OpenedStore, { decode }: Fleet, hooks: RestHooks) {
  const stillness = matchMedia('(prefers-reduced-motion: reduce)');
  const reducedMotion = () => {
    const wish = store.get().display.reducedMotion;
    return wish === 'on' || (wish === 'auto' && stillness.matches);
  };
  const host = elementOf('stage');
  const transitions = createTransitions({
    library: () => stage.library,
    load: async () => (await later()).openTransitions(events, store, stage),
  });
  const { guard } = transitions;
  const geometry: GeometryPort = (input) => decode.call('geometry', [input]);
  const settings = () => store.get();
  const fitDuration = (durationMs: number) => hooks.fitDuration(durationMs);
  const stage: Stage = createStage({ host, events, settings, reducedMotion, guard, geometry, fitDuration });
  // Without it, for want of a network, ours play on.
  void stage.painted.then(transitions.open).catch(() => undefined);
  stillness.addEventListener('change', () => stage.refresh());
  store.onChange((now, was) => {
    // Everything else changes no picture that stands: one more frame for each step of a slider is what a panel stutters by.
    const isSeen = now.display !== was.display;
    if (isSeen || now.transitions !== was.transitions) stage.refresh(isSeen);
  });
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

/** A person who starts the companion with a folder wants to see that folder, from the first photo on. */
async function takeOffers(store: OpenedStore, fleet: Fleet, sources: () => Promise<SourceCommands>): Promise<void> {
  if (store.get().sources.companionOffered) return;
  const offered = await fleet.feeds.call('offered', []);
  if (offered.length > 0) await (await sources()).addOffered(offered);
}

async function start(): Promise<void> {
  // Too old to open a single photo: the page's own sentence about that stays.
  if (typeof OffscreenCanvas !== 'function') return;
  const events = createEventLog();
  let settle: (ready: Promise<void>) => void = () => undefined;
  const ready = new Promise<void>((resolve) => (settle = resolve));
  const api = beforeSettings(events, ready) as AfterimageApi;
  window.afterimage = api;
  installTrustedTypes(globalThis, location.origin);
  if (profile.network === 'none') (await import('./app/no-network.ts')).closeNetworkOfPage();
  const fleet = startFleet(events, location.origin, () => show.reconnectFeeds());
  const store = await openStore(events);
  const hooks: RestHooks = { fitDuration: (durationMs) => durationMs };
  const { stage, transitions } = openStage(events, store, fleet, hooks);
  const decodeMs = createRecorder();
  const show = openSlideshow(events, store, stage, fleet, decodeMs);
  let loadingSources: Promise<SourceCommands> | null = null;
  const sources = () => (loadingSources ??= later().then((parts) => parts.openSources(events, store, show, fleet)));
  const workers: WorkerView[] = [fleet.decode, fleet.feeds, fleet.storage];
  const settled = stage.painted.then(() => store.loaded());
  /** Sound, visualizers and controls join what scripts see before `ready`. */
  const rest = Promise.race([settled, delay(overlayWaitMs)])
    .then(later)
    .then((parts) => {
      const { guard } = transitions;
      return parts.openRest({ api, events, store, stage, show, fleet, workers, guard, hooks, sources });
    });
  const now = createAutomation({
    transitions: transitions.api,
    events,
    store,
    stage,
    show,
    workers,
    decodeMs,
    longTasks: watchLongTasks(),
    decodeExact: (blob, widthPx, heightPx) => fleet.decode.call('decodeExact', [blob, widthPx, heightPx]),
  });
  Object.assign(api, now);
  settle(Promise.all([settled, rest.catch(() => undefined)]).then(() => undefined));
  void stage.painted.then(() => events.emit({ type: 'app.ready', firstPhotoMs: Math.round(performance.now()) }));
  await Promise.race([takeOffers(store, fleet, sources).catch(() => undefined), delay(automaticSourcesMs)]);
  show.start();
}

void start();

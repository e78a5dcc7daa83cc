/** What the overlay is told and may ask for, put together from the parts. */
import type {
  AfterimageApi,
  OverlayHost,
  SettingsStore,
  TransitionPreviews,
  VisualizerInfo,
} from '../shared/app-api.ts';
import type { EventLog } from '../shared/events.ts';
import type { Interaction } from '../shared/kiosk.ts';
import type { OfflineControls } from '../shared/offline-api.ts';
import type { Sound } from '../shared/sound-api.ts';
import { tellUser, type NoticeBoard } from './notices.ts';
import { registerOffline, type OfflineSupport } from './offline.ts';
import type { KnownTransition, ShowView, StageView } from './ports.ts';
import type { SourceCommands } from './sources.ts';
import { createWakeLock } from './wake-lock.ts';

export interface HostParts {
  readonly api: AfterimageApi;
  readonly events: EventLog;
  readonly store: SettingsStore;
  readonly stage: StageView;
  readonly show: ShowView;
  readonly sources: SourceCommands;
  openPreviews(): Promise<TransitionPreviews>;
  visualizerChoices?(): readonly VisualizerInfo[];
  openSound(): Promise<Sound>;
  readonly interaction: Interaction;
  keptPhotos?(): Promise<OfflineControls>;
}

/** Two of the same name are told apart by where they come from. */
function choicesOf(definitions: readonly KnownTransition[]): { id: string; label: string }[] {
  const own = new Set(definitions.filter(({ origin = 'own' }) => origin === 'own').map(({ label }) => label));
  return definitions.map(({ id, label, origin = 'own' }) => ({
    id,
    label: origin !== 'own' && own.has(label) ? `${label} (${origin === 'custom' ? 'yours' : 'GL'})` : label,
  }));
}

export function createOverlayHost(parts: HostParts): OverlayHost {
  const { api, events, store, stage, show, sources, openPreviews, openSound } = parts;
  return {
    ...api,
    store,
    interaction: parts.interaction,
    currentPhoto: () => show.current(),
    onEvent: (listener) => events.on(listener),
    openPreviews,
    visualizerChoices: () => parts.visualizerChoices?.() ?? [],
    openSound,
    ...(parts.keptPhotos && { keptPhotos: parts.keptPhotos }),
    transitionChoices: () => choicesOf(stage.library.definitions),
    get sources() {
      return sources.definitions();
    },
    loadSources: sources.load,
    addSource: sources.addSource,
    changeSource: sources.changeSource,
    checkSource: sources.checkSource,
    addStarters: sources.addStarters,
    removeSource: sources.removeSource,
    regrant: sources.regrant,
    sourceStates: sources.sourceStates,
    sourceHealth: sources.sourceHealth,
    failures: () => show.failures(),
    clearFailure: (photoId) => show.clearFailure(photoId),
  };
}

/**
 * The first choices are for people who have made none: whoever started the companion with a folder, or wrote settings into
 * the address, has.
 */
function wantsWelcome(store: SettingsStore, search: string): boolean {
  const { interaction, sources } = store.get();
  const given = new URLSearchParams(search);
  // Nobody could choose anything on a display that does not answer.
  if (interaction.mode === 'kiosk') return false;
  if (!interaction.welcome || given.has('set.interaction.welcome')) return interaction.welcome;
  const hasOwnPhotos = sources.entries.some((entry) => entry.enabled && entry.source !== 'generative');
  return !hasOwnPhotos && ![...given.keys()].some((name) => name.startsWith('set.'));
}

/** Notices, wake lock and service worker: none of it is needed for the first photo. */
export async function settleIn(parts: HostParts, board: NoticeBoard & { open(panel: 'welcome'): void }): Promise<void> {
  const { api, events, store, show, sources } = parts;
  let offline: OfflineSupport | null = null;
  tellUser(events, board, {
    regrant: sources.regrant,
    applyUpdate: () => offline?.applyUpdate(),
    resumeSound: () => void api.sound.resume(),
  });
  const wakeLock = createWakeLock(events);
  const follow = () => wakeLock.want(store.get().interaction.wakeLock && !show.paused);
  follow();
  events.on(({ type }) => type === 'photo.shown' && follow());
  store.onChange(follow);
  await sources.load();
  document.querySelector('#overlay')?.setAttribute('data-ready', '');
  if (wantsWelcome(store, location.search)) board.open('welcome');
  await api.ready;
  offline = await registerOffline(events);
}

/**
 * What the settings panel knows and may ask for, where it stands over the show: see `PanelHost`. Page thread, loaded with the
 * panel. It listens to the show only while somebody listens to it.
 */
import type { OverlayHost, SettingsPatch } from '../shared/app-api.ts';
import { AppError } from '../shared/errors.ts';
import { hueOf } from '../shared/hue.ts';
import { isSame } from '../shared/plain-data.ts';
import { profiled } from '../shared/profile.ts';
import type { PanelCommands, PanelHost, PanelState, PanelTelemetry } from '../shared/panel-host.ts';
import type { SettingsAdmin } from '../shared/settings-admin.ts';
import type { WidgetKind } from '../shared/widget.ts';
import { canChooseFolder, folderCommands } from './panel-folder.ts';
import { keepingCommands, libraryCommands, pinOf } from './panel-keeping.ts';

export interface PanelHostParts {
  /** Opens another card; the panel leaves for it. */
  open(panel: 'gallery' | 'sound' | 'welcome' | 'pin'): void;
  /** The panel leaves, for what is done on the photo itself. */
  leave?(): void;
  /** What the owner of this screen has decided. */
  managed?(): { readonly defaults: PanelState['defaults']; readonly locked: Iterable<string> } | undefined;
  /** Opens the panel in a window of its own. */
  detach?(): void;
  readonly admin?: SettingsAdmin;
}

const TELEMETRY_MS = 500;
/** The app's own code belongs to the origin (`sw.ts`); with an `@` it is a profile's. */
const isCodeCache = (name: string): boolean => /assets|precache|workbox/.test(name) && !name.includes('@');

/** Settings are another object when one of them differs; to write all of them out would take longer than what a slider's step does. */
const isSamePart = (key: string, a: unknown, b: unknown): boolean => (key === 'settings' ? a === b : isSame(a, b));

/** The kinds of source without what cannot travel. */
const kindsOf = ({ sources = [] }: OverlayHost): PanelState['sources'] =>
  sources.map(({ id, label, description, setup, fields }) => ({
    id,
    label,
    description,
    setup,
    ...(fields ? { fields } : {}),
  }));

class StateKeeper {
  readonly #host: OverlayHost;
  readonly #parts: PanelHostParts;
  readonly #listeners = new Set<(state: PanelState, previous: PanelState) => void>();
  #stop: (() => void) | null = null;
  #kinds: readonly WidgetKind[] | null = null;
  #state: PanelState;

  constructor(host: OverlayHost, parts: PanelHostParts) {
    this.#host = host;
    this.#parts = parts;
    this.#state = Object.freeze(this.#all());
  }

  /** What changes with every setting. */
  #live() {
    const { defaults = {}, locked = [] } = this.#parts.managed?.() ?? {};
    return { settings: this.#host.store.get(), locked: [...locked], defaults };
  }

  /** What changes with sources and photos. */
  #states() {
    const { averageColor = 0 } = this.#host.currentPhoto() ?? {};
    const { hue, saturation } = hueOf(averageColor);
    return {
      sourceStates: this.#host.sourceStates?.() ?? [],
      leftOut: this.#host.failures?.() ?? [],
      hue,
      tint: saturation,
    };
  }

  /** What changes with code that was fetched: long lists, looked through when somebody opens the panel or asks for more. */
  #catalog() {
    return {
      version: this.#host.status().version,
      sources: kindsOf(this.#host),
      transitions: this.#host.transitions.list(),
      transitionChoices: this.#host.transitionChoices().map(({ id, label }) => ({ value: id, label })),
      visualizers: this.#host.visualizerChoices?.() ?? [],
      widgetKinds: this.#kinds,
    };
  }

  #all(): PanelState {
    return { ...this.#live(), ...this.#states(), ...this.#catalog() };
  }

  state(): PanelState {
    // Nobody listens: it may have become another one meanwhile.
    if (!this.#stop) this.#become(this.#all());
    else if (this.#state.settings !== this.#host.store.get()) this.#become(this.#live());
    return this.#state;
  }

  #become(parts: Partial<PanelState>): void {
    const previous = this.#state;
    const changed = Object.entries(parts).filter(
      ([key, value]) => !isSamePart(key, previous[key as keyof PanelState], value),
    );
    if (changed.length === 0) return;
    this.#state = Object.freeze({ ...previous, ...Object.fromEntries(changed) });
    for (const listener of this.#listeners) listener(this.#state, previous);
  }

  refresh(): void {
    this.#become({ ...this.#live(), ...this.#states() });
  }

  refreshAll(): void {
    this.#become(this.#all());
  }

  setKinds(kinds: readonly WidgetKind[]): void {
    this.#kinds = kinds;
    this.refreshAll();
  }

  onState(listener: (state: PanelState, previous: PanelState) => void): () => void {
    this.#listeners.add(listener);
    this.#stop ??= this.#listen();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#stop?.();
      this.#stop = null;
    };
  }

  #listen(): () => void {
    // Opened in the first second: the kinds of source come after the first photo.
    if (this.#state.sources.length === 0) {
      this.#host.loadSources?.().then(
        () => this.refreshAll(),
        () => undefined,
      );
    }
    const stopStore = this.#host.store.onChange(() => this.#become(this.#live()));
    const stopEvents = this.#host.onEvent(({ type }) => {
      if (type.startsWith('source.') || type === 'photo.quarantined' || type === 'photo.shown') this.refresh();
    });
    return () => {
      stopStore();
      stopEvents();
    };
  }
}

const missing = (): never => {
  throw new AppError('input.invalid', 'This cannot be done here.');
};

function sourceCommands(host: OverlayHost) {
  return {
    addSource: (sourceId: string, input: Parameters<PanelCommands['addSource']>[1]) =>
      host.addSource?.(sourceId, input) ?? missing(),
    changeSource: (entryId: string, input: Parameters<PanelCommands['changeSource']>[1]) =>
      host.changeSource?.(entryId, input) ?? missing(),
    checkSource: (...args: Parameters<PanelCommands['checkSource']>) => host.checkSource?.(...args) ?? missing(),
    addStarters: () => host.addStarters?.() ?? missing(),
    removeSource: (entryId: string) => host.removeSource?.(entryId) ?? missing(),
    regrant: (entryId: string) => host.regrant?.(entryId) ?? false,
    sourceHealth: (entryId: string) => host.sourceHealth?.(entryId) ?? [],
    clearFailure: (photoId: string) => host.clearFailure?.(photoId),
  };
}

const storageCommands = {
  async storage() {
    const { usage, quota } = (await navigator.storage?.estimate?.()) ?? {};
    const isPersistent = (await navigator.storage?.persisted?.()) ?? false;
    return { usedBytes: usage ?? null, quotaBytes: quota ?? null, isPersistent };
  },
  persist: async () => (await navigator.storage?.persist?.()) ?? false,
};

async function clearCache(host: OverlayHost, what: 'photos' | 'files'): Promise<void> {
  const names = (await globalThis.caches?.keys()) ?? [];
  const isMeant = what === 'files' ? isCodeCache : (name: string) => name === profiled('afterimage-feeds');
  await Promise.all(names.filter(isMeant).map((name) => caches.delete(name)));
  if (what === 'photos') await (await host.keptPhotos?.())?.clear();
}

type Implementation = {
  readonly [K in keyof PanelCommands]: (
    ...args: Parameters<PanelCommands[K]>
  ) => ReturnType<PanelCommands[K]> | Promise<ReturnType<PanelCommands[K]>>;
};

function commandsOf(host: OverlayHost, parts: PanelHostParts, keeper: StateKeeper): Implementation {
  const { widgets } = host;
  return {
    change: (patch: SettingsPatch) => host.store.set(patch),
    resetAll: () => host.store.reset(),
    async load(what) {
      if (what === 'widgets') keeper.setKinds(await widgets.kinds());
      else if (what === 'visualizers') await host.visualizers.list();
      else await host.transitions.loaded;
      keeper.refreshAll();
    },
    ...sourceCommands(host),
    ...storageCommands,
    ...keepingCommands(host),
    ...libraryCommands(host),
    pin: () => pinOf(host),
    clearCache: (what) => clearCache(host, what),
    addWidget: (kind) => widgets.add(kind),
    changeWidget: (id, values) => widgets.change(id, values),
    removeWidget: (id) => widgets.remove(id),
    suggest: (kind, option, text) => widgets.suggest(kind, option, text),
    // Whoever finds places for the weather finds them for everybody.
    findPlaces: (text) => widgets.suggest('weather', 'place', text),
    ...folderCommands,
    keepFile: (kind, file) => widgets.keepFile(kind, file),
    saveSlot: (slot) => widgets.saveSlot(slot),
    recallSlot: (slot) => widgets.recallSlot(slot),
    async show(what) {
      // Whoever stands before a display that is held has not shown the PIN.
      if (what === 'pin' && host.interaction?.isAsleep()) return missing();
      if (what !== 'layout') return parts.open(what);
      parts.leave?.();
      await widgets.edit(true);
    },
    soundDevices: () => host.sound.devices(),
    hear: (device) => host.sound.open('microphone', device === '' ? {} : { device }),
  };
}

/** Numbers twice a second, while somebody looks. */
function createWatch(host: OverlayHost) {
  const watchers = new Set<(telemetry: PanelTelemetry) => void>();
  let timer: ReturnType<typeof setInterval> | undefined;
  const read = (): PanelTelemetry => ({ status: host.status(), metrics: host.metrics(), sound: host.sound.status() });
  const tell = (): void => {
    const now = read();
    for (const watcher of watchers) watcher(now);
  };
  return (listener: (telemetry: PanelTelemetry) => void): (() => void) => {
    watchers.add(listener);
    timer ??= setInterval(tell, TELEMETRY_MS);
    listener(read());
    return () => {
      watchers.delete(listener);
      if (watchers.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    };
  };
}

/** What a command needs that a host may lack; all others are always there. */
const needs: Partial<Record<keyof PanelCommands, keyof OverlayHost>> = {
  addSource: 'addSource',
  changeSource: 'changeSource',
  checkSource: 'checkSource',
  addStarters: 'addStarters',
  regrant: 'regrant',
  clearFailure: 'clearFailure',
  keptPhotos: 'keptPhotos',
  forgetKept: 'keptPhotos',
  chooseMirror: 'keptPhotos',
  dropMirror: 'keptPhotos',
  pin: 'interaction',
};

/** Those that change nothing `state()` tells of. */
const readers: ReadonlySet<keyof PanelCommands> = new Set([
  'suggest',
  'findPlaces',
  'folder',
  'chooseFolder',
  'allowFolder',
  'load',
  'keptPhotos',
  'libraryHealth',
  'neverShown',
  'albums',
  'pin',
]);

export function createPanelHost(host: OverlayHost, parts: PanelHostParts): PanelHost {
  const keeper = new StateKeeper(host, parts);
  const commands = commandsOf(host, parts, keeper);
  return {
    place: 'overlay',
    state: () => keeper.state(),
    onState: (listener) => keeper.onState(listener),
    async run(command, ...args) {
      const given = commands[command] as (...args: unknown[]) => unknown;
      const answer = await given(...args);
      if (!readers.has(command)) keeper.refresh();
      return answer as never;
    },
    watch: createWatch(host),
    can(command) {
      if (command === 'chooseFolder' || command === 'allowFolder') return canChooseFolder();
      const need = needs[command];
      return need === undefined || host[need] !== undefined;
    },
    ...(host.openPreviews ? { openPreviews: host.openPreviews } : {}),
    ...(parts.admin ? { admin: parts.admin } : {}),
    ...(parts.detach ? { detach: parts.detach } : {}),
  };
}

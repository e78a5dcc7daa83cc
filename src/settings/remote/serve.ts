/** The show's end of a detached panel. Page thread, loaded with the first panel; at rest while no panel answers. */
import { AppError, toErrorData } from '../../shared/errors.ts';
import { t } from '../../shared/i18n.ts';
import type { PanelCommands, PanelHost } from '../../shared/panel-host.ts';
import { noteNames, profiled } from '../../shared/profile.ts';
import type { AdminState, SettingsAdmin } from '../../shared/settings-admin.ts';
import {
  changesBetween,
  messageIn,
  newId,
  pingMs,
  readNote,
  silentMs,
  tabKey,
  telemetryMs,
  writeNote,
  type FromPanel,
  type FromShow,
  type Outcome,
  type RemoteChannel,
  type Shared,
  type WindowNotes,
} from './protocol.ts';

export interface ServeOptions {
  /** Where the tab notes its name; `sessionStorage`. */
  readonly notes?: WindowNotes | null;
  /** Where all tabs note the next number of each panel; `localStorage`. Without it, each notes its own. */
  readonly shared?: WindowNotes | null;
}

const noteKey = profiled(noteNames.remote);
const mostPanels = 8;
const mostOutcomes = 200;

/** Every command there is; the compiler holds it against `PanelCommands`. */
const commands: Readonly<Record<keyof PanelCommands, 'anywhere' | 'gesture'>> = {
  change: 'anywhere',
  resetAll: 'anywhere',
  load: 'anywhere',
  addSource: 'anywhere',
  changeSource: 'anywhere',
  checkSource: 'anywhere',
  addStarters: 'anywhere',
  removeSource: 'anywhere',
  regrant: 'gesture',
  sourceHealth: 'anywhere',
  clearFailure: 'anywhere',
  addWidget: 'anywhere',
  changeWidget: 'anywhere',
  removeWidget: 'anywhere',
  suggest: 'anywhere',
  findPlaces: 'anywhere',
  folder: 'anywhere',
  chooseFolder: 'gesture',
  allowFolder: 'gesture',
  saveSlot: 'anywhere',
  recallSlot: 'anywhere',
  show: 'anywhere',
  soundDevices: 'anywhere',
  hear: 'gesture',
  storage: 'anywhere',
  persist: 'gesture',
  clearCache: 'anywhere',
  keptPhotos: 'anywhere',
  forgetKept: 'anywhere',
  chooseMirror: 'gesture',
  dropMirror: 'anywhere',
  libraryHealth: 'anywhere',
  requeue: 'anywhere',
  neverShown: 'anywhere',
  allowPhoto: 'anywhere',
  exportMarks: 'anywhere',
  importMarks: 'anywhere',
  albums: 'anywhere',
  pin: 'anywhere',
  keepFile: 'anywhere',
};

const administered: Readonly<Record<Exclude<keyof SettingsAdmin, 'onChange'>, true>> = {
  state: true,
  exportSettings: true,
  readImport: true,
  applyImport: true,
  resetAll: true,
  resetFields: true,
  applyPreset: true,
  savePreset: true,
  renamePreset: true,
  deletePreset: true,
  createProfile: true,
  renameProfile: true,
  removeProfile: true,
  setProfileNetwork: true,
  openProfile: true,
  setAside: true,
  forgetSetAside: true,
  storage: true,
  keepForGood: true,
};

class Served {
  readonly #host: PanelHost;
  readonly #channel: RemoteChannel;
  readonly #notes: WindowNotes | null;
  readonly #shared: WindowNotes | null;
  readonly #show = newId();
  #tab: string;
  readonly #outcomes = new Map<string, Outcome | null>();
  readonly #heard = new Map<string, { atMs: number; watches: boolean }>();
  #admin: AdminState | null = null;
  #state: Shared;
  #revision = 1;
  #stops: (() => void)[] = [];
  #stopWatching: (() => void) | null = null;
  #toldMs = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: PanelHost, channel: RemoteChannel, { notes = null, shared = notes }: ServeOptions) {
    this.#host = host;
    this.#channel = channel;
    this.#notes = notes;
    this.#shared = shared;
    this.#tab = readNote(notes, tabKey, '');
    this.#state = { ...host.state(), admin: null };
    channel.addEventListener('message', this.#hear);
    this.#settle(this.#tab || newId());
  }

  /** The tab is called this from now on. */
  #settle(tab: string): void {
    this.#tab = tab;
    writeNote(this.#notes, tabKey, tab);
    this.#tell({ type: 'here', show: this.#show, tab });
  }

  #tell(message: FromShow): void {
    this.#channel.postMessage(message);
  }

  readonly #hear = ({ data }: { readonly data: unknown }): void => {
    const message = messageIn(data);
    if (message?.type === 'ping') {
      if (message.tab === '' || message.tab === this.#tab) this.#answer(message);
      else this.#heard.delete(message.panel);
    } else if (message?.type === 'command') {
      if (message.tab === this.#tab) this.#take(message);
    } else if (message?.type === 'bye') this.#heard.delete(message.panel);
    else if (message?.type === 'here' && message.tab === this.#tab) this.#tell({ type: 'taken', show: message.show });
    else if (message?.type === 'taken' && message.show === this.#show) this.#settle(newId());
  };

  #answer({ panel, show, revision, watches }: Extract<FromPanel, { type: 'ping' }>): void {
    this.#heard.set(panel, { atMs: Date.now(), watches });
    this.#wake();
    this.#watch();
    this.#look();
    if (show === this.#show && revision === this.#revision) {
      this.#tell({ type: 'pong', show, revision, panel });
      return;
    }
    this.#tell({
      type: 'snapshot',
      show: this.#show,
      tab: this.#tab,
      revision: this.#revision,
      state: this.#state,
      can: Object.keys(commands).filter((name) => this.#can(name)),
    });
  }

  #can(name: string): boolean {
    const command = name as keyof PanelCommands;
    return Object.hasOwn(commands, name) && commands[command] === 'anywhere' && this.#host.can(command);
  }

  /** Listens to the show from the first panel's first word on. */
  #wake(): void {
    if (this.#timer !== undefined) return;
    this.#timer = setInterval(() => this.#rest(), pingMs);
    this.#stops = [this.#host.onState(() => this.#look())];
    const { admin } = this.#host;
    if (!admin) return;
    const follow = (state: AdminState): void => {
      this.#admin = state;
      this.#look();
    };
    this.#stops.push(admin.onChange(follow));
    void admin.state().then(follow, () => undefined);
  }

  /** Panels that say nothing any more are gone. */
  #rest(): void {
    for (const [panel, { atMs }] of this.#heard) if (Date.now() - atMs > silentMs) this.#heard.delete(panel);
    this.#watch();
    if (this.#heard.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    for (const stop of this.#stops.splice(0)) stop();
  }

  #look(): void {
    const next: Shared = { ...this.#host.state(), admin: this.#admin };
    const changes = changesBetween(this.#state, next);
    if (!changes) return;
    this.#state = next;
    this.#revision += 1;
    this.#tell({ type: 'patch', show: this.#show, revision: this.#revision, changes });
  }

  #watch(): void {
    const isWanted = [...this.#heard.values()].some(({ watches }) => watches);
    if (!isWanted) {
      this.#stopWatching?.();
      this.#stopWatching = null;
    }
    if (!isWanted || this.#stopWatching) return;
    this.#stopWatching = this.#host.watch((telemetry) => {
      if (Date.now() - this.#toldMs < telemetryMs) return;
      this.#toldMs = Date.now();
      this.#tell({ type: 'telemetry', show: this.#show, telemetry });
    });
  }

  /** In its order and once: an earlier one was carried out already, a later one waits until it is sent again. */
  #take(command: Extract<FromPanel, { type: 'command' }>): void {
    const { panel, sequence, oldest } = command;
    const numbers = readNote<Record<string, number>>(this.#shared, noteKey, this.#numbers);
    // What a reloaded panel could not keep never comes.
    const next = Math.max(numbers[panel] ?? oldest, oldest);
    if (sequence > next) return;
    if (sequence < next) return this.#repeat(panel, sequence);
    delete numbers[panel];
    this.#numbers = Object.fromEntries([...Object.entries(numbers).slice(1 - mostPanels), [panel, sequence + 1]]);
    writeNote(this.#shared, noteKey, this.#numbers);
    this.#outcomes.set(`${panel} ${sequence}`, null);
    for (const old of this.#outcomes.keys()) if (this.#outcomes.size > mostOutcomes) this.#outcomes.delete(old);
    this.#carryOut(command).then(
      (value) => this.#done(panel, sequence, { outcome: 'value', value }),
      (error: unknown) => this.#done(panel, sequence, { outcome: 'error', error: toErrorData(error) }),
    );
  }

  #numbers: Record<string, number> = {};

  #repeat(panel: string, sequence: number): void {
    const outcome = this.#outcomes.get(`${panel} ${sequence}`);
    // Null: still under way, and answered when it is done.
    if (outcome !== null) this.#done(panel, sequence, outcome ?? { outcome: 'lost' });
  }

  async #carryOut({ target, name, args }: Extract<FromPanel, { type: 'command' }>): Promise<unknown> {
    if (target === 'run' && this.#can(name)) {
      return this.#host.run(name as keyof PanelCommands, ...(args as Parameters<PanelCommands[keyof PanelCommands]>));
    }
    const { admin } = this.#host;
    if (target === 'admin' && admin && Object.hasOwn(administered, name)) {
      const methods = admin as unknown as Record<string, (...given: readonly unknown[]) => Promise<unknown>>;
      return methods[name]?.(...args);
    }
    throw new AppError('input.invalid', t('This cannot be done from a window of its own. Do it over the show.'));
  }

  #done(panel: string, sequence: number, outcome: Outcome): void {
    this.#outcomes.set(`${panel} ${sequence}`, outcome);
    this.#look();
    this.#tell({ type: 'done', show: this.#show, panel, sequence, revision: this.#revision, ...outcome });
  }

  stop(): void {
    this.#channel.removeEventListener('message', this.#hear);
    this.#heard.clear();
    this.#rest();
  }
}

/** Answers panels in other windows until the returned function is called. */
export function serveRemoteHost(host: PanelHost, channel: RemoteChannel, options: ServeOptions = {}): () => void {
  const served = new Served(host, channel, options);
  return () => served.stop();
}

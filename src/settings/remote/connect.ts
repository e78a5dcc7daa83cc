/** The panel's end, in a window of its own. Page thread; it has no show, no store and no database, only this. */
import { AppError, fromErrorData } from '../../shared/errors.ts';
import { t } from '../../shared/i18n.ts';
import type { PanelCommands, PanelHost, PanelState, PanelTelemetry } from '../../shared/panel-host.ts';
import { profiled } from '../../shared/profile.ts';
import type { AdminState, SettingsAdmin } from '../../shared/settings-admin.ts';
import {
  applyChanges,
  messageIn,
  newId,
  pingMs,
  readNote,
  silentMs,
  tabKey,
  writeNote,
  type Command,
  type FromPanel,
  type FromShow,
  type RemoteChannel,
  type Shared,
  type WindowNotes,
} from './protocol.ts';

export interface ConnectOptions {
  /** Where commands wait that were not answered yet; `sessionStorage`. */
  readonly notes?: WindowNotes | null;
  /** Another panel was opened, or this one is asked for. */
  onFront?(): void;
}

export interface RemoteHost extends PanelHost {
  readonly admin: SettingsAdmin;
  /** Says good-bye; nothing is answered afterwards. */
  close(): void;
}

interface Waiting {
  readonly command: Command;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

interface Outbox {
  readonly panel: string;
  readonly next: number;
  readonly waiting: readonly Command[];
}

const noteKey = profiled('afterimage.remote.outbox');
type Listener = (state: PanelState, previous: PanelState) => void;

class Remote implements RemoteHost {
  readonly place = 'window';
  readonly admin: SettingsAdmin;
  readonly #channel: RemoteChannel;
  readonly #options: ConnectOptions;
  readonly #instance = newId();
  readonly #panel: string;
  readonly #waiting = new Map<number, Waiting>();
  readonly #late: { revision: number; show: string; settle(): void }[] = [];
  readonly #listeners = new Set<Listener>();
  readonly #adminListeners = new Set<(state: AdminState) => void>();
  readonly #watchers = new Set<(telemetry: PanelTelemetry) => void>();
  readonly #timer: ReturnType<typeof setInterval>;
  #ready: () => void = () => undefined;
  readonly isReady = new Promise<void>((resolve) => (this.#ready = resolve));
  #next: number;
  #show = '';
  #tab = '';
  #revision = 0;
  #shared: Shared | null = null;
  #can = new Set<string>();
  #heardMs = Date.now();
  #wasTrouble = false;

  constructor(channel: RemoteChannel, options: ConnectOptions) {
    this.#channel = channel;
    this.#options = options;
    const kept = readNote<Outbox>(options.notes ?? null, noteKey, { panel: newId(), next: 1, waiting: [] });
    this.#panel = kept.panel;
    this.#next = kept.next;
    for (const command of kept.waiting) {
      this.#waiting.set(command.sequence, { command, resolve: () => undefined, reject: () => undefined });
    }
    this.admin = this.#administrate();
    channel.addEventListener('message', this.#hear);
    this.#timer = setInterval(() => this.#beat(), pingMs);
    this.#beat();
  }

  #tell(message: FromPanel): void {
    this.#channel.postMessage(message);
  }

  #beat(): void {
    this.#ping();
    this.#sendWaiting();
    if (this.#wasTrouble === (this.trouble() !== null)) return;
    this.#wasTrouble = !this.#wasTrouble;
    if (this.#shared) for (const listener of this.#listeners) listener(this.#shared, this.#shared);
  }

  #ping(): void {
    const [show, revision, watches] = [this.#show, this.#revision, this.#watchers.size > 0];
    // Its tab is gone, or too busy to answer: any other will do.
    const tab = this.trouble() === null ? this.#tab : '';
    this.#tell({ type: 'ping', panel: this.#panel, instance: this.#instance, tab, show, revision, watches });
  }

  #send(command: Command): void {
    // Whoever may turn out to be somebody else's is not given work.
    if (this.#show === '' || this.trouble() !== null) return;
    const oldest = Math.min(...this.#waiting.keys());
    this.#tell({ type: 'command', panel: this.#panel, tab: this.#tab, oldest, ...command });
  }

  #sendWaiting(): void {
    for (const { command } of this.#waiting.values()) this.#send(command);
  }

  readonly #hear = ({ data }: { readonly data: unknown }): void => {
    const message = messageIn(data);
    if (!message) return;
    if (message.type === 'front') {
      this.#channel.postMessage({ type: 'at-front', to: message.from });
      this.#options.onFront?.();
      this.#turnTo(message.tab);
    } else if (message.type === 'here') this.#beat();
    else if ('show' in message && message.type !== 'ping' && message.type !== 'taken') this.#fromShow(message);
  };

  /** Another tab asks for the panel. */
  #turnTo(tab: string): void {
    if (tab === '' || tab === this.#tab) return;
    this.#tab = tab;
    this.#show = '';
    this.#beat();
  }

  #isMine({ show, ...message }: Exclude<FromShow, { type: 'here' | 'taken' }>): boolean {
    if (show === this.#show) return true;
    // What the tab before has done is done.
    if (message.type === 'done') return message.outcome !== 'lost';
    if (message.type !== 'snapshot') return false;
    return this.#tab === '' || message.tab === this.#tab || this.trouble() !== null;
  }

  #fromShow(message: Exclude<FromShow, { type: 'here' | 'taken' }>): void {
    if (!this.#isMine(message)) return;
    this.#heardMs = Date.now();
    switch (message.type) {
      case 'snapshot':
        // One that was overtaken on its way.
        if (message.show === this.#show && message.revision < this.#revision) return;
        return this.#take(message);
      case 'patch':
        if (!this.#shared || message.revision <= this.#revision) return;
        if (message.revision > this.#revision + 1) return this.#ping();
        return this.#become(message.show, message.revision, applyChanges(this.#shared, message.changes));
      case 'done':
        return this.#done(message);
      case 'telemetry':
        for (const watcher of this.#watchers) watcher(message.telemetry);
        return;
      case 'pong':
        return;
    }
  }

  #take({ can, show, tab, revision, state }: Extract<FromShow, { type: 'snapshot' }>): void {
    const isAnother = show !== this.#show;
    this.#can = new Set(can);
    this.#tab = tab;
    this.#become(show, revision, state);
    if (isAnother) this.#sendWaiting();
  }

  #become(show: string, revision: number, state: Shared): void {
    const previous = this.#shared;
    this.#show = show;
    this.#revision = revision;
    this.#shared = Object.freeze(state);
    this.#ready();
    const isLate = ({ show: of, revision: at }: { show: string; revision: number }) => of === show && at > revision;
    const due = this.#late.filter((one) => !isLate(one));
    this.#late.splice(0, Infinity, ...this.#late.filter(isLate));
    if (previous) for (const listener of this.#listeners) listener(state, previous);
    if (state.admin && state.admin !== previous?.admin) for (const hear of this.#adminListeners) hear(state.admin);
    for (const { settle } of due) settle();
  }

  #done(message: Extract<FromShow, { type: 'done' }>): void {
    const waiting = message.panel === this.#panel ? this.#waiting.get(message.sequence) : undefined;
    if (!waiting) return;
    this.#waiting.delete(message.sequence);
    this.#keep();
    const settle = (): void => {
      if (message.outcome === 'value') waiting.resolve(message.value);
      else if (message.outcome === 'error') waiting.reject(fromErrorData(message.error));
      else if (waiting.command.name === 'change') waiting.resolve([]);
      else waiting.reject(new AppError('aborted', t('The show started anew meanwhile. Look whether it is done.')));
    };
    const { revision, show } = message;
    if (show === this.#show && revision <= this.#revision) return settle();
    this.#late.push({ revision, show, settle });
    this.#ping();
  }

  #command(target: Command['target'], name: string, args: readonly unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const command = { sequence: this.#next, target, name, args };
      this.#next += 1;
      this.#waiting.set(command.sequence, { command, resolve, reject });
      this.#keep();
      this.#send(command);
    });
  }

  /** Where a reload of this window does not lose them; files cannot wait there. */
  #keep(): void {
    const waiting = [...this.#waiting.values()].map(({ command }) => command);
    const isText = ({ args }: Command) => !args.some((one) => one instanceof Blob);
    writeNote(this.#options.notes ?? null, noteKey, {
      panel: this.#panel,
      next: this.#next,
      waiting: waiting.filter(isText),
    });
  }

  #administrate(): SettingsAdmin {
    const onChange: SettingsAdmin['onChange'] = (listener) => {
      this.#adminListeners.add(listener);
      return () => this.#adminListeners.delete(listener);
    };
    const get = (_target: object, name: string | symbol): unknown => {
      if (name === 'onChange') return onChange;
      if (typeof name === 'symbol' || name === 'then') return undefined;
      return (...args: readonly unknown[]) => this.#command('admin', name, args);
    };
    return new Proxy({}, { get }) as SettingsAdmin;
  }

  state(): PanelState {
    if (!this.#shared) throw new AppError('unknown', t('The show does not answer. Open it in another window.'));
    return this.#shared;
  }

  onState(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  run<K extends keyof PanelCommands>(
    command: K,
    ...args: Parameters<PanelCommands[K]>
  ): Promise<ReturnType<PanelCommands[K]>> {
    return this.#command('run', command, args) as Promise<ReturnType<PanelCommands[K]>>;
  }

  watch(listener: (telemetry: PanelTelemetry) => void): () => void {
    this.#watchers.add(listener);
    this.#ping();
    return () => this.#watchers.delete(listener);
  }

  can(command: keyof PanelCommands): boolean {
    return this.#can.has(command);
  }

  trouble(): string | null {
    if (Date.now() - this.#heardMs <= silentMs) return null;
    return t('The show does not answer. What you change is kept here until it does.');
  }

  close(): void {
    clearInterval(this.#timer);
    this.#channel.removeEventListener('message', this.#hear);
    this.#tell({ type: 'bye', panel: this.#panel, instance: this.#instance });
  }
}

/** Resolves as soon as a show answers, however long that takes. */
export async function connectRemoteHost(channel: RemoteChannel, options: ConnectOptions = {}): Promise<RemoteHost> {
  const remote = new Remote(channel, options);
  await remote.isReady;
  return remote;
}

const frontMs = 200;

/**
 * Brings a panel to the front that is open already, and to the tab whose `notes` are given; false when there is none, so that the caller
 * opens one.
 */
export function bringToFront(channel: RemoteChannel, notes: WindowNotes | null = null): Promise<boolean> {
  const from = newId();
  return new Promise((resolve) => {
    const settle = (isThere: boolean): void => {
      clearTimeout(timer);
      channel.removeEventListener('message', hear);
      resolve(isThere);
    };
    const hear = ({ data }: { readonly data: unknown }): void => {
      const message = messageIn(data);
      if (message?.type === 'at-front' && message.to === from) settle(true);
    };
    const timer = setTimeout(() => settle(false), frontMs);
    channel.addEventListener('message', hear);
    channel.postMessage({ type: 'front', from, tab: readNote(notes, tabKey, '') });
  });
}

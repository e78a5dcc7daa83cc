/** What every part of the panel shares: the state as a signal, changes that can be taken back, and where the person is. */
import { batch, createContext, createMemo, createSignal, onCleanup, useContext, type Accessor } from 'solid-js';
import type { SettingsPatch } from '../../shared/app-api.ts';
import { toErrorData } from '../../shared/errors.ts';
import { t, told } from '../../shared/i18n.ts';
import type { PanelCommands, PanelHost, PanelState } from '../../shared/panel-host.ts';
import { isSame } from '../../shared/plain-data.ts';
import type { Rejection, SettingsSpec } from '../../shared/settings-spec.ts';
import { changesBetween, createHistory, patchOf, type History, type Step } from './history.ts';

export interface Target {
  readonly section: string;
  /** A row's `data-path`; empty for the section itself. */
  readonly path: string;
  /** Counts up, so that going to the same place again is seen. */
  readonly times: number;
}

export interface Panel {
  readonly host: PanelHost;
  readonly specs: readonly SettingsSpec[];
  readonly state: Accessor<PanelState>;
  /** Changes settings as one step that can be taken back. */
  change(patch: SettingsPatch, step: { readonly label: string; readonly key: string }): Promise<readonly Rejection[]>;
  /** Runs a command that changes settings, as one step that can be taken back. */
  act<K extends keyof PanelCommands>(
    label: string,
    command: K,
    ...args: Parameters<PanelCommands[K]>
  ): Promise<ReturnType<PanelCommands[K]>>;
  /** Anything else that changes settings, as one step that can be taken back. */
  record<T>(label: string, work: () => Promise<T>): Promise<T>;
  readonly lastDone: Accessor<Step | null>;
  readonly lastUndone: Accessor<Step | null>;
  undo(): Promise<void>;
  redo(): Promise<void>;
  /** The section that is open; null: the list of sections on narrow displays. */
  readonly section: Accessor<string | null>;
  setSection(id: string | null): void;
  readonly target: Accessor<Target | null>;
  go(section: string, path?: string): void;
  /** A sentence that is shown and read out for a while. */
  say(sentence: string): void;
  readonly said: Accessor<string>;
  close(): void;
  /** Between two visits the panel hears nothing of the show, and has no section. */
  readonly isShown: Accessor<boolean>;
  show(): void;
  hide(): void;
}

/** Undo lasts as long as the show, not only as long as the panel is open. */
const histories = new WeakMap<PanelHost, History>();

function historyOf(host: PanelHost): History {
  const known = histories.get(host) ?? createHistory();
  histories.set(host, known);
  return known;
}

const PanelContext = createContext<Panel>();

export const PanelProvider = PanelContext.Provider;

export function usePanel(): Panel {
  const panel = useContext(PanelContext);
  if (!panel) throw new Error('This part stands outside the panel.');
  return panel;
}

const SAID_MS = 6000;

function createSaid() {
  const [said, setSaid] = createSignal('');
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  const say = (sentence: string): void => {
    clearTimeout(timer);
    setSaid(sentence);
    timer = setTimeout(() => setSaid(''), SAID_MS);
  };
  return { said, say };
}

function createUndo(host: PanelHost, say: (sentence: string) => void) {
  const history = historyOf(host);
  const [lastDone, setDone] = createSignal(history.lastDone());
  const [lastUndone, setUndone] = createSignal(history.lastUndone());
  const tell = (): void => {
    setDone(history.lastDone());
    setUndone(history.lastUndone());
  };
  const apply = async (step: Step | null, side: 'before' | 'after', sentence: string): Promise<void> => {
    tell();
    if (!step) return;
    await host.run('change', patchOf(step.changes, side, host.state().settings));
    say(sentence);
  };
  return {
    lastDone,
    lastUndone,
    refresh: tell,
    async recording<T>(label: string, key: string, work: () => Promise<T>): Promise<T> {
      const before = host.state().settings;
      const result = await work();
      history.record({ label, key, atMs: performance.now(), changes: changesBetween(before, host.state().settings) });
      tell();
      return result;
    },
    async undo() {
      const step = history.undo();
      await apply(step, 'before', t('Taken back: {what}', { what: step?.label ?? '' }));
    },
    async redo() {
      const step = history.redo();
      await apply(step, 'after', t('Done again: {what}', { what: step?.label ?? '' }));
    },
  };
}

export function createPanel(host: PanelHost, specs: readonly SettingsSpec[], close: () => void): Panel {
  const [state, setState] = createSignal(host.state());
  const [isShown, setShown] = createSignal(false);
  let stop: (() => void) | undefined;
  const hide = (): void => {
    stop?.();
    stop = undefined;
    setShown(false);
  };
  onCleanup(hide);
  const [section, setSection] = createSignal<string | null>(null);
  const [target, setTarget] = createSignal<Target | null>(null);
  const { said, say } = createSaid();
  const { recording, refresh, ...undo } = createUndo(host, say);
  let actions = 0;
  return {
    host,
    specs,
    state,
    change: (patch, { label, key }) => recording(label, key, () => host.run('change', patch)),
    // Two commands are two steps, however close they follow.
    act: (label, command, ...args) => recording(label, `${command} ${++actions}`, () => host.run(command, ...args)),
    record: (label, work) => recording(label, `work ${++actions}`, work),
    ...undo,
    section,
    setSection: (id) => void setSection(id),
    target,
    go: (section, path = '') => setTarget((last) => ({ section, path, times: (last?.times ?? 0) + 1 })),
    say,
    said,
    close,
    isShown,
    show() {
      // Asked before it listens: a host that nobody heard looks at everything anew.
      const now = host.state();
      stop ??= host.onState((next) => setState(() => next));
      batch(() => {
        setState(() => now);
        refresh();
        setShown(true);
      });
    },
    hide() {
      say('');
      hide();
    },
  };
}

/** One part of the state; its readers run again only when it differs. */
export function usePart<T>(read: (state: PanelState) => T): Accessor<T> {
  const { state } = usePanel();
  return createMemo(() => read(state()), undefined, { equals: isSame });
}

export const readPath = (state: PanelState, namespace: string, field: string): unknown =>
  (state.settings as unknown as Record<string, Record<string, unknown>>)[namespace]?.[field];

/** What went wrong, as a sentence; nothing when the person backed out. */
export function troubleOf(error: unknown, otherwise: string): string {
  const data = toErrorData(error);
  if (data.kind === 'aborted') return '';
  return data.kind === 'unknown' ? otherwise : told(data);
}

/**
 * Feeds worker: entries whose photos cannot be had just now, and what stands in for them, which are the photos that are kept. An entry is
 * away when the browser says there is no connection, or the decode worker that nothing comes, and a request to where its photos
 * come from agrees. While it is away it is asked again, ever less often; when it is back it is listed as before.
 *
 * Owns a timer per entry that is away. Loaded with the first entry whose photos come from elsewhere.
 */
import '../../shared/plurals.ts';
import { sentence, wordsOf } from '../../shared/i18n.ts';
import { keptRows } from '../../shared/offline-photos.ts';
import type { KeptRow } from '../../shared/offline-policy.ts';
import { hear } from '../../shared/offline-signals.ts';
import type { PhotoRef } from '../../shared/photo.ts';
import type { SourceEntry, SourceHealth } from '../../shared/source.ts';
import type { Finding } from './probe.ts';

/** A host that answered this short while ago is not asked again because of one photo that did not come. */
const trustMs = 8_000;
/** At a start nobody waits long to learn that there is no network. */
export const startProbeMs = 800;
const probeMs = 5_000;
export const firstRecheckMs = 10_000;
export const longestRecheckMs = 60_000;
/** A host that is there and refuses wants to be left alone. */
export const refusedRecheckMs = 300_000;

export interface KeptPorts {
  probe(rows: readonly KeptRow[], withinMs: number): Promise<Finding>;
  /** The entry would be listed differently from now on. */
  changed(entryId: string): void;
  /** The network is there again: what failed without it may be asked for at once. */
  recovered(entry: SourceEntry): Promise<void>;
}

export interface KeptEntries {
  /** What to list instead; null: the entry is listed as always. Never rejects. */
  standIn(entry: SourceEntry): Promise<readonly PhotoRef[] | null>;
  isAway(entryId: string): boolean;
  /** Watches exactly these. */
  follow(entries: readonly SourceEntry[]): void;
  /** The rows of an entry that is away, with the reason in them. */
  explain(entry: SourceEntry, rows: readonly SourceHealth[]): Promise<readonly SourceHealth[]>;
  stop(): void;
}

interface State {
  entry: SourceEntry;
  isAway: boolean;
  /** By the clock that nobody sets. */
  answeredMs: number;
  rechecks: number;
  checking: Promise<boolean> | null;
  timer: ReturnType<typeof setTimeout> | undefined;
}

const hasNoConnection = (): boolean => globalThis.navigator?.onLine === false;

export const refsOf = (rows: readonly KeptRow[]): readonly PhotoRef[] => rows.map(({ ref }) => ref);

class Watch implements KeptEntries {
  readonly #ports: KeptPorts;
  readonly #states = new Map<string, State>();
  readonly #stops: (() => void)[] = [];

  constructor(ports: KeptPorts) {
    this.#ports = ports;
    const onSignal = hear((signal) => {
      if (signal.type === 'pressure' || signal.type === 'kept') return;
      const state = this.#states.get(signal.entryId);
      if (state) this.#heard(state, signal.type === 'answered');
    });
    const onLine = (): void => {
      // Together with the network come many who want something: the first question may fail, the next follows soon.
      for (const state of this.#states.values()) void this.#recheck(state, true);
    };
    for (const type of ['online', 'offline']) globalThis.addEventListener?.(type, onLine);
    this.#stops.push(onSignal, () => {
      for (const type of ['online', 'offline']) globalThis.removeEventListener?.(type, onLine);
    });
  }

  async standIn(entry: SourceEntry): Promise<readonly PhotoRef[] | null> {
    const state = this.#of(entry);
    if (!state.isAway && hasNoConnection()) await this.#check(state, startProbeMs);
    if (!state.isAway) return null;
    const rows = await keptRows(entry.id);
    return rows.length > 0 ? refsOf(rows) : null;
  }

  isAway(entryId: string): boolean {
    return this.#states.get(entryId)?.isAway ?? false;
  }

  follow(entries: readonly SourceEntry[]): void {
    const wanted = new Set(entries.map(({ id }) => id));
    for (const [id, state] of this.#states) {
      if (wanted.has(id)) continue;
      clearTimeout(state.timer);
      this.#states.delete(id);
    }
    for (const entry of entries) this.#of(entry);
  }

  async explain(entry: SourceEntry, rows: readonly SourceHealth[]): Promise<readonly SourceHealth[]> {
    const count = (await keptRows(entry.id)).length;
    const trouble = hasNoConnection()
      ? sentence(
          'There is no connection just now. {count, plural, one {One photo that is kept on this device plays} other {# photos that are kept on this device play}} until it is back.',
          { count },
        )
      : sentence(
          'Nothing comes from there just now. {count, plural, one {One photo that is kept on this device plays} other {# photos that are kept on this device play}} until something does.',
          { count },
        );
    // What the sentence is made of goes along to the page.
    const words = wordsOf(trouble);
    const said = { trouble, ...(words && { words }) };
    if (rows.length > 0) return rows.map((row) => (row.trouble === null ? { ...row, ...said } : row));
    const nothing = { lastSuccessMs: null, nextTryMs: null, failures: 0 };
    return [{ name: entry.id, title: 'Kept on this device', photos: count, ...said, ...nothing }];
  }

  stop(): void {
    for (const stop of this.#stops.splice(0)) stop();
    this.follow([]);
  }

  #of(entry: SourceEntry): State {
    const known = this.#states.get(entry.id);
    if (known) {
      known.entry = entry;
      return known;
    }
    const state: State = { entry, isAway: false, answeredMs: -Infinity, rechecks: 0, checking: null, timer: undefined };
    this.#states.set(entry.id, state);
    return state;
  }

  #heard(state: State, isAnswer: boolean): void {
    const isTrusted = performance.now() - state.answeredMs < trustMs;
    if (isAnswer ? state.isAway : !state.isAway && !isTrusted) void this.#recheck(state, isAnswer);
  }

  /** True when it is away; asked once at a time. */
  #check(state: State, withinMs: number): Promise<boolean> {
    state.checking ??= this.#ask(state, withinMs).finally(() => (state.checking = null));
    return state.checking;
  }

  async #ask(state: State, withinMs: number): Promise<boolean> {
    const rows = await keptRows(state.entry.id);
    const finding = rows.length === 0 ? 'answers' : await this.#ports.probe(rows, withinMs);
    state.isAway = finding !== 'answers';
    if (!state.isAway) state.answeredMs = performance.now();
    clearTimeout(state.timer);
    if (!state.isAway) state.rechecks = 0;
    else if (this.#states.get(state.entry.id) === state) {
      const wait = Math.min(longestRecheckMs, firstRecheckMs * 2 ** Math.min(state.rechecks, 10));
      state.rechecks += 1;
      const waitMs = finding === 'refuses' ? refusedRecheckMs : wait;
      state.timer = setTimeout(() => void this.#recheck(state, false), waitMs);
    }
    return state.isAway;
  }

  /** `isSudden`: something happened, so what was learnt about waiting no longer holds. */
  async #recheck(state: State, isSudden: boolean): Promise<void> {
    if (isSudden) state.rechecks = 0;
    const before = state.isAway;
    const isAway = await this.#check(state, probeMs);
    if (this.#states.get(state.entry.id) !== state) return;
    const isBack = !isAway && !hasNoConnection();
    // Without kept photos nothing was away, and still a failure may be waiting for better days.
    if (isBack && (before || isSudden)) await this.#ports.recovered(state.entry).catch(() => undefined);
    if (before !== isAway || (isSudden && isBack)) this.#ports.changed(state.entry.id);
  }
}

export function createKeptEntries(ports: KeptPorts): KeptEntries {
  return new Watch(ports);
}

/**
 * Feeds worker: keeps watch over the entries in use and says which one changed.
 *
 * A provider that can watch does; the others are listed again every few minutes and compared. A flood of changes
 * (a thousand files being copied) is told once it calms down, and every few seconds while it lasts.
 */
import type { SourceEntry } from '../../shared/source.ts';

export const calmMs = 500;
export const floodMs = 5_000;
export const relistMs = 300_000;

export interface Watches {
  /** Watches exactly these from now on; an entry that did not change keeps its watch. */
  replace(entries: readonly SourceEntry[]): void;
  stop(): void;
}

export interface WatchPorts {
  /** The provider's own watch; when it has none, how often it wants to be listed, or null. May throw. */
  start(entry: SourceEntry, signal: AbortSignal, changed: () => void): Promise<(() => void) | number | null>;
  /** Lists the entry again; true when the result differs from the last listing. May throw. */
  differs(entry: SourceEntry, signal: AbortSignal): Promise<boolean>;
  changed(entryId: string): void;
}

interface Watch {
  readonly key: string;
  stop(): void;
}

export function createWatches(ports: WatchPorts): Watches {
  let watches = new Map<string, Watch>();
  return {
    replace(entries) {
      const next = new Map<string, Watch>();
      for (const entry of entries) {
        const key = JSON.stringify([entry.source, entry.params]);
        const old = watches.get(entry.id);
        if (old?.key === key) next.set(entry.id, old);
        else if (!next.has(entry.id)) next.set(entry.id, { key, stop: watchEntry(entry, ports) });
      }
      for (const [id, watch] of watches) if (next.get(id) !== watch) watch.stop();
      watches = next;
    },
    stop() {
      for (const watch of watches.values()) watch.stop();
      watches.clear();
    },
  };
}

function watchEntry(entry: SourceEntry, ports: WatchPorts): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  const coalesced = coalesce(() => ports.changed(entry.id));
  let stopProvider: (() => void) | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  let everyMs = relistMs;

  function relistLater(): void {
    timer = setTimeout(() => void relist(), everyMs);
  }
  async function relist(): Promise<void> {
    const isDifferent = await ports.differs(entry, signal).catch(() => false);
    if (signal.aborted) return;
    if (isDifferent) coalesced.call();
    relistLater();
  }
  async function start(): Promise<void> {
    const changed = () => {
      if (!signal.aborted) coalesced.call();
    };
    const stopped = await ports.start(entry, signal, changed).catch(() => null);
    if (typeof stopped === 'function') {
      if (signal.aborted) stopped();
      else stopProvider = stopped;
    } else if (!signal.aborted) {
      everyMs = stopped ?? relistMs;
      relistLater();
    }
  }

  void start();
  return () => {
    controller.abort();
    stopProvider?.();
    coalesced.stop();
    clearTimeout(timer);
  };
}

function coalesce(run: () => void): { call(): void; stop(): void } {
  let calm: ReturnType<typeof setTimeout> | undefined;
  let flood: ReturnType<typeof setTimeout> | undefined;
  const stop = () => {
    clearTimeout(calm);
    clearTimeout(flood);
    flood = undefined;
  };
  const fire = () => {
    stop();
    run();
  };
  return {
    call() {
      clearTimeout(calm);
      calm = setTimeout(fire, calmMs);
      flood ??= setTimeout(fire, floodMs);
    },
    stop,
  };
}

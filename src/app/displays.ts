/**
 * Which other displays of this browser show the same profile now, by the names in their addresses (`?display=kitchen`). Their
 * windows tell each other over a channel; nothing is kept and nothing leaves the device. Main thread.
 */
import { profiled } from '../shared/profile.ts';

/** A window on the desktop, in its pixels. */
export interface DisplayBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Displays {
  /** What this display is called; empty: it has no name. */
  readonly name: string;
  /** Names of the others, sorted. */
  others(): readonly string[];
  /** Those with a name, sorted, and where they stand; null: it did not say. Of two of a name, one. */
  windows(): readonly { readonly name: string; readonly box: DisplayBox | null }[];
  /** Somebody else is open who has no name. */
  hasUnnamed(): boolean;
  /** Calls when one comes or goes. Returns a stop function. */
  onChange(run: () => void): () => void;
  /** How many others there are, named or not. */
  count(): number;
  /** Forgets those that did not answer since it was called last (they went without a word), and asks who is there. */
  callRoll(): void;
  /** To all others. Plain data. */
  tell(data: unknown): void;
  /** What others told; it may be anything. */
  onTold(hear: (data: unknown) => void): void;
  dispose(): void;
}

interface Word {
  readonly id: string;
  readonly name: string;
  /** `hello` asks for an answer. */
  readonly kind: 'hello' | 'here' | 'told' | 'bye';
  readonly data?: unknown;
  /** Absent from windows of earlier versions. */
  readonly box?: DisplayBox | undefined;
}

interface Channel {
  postMessage(word: Word): void;
  addEventListener(type: 'message', hear: (event: { readonly data: unknown }) => void): void;
  close(): void;
}

const longestName = 60;
const kinds: readonly unknown[] = ['hello', 'here', 'told', 'bye'];

const isWord = (data: unknown): data is Word => {
  const { id, name, kind } = (typeof data === 'object' && data !== null ? data : {}) as Partial<Word>;
  return typeof id === 'string' && typeof name === 'string' && kinds.includes(kind);
};

function readBox(raw: unknown): DisplayBox | null {
  if (typeof raw !== 'object' || raw === null) return null;
  const { left, top, width, height } = raw as Readonly<Record<keyof DisplayBox, unknown>>;
  const isGood = [left, top, width, height].every((it) => typeof it === 'number' && Number.isFinite(it));
  return isGood ? ({ left, top, width, height } as DisplayBox) : null;
}

export const displayName = (search: string): string =>
  (new URLSearchParams(search).get('display') ?? '').trim().slice(0, longestName);

/** Where this window stands on the desktop. */
const windowBox = (): DisplayBox => ({
  left: globalThis.screenX,
  top: globalThis.screenY,
  width: globalThis.outerWidth,
  height: globalThis.outerHeight,
});

export function openDisplays(
  name: string,
  channel: Channel,
  { id = crypto.randomUUID(), box }: { id?: string; box?: () => DisplayBox } = {},
): Displays {
  const others = new Map<string, { readonly name: string; readonly box: DisplayBox | null }>();
  const listeners = new Set<() => void>();
  const silent = new Set<string>();
  const hearers: ((data: unknown) => void)[] = [];
  let isOpen = true;
  const say = (kind: Word['kind'], data?: unknown): void => {
    if (isOpen) channel.postMessage({ id, name, kind, data, box: box?.() });
  };
  channel.addEventListener('message', ({ data }) => {
    if (!isWord(data) || data.id === id) return;
    silent.delete(data.id);
    if (data.kind === 'bye') others.delete(data.id);
    else others.set(data.id, { name: data.name.slice(0, longestName), box: readBox(data.box) });
    if (data.kind === 'hello') say('here');
    if (data.kind === 'told') for (const hear of hearers) hear(data.data);
    else for (const run of listeners) run();
  });
  const windows = () => {
    const named = [...others.values()].filter((other) => other.name !== '' && other.name !== name);
    return [...new Map(named.map((other) => [other.name, other])).values()].toSorted((a, b) =>
      a.name < b.name ? -1 : 1,
    );
  };
  say('hello');
  return {
    name,
    windows,
    others: () => windows().map((other) => other.name),
    hasUnnamed: () => [...others.values()].some((other) => other.name === ''),
    onChange(run) {
      listeners.add(run);
      return () => listeners.delete(run);
    },
    count: () => others.size,
    callRoll() {
      for (const gone of silent) others.delete(gone);
      if (silent.size > 0) for (const run of listeners) run();
      silent.clear();
      for (const other of others.keys()) silent.add(other);
      say('hello');
    },
    tell: (data) => say('told', data),
    onTold: (hear) => void hearers.push(hear),
    dispose() {
      say('bye');
      isOpen = false;
      listeners.clear();
      channel.close();
    },
  };
}

let own: Displays | null = null;

/** This window's; the same one for everybody in it. */
export function ownDisplays(): Displays {
  if (own) return own;
  const displays = openDisplays(displayName(location.search), new BroadcastChannel(profiled('afterimage-displays')), {
    box: windowBox,
  });
  globalThis.addEventListener('pagehide', () => displays.dispose(), { once: true });
  return (own = displays);
}

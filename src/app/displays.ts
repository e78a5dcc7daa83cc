/**
 * Which other displays of this browser show the same profile now, by the names in their addresses (`?display=kitchen`). Their
 * windows tell each other over a channel; nothing is kept and nothing leaves the device. Main thread.
 */
import { profiled } from '../shared/profile.ts';

export interface Displays {
  /** What this display is called; empty: it has no name. */
  readonly name: string;
  /** Names of the others, sorted. */
  others(): readonly string[];
  /** How many others there are, named or not. */
  count(): number;
  /** Forgets those that did not answer since it was called last, and asks who is there. */
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

export const displayName = (search: string): string =>
  (new URLSearchParams(search).get('display') ?? '').trim().slice(0, longestName);

export function openDisplays(name: string, channel: Channel, id: string = crypto.randomUUID()): Displays {
  const others = new Map<string, string>();
  const silent = new Set<string>();
  const hearers: ((data: unknown) => void)[] = [];
  let isOpen = true;
  const say = (kind: Word['kind'], data?: unknown): void => {
    if (isOpen) channel.postMessage({ id, name, kind, data });
  };
  channel.addEventListener('message', ({ data }) => {
    if (!isWord(data) || data.id === id) return;
    silent.delete(data.id);
    if (data.kind === 'bye') others.delete(data.id);
    else others.set(data.id, data.name.slice(0, longestName));
    if (data.kind === 'hello') say('here');
    if (data.kind === 'told') for (const hear of hearers) hear(data.data);
  });
  say('hello');
  return {
    name,
    others: () => [...new Set(others.values())].filter((other) => other !== '' && other !== name).toSorted(),
    count: () => others.size,
    callRoll() {
      for (const gone of silent) others.delete(gone);
      silent.clear();
      for (const other of others.keys()) silent.add(other);
      say('hello');
    },
    tell: (data) => say('told', data),
    onTold: (hear) => void hearers.push(hear),
    dispose() {
      say('bye');
      isOpen = false;
      channel.close();
    },
  };
}

let own: Displays | null = null;

/** This window's; the same one for everybody in it. */
export function ownDisplays(): Displays {
  if (own) return own;
  const displays = openDisplays(displayName(location.search), new BroadcastChannel(profiled('afterimage-displays')));
  globalThis.addEventListener('pagehide', () => displays.dispose(), { once: true });
  return (own = displays);
}

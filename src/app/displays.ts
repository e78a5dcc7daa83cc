/**
 * Which other displays of this browser show the same profile now, by the names in their addresses (`?display=kitchen`). Their
 * windows tell each other over a channel; nothing is kept and nothing leaves the device. Main thread.
 */

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
  /** Asks anew who is there: one may have gone without a word. */
  look(): void;
  /** Calls when one comes or goes. Returns a stop function. */
  onChange(run: () => void): () => void;
  dispose(): void;
}

interface Word {
  readonly id: string;
  readonly name: string;
  /** `hello` asks for an answer. */
  readonly kind: 'hello' | 'here' | 'bye';
  /** Absent from windows of earlier versions. */
  readonly box?: DisplayBox | undefined;
}

interface Channel {
  postMessage(word: Word): void;
  addEventListener(type: 'message', hear: (event: { readonly data: unknown }) => void): void;
  close(): void;
}

const longestName = 60;

const isWord = (data: unknown): data is Word => {
  const { id, name, kind } = (typeof data === 'object' && data !== null ? data : {}) as Partial<Word>;
  return typeof id === 'string' && typeof name === 'string' && (kind === 'hello' || kind === 'here' || kind === 'bye');
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
export const windowBox = (): DisplayBox => ({
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
  const say = (kind: Word['kind']): void => channel.postMessage({ id, name, kind, box: box?.() });
  channel.addEventListener('message', ({ data }) => {
    if (!isWord(data) || data.id === id) return;
    if (data.kind === 'bye') others.delete(data.id);
    else others.set(data.id, { name: data.name.slice(0, longestName), box: readBox(data.box) });
    if (data.kind === 'hello') say('here');
    for (const run of listeners) run();
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
    look() {
      others.clear();
      say('hello');
    },
    onChange(run) {
      listeners.add(run);
      return () => listeners.delete(run);
    },
    dispose() {
      say('bye');
      listeners.clear();
      channel.close();
    },
  };
}

/**
 * Which other displays of this browser show the same profile now, by the names in their addresses (`?display=kitchen`). Their
 * windows tell each other over a channel; nothing is kept and nothing leaves the device. Main thread.
 */
export interface Displays {
  /** What this display is called; empty: it has no name. */
  readonly name: string;
  /** Names of the others, sorted. */
  others(): readonly string[];
  dispose(): void;
}

interface Word {
  readonly id: string;
  readonly name: string;
  /** `hello` asks for an answer. */
  readonly kind: 'hello' | 'here' | 'bye';
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

export const displayName = (search: string): string =>
  (new URLSearchParams(search).get('display') ?? '').trim().slice(0, longestName);

export function openDisplays(name: string, channel: Channel, id: string = crypto.randomUUID()): Displays {
  const others = new Map<string, string>();
  const say = (kind: Word['kind']): void => channel.postMessage({ id, name, kind });
  channel.addEventListener('message', ({ data }) => {
    if (!isWord(data) || data.id === id) return;
    if (data.kind === 'bye') others.delete(data.id);
    else others.set(data.id, data.name.slice(0, longestName));
    if (data.kind === 'hello') say('here');
  });
  say('hello');
  return {
    name,
    others: () => [...new Set(others.values())].filter((other) => other !== '' && other !== name).toSorted(),
    dispose() {
      say('bye');
      channel.close();
    },
  };
}

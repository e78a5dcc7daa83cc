/**
 * Listens to the companion's event stream. Worker only.
 *
 * Every connection begins with the folder's present state, so nothing is missed in a gap. The browser connects a
 * broken stream again by itself, except when the server answered with an error: then it is opened again here, later
 * each time. While there is no stream (or no such thing in this browser) the companion is asked now and then.
 */
import { readState, type FolderState } from './folder-state.ts';

export const backoffMs: readonly number[] = [1_000, 2_000, 4_000, 8_000, 16_000, 30_000];
export const gapMs = 60_000;

export interface EventPorts {
  /** Null: something happened, but not what. */
  heard(state: FolderState | null): void;
  /** Never rejects. */
  ask(): Promise<FolderState | null>;
}

/** Returns a stop function; nothing is called after it. */
export function watchEvents(url: string, ports: EventPorts): () => void {
  let stream: EventSource | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let attempt = 0;
  let isStopped = false;
  let isOpen = false;

  function connect(): void {
    const mine = new EventSource(url);
    stream = mine;
    mine.addEventListener('open', () => {
      attempt = 0;
      isOpen = true;
    });
    mine.addEventListener('message', ({ data }: MessageEvent<unknown>) => ports.heard(parse(data)));
    mine.addEventListener('error', () => {
      isOpen = false;
      if (mine.readyState !== EventSource.CLOSED || isStopped) return;
      retry = setTimeout(connect, backoffMs[Math.min(attempt, backoffMs.length - 1)]);
      attempt++;
    });
  }

  async function bridge(): Promise<void> {
    if (isOpen) return;
    const state = await ports.ask();
    if (!isStopped) ports.heard(state);
  }

  const bridging = setInterval(() => void bridge(), gapMs);
  if (typeof EventSource === 'function') connect();
  return () => {
    isStopped = true;
    clearInterval(bridging);
    clearTimeout(retry);
    stream?.close();
  };
}

function parse(data: unknown): FolderState | null {
  try {
    return readState(JSON.parse(String(data)));
  } catch {
    return null;
  }
}

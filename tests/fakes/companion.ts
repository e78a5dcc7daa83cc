/** The companion's answers without a network: `fetch` and `EventSource` as far as the app uses them. */
import { vi } from 'vitest';

export interface FakeCompanion {
  /** Paths within the folder. */
  photos: string[];
  revision: string;
  /** What `fetch` does for `/api/…` before anything else; throw or answer to spoil it. */
  fault: ((url: URL) => Response | Promise<Response> | undefined) | null;
  requests: string[];
  streams: FakeEventSource[];
}

export class FakeEventSource extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSED = 2;
  readyState = 0;

  constructor(readonly url: string) {
    super();
    current?.streams.push(this);
  }

  open(): void {
    this.readyState = FakeEventSource.OPEN;
    this.dispatchEvent(new Event('open'));
  }

  /** `isFinal`: the browser gives up; otherwise it connects again by itself. */
  fail(isFinal: boolean): void {
    this.readyState = isFinal ? FakeEventSource.CLOSED : FakeEventSource.CONNECTING;
    this.dispatchEvent(new Event('error'));
  }

  /** An event from the server. */
  say(data: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(data) }));
  }

  close(): void {
    this.readyState = FakeEventSource.CLOSED;
  }
}

let current: FakeCompanion | null = null;

export function startCompanion(photos: readonly string[]): FakeCompanion {
  const companion: FakeCompanion = { photos: [...photos], revision: 'r1', fault: null, requests: [], streams: [] };
  current = companion;
  vi.stubGlobal('EventSource', FakeEventSource);
  vi.stubGlobal('fetch', async (input: URL | string, options?: { signal?: AbortSignal }) => {
    const url = new URL(input);
    companion.requests.push(url.pathname + url.search);
    options?.signal?.throwIfAborted();
    return (await companion.fault?.(url)) ?? answer(companion, url);
  });
  return companion;
}

function answer(companion: FakeCompanion, url: URL): Response {
  const { revision } = companion;
  if (url.pathname === '/api/companion') {
    const isOffered = companion.photos.length > 0;
    return Response.json({ photos: isOffered ? { enabled: true, available: true, revision } : { enabled: false } });
  }
  if (url.pathname !== '/api/photos') return new Response('', { status: 404 });
  const from = Number(url.searchParams.get('cursor') ?? 0);
  const to = from + Number(url.searchParams.get('limit'));
  const items = companion.photos.slice(from, to).map((path) => ({
    path,
    name: path.slice(path.lastIndexOf('/') + 1),
    size: 9,
    modifiedMs: 1_000,
    etag: `"${path.length}"`,
  }));
  return Response.json({ items, next: to < companion.photos.length ? String(to) : null, revision });
}

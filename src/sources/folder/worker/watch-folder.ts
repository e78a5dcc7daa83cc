/**
 * Notices files that come and go. Worker only.
 *
 * With `FileSystemObserver` the browser tells us (also when a file's content changes). Without it the names are
 * walked again every half minute and compared: a photo changed in place shows up with the next listing.
 */
import { createListingDigest } from '../../../shared/listing-digest.ts';
import { mayRead } from './permission.ts';
import { rootsOf, walk } from './walk.ts';

export const pollMs = 30_000;

interface ObserverRecord {
  readonly type: string;
}
interface Observer {
  observe(handle: FileSystemHandle, options?: { recursive: boolean }): Promise<void>;
  disconnect(): void;
}
type ObserverConstructor = new (callback: (records: readonly ObserverRecord[]) => void) => Observer;

/** Returns a stop function; nothing is called after it. */
export function watchFolder(handles: readonly FileSystemHandle[], changed: () => void): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  const tell = () => {
    if (!signal.aborted) changed();
  };
  void run(handles, signal, tell);
  return () => controller.abort();
}

async function run(handles: readonly FileSystemHandle[], signal: AbortSignal, changed: () => void): Promise<void> {
  let before = await fingerprint(handles, signal);
  let isObserved = before !== null && (await observe(handles, signal, changed, () => (isObserved = false)));
  while (!signal.aborted) {
    await sleep(pollMs, signal);
    if (signal.aborted) return;
    // An observer that works makes the walk needless; one that failed is replaced by it.
    if (isObserved) continue;
    const now = await fingerprint(handles, signal);
    if (signal.aborted) return;
    if (now !== before) changed();
    // Permission or drive came back: from here on the browser may be able to tell.
    if (before === null && now !== null) {
      isObserved = await observe(handles, signal, changed, () => (isObserved = false));
    }
    before = now;
  }
}

/** The names of everything there is; null while it cannot be read. Never throws. */
async function fingerprint(handles: readonly FileSystemHandle[], signal: AbortSignal): Promise<string | null> {
  const digest = createListingDigest();
  try {
    for (const root of rootsOf(handles)) {
      if (!(await mayRead(root.handle))) return null;
      for await (const file of walk(root, signal)) digest.add(file.path);
    }
    return digest.value();
  } catch {
    return null;
  }
}

/** True when the browser watches all of them. `failed` is called when it stops doing so. */
async function observe(
  handles: readonly FileSystemHandle[],
  signal: AbortSignal,
  changed: () => void,
  failed: () => void,
): Promise<boolean> {
  const { FileSystemObserver } = globalThis as { FileSystemObserver?: ObserverConstructor };
  if (!FileSystemObserver || signal.aborted) return false;
  try {
    const observer = new FileSystemObserver((records) => {
      changed();
      if (records.some(({ type }) => type === 'errored')) {
        observer.disconnect();
        failed();
      }
    });
    signal.addEventListener('abort', () => observer.disconnect());
    for (const handle of handles) await observer.observe(handle, { recursive: handle.kind === 'directory' });
    return true;
  } catch {
    return false;
  }
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
  });
}

/**
 * Notices files that come and go. Worker only.
 *
 * The names are walked from time to time and compared with those of the last listing, so nothing that happened between
 * listing and watching is missed. Where the browser can tell of changes itself (`FileSystemObserver`, also when a file's
 * content changes) that is only a safety net; elsewhere a photo changed in place shows up with the next listing.
 */
import { createListingDigest, type ListingDigest } from '../../../shared/listing-digest.ts';
import { mayRead } from './permission.ts';
import { rootsOf, walk, type Root } from './walk.ts';

export const pollMs = 30_000;
export const netMs = 300_000;

export interface FolderPorts {
  readonly handles: readonly FileSystemHandle[];
  /** Fingerprint of the last complete listing's names; undefined before there is one. */
  listed(): string | undefined;
  changed(): void;
}

interface ObserverRecord {
  readonly type: string;
}
interface Observer {
  observe(handle: FileSystemHandle, options?: { recursive: boolean }): Promise<void>;
  disconnect(): void;
}
type ObserverConstructor = new (callback: (records: readonly ObserverRecord[]) => void) => Observer;

/** Returns a stop function; nothing is called after it. */
export function watchFolder(ports: FolderPorts): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  void run(ports, signal);
  return () => controller.abort();
}

async function run(ports: FolderPorts, signal: AbortSignal): Promise<void> {
  let before: string | undefined;
  let isObserved = false;
  while (!signal.aborted) {
    if (!isObserved) {
      isObserved = await observe(ports, signal, () => (isObserved = false));
    }
    const now = await fingerprint(ports.handles, signal);
    if (signal.aborted) return;
    const known = ports.listed() ?? before;
    if (known !== undefined && known !== now) ports.changed();
    before = now;
    await sleep(isObserved ? netMs : pollMs, signal);
  }
}

/** The names of everything there is. Never throws. */
async function fingerprint(handles: readonly FileSystemHandle[], signal: AbortSignal): Promise<string> {
  const digest = createListingDigest();
  for (const root of rootsOf(handles)) {
    try {
      if (!(await mayRead(root.handle))) throw new Error('May not read.');
      for await (const file of walk(root, signal)) digest.add(file.path);
    } catch {
      addUnreadable(digest, root);
    }
  }
  return digest.value();
}

/** A listing and a fingerprint take the same note of a root they cannot read. */
export function addUnreadable(digest: ListingDigest, root: Root): void {
  digest.add(root.prefix, 'unreadable');
}

/** True when the browser watches all of them. `failed` is called when it stops doing so. */
async function observe(ports: FolderPorts, signal: AbortSignal, failed: () => void): Promise<boolean> {
  const { FileSystemObserver } = globalThis as { FileSystemObserver?: ObserverConstructor };
  if (!FileSystemObserver || signal.aborted) return false;
  const observer = new FileSystemObserver((records) => {
    if (signal.aborted) return;
    ports.changed();
    if (records.some(({ type }) => type === 'errored')) {
      observer.disconnect();
      failed();
    }
  });
  signal.addEventListener('abort', () => observer.disconnect());
  try {
    for (const handle of ports.handles) await observer.observe(handle, { recursive: handle.kind === 'directory' });
    return true;
  } catch {
    // No permission, or a drive that cannot tell: walking does it.
    observer.disconnect();
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

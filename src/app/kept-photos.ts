/**
 * The page's half of the photos that are kept for days without a network: tells the workers how much, the person when the device is full,
 * and asks for a folder for copies. Loaded after the first photo.
 */
import type { SettingsStore } from '../shared/app-api.ts';
import { isAbort } from '../shared/errors.ts';
import type { EventLog } from '../shared/events.ts';
import { t } from '../shared/i18n.ts';
import type { KeptPhotos, OfflineControls } from '../shared/offline-api.ts';
import type { ShowView } from './ports.ts';

/** As far as it is needed here; the feeds worker's client is one. */
export interface KeptWorker {
  call(method: 'limitKept', args: [number]): Promise<void>;
  call(method: 'forgetKept', args: [entryId?: string]): Promise<void>;
  call(method: 'keptPhotos', args: []): Promise<KeptPhotos>;
  call(method: 'mirrorTo', args: [FileSystemDirectoryHandle | null]): Promise<KeptPhotos>;
  onEvent(listener: (event: unknown) => void): () => void;
}

export interface KeptParts {
  readonly store: SettingsStore;
  readonly events: EventLog;
  readonly feeds: KeptWorker;
  readonly show: Pick<ShowView, 'failures' | 'clearFailure'>;
}

interface PickerWindow {
  showDirectoryPicker?(options: {
    id: string;
    mode: 'readwrite';
    startIn: 'pictures';
  }): Promise<FileSystemDirectoryHandle>;
}

const nothing: KeptPhotos = { photos: 0, bytes: 0, limitBytes: 0, isTight: false, isSafe: false, mirror: null };
/** Said once and then not again for a while: a full device stays full. */
const quietMs = 6 * 3_600_000;

function followLimit({ store, feeds }: KeptParts): void {
  let told = -1;
  const tell = (): void => {
    const { limitMb } = store.get().offline;
    if (limitMb === told) return;
    told = limitMb;
    feeds.call('limitKept', [limitMb * 1_000_000]).catch(() => (told = -1));
  };
  tell();
  store.onChange(tell);
}

function tellPressure({ events, feeds }: KeptParts, now: () => number): void {
  let saidMs = -Infinity;
  feeds.onEvent((event) => {
    if ((event as { type?: unknown } | null)?.type !== 'offline.pressure' || now() - saidMs < quietMs) return;
    saidMs = now();
    const message = t(
      'This device is nearly full, so fewer photos are kept for days without a network. Free some space to keep more.',
    );
    events.emit({ type: 'notice', message });
  });
}

/** What failed while nothing could be had waits for its next turn by the clock; with the network back it need not. */
function forgiveOnRecovery({ feeds, show }: KeptParts): void {
  feeds.onEvent((event) => {
    const { type, entryId } = (event ?? {}) as { type?: unknown; entryId?: unknown };
    if (type !== 'source.recovered' || typeof entryId !== 'string') return;
    for (const { photoId, error } of show.failures()) {
      const isSilence = error.kind === 'photo.network' || (error.kind === 'photo.blocked' && error.retryable);
      if (isSilence && photoId.startsWith(`${entryId}:`)) show.clearFailure(photoId);
    }
  });
}

export function openKeptPhotos(parts: KeptParts, now: () => number = () => performance.now()): OfflineControls {
  const { feeds } = parts;
  followLimit(parts);
  tellPressure(parts, now);
  forgiveOnRecovery(parts);
  const { showDirectoryPicker } = globalThis as PickerWindow;
  const state = (): Promise<KeptPhotos> => feeds.call('keptPhotos', []).catch(() => nothing);
  /** The page alone may ask. */
  const choose = async (): Promise<KeptPhotos | null> => {
    try {
      const folder = await showDirectoryPicker?.({ id: 'afterimage-copies', mode: 'readwrite', startIn: 'pictures' });
      return folder ? await feeds.call('mirrorTo', [folder]) : null;
    } catch (error) {
      if (isAbort(error)) return null;
      throw error;
    }
  };
  return {
    state,
    clear: () => feeds.call('forgetKept', []),
    canMirror: showDirectoryPicker !== undefined,
    chooseMirror: choose,
    dropMirror: () => feeds.call('mirrorTo', [null]),
  };
}

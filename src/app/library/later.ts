/**
 * When the library is loaded: with the first command, soon when the settings ask for what only it can do, and otherwise when the show
 * has been running for a while. Page; small, because it comes with the controls.
 */
import type { SettingsStore } from '../../shared/app-api.ts';
import type { LibraryApi } from '../../shared/library-api.ts';

export interface LaterParts {
  readonly store: SettingsStore;
  readonly painted: Promise<void>;
  load(): Promise<{ readonly api: LibraryApi; start(): void }>;
}

const soonMs = 1_500;
/** Looking at photos in advance is for shows, not for a quick look. */
const eventuallyMs = 30_000;

/** Whether the settings ask for something that the order alone cannot do. */
function isNeeded(store: SettingsStore): boolean {
  const { choice, slideshow } = store.get();
  const { duplicates: _duplicates, index: _index, localShare: _share, ...rest } = choice;
  return (
    slideshow.order === 'flow' || Object.values(rest).some((value) => !['same', 'any', '', 0, false].includes(value))
  );
}

export function createLibraryLater({ store, painted, load }: LaterParts): LibraryApi {
  let opened: { readonly api: LibraryApi; start(): void } | null = null;
  let opening: Promise<LibraryApi> | null = null;
  const open = (): Promise<LibraryApi> => {
    opening ??= load().then((it) => {
      opened = it;
      return it.api;
    });
    opening.catch(() => (opening = null));
    return opening;
  };
  const begin = async (): Promise<void> => {
    try {
      await open();
      opened?.start();
    } catch {
      // Offline before it was ever loaded: the show goes on without, and the next command tries again.
    }
  };
  const hasOwnPhotos = (): boolean =>
    store.get().sources.entries.some(({ enabled, source }) => enabled && source !== 'generative');
  const watch = async (): Promise<void> => {
    await painted;
    if (isNeeded(store)) setTimeout(() => void begin(), soonMs);
    else setTimeout(() => void (store.get().choice.index && hasOwnPhotos() && begin()), eventuallyMs);
    store.onChange(() => void (!opened && isNeeded(store) && begin()));
  };
  void watch();
  type Later = { [K in keyof LibraryApi]: LibraryApi[K] };
  const later =
    <K extends keyof LibraryApi>(name: K) =>
    async (...args: readonly unknown[]) =>
      ((await open())[name] as (...args: readonly unknown[]) => unknown)(...args);
  const waiting = Object.fromEntries(
    (
      [
        'favourite',
        'unfavourite',
        'never',
        'allow',
        'undo',
        'listFavourites',
        'listNever',
        'exportMarks',
        'importMarks',
        'moreLike',
        'showMoreLike',
        'albums',
        'choice',
        'jobs',
        'requeue',
      ] as const
    ).map((name) => [name, later(name)]),
  ) as unknown as Later;
  return {
    ...waiting,
    isFavourite: (photoId) => opened?.api.isFavourite(photoId) ?? false,
    why(photoId) {
      if (!opened) void open().catch(() => undefined);
      return opened?.api.why(photoId) ?? null;
    },
    onChange(listener) {
      let stop: (() => void) | null = null;
      let isOver = false;
      const listen = async (): Promise<void> => {
        const api = await open();
        if (!isOver) stop = api.onChange(listener);
      };
      listen().catch(() => undefined);
      return () => {
        isOver = true;
        stop?.();
      };
    },
  };
}

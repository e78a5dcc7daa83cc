/**
 * Which profile this thread belongs to: a named world of its own with its own database, folders, caches and channels, and perhaps
 * without a network. Every thread; read once, when the thread starts, so nothing can change worlds half way.
 *
 * The page decides, by `?profile=` in its address or by what was opened last (one note in localStorage, because nothing may wait
 * for it); a worker is told by its name (`decode@kiosk`, with `!` when it has no network).
 *
 * Invariant: whatever is kept under a name of its own (database, cache, folder, channel, lock) gets that name from `profiled`.
 */

export type NetworkPolicy = 'allowed' | 'none';

export interface ProfileRow {
  readonly name: string;
  readonly label: string;
  readonly network: NetworkPolicy;
}

export interface ProfileNotes {
  readonly current: string;
  /** Without the first one, which is always there, unless it was renamed or restricted. */
  readonly list: readonly ProfileRow[];
}

/** The part of a page that decides; workers have none of it. */
export interface ProfilePlace {
  readonly name?: string;
  readonly document?: unknown;
  readonly location?: { readonly search: string };
}

/** `localStorage`, as far as it is used. */
export interface NoteStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

export const mainProfile = 'main';
export const notesKey = 'afterimage.profiles';
/** What a profile notes in localStorage under `profiled`; goes with it. */
export const noteNames = {
  unsaved: 'afterimage.unsaved',
  transition: 'afterimage.transition-at-work',
  remote: 'afterimage.remote.next',
  widgets: 'afterimage.widgets',
  music: 'afterimage.music',
} as const;
const noNetworkMark = '!';

/** Null where the browser keeps nothing: then there is one profile, and notes last as long as the page. */
export function browserNotes(): NoteStorage | null {
  try {
    return (globalThis as { localStorage?: NoteStorage }).localStorage ?? null;
  } catch {
    return null;
  }
}

/** `Kids’ room` → `kids-room`; empty when nothing of it can be part of a name. */
export const profileName = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 32);

/** Total: notes that make no sense are no notes. */
export function readNotes(storage = browserNotes()): ProfileNotes {
  try {
    const { current, list } = JSON.parse(storage?.getItem(notesKey) ?? '{}') as Partial<ProfileNotes>;
    const rows = (Array.isArray(list) ? list : []).filter(
      ({ name, label }: Partial<ProfileRow>) =>
        typeof name === 'string' && typeof label === 'string' && name !== '' && profileName(name) === name,
    );
    return { current: typeof current === 'string' ? current : mainProfile, list: rows };
  } catch {
    return { current: mainProfile, list: [] };
  }
}

/** The profile of a thread at this place. `storage` is asked by pages only. */
export function profileAt(place: ProfilePlace, storage = browserNotes): ProfileRow {
  if (place.document === undefined) {
    const [, told = mainProfile] = (place.name ?? '').split('@');
    const name = told.replace(noNetworkMark, '');
    return { name, label: name, network: name === told ? 'allowed' : 'none' };
  }
  const { current, list } = readNotes(storage());
  const asked = profileName(new URLSearchParams(place.location?.search).get('profile') ?? '') || current;
  const named = list.find(({ name }) => name === asked) ?? list.find(({ label }) => profileName(label) === asked);
  if (named) return { ...named, network: named.network === 'none' ? 'none' : 'allowed' };
  return { name: profileName(asked) || mainProfile, label: asked, network: 'allowed' };
}

export const profile: ProfileRow = profileAt(globalThis as ProfilePlace);

/** The name under which this profile keeps something. The first profile keeps the plain name. */
export const profiled = (name: string, of = profile.name): string => (of === mainProfile ? name : `${name}@${of}`);

/** The name of a worker that belongs to the same profile as its page. */
export const workerName = (name: string): string =>
  profile.network === 'none' ? `${name}@${profile.name}${noNetworkMark}` : profiled(name);

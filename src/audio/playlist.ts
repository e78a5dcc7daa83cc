/** Which files are played, in which order, and what their names tell. Pure. */
import { comparePaths, isMusicName, type MusicHandle } from '../shared/music.ts';

/** One piece; nothing of it is read before it is its turn. */
export interface PlaylistItem {
  readonly name: string;
  /** The path within the folder that was chosen, with the name; the name alone otherwise. */
  readonly path: string;
  open(): Promise<File>;
}

/** Music only, by folder and name. */
export function playlistOf(files: readonly File[]): readonly PlaylistItem[] {
  return files
    .filter((file) => file.type.startsWith('audio/') || isMusicName(file.name))
    .map((file) => ({
      name: file.name,
      path: file.webkitRelativePath || file.name,
      open: () => Promise.resolve(file),
    }))
    .toSorted((a, b) => comparePaths(a.path, b.path));
}

export const playlistOfHandles = (found: readonly MusicHandle[]): readonly PlaylistItem[] =>
  found.map(({ path, handle }) => ({ name: handle.name, path, open: () => handle.getFile() }));

export interface Naming {
  readonly title: string;
  readonly artist: string;
  readonly album: string;
}

/** “01 - Artist - Title.mp3” in “Album/”: what most collections are named like. */
export function namingOf({ name, path }: Pick<PlaylistItem, 'name' | 'path'>): Naming {
  const stem = name
    .replace(/\.[^.]+$/, '')
    .replaceAll('_', ' ')
    .trim();
  const parts = stem
    .replace(/^\d{1,3}(?:\s*[-.–]\s*|\s+)(?=\D)/, '')
    .split(/\s+[-–]\s+/)
    .map((part) => part.trim())
    .filter(Boolean);
  const folders = path.split('/').slice(0, -1);
  const title = parts.at(-1) ?? stem;
  return {
    title: title || name,
    artist: parts.length > 1 ? (parts.at(-2) ?? '') : '',
    album: parts.length > 2 ? (parts[0] ?? '') : (folders.at(-1) ?? ''),
  };
}

/** Which files are music, in which order, and what their names tell. Pure. */

const music = /\.(mp3|m4a|m4b|aac|flac|ogg|oga|opus|wav|wave|weba|webm|aif|aiff|mp4)$/i;

/** What is needed of a `File`. */
export interface NamedFile {
  readonly name: string;
  readonly type: string;
  /** The path within the folder that was chosen; empty otherwise. */
  readonly webkitRelativePath?: string;
}

const pathOf = (file: NamedFile): string => file.webkitRelativePath || file.name;

const inOrder = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** Music only, by folder and name, as numbers and not as digits: 2 before 10. */
export function playlistOf<F extends NamedFile>(files: readonly F[]): readonly F[] {
  return files
    .filter((file) => file.type.startsWith('audio/') || music.test(file.name))
    .toSorted((a, b) => inOrder.compare(pathOf(a), pathOf(b)));
}

export interface Naming {
  readonly title: string;
  readonly artist: string;
  readonly album: string;
}

/** “01 - Artist - Title.mp3” in “Album/”: what most collections are named like. */
export function namingOf(file: NamedFile): Naming {
  const stem = file.name
    .replace(/\.[^.]+$/, '')
    .replaceAll('_', ' ')
    .trim();
  const parts = stem
    .replace(/^\d{1,3}(?:\s*[-.–]\s*|\s+)(?=\D)/, '')
    .split(/\s+[-–]\s+/)
    .map((part) => part.trim())
    .filter(Boolean);
  const folders = pathOf(file).split('/').slice(0, -1);
  const title = parts.at(-1) ?? stem;
  return {
    title: title || file.name,
    artist: parts.length > 1 ? (parts.at(-2) ?? '') : '',
    album: parts.length > 2 ? (parts[0] ?? '') : (folders.at(-1) ?? ''),
  };
}

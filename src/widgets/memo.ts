/**
 * What a widget keeps in the browser: a word that survives a reload and a crash, and that all windows of this browser share. One
 * short note for all of them, written only when somebody does something; a timer that was started must not wait for a database.
 * Main thread.
 */
import { browserNotes, noteNames, profiled, type NoteStorage } from '../shared/profile.ts';

export interface Memo {
  /** What was kept last, as JSON gives it back; undefined when nothing was. Check its shape: it may come from an older version. */
  read(): unknown;
  /** Undefined forgets it. */
  write(value: unknown): void;
  /** Another window kept something else. Ends with the widget. */
  onChange(run: () => void): void;
}

/** Widgets come and go; what those that are gone have kept goes, oldest first. */
const most = 60;
const noteKey = profiled(noteNames.widgets);
/** Where the browser keeps nothing, memos last as long as the page. */
let unkept = '{}';

const fallback: NoteStorage = {
  getItem: () => unkept,
  setItem: (_, value) => void (unkept = value),
  removeItem: () => void (unkept = '{}'),
};

function readAll(notes: NoteStorage): Record<string, unknown> {
  try {
    const all: unknown = JSON.parse(notes.getItem(noteKey) ?? '{}');
    return typeof all === 'object' && all !== null && !Array.isArray(all) ? { ...all } : {};
  } catch {
    return {};
  }
}

export function createMemo(id: string, signal: AbortSignal): Memo {
  const notes = browserNotes() ?? fallback;
  return {
    read: () => readAll(notes)[id],
    write(value) {
      const all = readAll(notes);
      delete all[id];
      if (value !== undefined) all[id] = value;
      try {
        const newest = Object.entries(all).slice(-most);
        if (newest.length === 0) notes.removeItem(noteKey);
        else notes.setItem(noteKey, JSON.stringify(Object.fromEntries(newest)));
      } catch {
        // Full or forbidden: it lasts as long as the page.
      }
    },
    onChange(run) {
      const hear = ({ key }: Pick<StorageEvent, 'key'>): void => {
        if (key === noteKey) run();
      };
      addEventListener('storage', hear, { signal });
    },
  };
}

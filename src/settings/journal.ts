/**
 * Changes that are not in the database yet, noted at once and synchronously: a page may be reloaded or closed in the same moment,
 * and a transaction that has not begun then never does. The next start replays what is left. Page only.
 *
 * Invariants: one entry per setting, the newest; an entry goes when the change it tells of is stored, never when a later one is
 * waiting. Tabs share the journal: whoever starts next brings everything home. Total: without a place to note, nothing is noted.
 */
import type { NoteStorage } from '../shared/profile.ts';

export interface JournalEntry {
  /** Missing: back to the default. */
  readonly value?: unknown;
  readonly stamp: string;
}

export interface Journal {
  /** What was not stored, by path. */
  read(): Readonly<Record<string, JournalEntry>>;
  /** Gives back the stamp by which it can be settled. `undefined` notes that a setting went back to its default. */
  note(changes: Iterable<readonly [path: string, value: unknown]>): string;
  /** The change is stored, or will never be. */
  settle(changes: Iterable<readonly [path: string, stamp: string]>): void;
}

/** A larger note would take longer than a change may take; what it tells of is written to the database all the same. */
const longestNote = 256 * 1024;

export function createJournal(storage: NoteStorage | null, key: string): Journal {
  const session = Math.random().toString(36).slice(2, 8);
  let count = 0;
  const read = (): Record<string, JournalEntry> => {
    try {
      const found = JSON.parse(storage?.getItem(key) ?? '{}') as unknown;
      return typeof found === 'object' && found !== null && !Array.isArray(found)
        ? (found as Record<string, JournalEntry>)
        : {};
    } catch {
      return {};
    }
  };
  const write = (entries: Readonly<Record<string, JournalEntry>>): void => {
    try {
      const text = JSON.stringify(entries);
      if (text === '{}') storage?.removeItem(key);
      else if (text.length <= longestNote) storage?.setItem(key, text);
    } catch {
      // Full or forbidden: the database is the place that counts.
    }
  };
  return {
    read,
    note(changes) {
      const stamp = `${session}${(count += 1)}`;
      const noted = Object.fromEntries([...changes].map(([path, value]) => [path, { value, stamp }]));
      write({ ...read(), ...noted });
      return stamp;
    },
    settle(changes) {
      const entries = read();
      let isLess = false;
      for (const [path, stamp] of changes) {
        if (entries[path]?.stamp !== stamp) continue;
        delete entries[path];
        isLess = true;
      }
      if (isLess) write(entries);
    },
  };
}

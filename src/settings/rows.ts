/** Settings rows in the database, one per namespace: reading them, and the journal of what is not in them yet. */
import { withDatabase } from '../shared/database.ts';
import { browserNotes, noteNames, profiled } from '../shared/profile.ts';
import { createJournal } from './journal.ts';
import type { SettingsRows } from './engine-api.ts';

export function databaseRows(): SettingsRows {
  return {
    journal: createJournal(browserNotes(), profiled(noteNames.unsaved)),
    load: () =>
      withDatabase(async (database) => {
        const { store } = database.transaction('settings');
        const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()]);
        return Object.fromEntries(keys.map((key, index) => [key, values[index]]));
      }),
  };
}

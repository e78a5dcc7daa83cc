/**
 * Transitions that the user pasted: kept in the database, handed to the stage, and blocked when one does harm, in this
 * page's life or by ending it. Main thread; a few small rows, read after the first photo.
 *
 * Invariants: nothing is kept that failed the check; a blocked one is never given to the stage again, stays listed so
 * that it can be removed, and is told to the user once.
 */
import { withDatabase, type CustomTransitionRow } from '../shared/database.ts';
import type { EventLog } from '../shared/events.ts';
import type { Addition } from './custom-addition.ts';
import type { TransitionLibrary } from './ports.ts';
import { createSuspicion, takeSuspect, type Notes } from './transition-guard.ts';
import type { BlockedTransition } from './transition-info.ts';

export interface CustomRows {
  load(): Promise<ReadonlyMap<string, CustomTransitionRow>>;
  put(id: string, row: CustomTransitionRow): Promise<void>;
  remove(id: string): Promise<void>;
}

function customRows(): CustomRows {
  return {
    load: () =>
      withDatabase(async (database) => {
        const { store } = database.transaction('transitions');
        const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()]);
        return new Map(keys.flatMap((key, index) => (values[index] ? [[key, values[index]] as const] : [])));
      }),
    async put(id, row) {
      await withDatabase((database) => database.put('transitions', row, id));
    },
    async remove(id) {
      await withDatabase((database) => database.delete('transitions', id));
    },
  };
}

export interface CustomParts {
  readonly rows: CustomRows;
  readonly events: EventLog;
  readonly notes: () => Notes;
  library(): TransitionLibrary;
}

export class CustomTransitions {
  readonly guard;
  /** Settles when what is kept has reached the stage. */
  loaded: Promise<void> = Promise.resolve();
  #rows: ReadonlyMap<string, CustomTransitionRow> = new Map();
  readonly #parts: CustomParts;

  constructor(parts: CustomParts) {
    this.#parts = parts;
    const suspicion = createSuspicion(parts.notes);
    this.guard = {
      ...suspicion,
      blame: (id: string, reason: string) => {
        suspicion.end(id);
        void this.#block(id, reason);
      },
    };
  }

  get blocked(): readonly BlockedTransition[] {
    return [...this.#rows].flatMap(([id, { name, blocked }]) => (blocked ? [{ id, name, reason: blocked }] : []));
  }

  /** Reads what is kept and gives it to the stage; whoever ended the last page is blocked first. */
  load(): Promise<void> {
    this.loaded = this.#load();
    return this.loaded;
  }

  async #load(): Promise<void> {
    const suspect = takeSuspect(this.#parts.notes);
    try {
      this.#rows = await this.#parts.rows.load();
    } catch {
      return;
    }
    if (suspect) await this.#block(suspect, 'the page ended while it ran');
    else if (this.#rows.size > 0) await this.#share();
  }

  async #share(): Promise<void> {
    const bodies = [...this.#rows].filter(([, { blocked }]) => blocked === null);
    await this.#parts.library().setCustom(bodies.map(([id, { name, glsl }]) => ({ id, name, glsl })));
  }

  #change(change: (rows: Map<string, CustomTransitionRow>) => void): Promise<void> {
    const rows = new Map(this.#rows);
    change(rows);
    this.#rows = rows;
    return this.#share();
  }

  async #block(id: string, reason: string): Promise<void> {
    const row = this.#rows.get(id);
    if (!row || row.blocked !== null) return this.#share();
    const blocked = { ...row, blocked: reason };
    this.#parts.events.emit({ type: 'transition.blocked', id, label: row.name, reason });
    await this.#change((rows) => rows.set(id, blocked));
    await this.#parts.rows.put(id, blocked).catch(() => undefined);
  }

  /** Resolves to the new id. Rejects with `input.invalid`; one of the same name is replaced. */
  async add(wanted: Addition): Promise<string> {
    const [{ checkAddition }] = await Promise.all([import('./custom-addition.ts'), this.loaded]);
    const { id, row } = await checkAddition(wanted, this.#parts.library(), [...this.#rows.keys()]);
    await this.#parts.rows.put(id, row);
    await this.#change((rows) => rows.set(id, row));
    return id;
  }

  async remove(id: string): Promise<void> {
    await this.loaded;
    if (!this.#rows.has(id)) throw (await import('./custom-addition.ts')).unknownAddition(id);
    await this.#parts.rows.remove(id);
    await this.#change((rows) => rows.delete(id));
  }

  async file(id: string): Promise<File> {
    const [{ fileOf }] = await Promise.all([import('./custom-addition.ts'), this.loaded]);
    return fileOf(id, this.#rows.get(id));
  }
}

export function openCustomTransitions(events: EventLog, library: () => TransitionLibrary): CustomTransitions {
  // One short value, written only around a pasted transition; nothing asynchronous survives a page that hangs.
  // oxlint-disable-next-line no-restricted-globals
  const notes = (): Notes => localStorage;
  return new CustomTransitions({ rows: customRows(), events, notes, library });
}

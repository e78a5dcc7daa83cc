/**
 * Rows beside the namespaces, whose names begin with `@`: what the screen's owner says, presets of the person's own. They are whole values
 * and belong to whoever keeps them. Main thread.
 */
import type { Fields } from './row-format.ts';
import type { RowWriter } from './row-writer.ts';
import { isRecord } from '../shared/plain-data.ts';

export type KeptName = `@${string}`;

const isKeptName = (name: string): name is KeptName => name.startsWith('@');

export class KeptRows {
  readonly #writer: Pick<RowWriter, 'keep'>;
  readonly #rows = new Map<string, Fields>();
  readonly #listeners = new Set<() => void>();

  constructor(writer: Pick<RowWriter, 'keep'>) {
    this.#writer = writer;
  }

  get(name: KeptName): Fields | null {
    return this.#rows.get(name) ?? null;
  }

  /** As they are in the database; those that are not there are gone. */
  adopt(rows: Readonly<Record<string, unknown>>): void {
    for (const [name, row] of Object.entries(rows)) {
      if (isKeptName(name) && isRecord(row) && isRecord(row['values'])) this.#rows.set(name, row['values']);
    }
    for (const name of this.#rows.keys()) if (!(name in rows)) this.#rows.delete(name);
  }

  async keep(name: KeptName, values: Fields | null): Promise<void> {
    if (values) this.#rows.set(name, values);
    else this.#rows.delete(name);
    this.tell();
    await this.#writer.keep(name, values);
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/**
 * Changed settings on their way to storage: one write per namespace under way, changes meanwhile are written together after it.
 *
 * Invariants: a field is pending from its change until a write that holds its newest value has been flushed; until then no row
 * that comes in from elsewhere may replace it. Nothing is written before the stored rows have been read.
 */
import type { Journal } from './journal.ts';
import type { Fields, RowChange, SavedRow } from './row-format.ts';
import type { RowWriter } from './row-writer.ts';

export interface WriteBehindParts {
  readonly writer: Pick<RowWriter, 'save'>;
  readonly journal: Pick<Journal, 'settle'>;
  /** All that is chosen now, and what else the stored row holds. */
  content(namespace: string): { readonly version: number; readonly chosen: Fields; readonly unknown: Fields };
  revision(namespace: string): number;
  /** Null: the row is a newer version's. */
  saved(namespace: string, saved: SavedRow | null): void;
  failed(namespace: string): void;
}

interface Pending {
  readonly stamp: string;
}

export class WriteBehind {
  readonly #parts: WriteBehindParts;
  readonly #pending = new Map<string, Map<string, Pending>>();
  readonly #writing = new Map<string, Promise<void>>();
  readonly #wanted = new Set<string>();
  #open: () => void = () => undefined;
  readonly #isOpen = new Promise<void>((resolve) => (this.#open = resolve));

  constructor(parts: WriteBehindParts) {
    this.#parts = parts;
  }

  /** The stored rows are known (or cannot be read). */
  begin(): void {
    this.#open();
  }

  isPending(namespace: string, field: string): boolean {
    return this.#pending.get(namespace)?.has(field) ?? false;
  }

  /** `stamp`: what the journal calls these changes. */
  write(namespace: string, fields: readonly string[], stamp: string): void {
    const pending = this.#pending.get(namespace) ?? new Map<string, Pending>();
    for (const field of fields) pending.set(field, { stamp });
    this.#pending.set(namespace, pending);
    this.#wanted.add(namespace);
    this.#start(namespace);
  }

  #start(namespace: string): void {
    if (this.#writing.has(namespace)) return;
    const writing = this.#run(namespace).catch(() => {
      this.#parts.failed(namespace);
      if (this.#wanted.has(namespace)) this.#start(namespace);
    });
    this.#writing.set(namespace, writing);
  }

  /** These will never be written. */
  drop(namespace: string): void {
    this.#settle(namespace, new Map(this.#pending.get(namespace)));
  }

  async flushed(): Promise<void> {
    while (this.#writing.size > 0) await Promise.all(this.#writing.values());
  }

  async #run(namespace: string): Promise<void> {
    await this.#isOpen;
    try {
      while (this.#wanted.delete(namespace)) {
        const taken = new Map(this.#pending.get(namespace));
        const change = this.#change(namespace, [...taken.keys()]);
        const saved = await this.#parts.writer.save(change, this.#parts.revision(namespace));
        this.#settle(namespace, taken);
        this.#parts.saved(namespace, saved);
      }
    } finally {
      // In the same breath: a change that comes a moment later must find that nobody is writing any more.
      this.#writing.delete(namespace);
    }
  }

  #change(namespace: string, fields: readonly string[]): RowChange {
    const { version, chosen, unknown } = this.#parts.content(namespace);
    const isChosen = (field: string) => Object.hasOwn(chosen, field);
    const set = Object.fromEntries(fields.filter(isChosen).map((field) => [field, structuredClone(chosen[field])]));
    const gone = fields.filter((field) => !isChosen(field));
    return { namespace, version, set, gone, whole: structuredClone({ ...unknown, ...chosen }) };
  }

  /** What was changed again meanwhile stays pending. */
  #settle(namespace: string, taken: ReadonlyMap<string, Pending>): void {
    const pending = this.#pending.get(namespace);
    for (const [field, one] of taken) if (pending?.get(field) === one) pending.delete(field);
    this.#parts.journal.settle([...taken].map(([field, { stamp }]) => [`${namespace}.${field}`, stamp] as const));
  }
}

/**
 * What a person thinks of photos: in the database, and in memory for choosing. Library worker. A mark outlives its photo: one that
 * comes back is still a favourite, or still never shown.
 */
import { withDatabase } from '../../shared/database.ts';
import { AppError } from '../../shared/errors.ts';
import type { ImportedMarks, MarkChange, MarkKind, PhotoMark } from '../../shared/library-api.ts';
import { isRecord } from '../../shared/plain-data.ts';

const mostMarks = 100_000;
const mostText = 1000;

const isKind = (value: unknown): value is MarkKind => value === 'favourite' || value === 'never';

const textOf = (value: unknown): string => (typeof value === 'string' ? value.slice(0, mostText) : '');

/** Null for what is no mark. */
function readMark(value: unknown): PhotoMark | null {
  if (!isRecord(value)) return null;
  const { photoId, kind, atMs } = value;
  if (typeof photoId !== 'string' || photoId === '' || photoId.length > mostText || !isKind(kind)) return null;
  const time = typeof atMs === 'number' && Number.isFinite(atMs) ? atMs : 0;
  return { photoId, kind, title: textOf(value['title']), source: textOf(value['source']), atMs: time };
}

export class Marks {
  readonly #marks = new Map<string, PhotoMark>();
  readonly #now: () => number;

  private constructor(now: () => number) {
    this.#now = now;
  }

  static async open(now: () => number = Date.now): Promise<Marks> {
    const marks = new Marks(now);
    const rows = await withDatabase<readonly unknown[]>((database) => database.getAll('marks', null, mostMarks));
    for (const row of rows) {
      const mark = readMark(row);
      if (mark) marks.#marks.set(mark.photoId, mark);
    }
    return marks;
  }

  kinds(): ReadonlyMap<string, MarkKind> {
    return new Map([...this.#marks.values()].map(({ photoId, kind }) => [photoId, kind]));
  }

  /** Newest first. */
  list(): readonly PhotoMark[] {
    return [...this.#marks.values()].sort((a, b) => b.atMs - a.atMs);
  }

  /** Kept for good when this resolves. */
  async set(
    photoId: string,
    kind: MarkKind | null,
    about: { readonly title: string; readonly source: string },
  ): Promise<MarkChange> {
    const known = this.#marks.get(photoId);
    const mark = kind && { photoId, kind, ...about, atMs: this.#now() };
    await this.#write([[photoId, mark]]);
    return { photoId, title: about.title || (known?.title ?? ''), before: known?.kind ?? null, after: kind };
  }

  /** Throws `input.invalid` for text that is no export; single lines that do not fit are counted. */
  async import(text: string): Promise<ImportedMarks> {
    const lines = linesOf(text);
    const news = new Map<string, PhotoMark>();
    for (const line of lines) {
      const mark = readMark(line);
      if (mark && this.#marks.get(mark.photoId)?.kind !== mark.kind) news.set(mark.photoId, mark);
    }
    await this.#write([...news]);
    const favourites = [...news.values()].filter(({ kind }) => kind === 'favourite').length;
    return { favourites, never: news.size - favourites, skipped: lines.length - news.size };
  }

  async #write(changes: readonly (readonly [string, PhotoMark | null])[]): Promise<void> {
    await withDatabase(async (database) => {
      const transaction = database.transaction('marks', 'readwrite', { durability: 'strict' });
      const writes = changes.map(([id, mark]) =>
        mark ? transaction.store.put(mark, id) : transaction.store.delete(id),
      );
      await Promise.all([...writes, transaction.done]);
    });
    for (const [id, mark] of changes) {
      if (mark) this.#marks.set(id, mark);
      else this.#marks.delete(id);
    }
  }
}

function linesOf(text: string): readonly unknown[] {
  let value: unknown = null;
  try {
    value = JSON.parse(text);
  } catch {
    // Told below, like everything else that is no export.
  }
  const marks = isRecord(value) ? value['marks'] : null;
  if (Array.isArray(marks) && marks.length <= mostMarks) return marks as unknown[];
  throw new AppError(
    'input.invalid',
    'This file holds no favourites that Afterimage has written. Choose one that was exported here or on another screen.',
  );
}

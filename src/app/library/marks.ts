/** What a person thinks of photos, on the page: the commands, the way back from each, and what holds before the worker answers. */
import { AppError } from '../../shared/errors.ts';
import type { LibraryApi, MarkChange, MarkKind } from '../../shared/library-api.ts';
import type { LibraryChooser } from './chooser.ts';
import type { LibraryLink } from './link.ts';

export interface MarksParts {
  readonly link: Pick<LibraryLink, 'call'>;
  readonly chooser: Pick<LibraryChooser, 'ref' | 'setNever'>;
  sourceOf(photoId: string): string;
  /** Others may take part now. */
  changed(photoIds: readonly string[]): void;
  /** The photo is not wanted: when it is on screen, another one comes. */
  leave(photoId: string): void;
}

type MarkCommands = Pick<
  LibraryApi,
  | 'favourite'
  | 'unfavourite'
  | 'never'
  | 'allow'
  | 'undo'
  | 'isFavourite'
  | 'listFavourites'
  | 'listNever'
  | 'exportMarks'
  | 'importMarks'
>;

const mostUndo = 100;

export class LibraryMarks {
  readonly #parts: MarksParts;
  readonly #kinds = new Map<string, MarkKind>();
  /** Newest last. */
  readonly #undo: MarkChange[] = [];

  constructor(parts: MarksParts) {
    this.#parts = parts;
  }

  /** What the database holds, into memory. */
  async load(): Promise<void> {
    const { link, chooser, changed } = this.#parts;
    const marks = await link.call('marks');
    const before = [...this.#kinds.keys()];
    this.#kinds.clear();
    for (const { photoId, kind } of marks) this.#kinds.set(photoId, kind);
    const ids = new Set([...before, ...this.#kinds.keys()]);
    for (const id of ids) chooser.setNever(id, this.#kinds.get(id) === 'never');
    changed([...ids]);
  }

  commands(): MarkCommands {
    const { link } = this.#parts;
    const list = async (kind: MarkKind) => (await link.call('marks')).filter((mark) => mark.kind === kind);
    return {
      favourite: (photoId) => this.#say(photoId, 'favourite'),
      unfavourite: (photoId) => this.#takeBack(photoId, 'favourite'),
      never: (photoId) => this.#say(photoId, 'never'),
      allow: (photoId) => this.#takeBack(photoId, 'never'),
      undo: async () => {
        const last = this.#undo.pop();
        if (!last) return null;
        await this.#set(last.photoId, last.before);
        return last;
      },
      isFavourite: (photoId) => this.#kinds.get(photoId) === 'favourite',
      listFavourites: () => list('favourite'),
      listNever: () => list('never'),
      exportMarks: async () => {
        const text = JSON.stringify({ afterimage: 'marks', version: 1, marks: await link.call('marks') }, null, 2);
        return new File([text], 'afterimage-favourites.json', { type: 'application/json' });
      },
      importMarks: async (text) => {
        const imported = await link.call('importMarks', text);
        await this.load();
        return imported;
      },
    };
  }

  async #say(photoId: string, kind: MarkKind): Promise<void> {
    if (!this.#parts.chooser.ref(photoId)) {
      throw new AppError('input.invalid', 'This photo is not in your sources any more.');
    }
    this.#remember(await this.#set(photoId, kind));
  }

  async #takeBack(photoId: string, kind: MarkKind): Promise<void> {
    if (!this.#kinds.has(photoId)) await this.load();
    if (this.#kinds.get(photoId) === kind) this.#remember(await this.#set(photoId, null));
  }

  #remember(change: MarkChange): void {
    if (change.before === change.after) return;
    this.#undo.push(change);
    if (this.#undo.length > mostUndo) this.#undo.shift();
  }

  async #set(photoId: string, kind: MarkKind | null): Promise<MarkChange> {
    const { link, chooser, sourceOf, changed, leave } = this.#parts;
    const about = { title: chooser.ref(photoId)?.title ?? '', source: sourceOf(photoId) };
    const change = await link.call('mark', photoId, kind, about);
    if (kind) this.#kinds.set(photoId, kind);
    else this.#kinds.delete(photoId);
    chooser.setNever(photoId, kind === 'never');
    changed([photoId]);
    if (kind === 'never') leave(photoId);
    return change;
  }
}

/** The list of profiles: who is there, who is open, who may use the network. Kept in the one note that a starting page reads. */
import { AppError } from '../../shared/errors.ts';
import { t } from '../../shared/i18n.ts';
import {
  browserNotes,
  mainProfile,
  notesKey,
  profile,
  profileName,
  readNotes,
  type NetworkPolicy,
  type NoteStorage,
  type ProfileRow,
} from '../../shared/profile.ts';
import type { NewProfile, ProfileInfo } from '../../shared/settings-admin.ts';

const longestLabel = 60;

export interface ProfileList {
  all(): ProfileInfo[];
  create(wish: NewProfile): ProfileInfo;
  rename(name: string, label: string): void;
  restrict(name: string, network: NetworkPolicy): void;
  /** Throws for the open one and the first. */
  checkRemovable(name: string): void;
  remove(name: string): void;
  /** From the next start on. */
  open(name: string): void;
}

function labelOf(text: string): string {
  const label = text.trim().replace(/\s+/g, ' ').slice(0, longestLabel);
  if (label !== '') return label;
  throw new AppError('input.invalid', t('A profile needs a name. Type one first.'));
}

class Profiles implements ProfileList {
  readonly #storage: NoteStorage | null;
  readonly #open: ProfileRow;

  constructor(storage: NoteStorage | null, open: ProfileRow) {
    this.#storage = storage;
    this.#open = open;
  }

  #rows(): ProfileRow[] {
    const { list } = readNotes(this.#storage);
    const first = list.find(({ name }) => name === mainProfile) ?? {
      name: mainProfile,
      label: t('Main'),
      network: 'allowed' as const,
    };
    const rows = [first, ...list.filter(({ name }) => name !== mainProfile)];
    return rows.some(({ name }) => name === this.#open.name) ? rows : [...rows, this.#open];
  }

  #info(row: ProfileRow): ProfileInfo {
    return { ...row, isCurrent: row.name === this.#open.name };
  }

  #write(list: readonly ProfileRow[], current = readNotes(this.#storage).current): void {
    try {
      if (!this.#storage) throw new Error('There is no storage.');
      this.#storage.setItem(notesKey, JSON.stringify({ current, list }));
    } catch (cause) {
      const words = t('Your browser keeps nothing for this page, so there can be one profile only.');
      throw new AppError('storage.unavailable', words, { cause });
    }
  }

  #known(name: string): ProfileRow {
    const row = this.#rows().find((one) => one.name === name);
    if (row) return row;
    throw new AppError('input.invalid', t('There is no such profile any more. Open the list again.'));
  }

  #change(name: string, values: Partial<ProfileRow>): void {
    const changed = { ...this.#known(name), ...values };
    this.#write(this.#rows().map((row) => (row.name === name ? changed : row)));
  }

  #checkLabel(label: string, name: string): void {
    const isTaken = this.#rows().some((row) => row.name !== name && row.label.toLowerCase() === label.toLowerCase());
    if (isTaken) throw new AppError('input.invalid', t('There is a profile called “{label}” already.', { label }));
  }

  all(): ProfileInfo[] {
    return this.#rows().map((row) => this.#info(row));
  }

  create({ label: text, network = 'allowed' }: NewProfile): ProfileInfo {
    const label = labelOf(text);
    this.#checkLabel(label, '');
    const wished = profileName(label) || 'profile';
    const names = new Set(this.#rows().map(({ name }) => name));
    let name = wished;
    for (let count = 2; names.has(name); count++) name = `${wished.slice(0, 28)}-${count}`;
    const row = { name, label, network };
    this.#write([...this.#rows(), row]);
    return this.#info(row);
  }

  rename(name: string, text: string): void {
    const label = labelOf(text);
    this.#checkLabel(label, name);
    this.#change(name, { label });
  }

  restrict(name: string, network: NetworkPolicy): void {
    this.#change(name, { network });
  }

  checkRemovable(name: string): void {
    this.#known(name);
    if (name === mainProfile) {
      throw new AppError('input.invalid', t('The first profile is always there. Reset its settings instead.'));
    }
    if (name === this.#open.name) {
      throw new AppError(
        'input.invalid',
        t('This profile is open. Open another one first, then remove it from there.'),
      );
    }
  }

  remove(name: string): void {
    const { current } = readNotes(this.#storage);
    const left = this.#rows().filter((row) => row.name !== name);
    this.#write(left, current === name ? mainProfile : current);
  }

  open(name: string): void {
    this.#write(this.#rows(), this.#known(name).name);
  }
}

export const createProfileList = (
  storage: NoteStorage | null = browserNotes(),
  open: ProfileRow = profile,
): ProfileList => new Profiles(storage, open);

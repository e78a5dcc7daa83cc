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

export function createProfileList(
  storage: NoteStorage | null = browserNotes(),
  open: ProfileRow = profile,
): ProfileList {
  const rows = (): ProfileRow[] => {
    const { list } = readNotes(storage);
    const first = list.find(({ name }) => name === mainProfile) ?? {
      name: mainProfile,
      label: t('Main'),
      network: 'allowed' as const,
    };
    const others = list.filter(({ name }) => name !== mainProfile);
    const isListed = [first, ...others].some(({ name }) => name === open.name);
    return [first, ...others, ...(isListed ? [] : [open])];
  };
  const info = (row: ProfileRow): ProfileInfo => ({ ...row, isCurrent: row.name === open.name });
  const write = (list: readonly ProfileRow[], current = readNotes(storage).current): void => {
    try {
      if (!storage) throw new Error('There is no storage.');
      storage.setItem(notesKey, JSON.stringify({ current, list }));
    } catch (cause) {
      const words = t('Your browser keeps nothing for this page, so there can be one profile only.');
      throw new AppError('storage.unavailable', words, { cause });
    }
  };
  const known = (name: string): ProfileRow => {
    const row = rows().find((one) => one.name === name);
    if (row) return row;
    throw new AppError('input.invalid', t('There is no such profile any more. Open the list again.'));
  };
  const change = (name: string, values: Partial<ProfileRow>): void => {
    const changed = { ...known(name), ...values };
    write(rows().map((row) => (row.name === name ? changed : row)));
  };
  const checkLabel = (label: string, name: string): void => {
    const isTaken = rows().some((row) => row.name !== name && row.label.toLowerCase() === label.toLowerCase());
    if (isTaken) throw new AppError('input.invalid', t('There is a profile called “{label}” already.', { label }));
  };
  return {
    all: () => rows().map(info),
    create({ label: text, network = 'allowed' }) {
      const label = labelOf(text);
      checkLabel(label, '');
      const wished = profileName(label) || 'profile';
      const names = new Set(rows().map(({ name }) => name));
      let name = wished;
      for (let count = 2; names.has(name); count++) name = `${wished.slice(0, 28)}-${count}`;
      const row = { name, label, network };
      write([...rows(), row]);
      return info(row);
    },
    rename(name, text) {
      const label = labelOf(text);
      checkLabel(label, name);
      change(name, { label });
    },
    restrict: (name, network) => change(name, { network }),
    checkRemovable(name) {
      known(name);
      if (name === mainProfile) {
        throw new AppError('input.invalid', t('The first profile is always there. Reset its settings instead.'));
      }
      if (name === open.name) {
        throw new AppError(
          'input.invalid',
          t('This profile is open. Open another one first, then remove it from there.'),
        );
      }
    },
    remove(name) {
      const { current } = readNotes(storage);
      write(
        rows().filter((row) => row.name !== name),
        current === name ? mainProfile : current,
      );
    },
    open(name) {
      write(rows(), known(name).name);
    },
  };
}

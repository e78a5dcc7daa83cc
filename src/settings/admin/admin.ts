/**
 * Backups, presets, profiles and what the screen's owner decided, over the settings store: one face for the panel, wherever it stands.
 * Page thread, loaded when first used.
 */
import type { SettingsPatch } from '../../shared/app-api.ts';
import { t } from '../../shared/i18n.ts';
import { noteNames, profiled, type NoteStorage } from '../../shared/profile.ts';
import type {
  AdminState,
  ImportChoice,
  ImportPreview,
  ImportResult,
  NewProfile,
  PresetInfo,
  ProfileInfo,
  SetAside,
  SettingsAdmin,
  StorageFacts,
} from '../../shared/settings-admin.ts';
import { createJournal } from '../journal.ts';
import type { OpenedStore } from '../store.ts';
import { Backups, type BackupFiles, type BackupParts } from './backups.ts';
import { valuesNow } from './import-plan.ts';
import { Presets, type ShelfParts } from './preset-shelf.ts';
import type { ProfileList } from './profiles.ts';

export interface AdminFiles extends BackupFiles {
  setAside(): Promise<readonly SetAside[]>;
  forgetSetAside(): Promise<void>;
  removeProfile(name: string): Promise<void>;
  storage(): Promise<StorageFacts>;
}

export interface AdminParts extends ShelfParts, BackupParts {
  readonly store: Pick<OpenedStore, 'get' | 'set' | 'onChange' | 'flushed'>;
  readonly files: AdminFiles;
  readonly profiles: ProfileList;
  readonly notes: NoteStorage | null;
  persist(): Promise<boolean>;
  /** Starts the page anew, in this profile whatever its address says. */
  restart(profileName: string): void;
}

class Admin implements SettingsAdmin {
  readonly #parts: AdminParts;
  readonly #presets: Presets;
  readonly #backups: Backups;
  readonly #noted = new Set<() => void>();

  constructor(parts: AdminParts) {
    this.#parts = parts;
    this.#presets = new Presets(parts);
    this.#backups = new Backups(parts, this.#presets);
  }

  async state(): Promise<AdminState> {
    return this.#state();
  }

  #state(): AdminState {
    const { engine, profiles } = this.#parts;
    const all = profiles.all();
    const preset = this.#presets.active();
    const { defaults, locked } = engine.managed;
    return {
      profile: all.find(({ isCurrent }) => isCurrent) ??
        all[0] ?? { name: 'main', label: '', isCurrent: true, network: 'allowed' },
      profiles: all,
      presets: this.#presets.list(preset),
      preset,
      managed: {
        from: Object.keys(defaults).length > 0 || locked.size > 0 ? 'companion' : 'none',
        defaults: defaults as SettingsPatch,
        locked: [...locked],
        sentence: locked.size > 0 ? t('Set by whoever runs this screen. It cannot be changed here.') : '',
      },
      readOnly: [...engine.readOnly],
    };
  }

  onChange(listener: (state: AdminState) => void): () => void {
    let before = JSON.stringify(this.#state());
    const look = (): void => {
      const state = this.#state();
      const now = JSON.stringify(state);
      if (now === before) return;
      before = now;
      listener(state);
    };
    const stops = [this.#parts.store.onChange(look), this.#parts.engine.onFacts(look), this.#onNotes(look)];
    return () => {
      for (const stop of stops) stop();
    };
  }

  #onNotes(look: () => void): () => void {
    this.#noted.add(look);
    return () => this.#noted.delete(look);
  }

  #tellNotes(): void {
    for (const look of this.#noted) look();
  }

  exportSettings({ passphrase }: { readonly passphrase?: string } = {}): Promise<File> {
    return this.#backups.write(passphrase ?? null);
  }

  readImport(file: Blob): Promise<ImportPreview> {
    return this.#backups.read(file);
  }

  applyImport(previewId: string, choice: ImportChoice): Promise<ImportResult> {
    return this.#backups.apply(previewId, choice);
  }

  async resetAll(): Promise<void> {
    this.#parts.engine.reset();
    await this.#parts.store.flushed();
  }

  async resetFields(paths: readonly string[]) {
    return this.#parts.engine.clear(paths);
  }

  applyPreset(id: string): Promise<void> {
    return this.#presets.apply(id);
  }

  savePreset(label: string): Promise<PresetInfo> {
    return this.#presets.save(label);
  }

  renamePreset(id: string, label: string): Promise<void> {
    return this.#presets.rename(id, label);
  }

  deletePreset(id: string): Promise<void> {
    return this.#presets.remove(id);
  }

  async createProfile(wish: NewProfile): Promise<ProfileInfo> {
    const made = this.#parts.profiles.create(wish);
    if (wish.copySettings) {
      // The journal of a profile is replayed when it starts for the first time.
      const values = Object.entries(valuesNow(this.#parts.engine)).filter(([path]) => !path.startsWith('sources.'));
      const chosen = this.#parts.engine.chosen();
      const isChosen = ([path]: [string, unknown]) => {
        const [namespace = '', field = ''] = path.split('.');
        return Object.hasOwn(chosen[namespace] ?? {}, field);
      };
      createJournal(this.#parts.notes, profiled(noteNames.unsaved, made.name)).note(values.filter(isChosen));
    }
    this.#tellNotes();
    return made;
  }

  async renameProfile(name: string, label: string): Promise<void> {
    this.#parts.profiles.rename(name, label);
    this.#tellNotes();
  }

  async removeProfile(name: string): Promise<void> {
    const { files, notes, profiles } = this.#parts;
    profiles.checkRemovable(name);
    await files.removeProfile(name);
    for (const note of Object.values(noteNames)) notes?.removeItem(profiled(note, name));
    profiles.remove(name);
    this.#tellNotes();
  }

  async setProfileNetwork(name: string, network: 'allowed' | 'none'): Promise<void> {
    const { profiles, restart, store } = this.#parts;
    profiles.restrict(name, network);
    this.#tellNotes();
    if (!profiles.all().some((one) => one.isCurrent && one.name === name)) return;
    await store.flushed();
    restart(name);
  }

  async openProfile(name: string): Promise<void> {
    this.#parts.profiles.open(name);
    await this.#parts.store.flushed();
    this.#parts.restart(name);
  }

  setAside(): Promise<readonly SetAside[]> {
    return this.#parts.files.setAside();
  }

  forgetSetAside(): Promise<void> {
    return this.#parts.files.forgetSetAside();
  }

  storage(): Promise<StorageFacts> {
    return this.#parts.files.storage();
  }

  keepForGood(): Promise<boolean> {
    return this.#parts.persist();
  }
}

export const openAdmin = (parts: AdminParts): SettingsAdmin => new Admin(parts);

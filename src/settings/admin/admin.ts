/**
 * Backups, presets, profiles and what the screen's owner decided, over the settings store. Page thread, loaded when first used;
 * files are written, read and sealed by the store worker.
 */
import type { SettingsPatch } from '../../shared/app-api.ts';
import { AppError } from '../../shared/errors.ts';
import { t } from '../../shared/i18n.ts';
import { noteNames, profiled } from '../../shared/profile.ts';
import type {
  AdminState,
  ImportPreview,
  ImportResult,
  PresetInfo,
  SetAside,
  SettingsAdmin,
  StorageFacts,
} from '../../shared/settings-admin.ts';
import { fileFormat, fileKind, type FileContent, type SettingsFile } from '../../shared/settings-file.ts';
import type { SealedSecrets } from '../../shared/sealed-secrets.ts';
import type { SettingsEngine } from '../engine-api.ts';
import { createJournal } from '../journal.ts';
import type { OpenedStore } from '../store.ts';
import { previewOf, valuesNow } from './import-plan.ts';
import { fits, isLook, ownPresets, presetList, readShelf, snapshotOf, valuesOf, type Kinds } from './presets.ts';
import type { PresetShelf } from './presets.ts';
import type { ProfileList } from './profiles.ts';
import type { NoteStorage } from '../../shared/profile.ts';

export interface AdminFiles {
  write(
    file: Omit<SettingsFile, 'transitions' | 'secrets'>,
    entryIds: readonly string[],
    passphrase: string | null,
  ): Promise<Blob>;
  read(file: Blob): Promise<FileContent>;
  keepSealed(sealed: SealedSecrets, passphrase: string, entryIds: readonly string[]): Promise<number>;
  setAside(): Promise<readonly SetAside[]>;
  forgetSetAside(): Promise<void>;
  removeProfile(name: string): Promise<void>;
  storage(): Promise<StorageFacts>;
}

export interface AdminParts {
  readonly store: Pick<OpenedStore, 'get' | 'set' | 'onChange' | 'flushed'>;
  readonly engine: SettingsEngine;
  readonly files: AdminFiles;
  readonly profiles: ProfileList;
  readonly notes: NoteStorage | null;
  readonly version: string;
  widgetKinds(): Promise<Kinds>;
  addTransition(body: { readonly name: string; readonly glsl: string }): Promise<unknown>;
  persist(): Promise<boolean>;
  /** Starts the page anew, in this profile whatever its address says. */
  restart(profileName: string): void;
  nowMs(): number;
}

const row = '@presets';
const labelLength = 60;

class Admin implements SettingsAdmin {
  readonly #parts: AdminParts;
  #imported: { readonly id: string; readonly content: FileContent } | null = null;
  #imports = 0;

  constructor(parts: AdminParts) {
    this.#parts = parts;
  }

  #shelf(): PresetShelf {
    return readShelf(this.#parts.engine.kept(row));
  }

  async #keepShelf(shelf: PresetShelf): Promise<void> {
    await this.#parts.engine.keep(row, { ...shelf });
  }

  #active(): string {
    const { own, taken } = this.#shelf();
    const settings = this.#parts.store.get();
    const kept = own[taken];
    if (kept && this.#isLike(kept.values)) return taken;
    const fitting = ownPresets.filter((preset) => fits(preset, settings)).map(({ id }) => id);
    return fitting.includes(taken) ? taken : (fitting[0] ?? 'custom');
  }

  #isLike(values: Readonly<Record<string, unknown>>): boolean {
    const now = valuesNow(this.#parts.engine);
    return Object.keys(now)
      .filter(isLook)
      .every((path) => {
        const wanted = Object.hasOwn(values, path) ? values[path] : this.#parts.engine.defaultOf(path);
        return JSON.stringify(wanted) === JSON.stringify(now[path]);
      });
  }

  async state(): Promise<AdminState> {
    return this.#state();
  }

  #state(): AdminState {
    const { engine, profiles } = this.#parts;
    const all = profiles.all();
    const preset = this.#active();
    const { defaults, locked } = engine.managed;
    return {
      profile: all.find(({ isCurrent }) => isCurrent) ??
        all[0] ?? { name: 'main', label: '', isCurrent: true, network: 'allowed' },
      profiles: all,
      presets: presetList(this.#shelf(), preset),
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

  readonly #noted = new Set<() => void>();
  #onNotes(look: () => void): () => void {
    this.#noted.add(look);
    return () => this.#noted.delete(look);
  }
  #tellNotes(): void {
    for (const look of this.#noted) look();
  }

  async exportSettings({ passphrase }: { readonly passphrase?: string } = {}): Promise<File> {
    const { engine, files, version, nowMs } = this.#parts;
    const savedAt = new Date(nowMs()).toISOString();
    const chosen = engine.chosen();
    const settings = Object.fromEntries(
      engine.specs
        .filter(({ namespace }) => Object.keys(chosen[namespace] ?? {}).length > 0)
        .map(({ namespace, version: of }) => [namespace, { version: of, values: chosen[namespace] ?? {} }]),
    );
    const file = {
      kind: fileKind,
      format: fileFormat,
      version,
      savedAt,
      settings,
      presets: this.#shelf().own,
    } as const;
    const blob = await files.write(file, this.#entryIds(valuesNow(engine)), passphrase ?? null);
    return new File([blob], `afterimage-${savedAt.slice(0, 10)}.json`, { type: 'application/json' });
  }

  #entryIds(values: Readonly<Record<string, unknown>>): string[] {
    const entries = values['sources.entries'];
    return Array.isArray(entries) ? entries.map(({ id }: { id?: unknown }) => String(id)) : [];
  }

  async readImport(file: Blob): Promise<ImportPreview> {
    const content = await this.#parts.files.read(file);
    this.#imports += 1;
    this.#imported = { id: `import-${this.#imports}`, content };
    return previewOf(this.#imported.id, content, this.#parts.engine);
  }

  async applyImport(previewId: string, choice: Parameters<SettingsAdmin['applyImport']>[1]): Promise<ImportResult> {
    const { engine, files } = this.#parts;
    if (this.#imported?.id !== previewId) {
      throw new AppError('input.invalid', t('This file is no longer open. Choose it again.'));
    }
    const { content } = this.#imported;
    const left = new Set(choice.leaveOut);
    const changes = previewOf(previewId, content, engine).changes[choice.mode].filter(({ path }) => !left.has(path));
    const entryIds = left.has('sources.entries') ? [] : this.#entryIds(content.values);
    const isOpening = content.secrets !== null && choice.passphrase !== undefined;
    const secrets = isOpening ? await files.keepSealed(content.secrets, choice.passphrase, entryIds) : 0;
    const named = changes.filter(({ path }) => Object.hasOwn(content.values, path));
    this.#parts.store.set(patchOf(named.map(({ path, after }) => [path, after])));
    engine.clear(changes.filter((change) => !named.includes(change)).map(({ path }) => path));
    if (Object.keys(content.presets).length > 0) {
      const shelf = this.#shelf();
      await this.#keepShelf({ ...shelf, own: { ...shelf.own, ...content.presets } });
    }
    for (const body of content.transitions) await this.#parts.addTransition(body).catch(() => undefined);
    this.#imported = null;
    await this.#parts.store.flushed();
    return { changed: changes.length, secrets, undo: patchOf(changes.map(({ path, before }) => [path, before])) };
  }

  async resetAll(): Promise<void> {
    this.#parts.engine.reset();
    await this.#parts.store.flushed();
  }

  async resetFields(paths: readonly string[]) {
    return this.#parts.engine.clear(paths);
  }

  /** What was tuned by hand is remembered before something else takes its place. */
  #remembered(): PresetShelf {
    const shelf = this.#shelf();
    if (this.#active() !== 'custom') return shelf;
    return { ...shelf, custom: snapshotOf(valuesNow(this.#parts.engine)) };
  }

  async applyPreset(id: string): Promise<void> {
    const { engine, store } = this.#parts;
    const shelf = this.#remembered();
    const ours = ownPresets.find((preset) => preset.id === id);
    const kept = shelf.own[id];
    if (ours) {
      const kinds = await this.#parts.widgetKinds().catch(() => []);
      this.#parts.store.set(patchOf(Object.entries(valuesOf(ours, store.get(), kinds))));
    } else if (kept) {
      const looks = Object.keys(valuesNow(engine)).filter(isLook);
      this.#parts.store.set(patchOf(Object.entries(kept.values).filter(([path]) => isLook(path))));
      engine.clear(looks.filter((path) => !Object.hasOwn(kept.values, path) && !engine.managed.locked.has(path)));
    } else if (id === 'custom') {
      if (this.#active() !== 'custom' && shelf.custom) this.#parts.store.set(patchOf(Object.entries(shelf.custom)));
    } else throw new AppError('input.invalid', t('There is no such preset any more. Open the list again.'));
    await this.#keepShelf({ ...shelf, taken: id });
    await store.flushed();
  }

  async savePreset(text: string): Promise<PresetInfo> {
    const label = presetLabel(text);
    const shelf = this.#remembered();
    const chosen = this.#parts.engine.chosen();
    const values = Object.fromEntries(
      Object.entries(chosen).flatMap(([namespace, fields]) =>
        Object.entries(fields)
          .map(([field, value]) => [`${namespace}.${field}`, value] as const)
          .filter(([path]) => isLook(path)),
      ),
    );
    const same = Object.entries(shelf.own).find(([, one]) => one.label.toLowerCase() === label.toLowerCase());
    const id = same?.[0] ?? `own-${this.#parts.nowMs().toString(36)}`;
    await this.#keepShelf({ ...shelf, own: { ...shelf.own, [id]: { label, values } }, taken: id });
    return { id, label, description: t('Saved by you.'), isOwn: true, isReady: true };
  }

  #ownPreset(id: string): PresetShelf {
    const shelf = this.#shelf();
    if (Object.hasOwn(shelf.own, id)) return shelf;
    throw new AppError('input.invalid', t('This preset comes with Afterimage and stays as it is.'));
  }

  async renamePreset(id: string, text: string): Promise<void> {
    const label = presetLabel(text);
    const shelf = this.#ownPreset(id);
    const own = Object.fromEntries(
      Object.entries(shelf.own).map(([key, one]) => [key, key === id ? { ...one, label } : one]),
    );
    await this.#keepShelf({ ...shelf, own });
  }

  async deletePreset(id: string): Promise<void> {
    const shelf = this.#ownPreset(id);
    await this.#keepShelf({
      ...shelf,
      own: Object.fromEntries(Object.entries(shelf.own).filter(([key]) => key !== id)),
    });
  }

  async createProfile(wish: Parameters<SettingsAdmin['createProfile']>[0]) {
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

const patchOf = (values: readonly (readonly [string, unknown])[]): SettingsPatch =>
  Object.fromEntries(values) as SettingsPatch;

function presetLabel(text: string): string {
  const label = text.trim().replace(/\s+/g, ' ').slice(0, labelLength);
  if (label !== '') return label;
  throw new AppError('input.invalid', t('A preset needs a name. Type one first.'));
}

export const openAdmin = (parts: AdminParts): SettingsAdmin => new Admin(parts);

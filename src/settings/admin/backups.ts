/**
 * A backup: written as a file, read as a plan of what it would change, and brought back. Page thread; files are written, read and
 * sealed by the store worker.
 */
import type { SettingsPatch } from '../../shared/app-api.ts';
import { AppError } from '../../shared/errors.ts';
import { t } from '../../shared/i18n.ts';
import type { ImportChoice, ImportPreview, ImportResult } from '../../shared/settings-admin.ts';
import { fileFormat, fileKind, type FileContent, type SettingsFilesApi } from '../../shared/settings-file.ts';
import type { SettingsEngine } from '../engine-api.ts';
import type { OpenedStore } from '../store.ts';
import { patchOf, previewOf, valuesNow } from './import-plan.ts';
import type { Presets } from './preset-shelf.ts';

export interface BackupFiles extends Pick<SettingsFilesApi, 'keepSealed'> {
  readonly write: SettingsFilesApi['writeSettings'];
  readonly read: SettingsFilesApi['readSettings'];
}

export interface BackupParts {
  readonly store: Pick<OpenedStore, 'set' | 'flushed'>;
  readonly engine: SettingsEngine;
  readonly files: BackupFiles;
  /** Of Afterimage. */
  readonly version: string;
  addTransition(body: { readonly name: string; readonly glsl: string }): Promise<unknown>;
  nowMs(): number;
}

/** The sources that a list of settings names. */
function entryIdsOf(values: Readonly<Record<string, unknown>>): string[] {
  const entries = values['sources.entries'];
  return Array.isArray(entries) ? entries.map(({ id }: { id?: unknown }) => String(id)) : [];
}

export class Backups {
  readonly #parts: BackupParts;
  readonly #presets: Pick<Presets, 'own' | 'add'>;
  #imported: { readonly id: string; readonly content: FileContent } | null = null;
  #imports = 0;

  constructor(parts: BackupParts, presets: Pick<Presets, 'own' | 'add'>) {
    this.#parts = parts;
    this.#presets = presets;
  }

  async write(passphrase: string | null): Promise<File> {
    const { engine, files, version, nowMs } = this.#parts;
    const savedAt = new Date(nowMs()).toISOString();
    const chosen = engine.chosen();
    const settings = Object.fromEntries(
      engine.specs
        .filter(({ namespace }) => Object.keys(chosen[namespace] ?? {}).length > 0)
        .map(({ namespace, version: of }) => [namespace, { version: of, values: chosen[namespace] ?? {} }]),
    );
    const presets = this.#presets.own();
    const file = { kind: fileKind, format: fileFormat, version, savedAt, settings, presets } as const;
    const blob = await files.write(file, entryIdsOf(valuesNow(engine)), passphrase);
    return new File([blob], `afterimage-${savedAt.slice(0, 10)}.json`, { type: 'application/json' });
  }

  async read(file: Blob): Promise<ImportPreview> {
    const content = await this.#parts.files.read(file);
    this.#imports += 1;
    this.#imported = { id: `import-${this.#imports}`, content };
    return previewOf(this.#imported.id, content, this.#parts.engine);
  }

  async apply(previewId: string, { mode, leaveOut, passphrase }: ImportChoice): Promise<ImportResult> {
    const { engine, files, store } = this.#parts;
    if (this.#imported?.id !== previewId) {
      throw new AppError('input.invalid', t('This file is no longer open. Choose it again.'));
    }
    const { content } = this.#imported;
    const left = new Set(leaveOut);
    const changes = previewOf(previewId, content, engine).changes[mode].filter(({ path }) => !left.has(path));
    const entryIds = left.has('sources.entries') ? [] : entryIdsOf(content.values);
    const isOpening = content.secrets !== null && passphrase !== undefined;
    const secrets = isOpening ? await files.keepSealed(content.secrets, passphrase, entryIds) : 0;
    const named = changes.filter(({ path }) => Object.hasOwn(content.values, path));
    const refused = store.set(patchOf(named.map(({ path, after }) => [path, after])));
    engine.clear(changes.filter((change) => !named.includes(change)).map(({ path }) => path));
    await this.#presets.add(content.presets);
    for (const body of content.transitions) await this.#parts.addTransition(body).catch(() => undefined);
    this.#imported = null;
    await store.flushed();
    const undo: SettingsPatch = patchOf(changes.map(({ path, before }) => [path, before]));
    return { changed: changes.length - refused.length, secrets, undo };
  }
}

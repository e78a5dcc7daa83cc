/** Sources that are set up by a form: checked before anything is kept, and changed later. Loaded when a person does either. */
import type { OverlayHost, SettingsStore } from '../shared/app-api.ts';
import { AppError } from '../shared/errors.ts';
import { recall, say } from '../shared/i18n.ts';
import type { EntrySecret } from '../shared/secrets.ts';
import type { CheckReport, ConfiguredSource, SourceDefinition, SourceEntry, SourceInput } from '../shared/source.ts';

export interface CheckParts {
  readonly store: SettingsStore;
  find(sourceId: string): SourceDefinition;
  check(entry: SourceEntry, secret: EntrySecret | null): Promise<CheckReport>;
}

export interface ChangeParts extends Pick<CheckParts, 'store' | 'find'> {
  keepSecret(entryId: string, secret: EntrySecret): Promise<void>;
  rescan(entryId: string): void;
  forgetError(entryId: string): void;
}

const entryOf = ({ store }: Pick<CheckParts, 'store'>, entryId: string | undefined) =>
  store.get().sources.entries.find(({ id }) => id === entryId);

/** What was entered for one address and name does not open another. */
function demandSecret(definition: SourceDefinition, before: SourceEntry, { params, secret }: ConfiguredSource): void {
  const fields = definition.fields ?? [];
  if (secret || !fields.some(({ kind }) => kind === 'secret')) return;
  const moved = fields.find(({ name, signsIn }) => signsIn && (params[name] ?? '') !== (before.params[name] ?? ''));
  if (!moved) return;
  const asked = fields.find(({ kind }) => kind === 'secret')?.label ?? 'Password';
  throw new AppError(
    'source.invalid',
    say`“${moved.label}” is another one now. Enter “${asked}” again, so that it goes only where you mean it to.`,
  );
}

async function configured(
  parts: Pick<CheckParts, 'store' | 'find'>,
  definition: SourceDefinition,
  input: SourceInput,
  entryId: string,
): Promise<ConfiguredSource> {
  const nothing = async () => ({ keptFiles: 0, keptBytes: 0, failed: [] });
  const made = await definition.configure({
    ...input,
    entryId,
    keepFiles: nothing,
    forgetFiles: async () => undefined,
  });
  if (!made) throw new AppError('input.invalid', 'There is nothing to check yet. Fill in the form.');
  const before = entryOf(parts, entryId);
  if (before) demandSecret(definition, before, made);
  return made;
}

/** Rejects with what is wrong with the fields; what is wrong with the connection is in the report. */
export async function checkEntry(
  parts: CheckParts,
  sourceId: string,
  input: SourceInput,
  entryId = `check-${crypto.randomUUID()}`,
): ReturnType<NonNullable<OverlayHost['checkSource']>> {
  const { params, secret } = await configured(parts, parts.find(sourceId), input, entryId);
  const entry: SourceEntry = { id: entryId, source: sourceId, enabled: true, weight: 1, params };
  const report = await parts.check(entry, secret ?? null);
  for (const { sentence: message, words } of report.steps) recall({ message, words });
  return report;
}

export async function changeEntry(parts: ChangeParts, entryId: string, input: SourceInput): Promise<void> {
  const before = entryOf(parts, entryId);
  if (!before) throw new AppError('input.invalid', 'This source is not there any more.');
  const { params, label, secret } = await configured(parts, parts.find(before.source), input, entryId);
  if (secret) await parts.keepSecret(entryId, secret);
  const { entries } = parts.store.get().sources;
  parts.store.set({
    sources: { entries: entries.map((one) => (one.id === entryId ? { ...one, params, label } : one)) },
  });
  parts.forgetError(entryId);
  parts.rescan(entryId);
}

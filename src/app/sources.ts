/** Adding, removing and repairing sources: settings entries on one side, whatever a source keeps on the other. */
import type { OverlayHost, SettingsStore, SourceState } from '../shared/app-api.ts';
import { AppError, type ErrorData } from '../shared/errors.ts';
import type { AppEvent, EventLog } from '../shared/events.ts';
import type { SourceDefinition, SourceHost, SourceInput } from '../shared/source.ts';

export interface SourceParts {
  readonly store: SettingsStore;
  readonly events: EventLog;
  loadDefinitions(): Promise<readonly SourceDefinition[]>;
  keepFiles: SourceHost['keepFiles'];
  forgetFiles: SourceHost['forgetFiles'];
  rescan(entryId: string): void;
}

export type SourceCommands = Required<Pick<OverlayHost, 'addSource' | 'removeSource' | 'regrant' | 'sourceStates'>> & {
  definitions(): readonly SourceDefinition[];
  load(): Promise<void>;
  /** Takes in what offers itself, such as the companion's folder, once; generated pictures step back. */
  addOffered(sourceIds: readonly string[]): Promise<void>;
};

export function createSources(parts: SourceParts): SourceCommands {
  const { store, events } = parts;
  const photos = new Map<string, number>();
  const errors = new Map<string, ErrorData>();
  let definitions: readonly SourceDefinition[] = [];

  const follow = (event: AppEvent) => {
    if (event.type === 'source.listed') {
      photos.set(event.entryId, event.photos);
      errors.delete(event.entryId);
    } else if (event.type === 'source.failed') errors.set(event.entryId, event.error);
  };
  for (const event of events.last(200)) follow(event);
  events.on(follow);

  const load = async () => {
    if (definitions.length === 0) definitions = await parts.loadDefinitions();
  };
  const find = (id: string): SourceDefinition => {
    const found = definitions.find((one) => one.id === id);
    if (!found) throw new AppError('input.invalid', `There is no source “${id}”.`);
    return found;
  };
  const entries = () => store.get().sources.entries;

  async function addSource(sourceId: string, input: SourceInput): Promise<string | null> {
    // The picker must open inside the user's gesture: nothing is awaited before `configure`.
    const definition = find(sourceId);
    const existing = definition.setup === 'none' ? entries().find((entry) => entry.source === sourceId) : undefined;
    const id =
      existing?.id ?? (definition.setup === 'none' ? sourceId : `${sourceId}-${crypto.randomUUID().slice(0, 8)}`);
    const host: SourceHost = { ...input, entryId: id, keepFiles: parts.keepFiles, forgetFiles: parts.forgetFiles };
    const configured = await definition.configure(host);
    if (!configured) return null;
    if (configured.notice) events.emit({ type: 'notice', message: configured.notice });
    const added = {
      id,
      source: sourceId,
      label: configured.label,
      enabled: true,
      weight: existing?.weight ?? 1,
      params: configured.params,
    };
    store.set({ sources: { entries: [...entries().filter((entry) => entry.id !== id), added] } });
    return id;
  }

  return {
    definitions: () => definitions,
    load,
    addSource,
    async removeSource(entryId) {
      const entry = entries().find((one) => one.id === entryId);
      if (!entry) return;
      store.set({ sources: { entries: entries().filter((one) => one.id !== entryId) } });
      photos.delete(entryId);
      errors.delete(entryId);
      await find(entry.source).forget?.(entry, { forgetFiles: parts.forgetFiles });
    },
    async regrant(entryId) {
      const entry = entries().find((one) => one.id === entryId);
      const granted = entry ? ((await find(entry.source).regrant?.(entry)) ?? false) : false;
      if (granted) {
        errors.delete(entryId);
        parts.rescan(entryId);
      }
      return granted;
    },
    sourceStates: (): readonly SourceState[] =>
      entries().map(({ id }) => ({ entryId: id, photos: photos.get(id) ?? null, error: errors.get(id) ?? null })),
    async addOffered(sourceIds) {
      for (const sourceId of sourceIds) {
        if (entries().some((entry) => entry.source === sourceId)) continue;
        await load();
        await addSource(sourceId, {});
        // A person who starts the companion with a folder wants to see that folder.
        const generated = entries().map((entry) =>
          entry.source === 'generative' ? { ...entry, enabled: false } : entry,
        );
        store.set({ sources: { entries: generated, companionOffered: true } });
      }
    },
  };
}

/** Adding, removing and repairing sources: settings entries on one side, whatever a source keeps on the other. */
import type { OverlayHost, SettingsStore, SourceState } from '../shared/app-api.ts';
import { AppError, type ErrorData } from '../shared/errors.ts';
import type { AppEvent, EventLog } from '../shared/events.ts';
import { recall, say } from '../shared/i18n.ts';
import type { EntrySecret } from '../shared/secrets.ts';
import type {
  CheckReport,
  SourceDefinition,
  SourceEntry,
  SourceHealth,
  SourceHost,
  SourceInput,
} from '../shared/source.ts';

export interface SourceParts {
  readonly store: SettingsStore;
  readonly events: EventLog;
  loadDefinitions(): Promise<readonly SourceDefinition[]>;
  keepFiles: SourceHost['keepFiles'];
  forgetFiles: SourceHost['forgetFiles'];
  keepSecret(entryId: string, secret: EntrySecret): Promise<void>;
  forgetSecret(entryId: string): Promise<void>;
  /** Deletes the entry's photos that are kept for days without a network. */
  forgetKept?(entryId: string): Promise<void>;
  check(entry: SourceEntry, secret: EntrySecret | null): Promise<CheckReport>;
  rescan(entryId: string): void;
  health(entry: SourceEntry): Promise<readonly SourceHealth[]>;
  /** Entry of the photo on screen; null before the first. */
  currentEntryId(): string | null;
  next(): void;
}

type HostCommands =
  | 'addSource'
  | 'addStarters'
  | 'changeSource'
  | 'checkSource'
  | 'removeSource'
  | 'regrant'
  | 'sourceStates'
  | 'sourceHealth';

export type SourceCommands = Required<Pick<OverlayHost, HostCommands>> & {
  definitions(): readonly SourceDefinition[];
  load(): Promise<void>;
  /** Takes in what offers itself, such as the companion's folder, once; generated pictures step back. */
  addOffered(sourceIds: readonly string[]): Promise<void>;
};

type Entries = ReturnType<SettingsStore['get']>['sources']['entries'];

/** Generated pictures fill the screen until somebody brings photos; switched on again later, they stay. */
function stepBack(entries: Entries): Entries {
  const isAlone = entries.every((entry) => entry.source === 'generative' || !entry.enabled);
  return isAlone ? entries.map((entry) => ({ ...entry, enabled: false })) : entries;
}

/** What each entry's listings said last. */
function followListings({ events, currentEntryId, next }: Pick<SourceParts, 'events' | 'currentEntryId' | 'next'>) {
  const photos = new Map<string, number>();
  const errors = new Map<string, ErrorData>();
  /** Whoever adds photos wants to see them now, not after the interval. */
  const awaited = new Set<string>();
  const together = new Set<string>();
  const welcomeNew = (entryId: string) => {
    if (!photos.get(entryId)) return;
    if (together.has(entryId)) together.clear();
    else if (!awaited.delete(entryId)) return;
    const current = currentEntryId();
    if (current !== null && current !== entryId) next();
  };
  const follow = (event: AppEvent) => {
    if (event.type === 'source.listed') {
      photos.set(event.entryId, event.photos);
      errors.delete(event.entryId);
      welcomeNew(event.entryId);
    } else if (event.type === 'source.failed') errors.set(event.entryId, event.error);
  };
  for (const event of events.last(200)) follow(event);
  events.on(follow);
  const awaitFirst = (entryIds: readonly string[]) => entryIds.forEach((id) => together.add(id));
  return { photos, errors, awaited, awaitFirst };
}

async function healthOf({ store, health }: SourceParts, entryId: string): Promise<readonly SourceHealth[]> {
  const entry = store.get().sources.entries.find((one) => one.id === entryId);
  const all = entry ? await health(entry).catch(() => []) : [];
  for (const { trouble, words } of all) if (trouble) recall({ message: trouble, words });
  return all;
}

/** What only sources with a form need; it comes when a person uses one. */
function formCommands(
  parts: SourceParts,
  find: (sourceId: string) => SourceDefinition,
  forgetError: (entryId: string) => void,
): Pick<SourceCommands, 'changeSource' | 'checkSource'> {
  return {
    async changeSource(entryId, input) {
      const { changeEntry } = await import('./service-entries.ts');
      await changeEntry({ ...parts, find, forgetError }, entryId, input);
    },
    async checkSource(sourceId, input, entryId) {
      const { checkEntry } = await import('./service-entries.ts');
      return checkEntry({ ...parts, find }, sourceId, input, entryId);
    },
  };
}

async function freeKept(parts: SourceParts, definition: SourceDefinition, entry: SourceEntry): Promise<void> {
  const freed = definition.forget?.(entry, { forgetFiles: parts.forgetFiles });
  await Promise.all([
    freed,
    definition.setup === 'form' ? parts.forgetSecret(entry.id) : undefined,
    parts.forgetKept?.(entry.id),
  ]);
}

/** The last one that is taken away leaves the generated pictures switched on. */
function without<Entry extends SourceEntry>(entries: readonly Entry[], entryId: string): Entry[] {
  const rest = entries.filter((one) => one.id !== entryId);
  const isEmpty = !rest.some((one) => one.enabled);
  return rest.map((one) => (isEmpty && one.source === 'generative' ? { ...one, enabled: true } : one));
}

export function createSources(parts: SourceParts): SourceCommands {
  const { store, events } = parts;
  let definitions: readonly SourceDefinition[] = [];
  const known = followListings(parts);

  const load = async () => {
    if (definitions.length === 0) definitions = await parts.loadDefinitions();
  };
  const find = (id: string): SourceDefinition => {
    const found = definitions.find((one) => one.id === id);
    if (!found) throw new AppError('input.invalid', say`There is no source “${id}”.`);
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
    if (configured.secret) await parts.keepSecret(id, configured.secret);
    if (configured.notice) events.emit({ type: 'notice', message: configured.notice });
    const added = {
      id,
      source: sourceId,
      label: configured.label,
      enabled: true,
      weight: existing?.weight ?? 1,
      params: configured.params,
    };
    // Its photos are kept for days without a network; the browser may then not throw them away.
    if (definition.setup !== 'none') void globalThis.navigator?.storage?.persist?.().catch(() => false);
    known.awaited.add(id);
    const others = entries().filter((entry) => entry.id !== id);
    store.set({ sources: { entries: [...stepBack(others), added] } });
    return id;
  }

  return {
    definitions: () => definitions,
    load,
    addSource,
    ...formCommands(parts, find, (entryId) => known.errors.delete(entryId)),
    async addStarters() {
      const { addStarters } = await import('./starter-feeds.ts');
      return addStarters(parts, known.awaitFirst, stepBack);
    },
    async removeSource(entryId) {
      const entry = entries().find((one) => one.id === entryId);
      if (!entry) return;
      store.set({ sources: { entries: without(entries(), entryId) } });
      known.photos.delete(entryId);
      known.errors.delete(entryId);
      await freeKept(parts, find(entry.source), entry);
    },
    async regrant(entryId) {
      const entry = entries().find((one) => one.id === entryId);
      const granted = entry ? ((await find(entry.source).regrant?.(entry)) ?? false) : false;
      if (granted) {
        known.errors.delete(entryId);
        parts.rescan(entryId);
      }
      return granted;
    },
    sourceStates: (): readonly SourceState[] =>
      entries().map(({ id }) => ({
        entryId: id,
        photos: known.photos.get(id) ?? null,
        error: known.errors.get(id) ?? null,
      })),
    sourceHealth: (entryId) => healthOf(parts, entryId),
    async addOffered(sourceIds) {
      for (const sourceId of sourceIds) {
        if (entries().some((entry) => entry.source === sourceId)) continue;
        await load();
        await addSource(sourceId, {});
        store.set({ sources: { companionOffered: true } });
      }
    },
  };
}

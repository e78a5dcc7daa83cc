import { describe, expect, it, vi } from 'vitest';
import type { SettingsStore } from '../shared/app-api.ts';
import { coreSettings, type Settings } from '../shared/core-settings.ts';
import { createEventLog } from '../shared/events.ts';
import { defaultsOf, type SettingsSpec } from '../shared/settings-spec.ts';
import type { SourceDefinition, SourceField } from '../shared/source.ts';
import * as z from 'zod/mini';
import { createSources } from './sources.ts';

function settingsStore(): SettingsStore {
  let settings = Object.fromEntries(
    coreSettings.map((spec) => [spec.namespace, defaultsOf(spec as unknown as SettingsSpec)]),
  ) as unknown as Settings;
  return {
    get: () => settings,
    set(patch) {
      settings = { ...settings, sources: { ...settings.sources, ...patch.sources } as Settings['sources'] };
      return [];
    },
    reset: () => undefined,
    onChange: () => () => undefined,
  };
}

const cloudFields: SourceField[] = [
  { name: 'address', label: 'Address', kind: 'address', signsIn: true },
  { name: 'key', label: 'Key', kind: 'secret' },
];

function world(configure: SourceDefinition['configure'] = async () => ({ params: {}, label: 'Mine' })) {
  const events = createEventLog();
  const store = settingsStore();
  const forget = vi.fn(async () => undefined);
  const keepSecret = vi.fn(async () => undefined);
  const forgetSecret = vi.fn(async () => undefined);
  const check = vi.fn(async () => ({ ok: true, steps: [] }));
  const definition = (id: string, setup: SourceDefinition['setup']): SourceDefinition => ({
    id,
    label: id,
    description: '',
    params: z.object({}),
    setup,
    configure,
    forget,
  });
  const next = vi.fn<() => void>();
  const sources = createSources({
    store,
    events,
    loadDefinitions: async () => [
      definition('folder', 'picker'),
      definition('companion', 'none'),
      { ...definition('cloud', 'form'), fields: cloudFields },
    ],
    keepFiles: async () => ({ keptFiles: 0, keptBytes: 0, failed: [] }),
    forgetFiles: async () => undefined,
    keepSecret,
    forgetSecret,
    check,
    rescan: () => undefined,
    health: async () => [],
    currentEntryId: () => 'generative',
    next,
  });
  const enabled = () =>
    store
      .get()
      .sources.entries.filter((entry) => entry.enabled)
      .map((entry) => entry.source);
  return { sources, events, store, next, forget, enabled, keepSecret, forgetSecret, check };
}

describe('adding photos', () => {
  it('lets generated pictures step back and shows the new ones as soon as they are listed', async () => {
    const { sources, events, enabled, next } = world();
    await sources.load();
    const id = await sources.addSource('folder', {});
    expect(enabled()).toEqual(['folder']);
    expect(next).not.toHaveBeenCalled();
    events.emit({ type: 'source.listed', entryId: id ?? '', photos: 3 });
    events.emit({ type: 'source.listed', entryId: id ?? '', photos: 4 });
    expect(next).toHaveBeenCalledTimes(1);
  });

  it('leaves generated pictures alone when they were switched on beside others', async () => {
    const { sources, store, enabled } = world();
    await sources.load();
    await sources.addSource('folder', {});
    store.set({ sources: { entries: store.get().sources.entries.map((entry) => ({ ...entry, enabled: true })) } });
    await sources.addSource('folder', {});
    expect(enabled()).toEqual(['generative', 'folder', 'folder']);
  });

  it('changes nothing when the user backs out', async () => {
    const { sources, store } = world(async () => null);
    await sources.load();
    const before = store.get();
    expect(await sources.addSource('folder', {})).toBeNull();
    expect(store.get()).toBe(before);
  });

  it('takes an offer once', async () => {
    const { sources, store, enabled } = world();
    await sources.addOffered(['companion']);
    await sources.addOffered(['companion']);
    expect(enabled()).toEqual(['companion']);
    expect(store.get().sources.companionOffered).toBe(true);
  });

  it('frees what a removed source kept, and paints again when nothing is left', async () => {
    const { sources, store, forget, enabled } = world();
    await sources.load();
    const id = (await sources.addSource('folder', {})) ?? '';
    await sources.removeSource(id);
    expect(store.get().sources.entries.map((entry) => entry.source)).toEqual(['generative']);
    expect(enabled()).toEqual(['generative']);
    expect(forget).toHaveBeenCalledTimes(1);
  });

  it('adds a dozen sources from the web at one press and shows the first that answers, once', async () => {
    const { sources, events, enabled, next } = world();
    const ids = await sources.addStarters();
    expect(ids).toHaveLength(12);
    expect(new Set(enabled())).toEqual(new Set(['feed']));
    for (const entryId of ids.slice(3, 6)) events.emit({ type: 'source.listed', entryId, photos: 4 });
    expect(next).toHaveBeenCalledTimes(1);
    await expect(sources.addStarters()).rejects.toMatchObject({ kind: 'input.invalid' });
  });
});

describe('a service with a secret', () => {
  const secret = { scopes: ['https://cloud.test'], headers: { 'x-api-key': 'hidden-key' } };
  const configure: SourceDefinition['configure'] = async ({ fields = {} }) => ({
    params: { address: fields['address'] ?? '' },
    label: 'Cloud',
    ...(fields['key'] && { secret }),
  });
  const filled = { fields: { address: 'https://cloud.test', key: 'hidden-key' } };

  it('keeps the secret apart from the settings and forgets it with the entry', async () => {
    const { sources, store, keepSecret, forgetSecret } = world(configure);
    await sources.load();
    const id = (await sources.addSource('cloud', filled)) ?? '';
    expect(keepSecret).toHaveBeenCalledWith(id, secret);
    expect(JSON.stringify(store.get())).not.toContain('hidden-key');
    await sources.removeSource(id);
    expect(forgetSecret).toHaveBeenCalledWith(id);
  });

  it('is not added when its secret cannot be kept', async () => {
    const { sources, store, keepSecret } = world(configure);
    await sources.load();
    keepSecret.mockRejectedValueOnce(new Error('no room'));
    await expect(sources.addSource('cloud', filled)).rejects.toThrow('no room');
    expect(store.get().sources.entries.map(({ source }) => source)).toEqual(['generative']);
  });

  it('is checked without anything being kept', async () => {
    const { sources, store, keepSecret, check } = world(configure);
    await sources.load();
    expect(await sources.checkSource('cloud', filled)).toEqual({ ok: true, steps: [] });
    expect(check).toHaveBeenCalledWith(expect.objectContaining({ source: 'cloud' }), secret);
    expect(keepSecret).not.toHaveBeenCalled();
    expect(store.get().sources.entries).toHaveLength(1);
  });

  it('asks for the secret again when it would go to another address', async () => {
    const { sources, store, keepSecret } = world(configure);
    await sources.load();
    const id = (await sources.addSource('cloud', filled)) ?? '';
    const elsewhere = { fields: { address: 'https://other.test', key: '' } };
    await expect(sources.changeSource(id, elsewhere)).rejects.toMatchObject({ kind: 'source.invalid' });
    await expect(sources.checkSource('cloud', elsewhere, id)).rejects.toMatchObject({ kind: 'source.invalid' });
    await sources.changeSource(id, { fields: { address: 'https://cloud.test', key: '' } });
    expect(keepSecret).toHaveBeenCalledTimes(1);
    await sources.changeSource(id, { fields: { address: 'https://other.test', key: 'new' } });
    expect(keepSecret).toHaveBeenCalledTimes(2);
    expect(store.get().sources.entries.at(-1)).toMatchObject({ id, params: { address: 'https://other.test' } });
  });
});

import { describe, expect, it } from 'vitest';
import { coreSettings } from '../../shared/core-settings.ts';
import type { ProfileRow } from '../../shared/profile.ts';
import { seal, unseal, type SealedSecrets } from '../../shared/sealed-secrets.ts';
import { checkSize, readSettingsFile, type SettingsFile } from '../../shared/settings-file.ts';
import type { SettingsSpec } from '../../shared/settings-spec.ts';
import { memoryNotes, memoryRows, openWith } from '../testing.ts';
import { openAdmin } from './admin.ts';
import { createProfileList } from './profiles.ts';

const specs = coreSettings as unknown as readonly SettingsSpec[];
const home: ProfileRow = { name: 'main', label: 'Main', network: 'allowed' };

async function setUp(open = home) {
  const rows = memoryRows();
  const { store } = await openWith(rows);
  const engine = await store.engine();
  if (!engine) throw new Error('no engine');
  const notes = memoryNotes();
  const told = {
    restarted: [] as string[],
    removed: [] as string[],
    kept: [] as string[],
    transitions: [] as string[],
  };
  const admin = openAdmin({
    store,
    engine,
    profiles: createProfileList(notes, open),
    notes,
    version: '1.2.3',
    files: {
      write: async (file, _ids, passphrase) => {
        const secrets =
          passphrase === null ? {} : { secrets: await seal({ cloud: { scopes: [], headers: {} } }, passphrase) };
        const whole: SettingsFile = { ...file, transitions: [{ name: 'Mine', glsl: 'vec4 x;' }], ...secrets };
        return new Blob([JSON.stringify(whole)]);
      },
      read: async (file) => (checkSize(file.size), readSettingsFile(await file.text(), specs)),
      keepSealed: async (sealed, passphrase, ids) => {
        const found = Object.keys((await unseal(sealed, passphrase)) as object).filter((id) => ids.includes(id));
        told.kept.push(...found);
        return found.length;
      },
      setAside: async () => [],
      forgetSetAside: async () => undefined,
      removeProfile: async (name) => void told.removed.push(name),
      storage: async () => ({ usageBytes: 0, quotaBytes: 0, isPersistent: false }),
    },
    widgetKinds: async () => ['clock', 'weather', 'date', 'note'].map((id) => ({ id, begin: {} })),
    addTransition: async ({ name }) => void told.transitions.push(name),
    persist: async () => true,
    restart: (name) => void told.restarted.push(name),
    nowMs: () => Date.UTC(2026, 0, 2),
  });
  return { admin, store, engine, notes, told, rows };
}

const cloud = { id: 'cloud', source: 'webdav', label: 'Cloud', enabled: true, weight: 1, params: {} };

describe('a backup', () => {
  it('is readable, holds what was chosen, and brings it back elsewhere', async () => {
    const one = await setUp();
    one.store.set({ slideshow: { intervalSec: 12 }, sources: { entries: [cloud] } });
    const file = await one.admin.exportSettings();
    expect(file.name).toBe('afterimage-2026-01-02.json');
    const text = await file.text();
    expect(JSON.parse(text)).toMatchObject({ settings: { slideshow: { version: 1, values: { intervalSec: 12 } } } });
    expect(text).not.toContain('secrets');
    const two = await setUp();
    two.store.set({ display: { fit: 'fit' } });
    const preview = await two.admin.readImport(file);
    expect(preview.changes.merge.map(({ path }) => path)).toEqual(['slideshow.intervalSec', 'sources.entries']);
    expect(preview.changes.replace.map(({ path }) => path)).toContain('display.fit');
    expect(two.store.get().slideshow.intervalSec).toBe(30);
    const { undo, changed } = await two.admin.applyImport(preview.id, { mode: 'merge' });
    expect(two.store.get()).toMatchObject({ slideshow: { intervalSec: 12 }, display: { fit: 'fit' } });
    expect([changed, two.told.transitions]).toEqual([2, ['Mine']]);
    two.store.set(undo);
    expect(two.store.get().slideshow.intervalSec).toBe(30);
  });

  it('takes the place of what is there when asked to, but for what is left out', async () => {
    const { admin, store } = await setUp();
    store.set({ display: { fit: 'fit', minFps: 0 } });
    const { id } = await admin.readImport(new Blob(['{"slideshow":{"intervalSec":9}}']));
    await admin.applyImport(id, { mode: 'replace', leaveOut: ['display.minFps'] });
    expect(store.get()).toMatchObject({ slideshow: { intervalSec: 9 }, display: { fit: 'fill', minFps: 0 } });
    await expect(admin.applyImport(id, { mode: 'merge' })).rejects.toThrow('no longer open');
  });

  it('added to what is here takes nothing away: sources, widgets and kept layouts it does not name stay', async () => {
    const { admin, store } = await setUp();
    const folder = { id: 'holidays', source: 'folder', label: 'Holidays', enabled: true, weight: 1, params: {} };
    const [clock] = store.get().widgets.instances;
    store.set({
      sources: { entries: [folder, { ...cloud, label: 'Old name' }] },
      widgets: { slots: { 1: [clock], 3: [] } as never },
    });
    const note = { ...clock, id: 'note', widget: 'note' };
    const file = { sources: { entries: [cloud] }, widgets: { instances: [note], slots: { 1: [] } } };
    const { id, changes } = await admin.readImport(new Blob([JSON.stringify(file)]));
    expect(changes.replace.find(({ path }) => path === 'sources.entries')?.after).toEqual([cloud]);
    await admin.applyImport(id, { mode: 'merge' });
    expect(store.get().sources.entries).toEqual([folder, cloud]);
    expect(store.get().widgets).toMatchObject({ instances: [clock, note], slots: { 1: [], 3: [] } });
  });

  it('puts presets beside those of the same name, and none twice', async () => {
    const { admin, store } = await setUp();
    store.set({ slideshow: { intervalSec: 8 } });
    const { id: evening } = await admin.savePreset('Evening');
    const file = await admin.exportSettings();
    store.set({ slideshow: { intervalSec: 90 } });
    await admin.savePreset('Evening');
    for (let time = 0; time < 2; time++) {
      const { id } = await admin.readImport(file);
      await admin.applyImport(id, { mode: 'merge', leaveOut: ['slideshow.intervalSec'] });
    }
    const own = (await admin.state()).presets.filter(({ isOwn }) => isOwn);
    expect(own.map(({ label }) => label)).toEqual(['Evening', 'Evening 2']);
    await admin.applyPreset(evening);
    expect(store.get().slideshow.intervalSec).toBe(90);
  });

  it('carries passwords only sealed, and opens them with the passphrase alone', async () => {
    const { admin, store, told } = await setUp();
    store.set({ sources: { entries: [cloud] } });
    const file = await admin.exportSettings({ passphrase: 'correct horse' });
    expect(
      ((JSON.parse(await file.text()) as SettingsFile).secrets as SealedSecrets).iterations,
    ).toBeGreaterThanOrEqual(600_000);
    store.set({ sources: { entries: [] } });
    const { id, secrets } = await admin.readImport(file);
    expect(secrets).toBe('sealed');
    await expect(admin.applyImport(id, { mode: 'merge', passphrase: 'wrong horse' })).rejects.toThrow('does not open');
    expect(store.get().sources.entries).toEqual([]);
    expect(await admin.applyImport(id, { mode: 'merge', passphrase: 'correct horse' })).toMatchObject({ secrets: 1 });
    expect(told.kept).toEqual(['cloud']);
    await expect(admin.exportSettings({ passphrase: 'short' })).rejects.toThrow('too short');
  }, 60_000);

  it('is refused with a sentence when it is none, too new or too large; a part that does not fit is named', async () => {
    const { admin } = await setUp();
    for (const text of ['', '{', '[]', '7', 'null', '{"a":1}', '\u0000\u0001', '<rss/>'])
      await expect(admin.readImport(new Blob([text]))).rejects.toThrow('no backup of Afterimage');
    const newer = '{"kind":"afterimage-settings","format":2}';
    await expect(admin.readImport(new Blob([newer]))).rejects.toMatchObject({ kind: 'settings.newer' });
    await expect(admin.readImport(new Blob([new Uint8Array(10 * 1024 * 1024)]))).rejects.toThrow('This file has 10 MB');
    const settings = {
      slideshow: { version: 1, values: { intervalSec: 'soon', order: 'name', warp: 9 } },
      display: { version: 99, values: { fit: 'fit' } },
      hologram: { version: 1, values: {} },
    };
    const preview = await admin.readImport(
      new Blob([JSON.stringify({ kind: 'afterimage-settings', format: 1, settings })]),
    );
    expect(preview.changes.merge.map(({ path }) => path)).toEqual(['slideshow.order']);
    expect(preview.rejected.map(({ path }) => path)).toEqual([
      'slideshow.intervalSec',
      'slideshow.warp',
      'display',
      'hologram',
    ]);
  });

  it('changes nothing that is locked', async () => {
    const { admin, engine, store } = await setUp();
    engine.manage({ locked: ['slideshow'] });
    const { id, rejected, changes } = await admin.readImport(new Blob(['{"slideshow":{"intervalSec":9}}']));
    expect([rejected[0]?.path, changes.merge]).toEqual(['slideshow.intervalSec', []]);
    await admin.applyImport(id, { mode: 'replace' });
    expect(store.get().slideshow.intervalSec).toBe(30);
    expect((await admin.state()).managed).toMatchObject({
      from: 'companion',
      sentence: expect.stringContaining('whoever runs'),
    });
  });
});

describe('presets', () => {
  it('switch widgets and sound, never take a widget away, and leave Custom alone', async () => {
    const { admin, store } = await setUp();
    store.set({ transitions: { mood: 'everything' }, visualizer: { id: 'sine' } });
    expect((await admin.state()).preset).toBe('custom');
    const clock = store.get().widgets.instances[0];
    await admin.applyPreset('purist');
    expect(store.get().visualizer.id).toBe('off');
    expect((await admin.state()).preset).toBe('purist');
    await admin.applyPreset('everything');
    expect(store.get().widgets.instances.map(({ widget }) => widget)).toEqual(['clock', 'weather', 'date', 'note']);
    expect(store.get().widgets.instances[0]).toEqual({ ...clock, enabled: true });
    await admin.applyPreset('essentials');
    expect(store.get().widgets.instances.filter(({ enabled }) => enabled)).toHaveLength(2);
    await admin.applyPreset('custom');
    expect(store.get()).toMatchObject({ transitions: { mood: 'everything' }, visualizer: { id: 'sine' } });
  });

  it('of the user are saved, renamed, taken and deleted, and outlive a restart', async () => {
    const { admin, store, rows } = await setUp();
    store.set({ slideshow: { intervalSec: 8 }, sources: { entries: [cloud] } });
    const { id } = await admin.savePreset(' Evening ');
    store.set({ slideshow: { intervalSec: 90 }, display: { fit: 'blur' } });
    await admin.applyPreset(id);
    expect(store.get()).toMatchObject({
      slideshow: { intervalSec: 8 },
      display: { fit: 'fill' },
      sources: { entries: [cloud] },
    });
    await admin.renamePreset(id, 'Night');
    expect(rows.rows.get('@presets')).toMatchObject({ values: { own: { [id]: { label: 'Night' } } } });
    expect((await admin.state()).presets.at(-1)).toMatchObject({ label: 'Night', isOwn: true });
    await admin.deletePreset(id);
    await expect(admin.deletePreset('purist')).rejects.toThrow('stays as it is');
    await expect(admin.applyPreset(id)).rejects.toThrow('no such preset');
  });
});

describe('profiles', () => {
  it('are made, renamed, opened and removed', async () => {
    const { admin, told, notes, store } = await setUp();
    store.set({ slideshow: { intervalSec: 8 }, sources: { entries: [cloud] } });
    const guests = await admin.createProfile({ label: 'Guests', network: 'none', copySettings: true });
    expect(guests).toMatchObject({ name: 'guests', network: 'none', isCurrent: false });
    expect(notes.getItem('afterimage.unsaved@guests')).toContain('slideshow.intervalSec');
    expect(notes.getItem('afterimage.unsaved@guests')).not.toContain('cloud');
    await expect(admin.createProfile({ label: 'guests' })).rejects.toThrow('called “guests” already');
    await admin.renameProfile('guests', 'Visitors');
    await admin.openProfile('guests');
    expect(told.restarted).toEqual(['guests']);
    await admin.setProfileNetwork('main', 'none');
    expect(told.restarted).toEqual(['guests', 'main']);
    await expect(admin.removeProfile('main')).rejects.toThrow('always there');
    await admin.removeProfile('guests');
    expect(told.removed).toEqual(['guests']);
    expect((await admin.state()).profiles).toEqual([{ ...home, network: 'none', isCurrent: true }]);
  });

  it('cannot be removed while they are open, and say when there is no place for them', async () => {
    const { admin } = await setUp({ name: 'hall', label: 'Hall', network: 'allowed' });
    expect((await admin.state()).profile.name).toBe('hall');
    await expect(admin.removeProfile('hall')).rejects.toThrow('is open');
    expect(() => createProfileList(null, home).create({ label: 'x' })).toThrow('one profile only');
  });
});

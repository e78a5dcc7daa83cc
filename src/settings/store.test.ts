import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { coreDefaults } from '../shared/core-defaults.ts';
import { coreSettings } from '../shared/core-settings.ts';
import { defaultsOf, defineSettings, migrate, type SettingsSpec } from '../shared/settings-spec.ts';
import { memoryRows, openWith } from './testing.ts';
import { openSettings } from './store.ts';

const open = openWith;

describe('the defaults', () => {
  it('are those of the schemas', () => {
    expect(coreDefaults).toEqual(
      Object.fromEntries(coreSettings.map((spec) => [spec.namespace, defaultsOf(spec as unknown as SettingsSpec)])),
    );
  });
});

describe('a first visit', () => {
  const opening = async (during?: () => void) => {
    const rows = memoryRows();
    const loadRules = vi.fn(async () => (during?.(), rows.rules));
    const reports: string[] = [];
    const report = (_kind: string, _path: string, message: string) => void reports.push(message);
    return {
      rows,
      reports,
      loadRules,
      store: await openSettings({ defaults: coreDefaults, loadRules, rows: rows.api, search: '', report }),
    };
  };

  it('starts without the schemas and applies what was changed meanwhile', async () => {
    const { rows, store, loadRules } = await opening();
    expect(loadRules).not.toHaveBeenCalled();
    expect(store.get().slideshow.intervalSec).toBe(30);
    store.set({ slideshow: { intervalSec: 5 } });
    await store.loaded();
    await store.flushed();
    expect(store.get().slideshow.intervalSec).toBe(5);
    expect(rows.rows.get('slideshow')).toMatchObject({ values: { intervalSec: 5 } });
  });

  it('goes on when they cannot be loaded, says so, and tries again', async () => {
    let isOnline = false;
    const { reports, store } = await opening(() => {
      if (!isOnline) throw new Error('offline');
    });
    store.set({ display: { fit: 'fit' } });
    await store.loaded();
    expect(store.get().display.fit).toBe('fill');
    expect(reports.join()).toContain('did not load');
    isOnline = true;
    await store.loaded();
    expect(store.get().display.fit).toBe('fit');
  });
});

describe('settings', () => {
  it('keeps a change across a restart', async () => {
    const rows = memoryRows();
    const first = await open(rows);
    expect(first.store.get().slideshow.intervalSec).toBe(30);
    first.store.set({ slideshow: { intervalSec: 5 } });
    await first.store.flushed();
    const second = await open(rows);
    expect(second.store.get().slideshow.intervalSec).toBe(5);
  });

  it('keeps zeros and false', async () => {
    const rows = memoryRows();
    const first = await open(rows);
    first.store.set({ display: { minFps: 0, kenBurns: false } });
    await first.store.flushed();
    const { store } = await open(rows);
    expect(store.get().display).toMatchObject({ minFps: 0, kenBurns: false });
  });

  it('refuses a wrong value, names it, and takes the good ones beside it', async () => {
    const { store, reports } = await open(memoryRows());
    const rejected = store.set({ slideshow: { intervalSec: 0.2, order: 'name' } });
    expect(rejected).toHaveLength(1);
    expect(rejected[0]).toMatchObject({ path: 'slideshow.intervalSec', message: 'must be a number from 1 to 86400' });
    expect(store.get().slideshow).toMatchObject({ intervalSec: 30, order: 'name' });
    expect(reports.join()).toContain('slideshow.intervalSec');
  });

  it('takes dotted paths', async () => {
    const { store } = await open(memoryRows());
    store.set({ 'display.fit': 'blur' } as never);
    expect(store.get().display.fit).toBe('blur');
  });

  it('uses the address for this visit only, unless asked to save', async () => {
    const rows = memoryRows();
    const visit = await open(rows, '?set.slideshow.intervalSec=7&set.display.kenBurns=false&set.display.tier=css');
    expect(visit.store.get().slideshow.intervalSec).toBe(7);
    expect(visit.store.get().display).toMatchObject({ kenBurns: false, tier: 'css' });
    visit.store.set({ display: { fit: 'fit' } });
    await visit.store.flushed();
    const later = await open(rows);
    expect(later.store.get()).toMatchObject({ slideshow: { intervalSec: 30 }, display: { fit: 'fit', tier: 'auto' } });
    const saving = await open(rows, '?set.slideshow.intervalSec=7&save=1');
    await saving.store.flushed();
    expect((await open(rows)).store.get().slideshow.intervalSec).toBe(7);
  });

  it('names what is wrong in the address', async () => {
    const { store, reports } = await open(
      memoryRows(),
      '?set.slideshow.intervalSec=soon&set.nope.x=1&set.display.fit=wide&set.display.kenBurns=maybe&set.sources.entries=[{"id":"mine","params":{}}]',
    );
    expect(reports.join('\n')).toContain('slideshow.intervalSec must be a number from 1 to 86400');
    expect(reports.join('\n')).toContain('nope.x is not a setting');
    expect(reports.join('\n')).toContain('display.fit must be one of fill, fit, shrink, blur');
    expect(reports.join('\n')).toContain('display.kenBurns must be on or off');
    expect(reports.join('\n')).toContain('sources.entries is wrong at “0.source”: it must be text');
    expect(store.get().slideshow.intervalSec).toBe(30);
  });

  it('quarantines one bad field of a stored row and keeps the rest', async () => {
    const rows = memoryRows({
      display: { namespace: 'display', version: 1, values: { fit: 'sideways', kenBurns: false, fromTheFuture: 3 } },
    });
    const { store } = await open(rows);
    expect(store.get().display).toMatchObject({ fit: 'fill', kenBurns: false });
    expect(rows.quarantined).toMatchObject([{ path: 'display.fit', value: 'sideways' }]);
    store.set({ display: { sharpen: true } });
    await store.flushed();
    expect(rows.rows.get('display')).toMatchObject({ values: { fromTheFuture: 3, sharpen: true } });
  });

  it('does not write over a row from a newer version', async () => {
    const newer = { namespace: 'display', version: 99, values: { fit: 'fit', hologram: true } };
    const rows = memoryRows({ display: newer });
    const { store, reports } = await open(rows);
    expect(store.get().display.fit).toBe('fit');
    store.set({ display: { fit: 'blur' } });
    await store.flushed();
    expect(store.get().display.fit).toBe('blur');
    expect(rows.rows.get('display')).toEqual(newer);
    expect(reports.join()).toContain('newer Afterimage');
  });

  it('resets everything but the sources', async () => {
    const { store } = await open(memoryRows());
    const entries = [{ id: 'mine', source: 'folder', label: 'Mine', enabled: true, weight: 2, params: {} }];
    store.set({ slideshow: { intervalSec: 99 }, sources: { entries }, interaction: { welcome: false } });
    store.reset();
    expect(store.get().slideshow.intervalSec).toBe(30);
    expect(store.get().sources.entries).toEqual(entries);
    expect(store.get().interaction.welcome).toBe(false);
  });

  it('starts with the defaults when the database hangs, then takes what it had without losing a change', async () => {
    let release: (rows: Record<string, unknown>) => void = () => undefined;
    const rows = memoryRows();
    rows.api.load = () => new Promise((resolve) => (release = resolve));
    const { store } = await open(rows);
    expect(store.get().display.fit).toBe('fill');
    store.set({ display: { fit: 'fit' } });
    release({ display: { namespace: 'display', version: 1, values: { fit: 'blur', sharpen: true } } });
    await new Promise((resolve) => setTimeout(resolve));
    expect(store.get().display).toMatchObject({ fit: 'fit', sharpen: true });
  });

  it('says so when nothing can be kept, and goes on', async () => {
    const rows = memoryRows();
    rows.writer.save = () => Promise.reject(new Error('quota'));
    const { store, reports } = await open(rows);
    store.set({ display: { fit: 'fit' } });
    await store.flushed();
    expect(store.get().display.fit).toBe('fit');
    expect(reports.join()).toContain('would not keep this change');
  });

  it('follows a change made in another tab', async () => {
    const rows = memoryRows();
    const { store } = await open(rows);
    const seen: number[] = [];
    store.onChange((settings) => seen.push(settings.slideshow.intervalSec));
    rows.external('slideshow', { version: 1, revision: 1, set: { intervalSec: 11 }, gone: [] });
    expect(seen).toEqual([11]);
  });

  it('survives anything in the rows', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.constantFrom('slideshow', 'display', 'sources', 'transitions', 'interaction'), fc.anything()),
        async (rows) => {
          const { store } = await open(memoryRows(rows));
          expect(store.get().slideshow.intervalSec).toBeGreaterThanOrEqual(1);
          expect(store.get().sources.entries.length).toBeGreaterThanOrEqual(0);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('migrations', () => {
  const spec = defineSettings({
    namespace: 'demo',
    label: 'Demo',
    version: 3,
    schema: z.object({ seconds: z._default(z.number(), 1) }),
    hints: { seconds: { label: 'Seconds', help: 'Seconds.' } },
    migrations: {
      1: (old) => ({ duration: old['time'] }),
      2: (old) => ({ seconds: Number(old['duration']) / 1000 }),
    },
  });

  it('go one version at a time', () => {
    expect(migrate(spec, { version: 1, values: { time: 5000 } }).values).toEqual({ seconds: 5 });
    expect(migrate(spec, { version: 2, values: { duration: 5000 } }).values).toEqual({ seconds: 5 });
  });

  it('never throw', () => {
    const throwing = {
      ...spec,
      migrations: {
        1: () => {
          throw new Error('no');
        },
      },
    };
    const result = migrate(throwing, { version: 1, values: {} });
    expect(result.values).toEqual({ seconds: 1 });
    expect(result.rejected[0]?.message).toContain('from version 1 to 2');
  });
});

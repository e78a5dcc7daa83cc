/** Nothing is lost: not to a reload in the same moment, not to another tab, not to a damaged row, not to a newer version. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coreDefaults } from '../shared/core-defaults.ts';
import { coreSettings } from '../shared/core-settings.ts';
import { migrate, type SettingsSpec } from '../shared/settings-spec.ts';
import { createJournal } from './journal.ts';
import { memoryBrowser, memoryNotes, memoryRows, openWith, type MemoryTab } from './testing.ts';
import type { SettingsRows } from './engine-api.ts';
import { rulesFor } from './rules.ts';
import { openSettings } from './store.ts';

const specs = coreSettings as unknown as readonly SettingsSpec[];
const settled = () => new Promise((resolve) => setTimeout(resolve));

/** The page goes before its transaction begins: nothing that is saved ever arrives. */
function lastMoments(rows: MemoryTab): MemoryTab {
  const writer = { ...rows.writer, save: () => new Promise<never>(() => undefined) };
  return { ...rows, writer, rules: rulesFor(specs, () => writer) };
}

describe('a reload in the same moment', () => {
  it('loses a change without the journal', async () => {
    const rows = memoryRows();
    const { journal: _, ...api } = rows.api;
    const { store } = await openWith({ ...lastMoments(rows), api: api as SettingsRows });
    store.set({ slideshow: { intervalSec: 77 } });
    const again = await openWith({ ...rows, api: api as SettingsRows });
    expect(again.store.get().slideshow.intervalSec).toBe(30);
  });

  it('loses none with it, not even one made before the schemas had loaded', async () => {
    const rows = memoryRows();
    const { store } = await openWith(lastMoments(rows));
    store.set({ slideshow: { intervalSec: 77 }, display: { fit: 'sideways' as never } });
    const early = await openSettings({
      defaults: coreDefaults,
      loadRules: () => new Promise(() => undefined),
      rows: rows.api,
      search: '',
      report: () => undefined,
      loadDeadlineMs: 1,
    });
    early.set({ display: { minFps: 0 } });
    const again = await openWith(rows);
    expect(again.store.get()).toMatchObject({ slideshow: { intervalSec: 77 }, display: { fit: 'fill', minFps: 0 } });
    await again.store.flushed();
    expect(rows.rows.get('slideshow')).toMatchObject({ values: { intervalSec: 77 } });
    expect(rows.notes.texts.size).toBe(0);
  });

  it('brings a reset home, too', async () => {
    const rows = memoryRows({ slideshow: { version: 1, sparse: true, revision: 4, values: { intervalSec: 5 } } });
    const { store } = await openWith(lastMoments(rows));
    store.reset();
    const again = await openWith(rows);
    await again.store.flushed();
    expect(again.store.get().slideshow.intervalSec).toBe(30);
    expect(rows.rows.get('slideshow')).toMatchObject({ values: {} });
  });

  it('never brings back an older value than the stored one', async () => {
    const rows = memoryRows();
    const { store } = await openWith(rows);
    store.set({ slideshow: { intervalSec: 5 } });
    store.set({ slideshow: { intervalSec: 6 } });
    await store.flushed();
    expect(rows.notes.texts.size).toBe(0);
    expect((await openWith(rows)).store.get().slideshow.intervalSec).toBe(6);
  });
});

describe('the journal', () => {
  it('keeps what was changed again while an older change was stored', () => {
    const journal = createJournal(memoryNotes(), 'k');
    const first = journal.note([['a.b', 1]]);
    journal.note([['a.b', 2]]);
    journal.settle([['a.b', first]]);
    expect(journal.read()['a.b']).toMatchObject({ value: 2 });
  });

  it('is total', () => {
    const full = {
      getItem: () => '[not',
      setItem: () => {
        throw new Error('full');
      },
      removeItem: () => undefined,
    };
    const journal = createJournal(full, 'k');
    expect(journal.read()).toEqual({});
    journal.settle([['a.b', journal.note([['a.b', 'x'.repeat(300_000)]])]]);
    expect(createJournal(null, 'k').read()).toEqual({});
  });
});

describe('two tabs', () => {
  const openTwo = async (initial: Readonly<Record<string, unknown>> = {}) => {
    const browser = memoryBrowser(initial);
    const openTab = () => {
      const tab = browser.tab();
      return openWith({ api: tab.api, rules: rulesFor(specs, () => tab.writer) });
    };
    return { browser, one: (await openTab()).store, two: (await openTab()).store };
  };

  it('change different settings of one row at once and lose neither', async () => {
    const { browser, one, two } = await openTwo();
    one.set({ slideshow: { intervalSec: 11 } });
    two.set({ slideshow: { order: 'name' } });
    await Promise.all([one.flushed(), two.flushed()]);
    await settled();
    expect(browser.rows.get('slideshow')).toMatchObject({ values: { intervalSec: 11, order: 'name' } });
    for (const store of [one, two]) expect(store.get().slideshow).toMatchObject({ intervalSec: 11, order: 'name' });
  });

  it('end with the same settings whatever both did', async () => {
    const fields = ['intervalSec', 'order', 'direction', 'mix'] as const;
    const values = {
      intervalSec: [1, 2, 3],
      order: ['name', 'date'],
      direction: ['up', 'down'],
      mix: ['photo', 'source'],
    };
    const step = fc.record({
      tab: fc.boolean(),
      field: fc.constantFrom(...fields),
      pick: fc.nat(2),
      wait: fc.boolean(),
      reset: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const { browser, one, two } = await openTwo();
        for (const { tab, field, pick, wait, reset } of steps) {
          const store = tab ? one : two;
          if (reset && pick === 0) store.reset();
          else store.set({ slideshow: { [field]: values[field][pick % values[field].length] } } as never);
          if (wait) await Promise.resolve();
        }
        await Promise.all([one.flushed(), two.flushed()]);
        await settled();
        expect(one.get()).toEqual(two.get());
        const row = browser.rows.get('slideshow') as { values: object };
        expect(one.get().slideshow).toEqual({ ...coreDefaults.slideshow, ...row.values });
      }),
      { numRuns: 150 },
    );
  });

  it('notice what was written while they heard nothing', async () => {
    const { browser, one } = await openTwo();
    browser.rows.set('slideshow', { version: 1, sparse: true, revision: 7, values: { intervalSec: 42 } });
    one.set({ slideshow: { order: 'date' } });
    await one.flushed();
    expect(one.get().slideshow).toMatchObject({ intervalSec: 42, order: 'date' });
  });

  it('leave alone what a newer version in the other one wrote', async () => {
    const { browser, one } = await openTwo();
    const newer = { version: 99, sparse: true, revision: 3, values: { intervalSec: 9, hologram: true } };
    browser.rows.set('slideshow', newer);
    one.set({ slideshow: { order: 'date' } });
    await one.flushed();
    await settled();
    expect(browser.rows.get('slideshow')).toEqual(newer);
    expect(one.get().slideshow.intervalSec).toBe(9);
    expect(browser.notes.texts.size).toBe(0);
  });
});

describe('what holds for a while', () => {
  it('is never stored, and ends when its owner says so', async () => {
    const rows = memoryRows();
    const { store } = await openWith(rows);
    store.set({ transitions: { mood: 'everything' } });
    store.override('music', { transitions: { mood: 'lively' } });
    store.set({ transitions: { durationMs: 900 } });
    await store.flushed();
    expect(store.get().transitions.mood).toBe('lively');
    expect(rows.rows.get('transitions')).toMatchObject({ values: { mood: 'everything', durationMs: 900 } });
    store.override('music', null);
    expect(store.get().transitions.mood).toBe('everything');
  });

  it('gives way to the user, and refuses what does not fit', async () => {
    const { store } = await openWith(memoryRows());
    expect(store.override('music', { transitions: { mood: 'wild' } } as never)).toMatchObject([
      { path: 'transitions.mood' },
    ]);
    store.override('music', { transitions: { mood: 'lively' } });
    store.set({ transitions: { mood: 'calm' } });
    expect(store.get().transitions.mood).toBe('calm');
  });
});

describe('what the owner of a screen decides', () => {
  const owner = {
    settings: { 'slideshow.intervalSec': 20, display: { fit: 'fit' } },
    locked: ['display.fit', 'sound'],
  };
  const managed = async (initial: Readonly<Record<string, unknown>> = {}, search = '') => {
    const rows = memoryRows(initial);
    const opened = await openWith(rows, search);
    const engine = await opened.store.engine();
    if (!engine) throw new Error('no engine');
    return { ...opened, rows, engine, rejected: engine.manage(owner) };
  };

  it('is the default until the user chooses, even the value that is our default', async () => {
    const { store, rows, engine } = await managed();
    expect(store.get()).toMatchObject({ slideshow: { intervalSec: 20 }, display: { fit: 'fit' } });
    store.set({ slideshow: { intervalSec: 30 } });
    await store.flushed();
    expect((await openWith(rows)).store.get().slideshow.intervalSec).toBe(30);
    engine.clear(['slideshow.intervalSec']);
    expect(store.get().slideshow.intervalSec).toBe(20);
  });

  it('stays where it is locked, whoever asks, and comes first at the next start', async () => {
    const { store, rows, reports } = await managed({}, '?set.display.fit=blur');
    expect(store.get().display.fit).toBe('fit');
    expect(reports.join()).toContain('display.fit is set by whoever runs this screen');
    expect(store.set({ display: { fit: 'fill' }, sound: { volume: 3 } })).toHaveLength(2);
    expect(store.override('x', { display: { fit: 'fill' } })).toHaveLength(1);
    store.reset();
    await store.flushed();
    const again = await openWith(rows);
    expect(again.store.get().display.fit).toBe('fit');
    expect(again.store.set({ display: { fit: 'fill' } })[0]?.message).toContain('whoever runs this screen');
  });

  it('gives everything back when nothing is decided any more', async () => {
    const { store, engine, rows } = await managed({ display: { version: 1, values: { fit: 'shrink' } } });
    expect(store.get().display.fit).toBe('fit');
    engine.manage({});
    await settled();
    expect(store.get()).toMatchObject({ display: { fit: 'shrink' }, slideshow: { intervalSec: 30 } });
    expect(rows.rows.has('@managed')).toBe(false);
  });

  it('names what does not fit and takes the rest', async () => {
    const { engine } = await managed();
    const rejected = engine.manage({
      settings: { slideshow: { intervalSec: 'soon', order: 'name' }, x: { y: 1 } },
      locked: ['nope', 5],
    });
    expect(rejected.map(({ path }) => path)).toEqual(['slideshow.intervalSec', 'x.y', 'nope', '5']);
    expect(engine.managed.defaults).toEqual({ slideshow: { order: 'name' } });
    for (const garbage of [null, 7, 'x', [], { locked: 'all' }, { settings: 5 }])
      expect(engine.manage(garbage)).toEqual([]);
  });
});

describe('damaged rows', () => {
  const full = (spec: SettingsSpec): Record<string, unknown> => ({
    ...(coreDefaults as unknown as Record<string, Record<string, unknown>>)[spec.namespace],
    ...marks[spec.namespace],
  });
  /** Not the defaults, so that a loss shows. */
  const marks: Record<string, Record<string, unknown>> = {
    slideshow: { intervalSec: 77, order: 'name', direction: 'down', mix: 'source' },
    display: { fit: 'blur', kenBurns: false, kenBurnsZoom: 3, minFps: 0, tier: 'css' },
    transitions: { type: 'ripple', durationMs: 900, mood: 'lively', pool: ['ripple', 'fade'] },
    sources: {
      entries: ['a', 'b', 'c'].map((id) => ({ id, source: 'folder', label: id, enabled: true, weight: 2, params: {} })),
    },
  };

  it('lose at most the field that was damaged, ten thousand times', () => {
    const corruption = fc.record({
      spec: fc.constantFrom(...specs),
      at: fc.nat(50),
      how: fc.constantFrom('replace', 'remove', 'stranger', 'version'),
      value: fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, withMap: true }),
    });
    fc.assert(
      fc.property(corruption, ({ spec, at, how, value }) => {
        const values = structuredClone(full(spec));
        const fields = Object.keys(spec.schema.shape);
        const field = fields[at % fields.length] ?? '';
        const row: Record<string, unknown> = { version: spec.version, values };
        if (how === 'replace') values[field] = value;
        if (how === 'remove') delete values[field];
        if (how === 'stranger') values[`x${at}`] = value;
        if (how === 'version') row['version'] = typeof value === 'number' && value > spec.version ? 'none' : value;
        const read = migrate(spec, row);
        const kept = read.values as Record<string, unknown>;
        const before = full(spec);
        for (const name of fields) {
          if (how !== 'version' && how !== 'stranger' && name === field) continue;
          expect(kept[name]).toEqual(before[name]);
        }
      }),
      { numRuns: 10_000 },
    );
  }, 60_000);

  it.each([1n, Symbol('x'), new Map([['a', 1]]), new Date(0), { deep: { er: 2n } }])(
    'take nothing that is not plain data: %#',
    (value) => {
      const spec = specs.find(({ namespace }) => namespace === 'transitions') as SettingsSpec;
      const { values, rejected } = migrate(spec, {
        version: 1,
        values: { mood: 'lively', params: { ripple: { value } } },
      });
      expect(values).toMatchObject({ mood: 'lively', params: {} });
      expect(rejected).toHaveLength(1);
    },
  );

  it('lose one broken source, not all of them', async () => {
    const entries = [
      ...((marks['sources'] ?? {})['entries'] as object[]),
      { id: 7 },
      { id: 'd', source: 'links', weight: 'heavy' },
    ];
    const rows = memoryRows({ sources: { version: 1, values: { entries } } });
    const { store } = await openWith(rows);
    expect(store.get().sources.entries.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
    expect(store.get().sources.entries[3]?.weight).toBe(1);
    expect(rows.quarantined).toMatchObject([{ path: 'sources.entries', value: entries }]);
  });

  it('are set aside once, and written anew', async () => {
    const rows = memoryRows({
      display: { version: 1, values: { fit: 'sideways', kenBurns: false } },
      slideshow: 'no row',
    });
    const first = await openWith(rows);
    await settled();
    await first.store.flushed();
    expect(rows.quarantined).toHaveLength(2);
    expect(rows.rows.get('display')).toMatchObject({ values: { kenBurns: false } });
    const second = await openWith(rows);
    await settled();
    expect(second.store.get().display).toMatchObject({ fit: 'fill', kenBurns: false });
    expect(rows.quarantined).toHaveLength(2);
  });

  it('are left as they are when they cannot be set aside', async () => {
    const row = { version: 1, values: { fit: 'sideways' } };
    const rows = memoryRows({ display: row });
    rows.writer.quarantine = () => Promise.reject(new Error('full'));
    const { store } = await openWith(rows);
    await settled();
    await store.flushed();
    expect(rows.rows.get('display')).toEqual(row);
  });
});

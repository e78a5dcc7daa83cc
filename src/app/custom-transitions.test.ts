import { describe, expect, it, vi } from 'vitest';
import type { CustomTransitionRow } from '../shared/database.ts';
import { createEventLog } from '../shared/events.ts';
import { CustomTransitions, type CustomParts } from './custom-transitions.ts';
import type { CustomBody, KnownTransition, TransitionLibrary } from './ports.ts';
import { createTransitionsApi } from './transitions-api.ts';

/** What outlives a page: rows, notes. Each call is one life of the page. */
function createDevice() {
  const rows = new Map<string, CustomTransitionRow>();
  const notes = new Map<string, string>();
  const open = (changes: Partial<CustomParts> = {}) => {
    const events = createEventLog();
    let given: readonly CustomBody[] = [];
    const known = (): KnownTransition[] =>
      given.map(({ id, name }) => ({
        id,
        label: name,
        origin: 'custom',
        tags: [],
        params: {},
        durationMs: 1,
        description: '',
      }));
    const library: TransitionLibrary = {
      get definitions() {
        return known();
      },
      find: (id) => known().find((one) => one.id === id),
      need: (id) => Promise.resolve(known().find((one) => one.id === id)),
      loadOwn: () => Promise.resolve(),
      loadPackaged: () => Promise.reject(new Error('offline')),
      params: (_id, params) => params ?? {},
      check: (glsl) =>
        Promise.resolve({
          errors: glsl.includes('bad') ? [{ line: 3, message: 'undeclared identifier' }] : [],
          name: /Name: (\w+)/.exec(glsl)?.[1] ?? '',
        }),
      setCustom: (bodies) => Promise.resolve(void (given = bodies)),
    };
    const custom = new CustomTransitions({
      rows: {
        load: () => Promise.resolve(new Map(rows)),
        put: (id, row) => Promise.resolve(void rows.set(id, row)),
        remove: (id) => Promise.resolve(void rows.delete(id)),
      },
      notes: () => ({
        getItem: (key) => notes.get(key) ?? null,
        setItem: (key, value) => void notes.set(key, value),
        removeItem: (key) => void notes.delete(key),
      }),
      events,
      library: () => library,
      ...changes,
    });
    return { custom, library, events, playable: () => given.map(({ id }) => id) };
  };
  return { open, rows };
}

describe('what a person pasted', () => {
  it('is kept, comes back after a reload, and can be handed on as a file and taken away', async () => {
    const device = createDevice();
    const first = device.open();
    await first.custom.load();
    expect(await first.custom.add({ name: 'My swirl', glsl: 'good' })).toBe('custom-my-swirl');
    const second = device.open();
    await second.custom.load();
    expect(second.playable()).toEqual(['custom-my-swirl']);
    const file = await second.custom.file('custom-my-swirl');
    expect(file.name).toBe('my-swirl.glsl');
    expect(await file.text()).toBe('// Name: My swirl\ngood');
    await second.custom.remove('custom-my-swirl');
    expect(second.playable()).toEqual([]);
    expect(device.rows.size).toBe(0);
  });

  it('is refused with its own line when it fails the check, and without a name', async () => {
    const { custom } = createDevice().open();
    await expect(custom.add({ name: 'x', glsl: 'bad' })).rejects.toMatchObject({
      kind: 'input.invalid',
      message: expect.stringContaining('Line 3: undeclared') as string,
    });
    await expect(custom.add({ glsl: 'good' })).rejects.toMatchObject({ kind: 'input.invalid' });
    expect(await custom.add({ glsl: '// Name: Named' })).toBe('custom-named');
    await expect(custom.add({ name: 'y', glsl: 7 })).rejects.toMatchObject({ kind: 'input.invalid' });
    await expect(custom.remove('custom-none')).rejects.toMatchObject({ kind: 'input.invalid' });
  });

  it('is blocked and named at the next start when the page died with it', async () => {
    const device = createDevice();
    const before = device.open();
    await before.custom.add({ name: 'Evil', glsl: 'good' });
    await before.custom.add({ name: 'Fine', glsl: 'good' });
    before.custom.guard.begin('custom-evil');
    // The page is gone here: nothing says that it ended well.
    const after = device.open();
    await after.custom.load();
    expect(after.playable()).toEqual(['custom-fine']);
    expect(after.custom.blocked).toMatchObject([{ id: 'custom-evil', name: 'Evil' }]);
    expect(after.events.last()).toMatchObject([{ type: 'transition.blocked', label: 'Evil' }]);
    const later = device.open();
    await later.custom.load();
    expect(later.events.last()).toEqual([]);
    expect(later.playable()).toEqual(['custom-fine']);
  });

  it('is not suspected when it ended well', async () => {
    const device = createDevice();
    const before = device.open();
    await before.custom.add({ name: 'Fine', glsl: 'good' });
    before.custom.guard.begin('custom-fine');
    before.custom.guard.end('custom-fine');
    const after = device.open();
    await after.custom.load();
    expect(after.playable()).toEqual(['custom-fine']);
  });

  it('is blocked at once when it does harm, and free again when it is added anew', async () => {
    const device = createDevice();
    const { custom, playable, events } = device.open();
    await custom.add({ name: 'Evil', glsl: 'good' });
    custom.guard.begin('custom-evil');
    custom.guard.blame('custom-evil', 'it made your graphics card fail');
    await vi.waitFor(() => expect(playable()).toEqual([]));
    expect(events.last()[0]).toMatchObject({ type: 'transition.blocked', reason: 'it made your graphics card fail' });
    await custom.add({ name: 'Evil', glsl: 'better' });
    expect(playable()).toEqual(['custom-evil']);
  });

  it('does without notes and without a database', async () => {
    const device = createDevice();
    const broken = device.open({
      notes: () => {
        throw new Error('no storage here');
      },
      rows: {
        load: () => Promise.reject(new Error('none')),
        put: () => Promise.resolve(),
        remove: () => Promise.resolve(),
      },
    });
    await broken.custom.load();
    broken.custom.guard.begin('custom-x');
    broken.custom.guard.end('custom-x');
    expect(await broken.custom.add({ name: 'Here', glsl: 'good' })).toBe('custom-here');
    expect(broken.playable()).toEqual(['custom-here']);
  });
});

it('the automation API lists blocked ones, too, and goes back to random when the one in use is removed', async () => {
  const device = createDevice();
  const { custom, library } = device.open();
  const set = vi.fn();
  const store = {
    get: () => ({ transitions: { type: 'custom-mine', params: {} } }),
    set,
    reset: vi.fn(),
    onChange: vi.fn(),
  };
  const api = createTransitionsApi({ store: store as never, library, custom, ready: Promise.resolve() });
  await api.loaded;
  expect((await api.add({ name: 'Mine', glsl: 'good' })).origin).toBe('custom');
  expect(await api.check('bad')).toEqual({ ok: false, errors: [{ line: 3, message: 'undeclared identifier' }] });
  await api.use('custom-mine', { speed: 2 });
  expect(set).toHaveBeenLastCalledWith({
    transitions: { type: 'custom-mine', params: { 'custom-mine': { speed: 2 } } },
  });
  custom.guard.blame('custom-mine', 'it stood still');
  await vi.waitFor(() => expect(api.list()).toMatchObject([{ id: 'custom-mine', tags: ['blocked'] }]));
  await api.remove('custom-mine');
  expect(set).toHaveBeenLastCalledWith({ transitions: { type: 'random' } });
  expect(api.list()).toEqual([]);
});

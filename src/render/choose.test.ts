import { describe, expect, it } from 'vitest';
import { allTransitions } from './all-transitions.ts';
import { chooseTransition, durationOf, type ChoiceInput } from './choose.ts';
import { transition as crossfade } from './transitions/crossfade/index.ts';
import { sequence01 } from './random.ts';

function input(changes: Partial<ChoiceInput> = {}): ChoiceInput {
  let draw = 0;
  return {
    definitions: allTransitions,
    settings: { type: 'random', durationMs: 0, pool: [], params: {} },
    lastId: null,
    lastVariant: null,
    dropped: new Set(),
    reducedMotion: false,
    isReady: () => true,
    random: () => sequence01(0.123, draw++),
    fallback: crossfade,
    ...changes,
  };
}

const onlySlide: ChoiceInput['isReady'] = ({ id }) => id === 'slide';

describe('choosing', () => {
  it('never takes the same one twice in a row, and every one in its turn', () => {
    const seen = new Map<string, number>();
    const one = input();
    let lastId: string | null = null;
    for (let change = 0; change < 400; change++) {
      const id: string = chooseTransition({ ...one, lastId }).definition.id;
      expect(id).not.toBe(lastId);
      seen.set(id, (seen.get(id) ?? 0) + 1);
      lastId = id;
    }
    const calm = allTransitions.filter(({ tags }) => tags.includes('calm'));
    for (const { id } of calm) expect(seen.get(id)).toBeGreaterThan(200 / calm.length);
  });

  it('does not go the same way twice in a row', () => {
    const one = input({ wanted: 'slide' });
    let lastVariant: string | null = null;
    for (let change = 0; change < 100; change++) {
      const variant: string | null = chooseTransition({ ...one, lastVariant }).variant;
      expect(variant).not.toBe(lastVariant);
      lastVariant = variant;
    }
  });

  it('keeps to the pool, leaves out what was dropped, and falls back when nothing is left', () => {
    const pool = ['slide', 'wipe'];
    const settings = { type: 'random', durationMs: 0, pool, params: {} };
    for (let change = 0; change < 20; change++) {
      expect(pool).toContain(chooseTransition(input({ settings })).definition.id);
      expect(chooseTransition(input({ settings, dropped: new Set(['wipe']) })).definition.id).toBe('slide');
    }
    expect(chooseTransition(input({ settings, dropped: new Set(pool) })).definition.id).toBe('crossfade');
  });

  it('repeats when the pool has only one', () => {
    const settings = { type: 'random', durationMs: 0, pool: ['wipe'], params: {} };
    expect(chooseTransition(input({ settings, lastId: 'wipe' })).definition.id).toBe('wipe');
  });

  it('never waits for a compiler', () => {
    const isReady = onlySlide;
    expect(chooseTransition(input({ isReady })).definition.id).toBe('slide');
    const settings = { type: 'ripple', durationMs: 0, pool: [], params: {} };
    expect(chooseTransition(input({ settings, isReady })).definition.id).toBe('crossfade');
  });

  it('fades for reduced motion and for names that do not exist', () => {
    expect(chooseTransition(input({ reducedMotion: true })).definition.id).toBe('crossfade');
    const settings = { type: 'no-such', durationMs: 0, pool: [], params: {} };
    expect(chooseTransition(input({ settings })).definition.id).toBe('crossfade');
  });

  it('takes stored parameters that fit and the defaults for those that do not', () => {
    const settings = {
      type: 'ripple',
      durationMs: 0,
      pool: [],
      params: { ripple: { drops: 5, depth: 'deep', light: 99, unknown: 1 } },
    };
    const { params } = chooseTransition(input({ settings })).run;
    expect(params).toEqual({ drops: 5, depth: 1, wavelength: 0.085, light: 1 });
  });
});

describe('the duration', () => {
  it('is the transition’s own, or the setting’s, but only a share of a short slide', () => {
    expect(durationOf(crossfade, 0, undefined)).toBe(crossfade.durationMs);
    expect(durationOf(crossfade, 700, 30_000)).toBe(700);
    expect(durationOf(crossfade, 0, 1_000)).toBe(600);
    expect(durationOf(crossfade, 30_000, 50)).toBe(100);
  });
});

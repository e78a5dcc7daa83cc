import { describe, expect, it } from 'vitest';
import { allTransitions } from './all-transitions.ts';
import { chooseTransition, durationOf, planNext, poolOf, type ChoiceInput } from './choose.ts';
import { glTransitions } from './gl-transitions/catalog.ts';
import { transition as crossfade } from './transitions/crossfade/index.ts';
import type { TransitionDefinition } from './transition.ts';
import { sequence01 } from './random.ts';

const defaults: ChoiceInput['settings'] = {
  type: 'random',
  durationMs: 0,
  mood: 'calm',
  pool: [],
  easing: 'auto',
  durations: {},
  params: {},
};

function input(changes: Partial<ChoiceInput> = {}): ChoiceInput {
  let draw = 0;
  return {
    definitions: allTransitions,
    settings: defaults,
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

  describe('with a word of another display', () => {
    const agreed = { id: 'slide', durationMs: 900, seed: 0.77, easing: 'linear' as const };

    it('plays the same with the same seed, at the same pace, whatever was picked here', () => {
      const { definition, run } = chooseTransition(input({ agreed, planned: [crossfade], lastVariant: 'up' }));
      expect(definition.id).toBe('slide');
      expect(run).toMatchObject({ id: 'slide', durationMs: 900, seed: 0.77, easing: 'linear' });
    });

    it('fades for as long where that one is unknown, not made yet, too slow or too lively', () => {
      const unlike: Partial<ChoiceInput>[] = [
        { agreed: { ...agreed, id: 'custom-of-another' } },
        { agreed, isReady: ({ id }) => id !== 'slide' },
        { agreed, dropped: new Set(['slide']) },
        { agreed, settings: { ...defaults, type: 'slide' }, reducedMotion: true },
      ];
      for (const changes of unlike) {
        const { definition, run } = chooseTransition(input(changes));
        expect(definition).toBe(crossfade);
        expect(run).toMatchObject({ id: 'crossfade', durationMs: 900, seed: 0.77 });
      }
    });

    it('gives way to one asked for by name', () => {
      expect(chooseTransition(input({ agreed, wanted: 'wipe' })).definition.id).toBe('wipe');
    });
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
    const settings = { ...defaults, pool };
    for (let change = 0; change < 20; change++) {
      expect(pool).toContain(chooseTransition(input({ settings })).definition.id);
      expect(chooseTransition(input({ settings, dropped: new Set(['wipe']) })).definition.id).toBe('slide');
    }
    expect(chooseTransition(input({ settings, dropped: new Set(pool) })).definition.id).toBe('crossfade');
  });

  it('repeats when the pool has only one', () => {
    const settings = { ...defaults, pool: ['wipe'] };
    expect(chooseTransition(input({ settings, lastId: 'wipe' })).definition.id).toBe('wipe');
  });

  it('never waits for a compiler', () => {
    const isReady = onlySlide;
    expect(chooseTransition(input({ isReady })).definition.id).toBe('slide');
    const settings = { ...defaults, type: 'ripple' };
    expect(chooseTransition(input({ settings, isReady })).definition.id).toBe('crossfade');
  });

  it('fades for reduced motion and for names that do not exist', () => {
    expect(chooseTransition(input({ reducedMotion: true })).definition.id).toBe('crossfade');
    const settings = { ...defaults, type: 'no-such' };
    expect(chooseTransition(input({ settings })).definition.id).toBe('crossfade');
  });

  it('takes stored parameters that fit and the defaults for those that do not', () => {
    const settings = {
      ...defaults,
      type: 'ripple',
      params: { ripple: { drops: 5, depth: 'deep', light: 99, unknown: 1 } },
    };
    const { params } = chooseTransition(input({ settings })).run;
    expect(params).toEqual({ drops: 5, depth: 1, wavelength: 0.085, light: 1 });
  });
});

describe('the duration', () => {
  const own = { durationMs: 0, durations: {} };

  it('is the one set for this transition before the one set for all', () => {
    const set = { durationMs: 700, durations: { crossfade: 5_000 } };
    expect(durationOf(crossfade, set, undefined)).toBe(5_000);
    expect(durationOf({ ...crossfade, id: 'other' }, set, undefined)).toBe(700);
  });

  it('is the transition’s own, or the setting’s, but only a share of a short slide', () => {
    expect(durationOf(crossfade, own, undefined)).toBe(crossfade.durationMs);
    expect(durationOf(crossfade, { ...own, durationMs: 700 }, 30_000)).toBe(700);
    expect(durationOf(crossfade, own, 1_000)).toBe(600);
    expect(durationOf(crossfade, { ...own, durationMs: 30_000 }, 50)).toBe(100);
  });
});

describe('the pool', () => {
  const definitions = [...allTransitions, ...glTransitions];
  const of = (settings: Partial<ChoiceInput['settings']>, changes: Partial<ChoiceInput> = {}) =>
    poolOf(input({ definitions, settings: { ...defaults, ...settings }, ...changes }));

  it('is calm by default, lively or everything on request, and flashes only with everything', () => {
    const calm = of({});
    expect(calm.every(({ tags }) => tags.includes('calm'))).toBe(true);
    expect(calm.some(({ origin }) => origin === 'gl-transitions')).toBe(true);
    for (const mood of ['calm', 'lively'] as const) {
      expect(of({ mood }).some(({ tags }) => tags.includes('flashing'))).toBe(false);
    }
    expect(of({ mood: 'everything' })).toHaveLength(definitions.length);
    expect(of({ mood: 'everything' }).some(({ tags }) => tags.includes('flashing'))).toBe(true);
  });

  it('is what was starred, whatever the mood', () => {
    const pool = ['gl-cube', 'wipe'];
    expect(
      of({ pool, mood: 'lively' })
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(pool);
  });

  it('leaves out, where there are no shaders, what would be one more crossfade', () => {
    for (const tier of ['canvas2d', 'css'] as const) {
      expect(of({}, { tier }).some(({ origin }) => origin === 'gl-transitions')).toBe(false);
      expect(of({}, { tier }).length).toBeGreaterThan(2);
    }
    expect(of({ pool: ['gl-cube'] }, { tier: 'css' }).map(({ id }) => id)).toEqual(['gl-cube']);
  });

  it('does not take what a person pasted until it is starred', () => {
    const mine = { ...crossfade, id: 'custom-mine', tags: ['calm'] as const, origin: 'custom' as const };
    const both = [...allTransitions, mine];
    expect(of({}, { definitions: both })).not.toContain(mine);
    expect(of({ pool: [mine.id] }, { definitions: both })).toEqual([mine]);
  });
});

describe('planning', () => {
  it('picks ahead without repeating, and the plan is what comes', () => {
    let draw = 0;
    const random = (): number => sequence01(0.77, draw++);
    let lastId: string | null = 'wipe';
    for (let change = 0; change < 50; change++) {
      const plan = planNext(input({ random, lastId }), 2);
      expect(plan).toHaveLength(2);
      expect(plan[0]?.id).not.toBe(lastId);
      expect(plan[1]?.id).not.toBe(plan[0]?.id);
      const planned = plan;
      expect(chooseTransition(input({ random, lastId, planned })).definition).toBe(plan[0]);
      const isReady: ChoiceInput['isReady'] = (definition) => definition === plan[1];
      const next: TransitionDefinition = chooseTransition(input({ random, lastId, planned, isReady })).definition;
      expect(next.id === lastId ? crossfade : next).toBe(plan[1]?.id === lastId ? crossfade : plan[1]);
      lastId = plan[0]?.id ?? null;
    }
  });

  it('is the fixed one, or the fade, when nothing is left to chance', () => {
    expect(planNext(input({ settings: { ...defaults, type: 'slide' } }), 2).map(({ id }) => id)).toEqual(['slide']);
    expect(planNext(input({ reducedMotion: true }), 2)).toEqual([crossfade]);
  });
});

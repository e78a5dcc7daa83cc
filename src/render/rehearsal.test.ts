import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { coreDefaults } from '../shared/core-defaults.ts';
import { createEventLog } from '../shared/events.ts';
import { basicTransitions } from './basic-transitions.ts';
import { Rehearsal } from './rehearsal.ts';
import { sequence01 } from './random.ts';
import type { StageTier } from './tier.ts';
import type { TransitionDefinition } from './transition.ts';
import { transition as crossfade } from './transitions/crossfade/index.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const pasted: TransitionDefinition = { ...crossfade, id: 'custom-mine', label: 'Mine', origin: 'custom', tags: [] };

/** A renderer that compiles what it is told to, and a note of everything that happens. */
function open(settings: Partial<typeof coreDefaults.transitions> = {}) {
  const notes: string[] = [];
  const compiled = new Map<string, 'ready' | 'pending' | 'failed'>();
  const world = { isBusy: false };
  const state = ({ id }: TransitionDefinition) => compiled.get(id) ?? 'ready';
  const tier = {
    id: 'shader',
    prepare: state,
    isPrepared: (definition: TransitionDefinition) => state(definition) === 'ready',
  } as unknown as StageTier;
  const events = createEventLog();
  events.on((event) => void (event.type === 'transition.dropped' && notes.push(`dropped ${event.id}`)));
  let draw = 0;
  const definitions = [...basicTransitions, pasted];
  const rehearsal = new Rehearsal(
    {
      events,
      random: () => sequence01(0.4, draw++),
      settings: () => ({ ...coreDefaults, transitions: { ...coreDefaults.transitions, ...settings } }),
      reducedMotion: () => false,
      active: () => tier,
      size: () => ({ widthPx: 640, heightPx: 360 }),
      busy: () => world.isBusy,
      demote: () => void notes.push('demoted'),
      guard: {
        begin: (id) => void notes.push(`begun ${id}`),
        end: (id) => void notes.push(`well ${id}`),
        blame: (id) => void notes.push(`blamed ${id}`),
      },
    },
    { definitions, hasPackaged: true, find: (id) => definitions.find((one) => one.id === id) },
  );
  rehearsal.refresh();
  return { rehearsal, notes, compiled, world, events };
}

it('plays what it said comes next', () => {
  const { rehearsal } = open();
  for (let change = 0; change < 5; change++) {
    const next = rehearsal.upcoming();
    const choice = rehearsal.choose(undefined, 30_000, null);
    expect(choice.run.id).toBe(next?.id);
    rehearsal.played(choice);
    rehearsal.rest();
    expect(rehearsal.upcoming()?.id).not.toBe(choice.run.id);
  }
});

it('puts first what another display plays next', () => {
  const { rehearsal } = open();
  const other = basicTransitions.find(({ id }) => id !== rehearsal.upcoming()?.id);
  rehearsal.expect({ id: other?.id ?? '', seed: null });
  expect(rehearsal.choose(undefined, undefined, null).run.id).toBe(other?.id);
});

it('waits for a program while something moves, and plays without what does not compile', async () => {
  const { rehearsal, compiled, world, notes } = open({ type: 'wipe' });
  compiled.set('wipe', 'pending');
  world.isBusy = true;
  rehearsal.rest();
  expect(rehearsal.choose(undefined, undefined, null).run.id).toBe('crossfade');
  compiled.set('wipe', 'failed');
  await vi.advanceTimersByTimeAsync(1000);
  expect(notes, 'nothing is compiled in the middle of a run').toEqual([]);
  world.isBusy = false;
  await vi.advanceTimersByTimeAsync(1000);
  expect(notes).toEqual(['dropped wipe']);
});

it('suspects a pasted one while it is compiled or played, and blames it for what happens then', () => {
  const { rehearsal, notes } = open();
  rehearsal.begin(crossfade);
  expect(rehearsal.contextLost(), 'the renderer is to blame').toBe(false);
  rehearsal.begin(pasted);
  rehearsal.ended(pasted, 'finished');
  expect(notes).toEqual(['begun custom-mine', 'well custom-mine']);
  rehearsal.begin(pasted);
  expect(rehearsal.contextLost()).toBe(true);
  expect(notes.slice(2)).toEqual(['begun custom-mine', 'blamed custom-mine', 'dropped custom-mine']);
  const other = open();
  other.rehearsal.begin(pasted);
  other.rehearsal.ended(pasted, 'watchdog');
  expect(other.notes).toEqual(['begun custom-mine', 'blamed custom-mine', 'dropped custom-mine']);
});

it('leaves out one that is too slow here, and gives the renderer up when fades are', () => {
  const { rehearsal, notes } = open();
  const slowly = (definition: TransitionDefinition): void => {
    rehearsal.begin(definition);
    for (let frame = 0; frame < 10; frame++) rehearsal.gap(300);
    rehearsal.ended(definition, 'finished');
  };
  slowly(basicTransitions.find(({ id }) => id === 'wipe') ?? crossfade);
  expect(notes).toEqual(['dropped wipe']);
  slowly(crossfade);
  slowly(crossfade);
  expect(notes).toEqual(['dropped wipe', 'demoted']);
});

it('tells once of a transition that nobody has', () => {
  const { rehearsal, events } = open({ type: 'swirl-of-doom' });
  rehearsal.refresh();
  expect(events.last().filter(({ type }) => type === 'settings.rejected')).toHaveLength(1);
  expect(rehearsal.choose(undefined, undefined, null).run.id).toBe('crossfade');
});

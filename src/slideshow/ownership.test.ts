import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { createWorld, entry, photos, type DecodeBehaviour } from '../../tests/slideshow/fakes.ts';
import { VirtualClock } from '../../tests/slideshow/virtual-clock.ts';
import { AppError } from '../shared/errors.ts';

const errors = [
  new AppError('photo.corrupt', 'Damaged.'),
  new AppError('photo.network', 'No answer.', { retryable: true }),
  new AppError('worker.crashed', 'Stopped.', { retryable: true }),
  new AppError('worker.unavailable', 'Does not start.'),
  new AppError('source.permission', 'Permission is gone.'),
  new AppError('aborted', 'Stopped.', { retryable: true }),
];

const behaviour: fc.Arbitrary<DecodeBehaviour> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ how: fc.constant('ok' as const), ms: fc.nat(800) }) },
  { weight: 1, arbitrary: fc.record({ how: fc.constant('ignores-abort' as const), ms: fc.nat(60_000) }) },
  { weight: 1, arbitrary: fc.record({ how: fc.constant('never' as const), ms: fc.constant(0) }) },
  {
    weight: 3,
    arbitrary: fc.record({ how: fc.constant('fails' as const), ms: fc.nat(500), error: fc.constantFrom(...errors) }),
  },
);

const action = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('next' as const, 'previous' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'show' as const,
        'pause' as const,
        'resume' as const,
        'hide' as const,
        'reveal' as const,
        'resize' as const,
        'fit' as const,
        'order' as const,
        'sources' as const,
        'change' as const,
        'sleep' as const,
      ),
    }),
  },
);
const script = fc.array(fc.tuple(action, fc.nat(3_000), fc.nat(11)), { minLength: 5, maxLength: 60 });
const stageMoods = fc.array(
  fc.oneof(
    { weight: 12, arbitrary: fc.constant('ok' as const) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('skips' as const, 'refuses' as const, 'cuts' as const, 'never-finishes' as const),
    },
  ),
  { minLength: 1, maxLength: 40 },
);

it('closes every bitmap exactly once, whatever fails, hangs, comes late or changes', async () => {
  await fc.assert(
    fc.asyncProperty(
      script,
      fc.array(behaviour, { minLength: 1, maxLength: 40 }),
      stageMoods,
      fc.constantFrom(4, 8),
      async (steps, behaviours, moods, deviceMemoryGb) => {
        const clock = new VirtualClock();
        const entries = [entry('a'), entry('b', 2)];
        const lists = { a: photos(6, 'a'), b: photos(6, 'b') };
        const world = createWorld({ clock, entries, lists, deviceMemoryGb, slideshow: { intervalSec: 2 } });
        let decodes = 0;
        let moment = 0;
        let duringTransition = 0;
        world.decoder.behave = () => behaviours[decodes++ % behaviours.length] ?? { how: 'never', ms: 0 };
        world.stage.behave = () => moods[moment++ % moods.length] ?? 'ok';
        world.decoder.onAsked = () => {
          if (world.stage.transitionRunning()) duringTransition += 1;
        };
        world.show.start();
        for (const [{ do: what }, afterMs, pick] of steps) {
          if (what === 'next' || what === 'previous' || what === 'pause' || what === 'resume') world.show[what]();
          else if (what === 'show') void world.show.show(`a:${pick}`).catch(() => undefined);
          else if (what === 'hide' || what === 'reveal') world.page.setVisible(what === 'reveal');
          else if (what === 'resize') world.stage.resize(100 + pick, 100);
          else if (what === 'sleep') clock.sleep(pick * 100_000);
          else if (what === 'change') {
            world.feeds.change(
              'a',
              photos(pick, 'a').map((ref) => ({ ...ref, revision: String(afterMs % 2) })),
            );
          } else {
            world.settings.set((old) => {
              if (what === 'fit') return { display: { ...old.display, fit: pick % 2 ? 'fit' : 'blur' } };
              if (what === 'order') return { slideshow: { ...old.slideshow, order: pick % 2 ? 'name' : 'shuffle' } };
              return { sources: { ...old.sources, entries: pick % 2 ? [entry('a')] : entries } };
            });
          }
          await clock.advance(afterMs);
          if (world.stage.shown.length > 0) expect(world.stage.onScreen).not.toBeNull();
          expect(world.show.current()).toBe(world.stage.onScreen);
        }
        world.show.dispose();
        await clock.advance(200_000);
        world.stage.dispose();
        const { bitmaps } = world.decoder;
        expect(bitmaps.doubleClosed).toEqual([]);
        expect(bitmaps.open).toBe(0);
        expect(duringTransition).toBe(0);
        const lateOnes = behaviours.filter(({ how }) => how === 'ignores-abort').length;
        if (lateOnes === 0) expect(bitmaps.mostOpen).toBeLessThanOrEqual(4);
        expect(clock.pending).toBe(0);
      },
    ),
    { numRuns: 40 },
  );
}, 60_000);

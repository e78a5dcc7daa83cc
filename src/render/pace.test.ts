import { expect, it } from 'vitest';
import { Pace } from './pace.ts';

function run(pace: Pace, id: string, gapMs: number, isFade = id === 'crossfade'): string {
  pace.begin();
  for (let frame = 0; frame < 20; frame++) pace.gap(gapMs);
  return pace.judge(id, isFade, 66);
}

it('finds nothing wrong with a watchable rate, or with a single hitch', () => {
  const pace = new Pace();
  for (let change = 0; change < 10; change++) expect(run(pace, 'ripple', 30)).toBe('fine');
  pace.begin();
  for (const gap of [16, 16, 16, 900, 16]) pace.gap(gap);
  expect(pace.judge('ripple', false, 66)).toBe('fine');
});

it('drops a costly transition before it blames the renderer', () => {
  const pace = new Pace();
  expect(run(pace, 'ripple', 100)).toBe('drop');
  expect(run(pace, 'crossfade', 20)).toBe('fine');
  expect(run(pace, 'ripple', 100)).toBe('drop');
});

it('steps down after two stuttering fades, or three different slow ones in a row', () => {
  const fades = new Pace();
  expect(run(fades, 'crossfade', 100)).toBe('fine');
  expect(run(fades, 'crossfade', 100)).toBe('demote');
  const mixed = new Pace();
  expect(run(mixed, 'a', 100)).toBe('drop');
  expect(run(mixed, 'b', 100)).toBe('drop');
  expect(run(mixed, 'c', 100)).toBe('demote');
});

it('never complains when the slowest watchable rate is switched off', () => {
  const pace = new Pace();
  pace.begin();
  for (let frame = 0; frame < 20; frame++) pace.gap(900);
  expect(pace.judge('crossfade', true, 0)).toBe('fine');
});

import { expect, it } from 'vitest';
import { Drain } from './drain.ts';

it('keeps a port open for a second and one turn more, then closes it once', () => {
  const drain = new Drain();
  let closed = 0;
  drain.add({ close: () => (closed += 1) }, 100);
  expect(drain.dueMs()).toBe(1100);
  drain.pass(1099);
  expect([closed, drain.isEmpty]).toEqual([0, false]);
  // The page was blocked for long: what lies before it comes in the same turn, after this.
  drain.pass(9000);
  expect([closed, drain.dueMs()]).toEqual([0, 9020]);
  drain.pass(9020);
  drain.pass(9500);
  expect([closed, drain.isEmpty, drain.dueMs()]).toEqual([1, true, Infinity]);
});

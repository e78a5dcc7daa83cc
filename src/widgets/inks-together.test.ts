import { expect, it } from 'vitest';
import { inksTogether, type Bare } from './inks-together.ts';

const at = (left: number, gain: number, more: Partial<Bare> = {}): Bare => ({
  region: { left, top: 0, right: left + 0.1, bottom: 0.1 },
  gain,
  now: null,
  ...more,
});

it('each wears its own where it is clear: a bright side and a dark one, and a row from one to the other', () => {
  expect(inksTogether([at(0, 0.6), at(0.8, -0.6)])).toEqual(['dark', 'light']);
  expect(inksTogether([at(0, 0.6), at(0.08, 0.6), at(0.16, -0.6), at(0.24, -0.6)])).toEqual([
    'dark',
    'dark',
    'light',
    'light',
  ]);
  expect(inksTogether([])).toEqual([]);
});

it('who could wear either goes with most of the others, and rather with its neighbours', () => {
  expect(inksTogether([at(0.5, 0.06)])).toEqual(['light']);
  expect(inksTogether([at(0, 0.5), at(0.2, 0.5), at(0.5, 0.06)])).toEqual(['dark', 'dark', 'dark']);
  expect(inksTogether([at(0, 0.5), at(0.2, 0.5), at(0.5, -0.3)])).toEqual(['dark', 'dark', 'light']);
  const [besideLight] = inksTogether([at(0.5, 0.1), at(0.55, -0.4), at(0, 0.5), at(0.2, 0.5)]);
  expect(besideLight).toBe('light');
});

it('what is worn is kept when both would do', () => {
  const wearing = (now: Bare['now']) => inksTogether([at(0, 0.05, { now })]);
  expect([wearing('light'), wearing('dark')]).toEqual([['light'], ['dark']]);
});

import { expect, it } from 'vitest';
import type { TransitionInfo } from '../../shared/app-api.ts';
import { isLookedFor, type Looking } from './filter.ts';

const info = (changes: Partial<TransitionInfo>): TransitionInfo => ({
  id: 'gl-cube',
  label: 'Cube',
  origin: 'gl-transitions',
  tags: ['calm'],
  params: {},
  durationMs: 1,
  description: 'From GL Transitions, by André (MIT).',
  ...changes,
});
const found = (changes: Partial<Looking>, of: Partial<TransitionInfo> = {}): boolean =>
  isLookedFor(info(of), { filter: 'All', words: '', starred: [], ...changes });

it('finds by every word, without accents, in name and author', () => {
  expect(found({ words: 'CUBE andre' })).toBe(true);
  expect(found({ words: 'cube ripple' })).toBe(false);
  expect(found({ words: '  ' })).toBe(true);
});

it('keeps to the mood, to the stars and to what a person brought', () => {
  expect(found({ filter: 'Calm' })).toBe(true);
  expect(found({ filter: 'Lively' })).toBe(false);
  expect(found({ filter: 'Starred' })).toBe(false);
  expect(found({ filter: 'Starred', starred: ['gl-cube'] })).toBe(true);
  expect(found({ filter: 'Yours' })).toBe(false);
  expect(found({ filter: 'Yours' }, { origin: 'custom' })).toBe(true);
});

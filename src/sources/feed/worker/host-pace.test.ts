import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { closeHost, takeTurn } from './host-pace.ts';

const day = 86_400_000;

it('asks a host fifteen times a minute, also after the clock was put back', () => {
  const nowMs = 400 * day;
  for (let turn = 0; turn < 15; turn++) expect(takeTurn('a.test', nowMs + turn)).toBe(0);
  expect(takeTurn('a.test', nowMs + 20)).toBeGreaterThan(0);
  const backMs = nowMs - 100 * day;
  for (let turn = 0; turn < 15; turn++) expect(takeTurn('a.test', backMs + turn)).toBe(0);
  expect(takeTurn('a.test', backMs + 20)).toBeGreaterThan(0);
});

it('leaves a host alone until the moment it named, and not for years because a clock was wrong', async () => {
  const nowMs = 400 * day;
  await closeHost('b.test', nowMs + 60_000);
  expect(takeTurn('b.test', nowMs)).toBe(60_000);
  expect(takeTurn('b.test', nowMs - 100 * day)).toBe(0);
});

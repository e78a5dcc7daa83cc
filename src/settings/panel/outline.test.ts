import { expect, it } from 'vitest';
import { outlineOf } from './outline.ts';

it('a straight line becomes a bar with round ends, the same for every way of writing it', () => {
  const bar = 'M4 11.25L20 11.25A.75 .75 0 0 1 20 12.75L4 12.75A.75 .75 0 0 1 4 11.25z'.replaceAll(
    'A.75 .75',
    'A0.75 0.75',
  );
  for (const path of ['M4 12 20 12', 'M4 12L20 12', 'M4 12h16', 'M4 12H20', 'm4 12l16 0'])
    expect(outlineOf(path, 1.5)).toBe(bar);
});

it('a line of no length becomes a dot', () => {
  expect(outlineOf('M6 6h0', 2)).toBe('M6 5L6 5A1 1 0 0 1 6 7L6 7A1 1 0 0 1 6 5z');
});

it('half a circle becomes half a ring, drawn the same way round from either end', () => {
  const ring = outlineOf('M4 12a8 8 0 0 1 16 0', 2);
  expect(ring).toBe('M3 12A9 9 0 0 1 21 12A1 1 0 0 1 19 12A7 7 0 0 0 5 12A1 1 0 0 1 3 12z');
  expect(outlineOf('M20 12a8 8 0 0 0-16 0', 2)).toBe(ring);
});

it('a closed shape has as many pieces as sides, a curve several', () => {
  expect(outlineOf('M4 5h16v14H4z', 1.5).match(/z/g)).toHaveLength(4);
  expect(outlineOf('M12 4c0 4 4 4 4 8', 1.5).match(/z/g)).toHaveLength(8);
});

it('numbers that belong to nothing end it', () => {
  expect(outlineOf('M4 12h2z 5 5', 1.5).match(/z/g)).toHaveLength(2);
});

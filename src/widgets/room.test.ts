import { expect, it } from 'vitest';
import { roomFor } from './room.ts';

const display = { width: 390, height: 844 };
const lane = (width: number, height: number) => ({ width, height });

it('leaves lanes alone that have room', () => {
  const { shifts, fit } = roomFor(
    new Map([
      ['top-left', lane(150, 60)],
      ['top-right', lane(150, 90)],
    ]),
    display,
    20,
  );
  expect(fit).toBe(1);
  expect([...shifts.values()].every((shift) => shift === 0)).toBe(true);
});

it('puts those below each other that would meet, in reading order', () => {
  const { shifts } = roomFor(
    new Map([
      ['top-left', lane(280, 100)],
      ['top', lane(0, 0)],
      ['top-right', lane(250, 60)],
      ['bottom-left', lane(250, 120)],
      ['bottom-right', lane(200, 50)],
    ]),
    display,
    20,
  );
  expect(shifts.get('top-left')).toBe(0);
  expect(shifts.get('top-right')).toBe(120);
  expect(shifts.get('bottom-right')).toBe(0);
  expect(shifts.get('bottom-left')).toBe(70);
});

it('moves the middle between the two others', () => {
  const sizes = new Map([
    ['top', lane(300, 400)],
    ['center', lane(300, 300)],
  ]);
  const shift = roomFor(sizes, display, 20).shifts.get('center') ?? 0;
  expect(844 / 2 + shift - 150).toBe(420);
});

it('says how much smaller all would have to be', () => {
  const sizes = new Map([
    ['top-left', lane(100, 800)],
    ['bottom-left', lane(100, 868)],
  ]);
  expect(roomFor(sizes, display, 20).fit).toBeCloseTo(844 / 1688);
});

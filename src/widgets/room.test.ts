import * as fc from 'fast-check';
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

const places = ['top-left', 'top', 'top-right', 'left', 'center', 'right', 'bottom-left', 'bottom', 'bottom-right'];

/** Where the stylesheet puts a lane that is shifted so. */
function boxOf(place: string, own: { width: number; height: number }, shift: number, area: typeof display) {
  const isMiddle = ['left', 'center', 'right'].includes(place);
  const top = isMiddle ? (area.height - own.height) / 2 + shift : shift;
  const left = place.endsWith('left')
    ? 0
    : place.endsWith('right')
      ? area.width - own.width
      : (area.width - own.width) / 2;
  const y = place.startsWith('bottom') ? area.height - own.height - shift : top;
  return { left, right: left + own.width, top: y, bottom: y + own.height };
}

it('lets no two stand on each other where everything fits, on any display', () => {
  const size = fc.record({ width: fc.integer({ min: 20, max: 390 }), height: fc.integer({ min: 10, max: 260 }) });
  const some = fc.dictionary(fc.constantFrom(...places), size, { minKeys: 2, maxKeys: 9 });
  const side = fc.integer({ min: 390, max: 1000 });
  const isApart = (one: ReturnType<typeof boxOf>, other: ReturnType<typeof boxOf>): boolean =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) < 0.01 ||
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) < 0.01;
  const isWell = (
    sizes: Readonly<Record<string, { width: number; height: number }>>,
    area: typeof display,
  ): boolean => {
    const { shifts, fit } = roomFor(new Map(Object.entries(sizes)), area, 20);
    const boxes = Object.entries(sizes).map(([place, own]) => boxOf(place, own, shifts.get(place) ?? 0, area));
    const isInside = boxes.every(({ top, bottom }) => top > -0.01 && bottom < area.height + 0.01);
    return fit < 1 || (isInside && boxes.every((one, at) => boxes.slice(at + 1).every((other) => isApart(one, other))));
  };
  const property = fc.property(some, side, side, (sizes, width, height) => isWell(sizes, { width, height }));
  fc.assert(property, { numRuns: 500, seed: 5 });
});

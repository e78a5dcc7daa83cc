/** The shade behind letters: whole where they are, gone at its end, and nowhere a hard edge. */
import { describe, expect, it } from 'vitest';
import { joinLines, type Box } from './lines.ts';
import { coverOf } from './shade.ts';
import { sparedBy } from './spared.ts';

const box = (left: number, top: number, width: number, height: number): Box => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
});

type Field = ReturnType<typeof coverOf>;

/** As a browser enlarges it: between the middles of four cells. */
function coverAt({ left, top, cellPx, columns, rows, cover }: Field, x: number, y: number): number {
  const [across, down] = [(x - left) / cellPx - 0.5, (y - top) / cellPx - 0.5];
  const cell = (column: number, row: number): number => {
    const [c, r] = [Math.min(columns - 1, Math.max(0, column)), Math.min(rows - 1, Math.max(0, row))];
    return cover[r * columns + c] ?? 0;
  };
  const [c, r] = [Math.floor(across), Math.floor(down)];
  const [fx, fy] = [across - c, down - r];
  const row = (at: number): number => cell(c, at) * (1 - fx) + cell(c + 1, at) * fx;
  return (row(r) * (1 - fy) + row(r + 1) * fy) / 255;
}

const layouts: Readonly<Record<string, readonly Box[]>> = {
  'a clock and its date': [box(0, 0, 290, 131), box(0, 120, 190, 32)],
  'a few headlines': [box(0, 0, 95, 19), box(0, 26, 400, 23), box(0, 52, 460, 23), box(0, 84, 120, 23)],
  'one letter': [box(40, 40, 6, 12)],
  'a wall of words': Array.from({ length: 24 }, (_, row) => box(0, row * 60, 3000 - 70 * row, 52)),
};

describe.each(Object.entries(layouts))('the shade of %s', (_, lines) => {
  const field = coverOf(lines, 1080);
  it('is whole under every letter', () => {
    for (const { left, top, right, bottom } of lines) {
      for (const x of [left, (left + right) / 2, right]) {
        for (const y of [top, (top + bottom) / 2, bottom]) expect(coverAt(field, x, y)).toBe(1);
      }
    }
  });

  it('ends with nothing, and has no edge on the way', () => {
    const { columns, rows, cover } = field;
    const border = [...cover].filter((__, at) => {
      const [column, row] = [at % columns, Math.floor(at / columns)];
      return column === 0 || row === 0 || column === columns - 1 || row === rows - 1;
    });
    expect(Math.max(...border)).toBeLessThan(3);
    const steps = [...cover].map((value, at) => (at % columns === 0 ? 0 : Math.abs(value - (cover[at - 1] ?? 0))));
    // Of 255: an edge would be all of them at once.
    expect(Math.max(...steps)).toBeLessThan(80);
  });

  it('is no wider beside many lines than beside one', () => {
    const alone = coverOf(lines.slice(0, 1), 1080);
    const line = lines[0];
    if (!line) throw new Error('There is no line.');
    const y = (line.top + line.bottom) / 2;
    for (const away of [40, 80, 120]) {
      const both = coverAt(field, line.left - away, y);
      expect(both - coverAt(alone, line.left - away, y)).toBeLessThan(0.2);
    }
  });

  it('is small however much it lies under', () => {
    expect(field.cover.length).toBeLessThan(16_000);
  });
});

it('leaves free what others wrote in the other ink, and is whole under its own letters all the same', () => {
  const lines = [box(0, 100, 200, 20), box(0, 130, 160, 20)];
  const spared = [box(60, 40, 120, 24), box(230, 100, 60, 20)];
  const field = coverOf(lines, 1080, spared);
  for (const { left, top, right, bottom } of lines)
    for (const x of [left, right]) for (const y of [top, bottom]) expect(coverAt(field, x, y)).toBe(1);
  for (const { left, top, right, bottom } of spared)
    for (const x of [left, right]) for (const y of [top, bottom]) expect(coverAt(field, x, y)).toBe(0);
  const { columns, cover } = field;
  const steps = [...cover].map((value, at) => (at % columns === 0 ? 0 : Math.abs(value - (cover[at - 1] ?? 0))));
  expect(Math.max(...steps)).toBeLessThan(200);
});

it('spares those near it in the other ink alone', () => {
  const own = { ink: 'light', box: box(100, 100, 50, 20), lines: [box(0, 0, 50, 20)] } as const;
  const near = { ink: 'dark', box: box(100, 140, 50, 20), lines: [box(5, 0, 20, 10)] } as const;
  const card = { ink: 'dark', box: box(160, 100, 80, 20), lines: [] } as const;
  const far = { ink: 'dark', box: box(900, 100, 50, 20), lines: [box(0, 0, 50, 20)] } as const;
  const alike = { ink: 'light', box: box(100, 60, 50, 20), lines: [box(0, 0, 50, 20)] } as const;
  expect(sparedBy(own, [own, near, card, far, alike], 100)).toEqual([box(5, 40, 20, 10), box(60, 0, 80, 20)]);
});

describe('lines', () => {
  it('are joined from words beside each other, and stay apart above each other and over a wide gap', () => {
    const row = [box(0, 0, 20, 20), box(50, 0, 20, 20), box(100, 2, 20, 16)];
    expect(joinLines(row)).toEqual([box(0, 0, 120, 20)]);
    expect(joinLines([box(0, 0, 20, 20), box(0, 26, 20, 20)])).toHaveLength(2);
    expect(joinLines([box(0, 0, 20, 20), box(400, 0, 20, 20)])).toHaveLength(2);
    // A large number does not take the small words beside it along: the shade would be a block.
    expect(joinLines([box(0, 0, 200, 130), box(210, 90, 60, 20)])).toHaveLength(2);
  });
});

import { describe, expect, it } from 'vitest';
import { copies, landscape, toSquare, type Picture } from '../../../tests/fixtures/print-pictures.ts';
import { photo } from '../../../tests/slideshow/fakes.ts';
import { choiceSettings } from '../../shared/choice-settings.ts';
import type { RowDetails } from '../../shared/library-rows.ts';
import { makePrint } from '../../shared/photo-print.ts';
import { defaultsOf } from '../../shared/settings-spec.ts';
import { choose } from './choose.ts';
import { PhotoTable } from './photo-table.ts';
import { nearest } from './similar.ts';

const sized = (widthPx: number): RowDetails => ({
  widthPx,
  heightPx: (widthPx * 3) / 4,
  takenMs: null,
  rating: 0,
  latitude: null,
  camera: '',
});

function add(table: PhotoTable, name: string, picture: Picture, widthPx = 4000): void {
  const added = table.add(photo(`a:${name}`, 'a', { name }), null);
  table.setDetails(added, sized(widthPx));
  table.setPrint(added, makePrint(toSquare(picture)));
}

const first = landscape(3);
const {
  'half the size': half,
  'saved badly': bad,
  'cropped by 2 %': cropped,
} = copies(first) as Record<string, Picture>;

describe('look-alikes', () => {
  it.each([
    ['the largest first', ['big', 'small', 'bad']],
    ['the largest last', ['bad', 'small', 'big']],
  ])('are shown once, as the largest, %s', (_order, order) => {
    const table = new PhotoTable();
    const pictures: Readonly<Record<string, [Picture | undefined, number]>> = {
      big: [first, 6000],
      small: [half, 800],
      bad: [bad, 3000],
    };
    for (const name of order) {
      const [picture = first, widthPx = 0] = pictures[name] ?? [];
      add(table, name, picture, widthPx);
    }
    add(table, 'other', landscape(4));
    const { hidden } = choose(table, new Map(), defaultsOf(choiceSettings), 0);
    expect(hidden.toSorted()).toEqual(['a:bad', 'a:small']);
    const all = choose(table, new Map(), { ...defaultsOf(choiceSettings), duplicates: false }, 0);
    expect(all.hidden).toEqual([]);
  });

  it('stand for themselves again when the one that stood for them is gone', () => {
    const table = new PhotoTable();
    add(table, 'big', first, 6000);
    add(table, 'cropped', cropped ?? first, 5000);
    table.remove('a:big');
    expect(choose(table, new Map(), defaultsOf(choiceSettings), 0).hidden).toEqual([]);
  });

  it('come back where the filters leave the other one out', () => {
    const table = new PhotoTable();
    add(table, 'all/big', first, 6000);
    add(table, 'album/small', half ?? first, 800);
    const { hidden } = choose(table, new Map(), { ...defaultsOf(choiceSettings), album: 'a:album' }, 0);
    expect(hidden).toEqual(['a:all/big']);
  });

  it('are all left out when one of them is never to be shown', () => {
    const table = new PhotoTable();
    add(table, 'big', first, 6000);
    add(table, 'small', half ?? first, 800);
    add(table, 'other', landscape(4));
    const { hidden } = choose(table, new Map([['a:big', 'never']]), defaultsOf(choiceSettings), 0);
    expect(hidden.toSorted()).toEqual(['a:big', 'a:small']);
  });
});

describe('more like this', () => {
  it('gives the nearest in colour and mood, best first', () => {
    const table = new PhotoTable();
    add(table, 'dusk', landscape(11, { hue: 0.4 }));
    add(table, 'also dusk', landscape(12, { hue: 0.4 }));
    add(table, 'noon', landscape(13, { hue: 2.6 }));
    add(table, 'forest', landscape(14, { hue: 4.6 }));
    const found = nearest(table, 'a:dusk', 3, () => true);
    expect(found).toHaveLength(3);
    expect(found[0]?.photoId).toBe('a:also dusk');
    const likeness = found.map((one) => one.likeness);
    expect(likeness).toEqual(likeness.toSorted((a, b) => b - a));
    expect(nearest(table, 'a:dusk', 3, (id) => id !== 'a:also dusk')[0]?.photoId).not.toBe('a:also dusk');
  });

  it('has nothing to say about a photo that nobody has looked at', () => {
    const table = new PhotoTable();
    table.add(photo('a:new'), null);
    add(table, 'known', first);
    expect(nearest(table, 'a:new', 5, () => true)).toEqual([]);
    expect(nearest(table, 'a:known', 5, () => true)).toEqual([]);
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { History, historyLimit } from './history.ts';

const all = () => true;
const exceptTwo = (id: string) => id !== '2';

describe('history', () => {
  it('agrees with itself: back and forth over any walk returns to the same photo', () => {
    const walk = fc.array(fc.oneof(fc.constant('back'), fc.constant('forward'), fc.nat(9)), { maxLength: 300 });
    const goneIds = fc.uniqueArray(fc.nat(9), { maxLength: 8 });
    fc.assert(
      fc.property(walk, goneIds, (steps, gone) => {
        const history = new History();
        const canShow = (id: string) => !gone.includes(Number(id));
        for (const step of steps) {
          if (typeof step === 'number') {
            if (canShow(String(step)) && history.idAt(history.index) !== String(step)) history.push(String(step));
            continue;
          }
          const here = history.idAt(history.index);
          const there =
            step === 'back' ? history.back(history.index, canShow) : history.forward(history.index, canShow);
          if (there === null) continue;
          const returned = step === 'back' ? history.forward(there, canShow) : history.back(there, canShow);
          expect(history.idAt(returned ?? -1)).toBe(here);
          history.moveTo(there);
        }
        expect(history.ids.length).toBeLessThanOrEqual(historyLimit);
      }),
    );
  });

  it('passes over what has gone in both directions', () => {
    const history = new History();
    for (const id of ['1', '2', '3']) history.push(id);
    expect(history.back(2, exceptTwo)).toBe(0);
    history.moveTo(0);
    expect(history.forward(0, exceptTwo)).toBe(2);
  });

  it('walks forward through what was shown before anything new', () => {
    const history = new History();
    for (const id of ['1', '2', '3']) history.push(id);
    history.moveTo(0);
    expect(history.forward(history.index, all)).toBe(1);
    history.moveTo(2);
    expect(history.forward(history.index, all)).toBeNull();
  });

  it('keeps the newest 200', () => {
    const history = new History();
    for (let i = 0; i < 500; i++) history.push(String(i));
    expect(history.ids).toHaveLength(200);
    expect(history.index).toBe(199);
    expect(history.idAt(199)).toBe('499');
  });

  it('puts an earlier visit before this one', () => {
    const history = new History();
    history.push('new');
    history.restore(['1', '2', '3'], 1);
    expect(history.ids).toEqual(['1', '2', 'new']);
    expect(history.index).toBe(2);
    const fresh = new History();
    fresh.restore(['1', '2', '3'], 1);
    expect(fresh.idAt(fresh.index)).toBe('2');
    fresh.restore([], -1);
  });
});

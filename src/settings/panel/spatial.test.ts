import { describe, expect, it } from 'vitest';
import { nextPlace, type Place } from './spatial.ts';

const place = (pane: string, left: number, top: number, width = 40, height = 20): Place => ({
  pane,
  box: { left, top, right: left + width, bottom: top + height },
});

describe('arrows', () => {
  const list = [place('list', 0, 0), place('list', 0, 30), place('list', 0, 60)];
  const content = [place('content', 100, 0, 200), place('content', 260, 30), place('content', 100, 60, 200)];
  const all = [...list, ...content];
  const from = (index: number) => all[index] as Place;

  it('walk down and up within a pane', () => {
    expect(nextPlace(from(0), all, 'down')).toBe(1);
    expect(nextPlace(from(2), all, 'up')).toBe(1);
    expect(nextPlace(from(3), all, 'down')).toBe(4);
    expect(nextPlace(from(4), all, 'down')).toBe(5);
  });

  it('cross over sideways, and back', () => {
    expect(nextPlace(from(0), all, 'right')).toBe(3);
    expect(nextPlace(from(5), all, 'left')).toBe(2);
  });

  it('stay where there is nothing further', () => {
    expect(nextPlace(from(2), all, 'down')).toBe(-1);
    expect(nextPlace(from(0), all, 'left')).toBe(-1);
    expect(nextPlace(from(4), all, 'right')).toBe(-1);
  });
});

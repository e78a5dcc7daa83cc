import { describe, expect, it } from 'vitest';
import { entryOf, isOverEdge, nearestTo, nextAfter } from './others.ts';

const at = (name: string, left: number, top: number) => ({ name, box: { left, top, width: 1920, height: 1080 } });

describe('other displays', () => {
  it('are found where the hand goes', () => {
    const displays = [at('attic', 0, -1080), at('hall', 1920, 0), { name: 'unknown', box: null }];
    expect(nearestTo({ x: 1930, y: 500 }, displays)?.name).toBe('hall');
    expect(nearestTo({ x: 900, y: -2 }, displays)?.name).toBe('attic');
    expect(nearestTo({ x: -40, y: 1079 }, [at('hall', 1920, 0)])?.name).toBe('hall');
    expect(nearestTo({ x: 1, y: 1 }, [{ name: 'unknown', box: null }])?.name).toBe('unknown');
    expect(nearestTo({ x: 1, y: 1 }, [])).toBeNull();
  });

  it('follow each other by name, round and round', () => {
    const displays = [at('attic', 0, 0), at('porch', 0, 0)];
    expect(nextAfter('hall', displays)?.name).toBe('porch');
    expect(nextAfter('room', displays)?.name).toBe('attic');
    expect(nextAfter('', displays)?.name).toBe('attic');
    expect(nextAfter('hall', [])).toBeNull();
  });

  it('take in a widget at the side at which it left', () => {
    const field = { width: 1000, height: 500 };
    expect(isOverEdge({ x: 500, y: 250 }, field)).toBe(false);
    for (const point of [
      { x: 999, y: 250 },
      { x: 1200, y: 250 },
      { x: 0, y: 9 },
      { x: 9, y: -5 },
      { x: 9, y: 499 },
    ])
      expect(isOverEdge(point, field)).toBe(true);
    expect(entryOf({ x: 1200, y: 250 }, field)).toEqual({ x: 0, y: 0.5 });
    expect(entryOf({ x: -3, y: 125 }, field)).toEqual({ x: 1, y: 0.25 });
    expect(entryOf({ x: 250, y: 600 }, field)).toEqual({ x: 0.25, y: 0 });
  });
});

import { describe, expect, it } from 'vitest';
import { gestureOf } from './touch.ts';

describe('touch', () => {
  it('tells a tap from a swipe by how far the finger went', () => {
    expect(gestureOf(5, -4, 120, 0.2)).toEqual({ kind: 'tap', x: 0.2 });
    expect(gestureOf(-90, 10, 200, 0.2)).toEqual({ kind: 'swipe-left' });
    expect(gestureOf(90, -20, 200, 0.8)).toEqual({ kind: 'swipe-right' });
  });

  it('takes up and down, slow drags and short slips for nothing', () => {
    expect(gestureOf(60, 120, 200, 0.5)).toBeNull();
    expect(gestureOf(200, 0, 1500, 0.5)).toBeNull();
    expect(gestureOf(30, 0, 100, 0.5)).toBeNull();
  });
});

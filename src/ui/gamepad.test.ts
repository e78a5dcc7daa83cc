import { describe, expect, it } from 'vitest';
import { createPadReader, type PadView } from './gamepad.ts';

const pad = (pressed: readonly number[], axes: readonly number[] = [0, 0]): PadView => ({
  buttons: Array.from({ length: 16 }, (_, index) => ({ pressed: pressed.includes(index) })),
  axes,
});

describe('a gamepad', () => {
  it('says each press once, and that it ended', () => {
    const read = createPadReader();
    expect(read([pad([0])], 0)).toEqual([{ key: 'Enter', type: 'keydown', repeat: false }]);
    expect(read([pad([0])], 2000)).toEqual([]);
    expect(read([pad([])], 2100)).toEqual([{ key: 'Enter', type: 'keyup', repeat: false }]);
  });

  it('walks on while the cross is held', () => {
    const read = createPadReader();
    expect(read([pad([13])], 0)).toMatchObject([{ key: 'ArrowDown', repeat: false }]);
    expect(read([pad([13])], 400)).toEqual([]);
    expect(read([pad([13])], 460)).toMatchObject([{ key: 'ArrowDown', repeat: true }]);
    expect(read([pad([13])], 500)).toEqual([]);
    expect(read([pad([13])], 600)).toHaveLength(1);
  });

  it('takes the stick for the stronger direction, and rest for nothing', () => {
    const read = createPadReader();
    expect(read([pad([], [0.2, -0.3])], 0)).toEqual([]);
    expect(read([pad([], [0.9, 0.7])], 60)).toMatchObject([{ key: 'ArrowRight' }]);
    expect(read([pad([], [0.1, -0.9])], 120).map(({ key, type }) => `${key} ${type}`)).toEqual([
      'ArrowRight keyup',
      'ArrowUp keydown',
    ]);
  });

  it('that is taken away lets go of everything', () => {
    const read = createPadReader();
    read([pad([1])], 0);
    expect(read([], 60)).toEqual([{ key: 'Escape', type: 'keyup', repeat: false }]);
  });
});

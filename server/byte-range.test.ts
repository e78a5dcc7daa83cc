import { describe, expect, it } from 'vitest';
import { parseRange } from './byte-range.ts';

const whole = { kind: 'whole' };
const none = { kind: 'unsatisfiable' };
const part = (start: number, end: number) => ({ kind: 'part', start, end });

describe('a Range header for a file of 10 bytes', () => {
  it.each([
    [undefined, whole],
    ['bytes=0-0', part(0, 0)],
    ['bytes=0-9', part(0, 9)],
    ['bytes=2-5', part(2, 5)],
    ['bytes=2-', part(2, 9)],
    ['bytes=9-', part(9, 9)],
    ['bytes=0-99', part(0, 9)],
    ['bytes=-3', part(7, 9)],
    ['bytes=-10', part(0, 9)],
    ['bytes=-99', part(0, 9)],
    ['BYTES = 1 - 2 ', part(1, 2)],
    ['bytes=10-', none],
    ['bytes=10-12', none],
    ['bytes=-0', none],
    ['bytes=99999999999999999999-', none],
    ['bytes=5-2', whole],
    ['bytes=-', whole],
    ['bytes=', whole],
    ['bytes=a-b', whole],
    ['bytes=0-1,4-5', whole],
    ['items=0-1', whole],
    ['', whole],
  ])('%s', (header, expected) => {
    expect(parseRange(header, 10)).toEqual(expected);
  });

  it.each(['bytes=0-', 'bytes=0-0', 'bytes=-1'])('an empty file has no range %s', (header) => {
    expect(parseRange(header, 0)).toEqual(none);
  });
});

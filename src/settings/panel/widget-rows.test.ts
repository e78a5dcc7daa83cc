import { describe, expect, it } from 'vitest';
import { withFileLines, zonesLike } from './widget-rows.ts';

describe('withFileLines', () => {
  it('adds a line for a new file', () => {
    expect(withFileLines('', ['file:home.ics'])).toBe('file:home.ics');
    expect(withFileLines('https://a.example/b.ics\n', ['file:home.ics'])).toBe(
      'https://a.example/b.ics\nfile:home.ics',
    );
  });

  it('leaves the colour and the name of a file that is given again', () => {
    const text = 'file:home.ics #ff0000 Home';
    expect(withFileLines(text, ['file:home.ics'])).toBe(text);
  });
});

it('offers time zones by any letters of theirs, cities that begin with them first', () => {
  expect(zonesLike('new y')[0]).toBe('America/New_York');
  expect(zonesLike('EUROPE')).toContain('Europe/Berlin');
  expect(zonesLike('york').every((zone) => /york/i.test(zone))).toBe(true);
  expect(zonesLike('xyzzy')).toEqual([]);
});

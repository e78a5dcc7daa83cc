import { describe, expect, it } from 'vitest';
import { sayHealth, sayWhen } from './health-words.ts';

const nowMs = Date.UTC(2024, 4, 1, 12);
const minuteMs = 60_000;
const well = {
  name: 'https://a.test/feed',
  title: 'Shore',
  photos: 1200,
  lastSuccessMs: nowMs - 5 * minuteMs,
  nextTryMs: nowMs + 55 * minuteMs,
  failures: 0,
  trouble: null,
};

describe('how a feed is doing', () => {
  it('is one calm line', () => {
    expect(sayHealth(well, nowMs)).toBe('1,200 photos · answered 5 minutes ago · asked again in 55 minutes.');
  });

  it('counts failures and says when it is tried next', () => {
    expect(
      sayHealth({ ...well, photos: 1, failures: 3, nextTryMs: nowMs + 130 * minuteMs, trouble: 'no' }, nowMs),
    ).toBe('1 photo · answered 5 minutes ago · failed 3 times in a row · asked again in 2 hours.');
    expect(sayHealth({ ...well, photos: 0, failures: 1, lastSuccessMs: null, nextTryMs: nowMs }, nowMs)).toBe(
      '0 photos · has not answered yet · failed once · asked again soon.',
    );
  });

  it('says times in the largest unit that fits', () => {
    expect(sayWhen(nowMs + 10_000, nowMs)).toBe('now');
    expect(sayWhen(nowMs - 26 * 60 * minuteMs, nowMs)).toBe('yesterday');
    expect(sayWhen(nowMs + 3 * 24 * 60 * minuteMs, nowMs)).toBe('in 3 days');
  });
});

/** The pure parts of single widgets. */
import { afterEach, describe, expect, it } from 'vitest';
import { newYearAt, readMoment, spanBetween } from './countdown/span.ts';
import { formatsFor, weeksOf } from './date/month.ts';
import { parseMarkdown } from './note/markdown.ts';
import { fill, valuesOf } from './photo-info/template.ts';
import type { WidgetPhoto } from './widget.ts';
import { atTurn } from './quote/turns.ts';
import { encodeQr } from './qr-code.ts';
import { remainder } from './qr-words.ts';
import { moonAt, phaseName, sunDay } from './sun/sky.ts';
import { sayDegrees, usesImperial } from './weather/data.ts';
import { weatherOf } from './weather/provider.worker.ts';

describe('a month', () => {
  it('has every day once, begins its weeks as told and numbers them after ISO 8601', () => {
    const today = { year: 2026, month: 1, day: 5 };
    const weeks = weeksOf(today, 1);
    const days = weeks.flatMap((week) => week.days).filter(({ isInMonth }) => isInMonth);
    expect(days.map(({ day }) => day)).toEqual(Array.from({ length: 31 }, (_, index) => index + 1));
    expect(days.filter(({ isToday }) => isToday).map(({ day }) => day)).toEqual([5]);
    expect(weeks.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
    // 1 January 2026 is a Thursday.
    expect(weeks[0]?.days.findIndex(({ isInMonth }) => isInMonth)).toBe(3);
    expect(weeksOf(today, 7)[0]?.days.findIndex(({ isInMonth }) => isInMonth)).toBe(4);
  });

  it('has its own name beside its days, where another calendar is usual, too', () => {
    const at = new Date(2026, 5, 21, 12).getTime();
    expect(formatsFor('th-TH', true).month.format(at)).toContain('2026');
    expect(formatsFor('th-TH', false).month.format(at)).toContain('2569');
    expect(formatsFor('fa-IR', true).day.format(at)).toContain('۲۱');
    expect(formatsFor('fa-IR', false).day.format(at)).not.toContain('۲۱');
  });
});

describe('a countdown', () => {
  it('reads real dates only', () => {
    expect(readMoment('2027-01-01')).toBe(new Date(2027, 0, 1).getTime());
    expect(readMoment('2027-06-30 18:05')).toBe(new Date(2027, 5, 30, 18, 5).getTime());
    for (const text of ['', 'soon', '2027-02-30', '2027-01-01 25:00', '2027-13-01'])
      expect(readMoment(text)).toBeNull();
  });

  it('goes to the next New Year when nothing is written, and says on its day that it has begun', () => {
    const at = (...parts: [number, number, number, number, number]) => new Date(...parts).getTime();
    const [first, second] = [at(2027, 0, 1, 0, 0), at(2028, 0, 1, 0, 0)];
    expect(newYearAt(at(2026, 10, 21, 9, 0))).toBe(first);
    expect(newYearAt(at(2026, 11, 31, 23, 59))).toBe(first);
    expect(newYearAt(first)).toBe(first);
    expect(newYearAt(at(2027, 0, 1, 23, 59))).toBe(first);
    expect(newYearAt(at(2027, 0, 2, 0, 0))).toBe(second);
  });

  it('is over when it says so, not a second before', () => {
    expect(spanBetween(0, 500)).toMatchObject({ isPast: false, seconds: 1 });
    expect(spanBetween(1000, 1000)).toMatchObject({ isPast: true, seconds: 0 });
    expect(spanBetween(0, 90_061_000)).toMatchObject({ days: 1, hours: 1, minutes: 1, seconds: 1 });
  });

  const zone = process.env['TZ'];
  afterEach(() => {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });

  it('counts days as a calendar does, and hours as they pass, when the clocks change on the way', () => {
    process.env['TZ'] = 'Europe/Berlin';
    const at = (month: number, day: number, hour = 0, minute = 0) =>
      new Date(2026, month - 1, day, hour, minute).getTime();
    const none = { hours: 0, minutes: 0, seconds: 0 };
    expect(spanBetween(at(3, 20), at(4, 10))).toMatchObject({ days: 21, ...none });
    expect(spanBetween(at(10, 20), at(11, 10))).toMatchObject({ days: 21, ...none });
    expect(spanBetween(at(4, 10), at(3, 20))).toMatchObject({ isPast: true, days: 21, ...none });
    expect(spanBetween(at(3, 28, 18), at(3, 29, 9))).toMatchObject({ days: 0, hours: 14 });
    expect(spanBetween(at(10, 25, 0, 30), at(10, 26))).toMatchObject({ days: 0, hours: 24, minutes: 30 });
    expect(spanBetween(at(3, 28, 12), at(3, 30, 11))).toMatchObject({ days: 1, hours: 23 });
  });
});

describe('a list of lines', () => {
  it('has every line once before the first comes again, however long it is', () => {
    for (let count = 1; count <= 1200; count++) {
      const all = Array.from({ length: count }, (_, index) => index);
      const shown = all.map((turn) => atTurn(all, turn - 20));
      expect(new Set(shown).size, `${count} lines`).toBe(count);
    }
    expect(atTurn([], 3)).toBeUndefined();
  });
});

describe('a note', () => {
  it('reads its part of Markdown and leaves everything else as words', () => {
    const blocks = parseMarkdown(
      '# Hi\none\ntwo **strong** `x`\n\n- [x] done\n3. third\n> said\n---\n<b onclick=x>no</b>',
    );
    expect(blocks.map(({ kind }) => kind)).toEqual([
      'heading',
      'paragraph',
      'item',
      'item',
      'quote',
      'rule',
      'paragraph',
    ]);
    expect(blocks.at(-1)).toEqual({ kind: 'paragraph', spans: [{ kind: 'text', text: '<b onclick=x>no</b>' }] });
    expect(parseMarkdown('[site](javascript:alert(1))')).toMatchObject([{ spans: [{ text: 'site' }, { text: ')' }] }]);
    expect(parseMarkdown('snake_case_name 2*3*4')).toMatchObject([{ kind: 'paragraph' }]);
  });

  it('takes anything in little time', () => {
    for (const text of ['*'.repeat(20_000), '['.repeat(20_000), '`_*'.repeat(8000)])
      expect(() => parseMarkdown(text)).not.toThrow();
  });
});

describe('lines about a photo', () => {
  it('say why the show chose it, and nothing where nobody knows', () => {
    const photo = { ref: { title: 'Dawn' }, info: {}, sourceLabel: '' } as WidgetPhoto;
    const linesOf = (more: Partial<WidgetPhoto>) => fill('{title}\n{reason}', valuesOf({ ...photo, ...more }, 'en', 0));
    expect(linesOf({ reason: 'One of your favourites.' })).toEqual(['Dawn', 'One of your favourites.']);
    expect(linesOf({})).toEqual(['Dawn']);
  });

  it('leave no trace of what is not known', () => {
    const values = { title: 'Dawn', place: '', date: '2024', camera: '' };
    expect(fill('{title}\n{place} · {date}\n{camera}', values)).toEqual(['Dawn', '2024']);
    expect(fill('{place} · {camera}', values)).toEqual([]);
    expect(fill('By me\n{oops}', values)).toEqual(['By me', '{oops}']);
  });
});

describe('sun and moon', () => {
  it('agree with the almanac within two minutes', () => {
    // Greenwich, 20 March 2026: 06:03 and 18:14 UTC.
    const { riseMs, setMs } = sunDay(Date.UTC(2026, 2, 20), 51.48, 0);
    expect(Math.abs((riseMs ?? 0) - Date.UTC(2026, 2, 20, 6, 3))).toBeLessThan(180_000);
    expect(Math.abs((setMs ?? 0) - Date.UTC(2026, 2, 20, 18, 14))).toBeLessThan(180_000);
  });

  it('know the midnight sun', () => {
    expect(sunDay(Date.UTC(2026, 5, 21), 70, 20).always).toBe('up');
    expect(sunDay(Date.UTC(2026, 11, 21), 75, 20).always).toBe('down');
  });

  it('know new and full moon', () => {
    // New: 17 February 2026, 12:01 UTC. Full: 3 March 2026, 11:38 UTC.
    expect(moonAt(Date.UTC(2026, 1, 17, 12)).lit).toBeLessThan(0.005);
    expect(phaseName(moonAt(Date.UTC(2026, 1, 17, 12)).phase)).toBe('New moon');
    expect(moonAt(Date.UTC(2026, 2, 3, 11)).lit).toBeGreaterThan(0.995);
    expect(phaseName(moonAt(Date.UTC(2026, 2, 3, 11)).phase)).toBe('Full moon');
  });
});

describe('weather', () => {
  const answer = {
    current: { temperature_2m: -3.6, weather_code: 71, wind_speed_10m: 12, is_day: 0, relative_humidity_2m: 80 },
    daily: {
      time: ['2026-01-01', '2026-01-02'],
      weather_code: [71, 3],
      temperature_2m_max: [-1, 2],
      temperature_2m_min: [-8, null],
      precipitation_probability_max: [90, 10],
    },
  };

  it('reads the answer of the service and leaves out what is broken', () => {
    expect(weatherOf('Oslo', answer)).toMatchObject({
      place: 'Oslo',
      temperatureC: -3.6,
      isDay: false,
      rainPercent: 90,
    });
    expect(weatherOf('Oslo', answer).days).toHaveLength(1);
    for (const garbage of [null, [], {}, { current: { temperature_2m: 'warm' } }]) {
      expect(() => weatherOf('Oslo', garbage)).toThrow('Open-Meteo sent no weather');
    }
  });

  it('counts as people there do, with a real minus', () => {
    expect(sayDegrees(-3.6, false)).toBe('\u22124°');
    expect(sayDegrees(-0.2, false)).toBe('0°');
    expect(sayDegrees(20, true)).toBe('68°');
    expect(['en-US', 'de', 'en-GB', 'en'].map(usesImperial)).toEqual([true, false, false, true]);
  });
});

describe('a QR code', () => {
  it('corrects errors as the standard asks', () => {
    const data = [32, 91, 11, 120, 209, 114, 220, 77, 67, 64, 236, 17, 236, 17, 236, 17];
    expect(remainder(data, 10)).toEqual([196, 35, 39, 119, 235, 215, 231, 226, 93, 23]);
  });

  it('says its version as the standard asks', () => {
    const code = encodeQr('a'.repeat(120));
    expect(code?.size).toBe(45);
    const bits = Array.from({ length: 18 }, (_, at) => Number(code?.isDark(45 - 11 + (at % 3), Math.floor(at / 3))));
    expect(bits.toReversed().join('')).toBe('000111110010010100');
  });

  it('grows with its text, and is refused when it would not fit', () => {
    expect(encodeQr('a')?.size).toBe(21);
    expect(encodeQr('a'.repeat(14))?.size).toBe(21);
    expect(encodeQr('a'.repeat(15))?.size).toBe(25);
    expect(encodeQr('a'.repeat(412))?.size).toBe(77);
    expect(encodeQr('a'.repeat(413))).toBeNull();
  });
});

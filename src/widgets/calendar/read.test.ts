/** Calendar files as programs write them, and as they must not be written. */
import { describe, expect, it } from 'vitest';
import { readEvents } from './worker/read.ts';
import { scanCalendar } from './worker/scan.ts';

const dayMs = 86_400_000;
const span = { fromMs: Date.UTC(2026, 2, 1), untilMs: Date.UTC(2026, 5, 1) };
const rest = async (): Promise<void> => undefined;

const fileOf = (...lines: string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n');
const eventOf = (...lines: string[]): string[] => ['BEGIN:VEVENT', 'UID:1', 'SUMMARY:It', ...lines, 'END:VEVENT'];
const read = (...lines: string[]) => readEvents(fileOf(...lines), span, rest);
const starts = async (...lines: string[]): Promise<string[]> =>
  (await read(...lines)).timed.map(({ startMs }) => new Date(startMs).toISOString().slice(0, 16));

const berlin = [
  'BEGIN:VTIMEZONE',
  'TZID:Custom Berlin',
  'BEGIN:DAYLIGHT',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0200',
  'DTSTART:19700329T020000',
  'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3',
  'END:DAYLIGHT',
  'BEGIN:STANDARD',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0100',
  'DTSTART:19701025T030000',
  'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10',
  'END:STANDARD',
  'END:VTIMEZONE',
];

describe('one event', () => {
  it('says what, where and when, folded lines and escapes included', async () => {
    const { name, timed } = await read(
      'X-WR-CALNAME:Family\\, mostly',
      'BEGIN:VEVENT',
      'UID:a',
      'DTSTART:20260310T090000Z',
      'DTEND:20260310T103000Z',
      'SUMMARY:Dentist\\, with a very',
      '  long name',
      'LOCATION:High Street 3\\nSecond floor',
      'BEGIN:VALARM',
      'SUMMARY:Not this',
      'TRIGGER:-PT15M',
      'END:VALARM',
      'END:VEVENT',
    );
    expect(name).toBe('Family, mostly');
    expect(timed).toEqual([
      {
        title: 'Dentist, with a very long name',
        place: 'High Street 3 Second floor',
        startMs: Date.UTC(2026, 2, 10, 9),
        endMs: Date.UTC(2026, 2, 10, 10, 30),
      },
    ]);
  });

  it('is read in the zone it was written in: a known one, one of the file, and one with a path before it', async () => {
    expect(await starts(...eventOf('DTSTART;TZID=America/New_York:20260310T090000'))).toEqual(['2026-03-10T13:00']);
    expect(await starts(...berlin, ...eventOf('DTSTART;TZID=Custom Berlin:20260310T090000'))).toEqual([
      '2026-03-10T08:00',
    ]);
    expect(await starts(...berlin, ...eventOf('DTSTART;TZID="Custom Berlin":20260410T090000'))).toEqual([
      '2026-04-10T07:00',
    ]);
    expect(await starts(...eventOf('DTSTART;TZID=/example.org/20070129_1/Europe/Berlin:20260410T090000'))).toEqual([
      '2026-04-10T07:00',
    ]);
  });

  it('takes whole days as days, midnight to midnight of some programs too', async () => {
    const { allDay, timed } = await read(
      ...eventOf('DTSTART;VALUE=DATE:20260310', 'DTEND;VALUE=DATE:20260313'),
      ...eventOf('DTSTART;VALUE=DATE:20260320'),
      ...eventOf(
        'DTSTART;TZID=Europe/Berlin:20260401T000000',
        'DTEND;TZID=Europe/Berlin:20260402T000000',
        'X-MICROSOFT-CDO-ALLDAYEVENT:TRUE',
      ),
    );
    expect(timed).toEqual([]);
    expect(allDay.map(({ first, last }) => [first, last])).toEqual([
      ['2026-03-10', '2026-03-12'],
      ['2026-03-20', '2026-03-20'],
      ['2026-04-01', '2026-04-01'],
    ]);
  });

  it('is left out when it was cancelled, when it is over, and when it says no time', async () => {
    const { timed, allDay } = await read(
      ...eventOf('DTSTART:20260310T090000Z', 'STATUS:CANCELLED'),
      ...eventOf('DTSTART:20200310T090000Z', 'DTEND:20200310T100000Z'),
      ...eventOf('DTSTART:tomorrow'),
      ...eventOf('DTSTART:20269999T990000Z'),
      ...eventOf(),
    );
    expect([...timed, ...allDay]).toEqual([]);
  });

  it('that began long ago and goes on is there', async () => {
    expect((await read(...eventOf('DTSTART:20260101T090000Z', 'DURATION:P80D'))).timed).toHaveLength(1);
  });
});

describe('repeats', () => {
  it('keep their hour when the clocks change', async () => {
    const lines = eventOf('DTSTART;TZID=Europe/Berlin:20260325T090000', 'RRULE:FREQ=WEEKLY;COUNT=3');
    expect(await starts(...lines)).toEqual(['2026-03-25T08:00', '2026-04-01T07:00', '2026-04-08T07:00']);
  });

  it('are found when the first of them was decades ago', async () => {
    const daily = eventOf('DTSTART:19800101T090000Z', 'RRULE:FREQ=DAILY;INTERVAL=30');
    const days = (await starts(...daily)).map((text) => Date.parse(`${text}Z`));
    expect(days).toHaveLength(3);
    for (const day of days) expect(((day - Date.UTC(1980, 0, 1, 9)) / dayMs) % 30).toBe(0);
    expect(await starts(...eventOf('DTSTART:19990105T090000Z', 'RRULE:FREQ=MONTHLY;BYDAY=1TU'))).toEqual([
      '2026-03-03T09:00',
      '2026-04-07T09:00',
      '2026-05-05T09:00',
    ]);
    const weekly = eventOf('DTSTART:20100104T090000Z', 'RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;WKST=MO');
    const every = await starts(...weekly);
    expect(every.every((text) => [1, 4].includes(new Date(`${text}Z`).getUTCDay()))).toBe(true);
    expect(every.slice(0, 3)).toEqual(['2026-03-09T09:00', '2026-03-12T09:00', '2026-03-23T09:00']);
  });

  it('leave out exceptions, take in extra dates, and follow what was moved or cancelled alone', async () => {
    const zone = ';TZID=Europe/Berlin';
    const { timed } = await read(
      ...eventOf(
        `DTSTART${zone}:20260302T090000`,
        `DTEND${zone}:20260302T100000`,
        'RRULE:FREQ=WEEKLY;UNTIL=20260406T070000Z',
        `EXDATE${zone}:20260309T090000`,
        `RDATE${zone}:20260311T090000`,
      ),
      ...eventOf('RECURRENCE-ID:20260316T080000Z', `DTSTART${zone}:20260317T150000`, `DTEND${zone}:20260317T160000`),
      ...eventOf(`RECURRENCE-ID${zone}:20260323T090000`, `DTSTART${zone}:20260323T090000`, 'STATUS:CANCELLED'),
    );
    expect(timed.map(({ startMs }) => new Date(startMs).toISOString().slice(5, 16))).toEqual([
      '03-02T08:00',
      '03-11T08:00',
      '03-17T14:00',
      '03-30T07:00',
      '04-06T07:00',
    ]);
  });

  it('of an hour lose one hour, not the day', async () => {
    const all = await starts(
      ...eventOf('DTSTART:20260310T000000Z', 'RRULE:FREQ=HOURLY;COUNT=4', 'EXDATE:20260310T010000Z'),
    );
    expect(all.map((text) => text.slice(11))).toEqual(['00:00', '02:00', '03:00']);
  });

  it('of whole days, whatever their exceptions are written like', async () => {
    const { allDay } = await read(
      ...eventOf(
        'DTSTART;VALUE=DATE:20260301',
        'RRULE:FREQ=DAILY;UNTIL=20260305',
        'EXDATE;VALUE=DATE:20260302',
        'EXDATE:20260304T000000',
      ),
    );
    expect(allDay.map(({ first }) => first)).toEqual(['2026-03-01', '2026-03-03', '2026-03-05']);
  });
});

describe('a hostile file', () => {
  it.each([
    'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=31',
    'FREQ=YEARLY;BYMONTH=4;BYDAY=1MO;BYMONTHDAY=20',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=MONTHLY;BYDAY=5MO;BYMONTH=2;INTERVAL=12',
    'FREQ=DAILY;INTERVAL=2147483647',
    'FREQ=MONTHLY;INTERVAL=999999999',
    'FREQ=WEEKLY;INTERVAL=999999999',
    'FREQ=SECONDLY',
    'FREQ=DAILY;INTERVAL=0',
    'FREQ=DAILY;COUNT=999999999',
    'FREQ=MINUTELY;BYSETPOS=400;BYDAY=MO',
    'FREQ=NEVER',
  ])('gets no more than a moment for %s', async (rule) => {
    const { timed } = await read(
      ...eventOf('DTSTART:19700101T000000Z', `RRULE:${rule}`),
      ...eventOf('DTSTART:20260310T090000Z'),
    );
    expect(timed.some(({ startMs }) => startMs === Date.UTC(2026, 2, 10, 9))).toBe(true);
  });

  it('with a thousand endless rules ends all the same, and says that something is missing', async () => {
    const many = Array.from({ length: 1000 }, () => eventOf('DTSTART:19700101T000000Z', 'RRULE:FREQ=SECONDLY')).flat();
    const { isCut, timed } = await readEvents(fileOf(...many), span, rest, 5000);
    expect(isCut).toBe(true);
    expect(timed.length).toBeLessThanOrEqual(800);
  });

  it('is read as far as it goes when it was cut off, nested wrongly or full of noise', async () => {
    const good = eventOf('DTSTART:20260310T090000Z').join('\r\n');
    const noise = [
      'END:VEVENT',
      'BEGIN:VEVENT',
      'BEGIN:VEVENT',
      'DTSTART',
      ':',
      'RRULE:',
      'BEGIN:',
      '\u0000',
      'END:VCALENDAR',
    ];
    for (const text of [
      `BEGIN:VCALENDAR\r\n${good}\r\nBEGIN:VEVENT\r\nDTSTART:2026`,
      `BEGIN:VCALENDAR\n${good}\n${'BEGIN:VEVENT\n'.repeat(10_000)}`,
      `BEGIN:VCALENDAR\n${good}\n${noise.join('\n')}`,
      `BEGIN:VCALENDAR\n${good}\nX-NOISE:1\n${` ${'x'.repeat(1000)}\n`.repeat(5000)}`,
    ]) {
      expect((await readEvents(text, span, rest)).timed.map(({ title }) => title)).toContain('It');
    }
    for (const text of ['', 'BEGIN:VCALENDAR', '<html>', '{}', '\u0000'.repeat(10_000)]) {
      expect((await readEvents(text, span, rest)).timed).toEqual([]);
    }
  });

  it('of ten megabytes is scanned in one go over its lines', () => {
    const line = eventOf('DTSTART:20260310T090000Z', `DESCRIPTION:${'x'.repeat(800)}`).join('\n');
    const text = `BEGIN:VCALENDAR\n${`${line}\n`.repeat(Math.ceil((10 * 1024 * 1024) / line.length))}`;
    const { events } = scanCalendar(text);
    expect(events.length).toBeGreaterThan(10_000);
    expect(events[0]?.lines.some((it) => it.startsWith('DESCRIPTION'))).toBe(false);
  });

  it('cannot make a trap of its time zone', async () => {
    const trap = berlin.map((it) => (it.startsWith('RRULE') ? 'RRULE:FREQ=SECONDLY' : it));
    expect(await starts(...trap, ...eventOf('DTSTART;TZID=Custom Berlin:20260310T090000'))).toHaveLength(1);
  });
});

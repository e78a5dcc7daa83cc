/** What few calendars have and some do: extra dates with lengths, changes from one repeat on, states that replace each other. */
import { expect, it } from 'vitest';
import { readEvents } from './worker/read.ts';

const span = { fromMs: Date.UTC(2026, 2, 1), untilMs: Date.UTC(2026, 5, 1) };
const rest = async (): Promise<void> => undefined;
const zone = ';TZID=Europe/Berlin';

const eventOf = (...lines: string[]): string[] => ['BEGIN:VEVENT', 'UID:1', 'SUMMARY:It', ...lines, 'END:VEVENT'];
const fileOf = (lines: readonly string[]): string => ['BEGIN:VCALENDAR', ...lines, 'END:VCALENDAR', ''].join('\r\n');
const read = (...lines: string[]) => readEvents(fileOf(lines), span, rest);
const textOf = (ms: number): string => new Date(ms).toISOString().slice(5, 16);
/** `03-10T08:00 – 03-10T09:00`, all of them in UTC. */
const spans = async (...lines: string[]): Promise<string[]> =>
  (await read(...lines)).timed.map(({ startMs, endMs }) => `${textOf(startMs)} – ${textOf(endMs)}`);
const starts = async (...lines: string[]): Promise<string[]> =>
  (await read(...lines)).timed.map(({ startMs }) => textOf(startMs));

it('an extra date may be a period with a length of its own', async () => {
  const lines = eventOf(
    'DTSTART:20260310T090000Z',
    'DTEND:20260310T100000Z',
    'RDATE;VALUE=PERIOD:20260312T090000Z/20260312T130000Z,20260313T090000Z/PT2H',
  );
  expect(await spans(...lines)).toEqual([
    '03-10T09:00 – 03-10T10:00',
    '03-12T09:00 – 03-12T13:00',
    '03-13T09:00 – 03-13T11:00',
  ]);
});

it('an extra date that is a mere day has the hour of the event', async () => {
  const { timed, allDay } = await read(
    ...eventOf(`DTSTART${zone}:20260310T090000`, `DTEND${zone}:20260310T100000`, 'RDATE;VALUE=DATE:20260410'),
  );
  expect(allDay).toEqual([]);
  expect(timed.map(({ startMs }) => textOf(startMs))).toEqual(['03-10T08:00', '04-10T07:00']);
});

it('an extra date that is a repeat already, in whatever zone, is no second one', async () => {
  const lines = eventOf(`DTSTART${zone}:20260310T090000`, 'RRULE:FREQ=DAILY;COUNT=2', 'RDATE:20260311T080000Z');
  expect(await starts(...lines)).toEqual(['03-10T08:00', '03-11T08:00']);
});

it('two rules hold both', async () => {
  const rules = ['RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=2', 'RRULE:FREQ=WEEKLY;BYDAY=TH;COUNT=1'];
  expect(await starts(...eventOf('DTSTART:20260310T090000Z', ...rules))).toEqual([
    '03-10T09:00',
    '03-12T09:00',
    '03-17T09:00',
  ]);
});

it('a change of one repeat and all that follow moves those, too, until the next such change', async () => {
  const series = eventOf(`DTSTART${zone}:20260303T090000`, `DTEND${zone}:20260303T100000`, 'RRULE:FREQ=WEEKLY;COUNT=5');
  const from = (day: string, hour: string, ...more: string[]): string[] =>
    eventOf(`RECURRENCE-ID;RANGE=THISANDFUTURE${zone}:${day}T090000`, `DTSTART${zone}:${day}T${hour}0000`, ...more);
  const moved = from('20260317', '11', `DTEND${zone}:20260317T113000`, 'SUMMARY:Later');
  expect(await spans(...series, ...moved)).toEqual([
    '03-03T08:00 – 03-03T09:00',
    '03-10T08:00 – 03-10T09:00',
    '03-17T10:00 – 03-17T10:30',
    '03-24T10:00 – 03-24T10:30',
    '03-31T09:00 – 03-31T09:30',
  ]);
  expect(await starts(...series, ...moved, ...from('20260324', '09', 'STATUS:CANCELLED'))).toEqual([
    '03-03T08:00',
    '03-10T08:00',
    '03-17T10:00',
  ]);
});

it('of several states of an event, or of one of its repeats, the last is shown', async () => {
  const series = eventOf(`DTSTART${zone}:20260310T090000`, 'RRULE:FREQ=WEEKLY;COUNT=2', 'SEQUENCE:0');
  const single = (day: string, sequence: number): string[] =>
    eventOf(`RECURRENCE-ID${zone}:20260317T090000`, `SEQUENCE:${sequence}`, `DTSTART${zone}:${day}T090000`);
  expect(await starts(...series, ...single('20260319', 2), ...single('20260318', 1))).toEqual([
    '03-10T08:00',
    '03-19T08:00',
  ]);
  expect(await starts(...series, ...eventOf('DTSTART:20260312T090000Z', 'SEQUENCE:3'))).toEqual(['03-12T09:00']);
  expect(await starts(...series, ...eventOf('DTSTART:20260312T090000Z', 'SEQUENCE:3', 'STATUS:CANCELLED'))).toEqual([]);
});

it('events that share a name without being one another’s states are all shown', async () => {
  const days = ['20260310', '20260311', '20260312'];
  for (const more of [[], ['SEQUENCE:0']]) {
    const all = days.flatMap((day) => eventOf(`DTSTART:${day}T090000Z`, ...more));
    expect(await starts(...all)).toHaveLength(3);
  }
});

it('a zone that has the name that Windows gives it is known without its rules', async () => {
  const at = (name: string): Promise<string[]> => starts(...eventOf(`DTSTART;TZID=${name}:20260410T090000`));
  expect(await at('Pacific Standard Time')).toEqual(['04-10T16:00']);
  expect(await at('W. Europe Standard Time')).toEqual(['04-10T07:00']);
  expect(await at('Central Standard Time (Mexico)')).toEqual(['04-10T15:00']);
  expect(await at('constructor')).toHaveLength(1);
});

it('a rule that names weeks of the year keeps to them', async () => {
  const by = (rule: string): Promise<string[]> =>
    starts(...eventOf('DTSTART:20240101T090000Z', `RRULE:FREQ=YEARLY;${rule}`));
  expect(await by('BYWEEKNO=12;BYDAY=MO')).toEqual(['03-16T09:00']);
  expect(await by('BYWEEKNO=12,13;BYDAY=TU,SU')).toEqual(['03-17T09:00', '03-22T09:00', '03-24T09:00', '03-29T09:00']);
  expect(await by('BYWEEKNO=-40;UNTIL=20270101T000000Z')).toEqual(['03-30T09:00']);
  expect(await by('BYWEEKNO=12;BYDAY=MO;COUNT=2')).toEqual([]);
  expect(await by('BYWEEKNO=12;BYDAY=SU;WKST=SU')).toEqual(['03-22T09:00']);
  expect(await by('INTERVAL=2;BYWEEKNO=12;BYDAY=MO')).toEqual(['03-16T09:00']);
});

it('a rule of exceptions takes away what it names', async () => {
  const daily = eventOf(
    `DTSTART${zone}:20260327T090000`,
    'RRULE:FREQ=DAILY;UNTIL=20260401T070000Z',
    `RDATE${zone}:20260404T090000,20260406T090000`,
    'EXRULE:FREQ=WEEKLY;BYDAY=SA,SU',
  );
  expect(await starts(...daily)).toEqual(['03-27T08:00', '03-30T07:00', '03-31T07:00', '04-01T07:00', '04-06T07:00']);
});

/** The days of whole-day repeats from 2020 to 2033. */
async function daysBy(first: string, rule: string): Promise<string[]> {
  const years = { fromMs: Date.UTC(2020, 0, 1), untilMs: Date.UTC(2034, 0, 1) };
  const lines = eventOf(`DTSTART;VALUE=DATE:${first}`, `RRULE:${rule}`);
  return (await readEvents(fileOf(lines), years, rest)).allDay.map((event) => event.first);
}

it('a day that a month does not have is left out', async () => {
  const leap = ['2024-02-29', '2028-02-29', '2032-02-29'];
  expect(await daysBy('20240229', 'FREQ=YEARLY')).toEqual(leap);
  expect(await daysBy('20240229', 'FREQ=YEARLY;COUNT=2')).toEqual(leap.slice(0, 2));
  expect(await daysBy('20240229', 'FREQ=YEARLY;BYMONTH=2')).toEqual(leap);
  expect(await daysBy('20240229', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29')).toEqual(leap);
  expect(await daysBy('20240229', 'FREQ=YEARLY;INTERVAL=3')).toEqual(leap.slice(0, 1));
  expect(await daysBy('20240131', 'FREQ=YEARLY;BYMONTH=1,4,5;COUNT=3')).toEqual([
    '2024-01-31',
    '2024-05-31',
    '2025-01-31',
  ]);
  expect(await daysBy('20240131', 'FREQ=MONTHLY;COUNT=3')).toEqual(['2024-01-31', '2024-03-31', '2024-05-31']);
});

it('days of a year are counted from the end of each month on, and are those of every month when none is named', async () => {
  expect(await daysBy('20230228', 'FREQ=YEARLY;BYMONTH=2,3;BYMONTHDAY=-1;COUNT=4')).toEqual([
    '2023-02-28',
    '2023-03-31',
    '2024-02-29',
    '2024-03-31',
  ]);
  expect(await daysBy('20231130', 'FREQ=YEARLY;BYMONTHDAY=30;COUNT=4')).toEqual([
    '2023-11-30',
    '2023-12-30',
    '2024-01-30',
    '2024-03-30',
  ]);
});

/** Events of several calendars as days to be read: what is now, what comes, each event where it is next met. Pure. */
import { t } from '../../shared/i18n.ts';
import type { CalendarData } from './data.ts';

export interface Shown {
  readonly data: CalendarData;
  readonly color: string;
}

export interface AgendaRow {
  /** `09:00`, `All day`, `until 18:00`. */
  readonly time: string;
  readonly title: string;
  /** `09:00 – 10:30, High Street`, empty when there is nothing to add. */
  readonly more: string;
  readonly color: string;
  readonly isNow: boolean;
  readonly isOver: boolean;
}

export interface AgendaDay {
  readonly label: string;
  readonly rows: readonly AgendaRow[];
}

export interface AgendaLook {
  readonly view: 'agenda' | 'today';
  readonly days: number;
  readonly most: number;
  readonly places: boolean;
}

const dayMs = 86_400_000;

const keyOf = (date: Date): string =>
  `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;

/** Noon of a day that is written down, where one is. */
const noonOf = (key: string): Date => {
  const [year = 0, month = 1, day = 1] = key.split('-').map(Number);
  return new Date(year, month - 1, day, 12);
};

/** The key of the day so many days after another; midnight may be missing, noon never is. */
const dayAfter = (key: string, days: number): string => {
  const date = noonOf(key);
  date.setDate(date.getDate() + days);
  return keyOf(date);
};

interface Candidate extends Omit<AgendaRow, 'isNow'> {
  readonly day: string;
  readonly sortMs: number;
  readonly isNow: boolean;
}

function createWords(locale: string, today: string) {
  const clock = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' });
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short' });
  const day = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });
  const near = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
  return {
    clock: (ms: number): string => clock.format(ms),
    /** A weekday within the week, a date after it. */
    short: (key: string): string => (key < dayAfter(today, 7) ? weekday : near).format(noonOf(key)),
    label(key: string): string {
      if (key === today) return t('Today');
      return key === dayAfter(today, 1) ? t('Tomorrow') : day.format(noonOf(key));
    },
  };
}

type Words = ReturnType<typeof createWords>;

function candidatesOf(
  { data, color }: Shown,
  nowMs: number,
  today: string,
  words: Words,
  places: boolean,
): Candidate[] {
  const about = (parts: readonly string[]): string => parts.filter(Boolean).join(' · ');
  const timed = data.timed.map(({ title, place, startMs, endMs }): Candidate => {
    const [first, last] = [keyOf(new Date(startMs)), keyOf(new Date(Math.max(startMs, endMs - 1)))];
    const day = first < today && last >= today ? today : first;
    const isLater = day !== first;
    const until = last === day ? words.clock(endMs) : words.short(last);
    const time = isLater ? t('until {time}', { time: until }) : words.clock(startMs);
    const span = isLater || endMs === startMs ? '' : t('until {time}', { time: until });
    return {
      day,
      time,
      title: title || t('Busy'),
      more: about([span, places ? place : '']),
      color,
      sortMs: startMs,
      isNow: startMs <= nowMs && nowMs < endMs,
      isOver: Math.max(endMs, startMs + 1) <= nowMs,
    };
  });
  const allDay = data.allDay.map(({ title, place, first, last }): Candidate => {
    const day = first < today && last >= today ? today : first;
    const until = last > day ? t('until {time}', { time: words.short(last) }) : '';
    return {
      day,
      time: t('All day'),
      title: title || t('Busy'),
      more: about([until, places ? place : '']),
      color,
      sortMs: Number.NEGATIVE_INFINITY,
      isNow: false,
      isOver: last < today,
    };
  });
  return [...allDay, ...timed];
}

export function agendaOf(shown: readonly Shown[], nowMs: number, locale: string, look: AgendaLook): AgendaDay[] {
  const today = keyOf(new Date(nowMs));
  const end = dayAfter(today, look.view === 'today' ? 1 : look.days);
  const words = createWords(locale, today);
  const all = shown
    .flatMap((one) => candidatesOf(one, nowMs, today, words, look.places))
    .filter(({ day, isOver }) => day >= today && day < end && (look.view === 'today' || !isOver))
    .sort((a, b) => a.day.localeCompare(b.day) || compare(a.sortMs, b.sortMs) || a.title.localeCompare(b.title));
  // The same event in two calendars of a family is one.
  const rows = all.filter((row, index) => {
    const before = all[index - 1];
    return !before || before.day !== row.day || before.time !== row.time || before.title !== row.title;
  });
  const days = new Map<string, Candidate[]>();
  for (const row of rows.slice(0, look.most)) days.set(row.day, [...(days.get(row.day) ?? []), row]);
  return [...days].map(([day, list]) => ({ label: words.label(day), rows: list }));
}

const compare = (one: number, other: number): number => (one === other ? 0 : one < other ? -1 : 1);

/** How long the next weeks are kept without a word about their age. */
export const freshMs = 6 * 3_600_000;

export function sayAsOf(atMs: number | null, nowMs: number, locale: string): string {
  if (atMs === null || nowMs - atMs < freshMs) return '';
  const style = nowMs - atMs < dayMs ? { timeStyle: 'short' as const } : { dateStyle: 'medium' as const };
  return t('As of {time}', { time: new Intl.DateTimeFormat(locale, style).format(atMs) });
}

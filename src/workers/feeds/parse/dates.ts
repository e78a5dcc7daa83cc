/**
 * Dates in whatever spelling a feed has, to ISO 8601 in UTC. A date without a zone is UTC, never the machine's zone; what cannot
 * be a date (the 31st of April, 10:61) is none. The first two spellings are nearly all of them; the third reads word by word.
 */
import { tidy } from './date-spellings.ts';
import { monthNumber, placeMinutes, plainWord, zoneMinutes } from './date-words.ts';

interface Parts {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  /** Minutes east of Greenwich. */
  zone: number;
}

function toIso({ year, month, day, hour, minute, second, zone }: Parts): string | null {
  const endOfDay = hour === 24 && minute === 0 && second === 0;
  // The year 1 is what programs write for no date at all.
  if (month < 1 || month > 12 || day < 1 || minute > 59 || second > 60 || (hour > 23 && !endOfDay) || year < 2)
    return null;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  date.setUTCHours(hour, minute - zone, second);
  const iso = Number.isNaN(date.getTime()) ? '' : date.toISOString();
  return iso.length === 24 ? iso : null;
}

/** RFC 2822 (4.3) counts 00–49 as 2000–2049, and three digits from 1900; feeds of the nineties end the other half much later. */
const fullYear = (text: string): number => {
  const year = Number(text);
  return text.length > 3 ? year : text.length === 3 || year >= 70 ? 1900 + year : 2000 + year;
};

const midnight = { hour: 0, minute: 0, second: 0, zone: 0 };

/** “14:05:06.7”, with an afternoon mark when there is one; null when it is no time of day. */
function timeOf(text: string, half = ''): Pick<Parts, 'hour' | 'minute' | 'second'> | null {
  const match =
    /^(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,]\d*)?)?$/.exec(text) ??
    /^(\d{2})(\d{2})(?:(\d{2})(?:[.,]\d+)?)?$/.exec(text);
  if (!match) return null;
  const hour = Number(match[1]);
  if (half !== '' && (hour < 1 || hour > 12))
    return half === 'am' && hour === 0 ? timeOf(text) : hour > 12 ? timeOf(text) : null;
  const shift = half === 'pm' && hour < 12 ? 12 : half === 'am' && hour === 12 ? -12 : 0;
  return { hour: hour + shift, minute: Number(match[2]), second: Number(match[3] ?? 0) };
}

const isoDate = /^(\d{4})(?:-(\d{1,2}|0\d{2}(?=-))(?:-(\d{1,2}))?|(\d{2})(\d{2}))?$/;
const isoShort = /^(\d{2})(?:-(\d{2})-(\d{2})|(\d{2})(\d{2}))$/;
/** Year and month without the century, as ISO 8601 of 1988 has it. */
const isoTruncated = /^-(\d{2})-?(\d{2})$/;
/** Year and day of the year. Five digits only with a leading zero: other five-digit numbers count something else. */
const isoOrdinal = /^(\d{4}|\d{2}(?=-)|0\d)-?(\d{3})$/;

function isoDay(text: string): Pick<Parts, 'year' | 'month' | 'day'> | null {
  const short = isoShort.exec(text);
  if (short)
    return { year: fullYear(short[1] ?? ''), month: Number(short[2] ?? short[4]), day: Number(short[3] ?? short[5]) };
  const century = isoTruncated.exec(text);
  if (century) return { year: fullYear(century[1] ?? ''), month: Number(century[2]), day: 1 };
  const full = isoDate.exec(text);
  if (full)
    return { year: Number(full[1]), month: Number(full[2] ?? full[4] ?? 1), day: Number(full[3] ?? full[5] ?? 1) };
  const ordinal = isoOrdinal.exec(text);
  const dayOfYear = Number(ordinal?.[2]);
  if (!ordinal || dayOfYear < 1 || dayOfYear > 366) return null;
  const year = fullYear(ordinal[1] ?? '');
  const date = new Date(Date.UTC(year, 0, dayOfYear));
  return date.getUTCFullYear() === year ? { year, month: date.getUTCMonth() + 1, day: date.getUTCDate() } : null;
}

function isoText(text: string): string | null {
  const match = /^([\d-]{4,11})(?:(?:[Tt]| )\s*([\d:.,]+)\s*(\S+)?)?$/.exec(text);
  const day = match && isoDay(match[1] ?? '');
  if (!match || !day) return null;
  if (match[2] === undefined) return toIso({ ...midnight, ...day });
  // An hour alone is a time in this standard.
  const time = timeOf(/^\d{2}$/.test(match[2]) ? `${match[2]}:00` : match[2]);
  const zone = match[3] === undefined ? 0 : zoneMinutes(match[3]);
  return time && zone !== null ? toIso({ ...day, ...time, zone }) : null;
}

const usual = /^(?:[A-Z][a-z]{2}, )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}):(\d{2})(?::(\d{2}))? (\S+)$/;
const usualMonths = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** RFC 822 as nearly every feed writes it; null leaves the text to the slower reader. */
function usualText(text: string): string | null {
  const match = text.length <= 64 ? usual.exec(text.trim()) : null;
  if (!match) return null;
  const month = usualMonths.indexOf(match[2] ?? '') + 1;
  const zone = zoneMinutes(match[7] ?? '');
  if (month === 0 || zone === null) return null;
  const [year, day, hour, minute, second] = [match[3], match[1], match[4], match[5], match[6] ?? 0].map(Number);
  return toIso({
    year: year ?? 0,
    month,
    day: day ?? 0,
    hour: hour ?? 0,
    minute: minute ?? 0,
    second: second ?? 0,
    zone,
  });
}

/** What the words of a date have said so far. */
interface Said {
  numbers: string[];
  month: number | null;
  time: string | null;
  half: string;
  zone: number | null;
  /** A word that may be a zone nobody knows; one is forgiven after a time. */
  unknown: number;
}

/** In many languages; the words of one letter are zones only behind the time. */
const fillers = new Set(
  (
    'at um de del le of the a o kl ora om den uhr uur г года р ж թ las la ta en в ko m d g gada às as ' +
    // Weekdays that stand behind the day: Turkish, Hungarian.
    'pazartesi sali carsamba persembe cuma cumartesi pazar salı hetfo kedd szerda csutortok pentek szombat vasarnap'
  ).split(' '),
);
const halves = new Map([
  ['am', 'am'],
  ['pm', 'pm'],
  ['오전', 'am'],
  ['오후', 'pm'],
  ['午前', 'am'],
  ['午後', 'pm'],
  ['上午', 'am'],
  ['下午', 'pm'],
]);

/** “13/Feb/2012”, “2006/09/15”, “11.07.2004”, “2004-július-13”: a day whose parts hang together. */
function compoundDay(word: string, said: Said): boolean {
  const match = /^(\d{1,4})([-/.])([^\d\s]{3,14}|\d{1,2})\2(\d{1,4})$/.exec(word);
  // A month before all of a day was a weekday: “mar. 05.03.2024”.
  if (!match || said.numbers.length > 0) return false;
  const [, first = '', mark, middle = '', last = ''] = match;
  const named = /\d/.test(middle) ? null : monthNumber(middle);
  if (!/\d/.test(middle) && named === null) return false;
  if (first.length >= 3) {
    said.numbers = [last, first];
    said.month = named ?? Number(middle);
  } else if (named === null && Number(first) <= 12 && (mark === '/' || Number(middle) > 12)) {
    // The American order: usual with slashes, and the only one that gives a month when the second number is too large.
    said.numbers = [middle, last];
    said.month = Number(first);
  } else {
    said.numbers = [first, last];
    said.month = named ?? Number(middle);
  }
  return true;
}

function hear(word: string, said: Said): boolean {
  const number = /^(\d{1,4})(?:st|nd|rd|th|\.|º|er)?$/i.exec(word);
  if (number) return said.numbers.push(number[1] ?? '') <= 2;
  const time = /^(\d{1,2}:[\d:.,]+?)([a-z]{1,5}|[+-]\d{1,2}:?\d{0,2})?$/i.exec(word);
  if (time) {
    if (said.time !== null || !timeOf(time[1] ?? '')) return false;
    said.time = time[1] ?? null;
    const tail = (time[2] ?? '').toLowerCase();
    if (halves.has(tail)) said.half = halves.get(tail) ?? '';
    else if (tail !== '') said.zone = zoneMinutes(tail);
    return tail === '' || said.half !== '' || said.zone !== null;
  }
  const [, hour, mark = ''] = /^(\d{1,2})([ap]\.?m\.?)$/i.exec(word) ?? [];
  if (hour !== undefined && said.time === null) {
    said.time = `${hour}:00`;
    said.half = mark.replaceAll('.', '').toLowerCase();
    return true;
  }
  if (compoundDay(word, said)) return true;
  if (
    said.time === null &&
    said.numbers.length === 2 &&
    said.month !== null &&
    /^\d{1,2}\.\d{2}(?:\.\d{2})?$/.test(word)
  ) {
    // “19.20 Uhr”, once the day is known: before, it would be a day itself.
    said.time = word.replaceAll('.', ':');
    return timeOf(said.time) !== null;
  }
  const plain = plainWord(word);
  const half = halves.get(word) ?? halves.get(plain.replace(/\./g, ''));
  if (half !== undefined) {
    said.half = half;
    return true;
  }
  const beforeTime = said.time === null;
  // Where the time comes first, the day is not complete yet.
  const isOpen = beforeTime || said.numbers.length < 2;
  const month = said.month === null && isOpen ? monthNumber(word) : null;
  // The first word of “Mar, 13 mars 2012” is a Tuesday: a weekday stands before any number and has a month after it.
  if (month !== null) {
    said.month = month;
    return true;
  }
  const zone = zoneMinutes(word);
  if (zone !== null && !(beforeTime && fillers.has(plain))) {
    if (beforeTime && said.numbers.length < 2) return said.numbers.length === 0;
    // “GMT +0100” goes on, “+0100 CET” says it twice.
    said.zone = said.zone === null || said.zone === 0 ? zone : said.zone;
    return true;
  }
  if (fillers.has(plain)) return true;
  if (!/^\p{L}[\p{L}’'ʼ]*$/u.test(plain)) return false;
  // Before the first number it is a weekday, in whatever language; after the time a zone that nobody knows.
  return said.numbers.length === 0 ? plain.length <= 14 : !beforeTime && word.length <= 5 && ++said.unknown === 1;
}

function wordsText(text: string): string | null {
  const said: Said = { numbers: [], month: null, time: null, half: '', zone: null, unknown: 0 };
  const words = text.split(/[\s,،]+|(?<=\d)T(?=\d)/).filter((word) => !/^[-–—|·@]?$/.test(word));
  // “Mar., 13 mars”: a weekday that reads like a month, since the month comes later.
  const named = words.filter((word) => !/\d/.test(word) && monthNumber(word) !== null);
  if (named.length > 1 && named[0] === words[0]) words.shift();
  for (const word of words) if (!hear(word, said)) return null;
  const [first, second] = said.numbers;
  if (first === undefined || second === undefined || said.month === null) return null;
  const [day, year] = first.length > 2 ? [second, first] : [first, second];
  const time = said.time === null ? midnight : timeOf(said.time, said.half);
  if (!time || day.length > 2) return null;
  return toIso({ year: fullYear(year), month: said.month, day: Number(day), ...time, zone: said.zone ?? 0 });
}

/** A place of the time zone database at the end: the text before, and the place. */
const placed = /^(.*\d)\s?\[?((?:[A-Z][A-Za-z]+\/)(?:[A-Z][\w+-]+\/)?[A-Z][\w+-]+|[A-Z]{3}\d[A-Z]{3})\]?$/;
const saysZone = /(?:z|[+-]\d{2}:?\d{2})$/i;

function placedText(date: string): string | null {
  const [, before = '', place = ''] = placed.exec(date) ?? [];
  const utc = before === '' || place.startsWith('Etc/') ? null : parseDate(before);
  if (utc === null || saysZone.test(before)) return utc;
  const minutes = placeMinutes(place, Date.parse(utc));
  return minutes === null ? null : new Date(Date.parse(utc) - minutes * 60_000).toISOString();
}

/** ISO 8601 in UTC, or null when the text is no date. */
export function parseDate(text: string): string | null {
  const common = usualText(text);
  if (common !== null) return common;
  // Programs of .NET; what stands behind the number is where it was said, not part of it.
  const counted = /^\s?\/Date\((\d{12,13})(?:[+-]\d{4})?\)\/\s?$/.exec(text)?.[1];
  if (counted !== undefined) return epochDate(Number(counted) / 1000);
  const date = tidy(text);
  if (date === '') return null;
  return (
    isoText(date) ??
    isoWeek(date) ??
    epochText(date) ??
    placedText(date) ??
    wordsText(date.replace(/ \[[\w/+-]{1,40}\]$/, ''))
  );
}

function epochText(text: string): string | null {
  const [, seconds, milliseconds] = /^(?:(\d{9,10})(?:\.\d{1,9})?|(\d{13}))$/.exec(text) ?? [];
  if (seconds !== undefined) return epochDate(Number(seconds));
  return milliseconds === undefined ? null : epochDate(Number(milliseconds) / 1000);
}

/** ISO 8601 by weeks: the first week of a year is the one with its 4 January, and weeks begin on Mondays. */
function isoWeek(text: string): string | null {
  const [, year, week, day, time] = /^(\d{4})-?W(\d{2})(?:-?([1-7])(T\S+)?)?$/.exec(text) ?? [];
  if (year === undefined || Number(week) < 1 || Number(week) > 53) return null;
  const fourth = new Date(Date.UTC(Number(year), 0, 4));
  const monday = 4 - ((fourth.getUTCDay() + 6) % 7);
  const date = new Date(
    Date.UTC(Number(year), 0, monday + 7 * (Number(week) - 1) + Number(day ?? 1) - 1),
  ).toISOString();
  return time === undefined ? date : isoText(date.slice(0, 10) + time);
}

/** Seconds since 1970. */
export function epochDate(seconds: number): string | null {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) || seconds <= 0 || date.getUTCFullYear() > 9999 ? null : date.toISOString();
}

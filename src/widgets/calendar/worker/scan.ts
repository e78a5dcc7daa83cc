/**
 * Takes from a calendar file (RFC 5545) what the widget needs, line by line: names, time zones, and of each event only the
 * properties that say what and when. Linear in time, bounded in memory; whatever cannot be read is left out. Worker only.
 */

/** One event, as its unfolded lines. */
export interface RawEvent {
  readonly lines: readonly string[];
  readonly isRepeated: boolean;
  readonly isOverride: boolean;
  /** `20261121`, of the first and the last day as written; empty when not said that way. */
  readonly firstDay: string;
  readonly lastDay: string;
}

export interface ScannedCalendar {
  readonly name: string;
  /** `VTIMEZONE` components as text, by their name in the file. */
  readonly zones: ReadonlyMap<string, string>;
  readonly events: readonly RawEvent[];
  /** There were more events than are read. */
  readonly isCut: boolean;
}

const mostEvents = 60_000;
const mostZones = 200;
const longestLine = 8_000;
/** Of exceptions and extra dates, which may be many lines. */
const mostLines = 600;

const wanted =
  /^(?:UID|SUMMARY|LOCATION|DTSTART|DTEND|DURATION|RRULE|RDATE|EXRULE|EXDATE|RECURRENCE-ID|SEQUENCE|STATUS|X-MICROSOFT-CDO-ALLDAYEVENT)[;:]/i;
const wantedOfZone = /^(?:BEGIN|END|TZID|DTSTART|TZOFFSETFROM|TZOFFSETTO|RRULE|RDATE)[;:]/i;
/** Rules of time zones change once a year; anything else would be a trap. */
const zoneRule =
  /^RRULE:FREQ=YEARLY(?:;(?:INTERVAL=1|WKST=\w\w|BYMONTH=\d{1,2}|BYMONTHDAY=[\d,-]{1,20}|BYDAY=[+-]?\d?\w\w|UNTIL=\d{8}(?:T\d{6}Z?)?))*$/i;

export const isCalendar = (text: string): boolean => /^\uFEFF?\s*BEGIN:VCALENDAR/i.test(text.slice(0, 200));

/** Unfolded lines, one at a time: the whole is never there twice. */
function* linesOf(text: string): Generator<string> {
  let at = 0;
  let line = '';
  while (at < text.length) {
    const end = text.indexOf('\n', at);
    const stop = end < 0 ? text.length : end;
    const isFolded = text[at] === ' ' || text[at] === '\t';
    const part = text.slice(isFolded ? at + 1 : at, text[stop - 1] === '\r' ? stop - 1 : stop);
    if (isFolded) {
      if (line.length < longestLine) line += part;
    } else {
      if (line !== '') yield line;
      line = part;
    }
    at = stop + 1;
  }
  if (line !== '') yield line;
}

const valueOf = (line: string): string => line.slice(line.indexOf(':') + 1).trim();

const dayIn = (line: string): string => /[:]\s*(\d{8})(?:T\d{4,6}Z?)?\s*$/.exec(line)?.[1] ?? '';

/** Backslashes of text values (RFC 5545, 3.3.11). */
const plainText = (value: string): string =>
  value.replace(/\\([nN;,\\])/g, (_all, sign: string) => (/n/i.test(sign) ? ' ' : sign)).trim();

function toEvent(lines: readonly string[]): RawEvent {
  const find = (name: RegExp): string => lines.find((line) => name.test(line)) ?? '';
  const [start, end] = [find(/^DTSTART[;:]/i), find(/^DTEND[;:]/i)];
  const firstDay = dayIn(start);
  return {
    lines,
    isRepeated: lines.some((line) => /^R(?:RULE|DATE)[;:]/i.test(line)),
    isOverride: find(/^RECURRENCE-ID[;:]/i) !== '',
    firstDay,
    // With a duration the end is not in sight.
    lastDay: end === '' && find(/^DURATION[;:]/i) === '' ? firstDay : dayIn(end),
  };
}

/** Lines of the component that is open; null when none of it is wanted. */
type Open = { readonly kind: string; readonly lines: string[] | null };

class Scanner {
  name = '';
  isCut = false;
  readonly zones = new Map<string, string>();
  readonly events: RawEvent[] = [];
  readonly #open: Open[] = [];

  take(line: string): void {
    const [, word = '', kind = ''] = /^(BEGIN|END):\s*([\w-]{1,60})\s*$/i.exec(line) ?? [];
    if (word.toUpperCase() === 'BEGIN') this.#begin(kind.toUpperCase());
    else if (word.toUpperCase() === 'END') this.#end(kind.toUpperCase());
    else this.#property(line);
  }

  /** Standard and daylight time belong to their zone's lines; an alarm inside an event to nobody. */
  #begin(kind: string): void {
    const zone = this.#open.find((it) => it.kind === 'VTIMEZONE');
    const isPartOfZone = zone !== undefined && (kind === 'STANDARD' || kind === 'DAYLIGHT');
    if (isPartOfZone) zone.lines?.push(`BEGIN:${kind}`);
    const isOwn = kind === 'VEVENT' || kind === 'VTIMEZONE';
    const isFull = this.events.length >= mostEvents || this.zones.size >= mostZones;
    this.isCut ||= isOwn && isFull;
    if (this.#open.length < 40) this.#open.push({ kind, lines: isOwn && !isFull ? [] : null });
  }

  #end(kind: string): void {
    const at = this.#open.findLastIndex((it) => it.kind === kind);
    // An end without a beginning ends nothing.
    if (at < 0) return;
    const [closed] = this.#open.splice(at);
    const zone = this.#open.find((it) => it.kind === 'VTIMEZONE');
    if (zone && (kind === 'STANDARD' || kind === 'DAYLIGHT')) zone.lines?.push(`END:${kind}`);
    if (!closed?.lines) return;
    if (kind === 'VEVENT') this.events.push(toEvent(closed.lines));
    else if (kind === 'VTIMEZONE') this.#keepZone(closed.lines);
  }

  #keepZone(lines: readonly string[]): void {
    const id = lines.find((line) => /^TZID[;:]/i.test(line));
    if (id) this.zones.set(valueOf(id), ['BEGIN:VTIMEZONE', ...lines, 'END:VTIMEZONE'].join('\r\n'));
  }

  #property(line: string): void {
    const top = this.#open.at(-1);
    if (top?.kind === 'VCALENDAR' && /^X-WR-CALNAME[;:]/i.test(line))
      this.name = plainText(valueOf(line)).slice(0, 120);
    if (top?.kind === 'VEVENT') this.#keep(top, line, wanted);
    const zone =
      top && /^(?:VTIMEZONE|STANDARD|DAYLIGHT)$/.test(top.kind) && this.#open.find((it) => it.kind === 'VTIMEZONE');
    if (zone && (!/^RRULE/i.test(line) || zoneRule.test(line))) this.#keep(zone, line, wantedOfZone);
  }

  #keep({ lines }: Open, line: string, pattern: RegExp): void {
    if (lines && lines.length < mostLines && pattern.test(line)) lines.push(line.slice(0, longestLine));
  }
}

/** Total. A file that was cut off gives what is whole in it. */
export function scanCalendar(text: string): ScannedCalendar {
  const scanner = new Scanner();
  for (const line of linesOf(text)) scanner.take(line);
  const { name, zones, events, isCut } = scanner;
  return { name, zones, events, isCut };
}

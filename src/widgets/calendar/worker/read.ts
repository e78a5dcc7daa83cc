/**
 * A calendar file as events within a span: repeats, exceptions, moved and cancelled ones, in whatever zone they were written.
 * Total: what cannot be read is left out, the rest is shown. Bounded whatever the file is. Worker only.
 */
import ICAL from 'ical.js';
import type { CalendarData, DayEvent, TimedEvent } from '../data.ts';
import { localOf, repeatsOf, type Budget } from './repeats.ts';
import { scanCalendar, type RawEvent } from './scan.ts';
import { createZones, type Zone, type Zones } from './zones.ts';

type Component = InstanceType<typeof ICAL.Component>;
type Property = InstanceType<typeof ICAL.Property>;
type Time = InstanceType<typeof ICAL.Time>;

export interface Span {
  readonly fromMs: number;
  readonly untilMs: number;
}

const dayMs = 86_400_000;
/** Of rules, a few seconds of a slow device in all. */
const mostSteps = 150_000;
const mostEvents = 800;
const mostRepeats = 400;

interface Moment {
  readonly localMs: number;
  readonly isDate: boolean;
  readonly zone: Zone;
}

interface Event {
  readonly uid: string;
  readonly title: string;
  readonly place: string;
  readonly start: Moment;
  /** As the clock counts it: an event over a change of the clocks ends when its end says. */
  readonly lengthMs: number;
  readonly component: Component;
}

const compact = (localMs: number): string => new Date(localMs).toISOString().slice(0, 10).replaceAll('-', '');

/** One repeat of an event goes by its moment and by its day. */
const namesOf = ({ localMs, isDate, zone }: Moment): string[] =>
  isDate ? [compact(localMs), `midnight ${compact(localMs)}`] : [String(zone.toMs(localMs)), compact(localMs)];

/** What an exception names: a moment or a day, or, as some programs write it, the midnight that a day begins with. */
const exceptionOf = ({ localMs, isDate, zone }: Moment): string[] => {
  if (isDate) return [compact(localMs)];
  const moment = String(zone.toMs(localMs));
  return localMs % dayMs === 0 ? [moment, `midnight ${compact(localMs)}`] : [moment];
};

function momentOf(property: Property, time: Time, zones: Zones): Moment | null {
  const localMs = localOf(time);
  if (!Number.isFinite(localMs) || Math.abs(localMs) > 8e15) return null;
  const zone = property.getParameter('tzid');
  const isUtc = time.zone === ICAL.Timezone.utcTimezone;
  const name = isUtc ? 'UTC' : typeof zone === 'string' ? zone : null;
  return { localMs, isDate: time.isDate, zone: zones.find(name) };
}

const timesOf = (component: Component, name: string, zones: Zones): Moment[] =>
  component.getAllProperties(name).flatMap((property) =>
    property.getValues().flatMap((value: unknown) => {
      const time = value instanceof ICAL.Period ? value.start : value;
      const moment = time instanceof ICAL.Time ? momentOf(property, time, zones) : null;
      return moment ? [moment] : [];
    }),
  );

function lengthOf(component: Component, start: Moment, zones: Zones): number {
  const end = timesOf(component, 'dtend', zones)[0];
  if (end) {
    const endLocal = end.isDate === start.isDate ? start.zone.toLocalMs(end.zone.toMs(end.localMs)) : end.localMs;
    return Math.max(0, (start.isDate ? end.localMs : endLocal) - start.localMs);
  }
  const duration: unknown = component.getFirstPropertyValue('duration');
  if (duration instanceof ICAL.Duration) return Math.max(0, duration.toSeconds() * 1000);
  return start.isDate ? dayMs : 0;
}

const textOf = (component: Component, name: string, most: number): string => {
  const value: unknown = component.getFirstPropertyValue(name);
  return typeof value === 'string' ? value.replace(/\s+/g, ' ').trim().slice(0, most) : '';
};

/** Null for what says no time. */
function readEvent({ lines }: RawEvent, zones: Zones): Event | null {
  try {
    const component = new ICAL.Component(ICAL.parse(['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n')));
    const written = timesOf(component, 'dtstart', zones)[0];
    if (!written) return null;
    const length = lengthOf(component, written, zones);
    // Some programs write a whole day as midnight to midnight.
    const isWhole =
      textOf(component, 'x-microsoft-cdo-alldayevent', 8).toUpperCase() === 'TRUE' &&
      written.localMs % dayMs === 0 &&
      length % dayMs === 0;
    return {
      uid: textOf(component, 'uid', 300),
      title: textOf(component, 'summary', 300),
      place: textOf(component, 'location', 200),
      start: isWhole ? { ...written, isDate: true } : written,
      lengthMs: isWhole || written.isDate ? Math.max(dayMs, length) : length,
      component,
    };
  } catch {
    return null;
  }
}

/** The end of a rule, which is written in UTC, as the clock of the event reads it. */
function ruleOf(component: Component, { zone, isDate }: Moment): InstanceType<typeof ICAL.Recur> | null {
  const rule: unknown = component.getFirstPropertyValue('rrule');
  if (!(rule instanceof ICAL.Recur)) return null;
  const { until } = rule;
  if (!until) return rule;
  const localMs = until.zone === ICAL.Timezone.utcTimezone ? zone.toLocalMs(localOf(until)) : localOf(until);
  // The day that is named last is part of it.
  const lastMs = until.isDate || isDate ? Math.floor(localMs / dayMs) * dayMs + dayMs - 1000 : localMs;
  const last = new Date(lastMs);
  rule.until = ICAL.Time.fromData({
    year: last.getUTCFullYear(),
    month: last.getUTCMonth() + 1,
    day: last.getUTCDate(),
    hour: last.getUTCHours(),
    minute: last.getUTCMinutes(),
    second: last.getUTCSeconds(),
  });
  return rule;
}

interface Reading {
  readonly span: Span;
  readonly zones: Zones;
  readonly budget: Budget;
  /** Names of single repeats that stand for themselves, by the event they belong to. */
  readonly moved: Map<string, Set<string>>;
  readonly timed: TimedEvent[];
  readonly allDay: DayEvent[];
  isCut: boolean;
}

const isoDay = (localMs: number): string => new Date(localMs).toISOString().slice(0, 10);

function put(event: Event, at: Moment, reading: Reading): void {
  const { span, timed, allDay } = reading;
  const { title, place, lengthMs } = event;
  if (timed.length + allDay.length >= mostEvents * 4) {
    reading.isCut = true;
    return;
  }
  if (at.isDate) {
    // Days are those of wherever one is: half a day more on either side.
    if (at.localMs + lengthMs <= span.fromMs - dayMs || at.localMs >= span.untilMs + dayMs) return;
    allDay.push({ title, place, first: isoDay(at.localMs), last: isoDay(at.localMs + lengthMs - dayMs) });
    return;
  }
  const startMs = at.zone.toMs(at.localMs);
  const endMs = Math.max(startMs, at.zone.toMs(at.localMs + lengthMs));
  if (Math.max(endMs, startMs + 1) > span.fromMs && startMs < span.untilMs)
    timed.push({ title, place, startMs, endMs });
}

function putRepeats(event: Event, reading: Reading): void {
  const { start, component, lengthMs, uid } = event;
  const { zones, span, budget } = reading;
  const rule = ruleOf(component, start);
  const local = { fromMs: span.fromMs - lengthMs - 2 * dayMs, untilMs: span.untilMs + 2 * dayMs, most: mostRepeats };
  const repeats = rule ? repeatsOf(rule, start, local, budget) : { times: [start.localMs], isCut: false };
  reading.isCut ||= repeats.isCut;
  const left = new Set(timesOf(component, 'exdate', zones).flatMap(exceptionOf));
  const moved = reading.moved.get(uid);
  const own = repeats.times.map((localMs): Moment => ({ ...start, localMs }));
  const extra = timesOf(component, 'rdate', zones);
  const done = new Set<number>();
  for (const moment of [...own, ...extra]) {
    if (done.has(moment.localMs)) continue;
    done.add(moment.localMs);
    if (namesOf(moment).some((name) => left.has(name) || moved?.has(name))) continue;
    put(event, moment, reading);
  }
}

const isCancelled = ({ component }: Event): boolean => textOf(component, 'status', 20).toUpperCase() === 'CANCELLED';

/** Over long before the span, or not yet begun: not worth reading. */
function isFarOff({ firstDay, lastDay, isRepeated, isOverride }: RawEvent, { fromMs, untilMs }: Span): boolean {
  if (isRepeated || isOverride || firstDay === '' || lastDay === '') return false;
  return lastDay < compact(fromMs - 2 * dayMs) || firstDay > compact(untilMs + 2 * dayMs);
}

const byStart = (one: TimedEvent, other: TimedEvent): number =>
  one.startMs - other.startMs || one.endMs - other.endMs || one.title.localeCompare(other.title);

/** `breathe` is awaited now and then; it throws when nobody waits for the answer any more. */
export async function readEvents(
  text: string,
  span: Span,
  breathe: () => Promise<void>,
  steps = mostSteps,
): Promise<CalendarData> {
  const scanned = scanCalendar(text);
  const reading: Reading = {
    span,
    zones: createZones(scanned.zones),
    budget: { left: steps },
    moved: new Map(),
    timed: [],
    allDay: [],
    isCut: scanned.isCut,
  };
  const near = scanned.events.filter((event) => !isFarOff(event, span));
  const series: Event[] = [];
  for (const [index, raw] of near.entries()) {
    if (index % 250 === 0) await breathe();
    const event = readEvent(raw, reading.zones);
    if (!event) continue;
    const names = raw.isOverride ? timesOf(event.component, 'recurrence-id', reading.zones).flatMap(exceptionOf) : [];
    if (names.length > 0) {
      const moved = reading.moved.get(event.uid) ?? new Set();
      reading.moved.set(event.uid, moved);
      for (const name of names) moved.add(name);
      if (!isCancelled(event)) put(event, event.start, reading);
    } else if (!isCancelled(event)) series.push(event);
  }
  for (const [index, event] of series.entries()) {
    if (index % 20 === 0) await breathe();
    putRepeats(event, reading);
  }
  const timed = reading.timed.toSorted(byStart);
  const allDay = reading.allDay.toSorted((a, b) => a.first.localeCompare(b.first) || a.title.localeCompare(b.title));
  return {
    name: scanned.name,
    timed: timed.slice(0, mostEvents),
    allDay: allDay.slice(0, mostEvents),
    isCut: reading.isCut || timed.length > mostEvents || allDay.length > mostEvents,
  };
}

/**
 * A calendar file as events within a span: repeats, exceptions, moved and cancelled ones, in whatever zone they were written.
 * Total: what cannot be read is left out, the rest is shown. Bounded whatever the file is. Worker only.
 */
import type { CalendarData, DayEvent, TimedEvent } from '../data.ts';
import {
  compact,
  dayMs,
  exceptionOf,
  extrasOf,
  momentMs,
  namesOf,
  readEvent,
  rulesOf,
  textOf,
  timesOf,
  type Event,
  type Moment,
} from './event.ts';
import { repeatsOf, type Budget } from './repeats.ts';
import { scanCalendar, type RawEvent } from './scan.ts';
import { createZones, type Zones } from './zones.ts';

export interface Span {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Of rules, a few seconds of a slow device in all. */
const mostSteps = 150_000;
const mostEvents = 800;
const mostRepeats = 400;

/** Repeats from one of them on, as they were changed all together. */
interface Change {
  readonly fromMs: number;
  readonly shiftMs: number;
  /** Null: they were cancelled. */
  readonly event: Event | null;
}

interface Reading {
  readonly span: Span;
  readonly zones: Zones;
  readonly budget: Budget;
  /** Names of single repeats that stand for themselves, by the event they belong to. */
  readonly moved: Map<string, Set<string>>;
  /** By the event they belong to, the earliest first. */
  readonly changes: Map<string, Change[]>;
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
  const changes = reading.changes.get(uid) ?? [];
  const reachMs = Math.max(lengthMs, ...changes.map((one) => Math.abs(one.shiftMs) + (one.event?.lengthMs ?? 0)));
  const local = { fromMs: span.fromMs - reachMs - 2 * dayMs, untilMs: span.untilMs + reachMs + 2 * dayMs };
  const timesBy = (rules: ReturnType<typeof rulesOf>): number[] =>
    rules.flatMap((rule) => {
      const repeats = repeatsOf(rule, start, { ...local, most: mostRepeats }, budget);
      reading.isCut ||= repeats.isCut;
      return repeats.times;
    });
  const rules = rulesOf(component, 'rrule', start);
  const times = rules.length > 0 ? timesBy(rules) : [start.localMs];
  const barred = new Set(
    timesBy(rulesOf(component, 'exrule', start)).map((localMs) => momentMs({ ...start, localMs })),
  );
  const left = new Set(timesOf(component, 'exdate', zones).flatMap(exceptionOf));
  const moved = reading.moved.get(uid);
  const own = times.map((localMs) => ({ moment: { ...start, localMs }, lengthMs: null }));
  const done = new Set<number>();
  for (const { moment, lengthMs: length } of [...own, ...extrasOf(component, start, zones)]) {
    const atMs = momentMs(moment);
    if (done.has(atMs) || barred.has(atMs)) continue;
    done.add(atMs);
    if (namesOf(moment).some((name) => left.has(name) || moved?.has(name))) continue;
    const change = changes.findLast(({ fromMs }) => fromMs <= atMs);
    if (!change) put(length === null ? event : { ...event, lengthMs: length }, moment, reading);
    else if (change.event)
      put(change.event, { ...change.event.start, localMs: moment.localMs + change.shiftMs }, reading);
  }
}

const isCancelled = ({ component }: Event): boolean => textOf(component, 'status', 20).toUpperCase() === 'CANCELLED';

/** Stands for one repeat of an event. */
interface Override extends Event {
  readonly of: Moment;
}

/**
 * Of several states of one thing in one file the last, by the number that programs count them with. Some files give all events one
 * name: without numbers, all that are not said to stand for the same repeat are shown.
 */
function latest<One extends Event>(all: readonly One[], nameOf: (event: One) => string, isSame: boolean): One[] {
  const kept = new Map<string, One>();
  const rest: One[] = [];
  for (const event of all) {
    const name = nameOf(event);
    const known = kept.get(name);
    if (event.uid === '' || (!isSame && event.sequence === null)) rest.push(event);
    else if (!known || (event.sequence ?? 0) > (known.sequence ?? 0) || (isSame && event.sequence === known.sequence))
      kept.set(name, event);
    else if (!isSame && event.sequence === known.sequence) rest.push(event);
  }
  return [...kept.values(), ...rest];
}

/** A repeat that was moved, changed or cancelled, by itself or with all that follow it. */
function putOverride(event: Override, reading: Reading): void {
  const names = reading.moved.get(event.uid) ?? new Set();
  reading.moved.set(event.uid, names);
  for (const name of exceptionOf(event.of)) names.add(name);
  const isGone = isCancelled(event);
  const [property] = event.component.getAllProperties('recurrence-id');
  if (property?.getFirstParameter('range')?.toUpperCase() === 'THISANDFUTURE') {
    const changes = reading.changes.get(event.uid) ?? [];
    reading.changes.set(event.uid, changes);
    const shiftMs = event.start.localMs - event.of.localMs;
    changes.push({ fromMs: momentMs(event.of), shiftMs, event: isGone ? null : event });
  }
  if (!isGone) put(event, event.start, reading);
}

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
    changes: new Map(),
    timed: [],
    allDay: [],
    isCut: scanned.isCut,
  };
  const near = scanned.events.filter((event) => !isFarOff(event, span));
  const series: Event[] = [];
  const single: Override[] = [];
  for (const [index, raw] of near.entries()) {
    if (index % 250 === 0) await breathe();
    const event = readEvent(raw, reading.zones);
    if (!event) continue;
    const moment = raw.isOverride ? timesOf(event.component, 'recurrence-id', reading.zones)[0] : undefined;
    if (moment) single.push({ ...event, of: moment });
    else series.push(event);
  }
  for (const event of latest(single, ({ uid, of }) => `${uid} ${momentMs(of)}`, true)) putOverride(event, reading);
  for (const all of reading.changes.values()) all.sort((a, b) => a.fromMs - b.fromMs);
  for (const [index, event] of latest(series, ({ uid }) => uid, false).entries()) {
    if (index % 20 === 0) await breathe();
    if (!isCancelled(event)) putRepeats(event, reading);
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

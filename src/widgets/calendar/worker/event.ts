/**
 * One event of a calendar file: what it says, when it begins and by which rules it comes again, in whatever zone it was written.
 * Total: what cannot be read is null or left out. Worker only.
 */
import ICAL from 'ical.js';
import { localOf } from './repeats.ts';
import type { RawEvent } from './scan.ts';
import type { Zone, Zones } from './zones.ts';

type Component = InstanceType<typeof ICAL.Component>;
type Property = InstanceType<typeof ICAL.Property>;
type Time = InstanceType<typeof ICAL.Time>;
type Rule = InstanceType<typeof ICAL.Recur>;

export const dayMs = 86_400_000;

export interface Moment {
  readonly localMs: number;
  readonly isDate: boolean;
  readonly zone: Zone;
}

export interface Event {
  readonly uid: string;
  readonly title: string;
  readonly place: string;
  readonly start: Moment;
  /** As the clock counts it: an event over a change of the clocks ends when its end says. */
  readonly lengthMs: number;
  /** The higher one replaces the lower; null: not said. */
  readonly sequence: number | null;
  readonly component: Component;
}

export const compact = (localMs: number): string => new Date(localMs).toISOString().slice(0, 10).replaceAll('-', '');

/** One repeat of an event goes by its moment and by its day. */
export const namesOf = ({ localMs, isDate, zone }: Moment): string[] =>
  isDate ? [compact(localMs), `midnight ${compact(localMs)}`] : [String(zone.toMs(localMs)), compact(localMs)];

/** What an exception names: a moment or a day, or, as some programs write it, the midnight that a day begins with. */
export const exceptionOf = ({ localMs, isDate, zone }: Moment): string[] => {
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

export const timesOf = (component: Component, name: string, zones: Zones): Moment[] =>
  component.getAllProperties(name).flatMap((property) =>
    property.getValues().flatMap((value: unknown) => {
      const time = value instanceof ICAL.Period ? value.start : value;
      const moment = time instanceof ICAL.Time ? momentOf(property, time, zones) : null;
      return moment ? [moment] : [];
    }),
  );

const dayOf = (localMs: number): number => Math.floor(localMs / dayMs) * dayMs;

export const momentMs = ({ localMs, isDate, zone }: Moment): number => (isDate ? localMs : zone.toMs(localMs));

/** Extra repeats: moments, days of an event that has an hour of its own, or periods with a length of their own. */
export function extrasOf(
  component: Component,
  start: Moment,
  zones: Zones,
): { moment: Moment; lengthMs: number | null }[] {
  return component.getAllProperties('rdate').flatMap((property) =>
    property.getValues().flatMap((value: unknown) => {
      const period = value instanceof ICAL.Period ? value : null;
      const time = period ? period.start : value;
      const found = time instanceof ICAL.Time ? momentOf(property, time, zones) : null;
      if (!found) return [];
      const lengthMs = period && !start.isDate ? period.getDuration().toSeconds() * 1000 : null;
      if (found.isDate === start.isDate) return [{ moment: found, lengthMs }];
      const localMs = dayOf(found.localMs) + (start.isDate ? 0 : start.localMs - dayOf(start.localMs));
      return [{ moment: { ...start, localMs }, lengthMs }];
    }),
  );
}

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

export const textOf = (component: Component, name: string, most: number): string => {
  const value: unknown = component.getFirstPropertyValue(name);
  return typeof value === 'string' ? value.replace(/\s+/g, ' ').trim().slice(0, most) : '';
};

function sequenceOf(component: Component): number | null {
  const value: unknown = component.getFirstPropertyValue('sequence');
  const found = value === null ? Number.NaN : Number(value);
  return Number.isFinite(found) ? found : null;
}

/** Null for what says no time. */
export function readEvent({ lines }: RawEvent, zones: Zones): Event | null {
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
      sequence: sequenceOf(component),
      component,
    };
  } catch {
    return null;
  }
}

/** The end of a rule, which is written in UTC, as the clock of the event reads it. */
function withLocalEnd(rule: Rule, { zone, isDate }: Moment): Rule {
  const { until } = rule;
  if (!until) return rule;
  const localMs = until.zone === ICAL.Timezone.utcTimezone ? zone.toLocalMs(localOf(until)) : localOf(until);
  // The day that is named last is part of it.
  const lastMs = until.isDate || isDate ? dayOf(localMs) + dayMs - 1000 : localMs;
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

/**
 * `rrule`: when it comes again. One is the custom; some files have several, which all hold. `exrule`: when it does not after all;
 * RFC 2445 had it, and old calendars still do.
 */
export const rulesOf = (component: Component, name: 'rrule' | 'exrule', start: Moment): Rule[] =>
  component.getAllProperties(name).flatMap((property) => {
    const rule: unknown = property.getFirstValue();
    return rule instanceof ICAL.Recur ? [withLocalEnd(rule, start)] : [];
  });

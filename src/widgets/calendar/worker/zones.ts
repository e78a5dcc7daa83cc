/**
 * Local times of a calendar as moments. A zone is what its name says (IANA, as the browser knows it); only a name of the file's own
 * is looked up in the file's `VTIMEZONE`, or else among those of Windows. Worker only.
 *
 * A local time is a number here: the milliseconds since 1970 of a clock that reads the same in UTC.
 */
import ICAL from 'ical.js';
import { createZoneOffset } from '../../../shared/zone-parts.ts';
import { ianaOfWindows } from './windows-zones.ts';

const dayMs = 86_400_000;

export interface Zone {
  /** A time that is skipped when the clocks go forward counts as if they had not; one that comes twice is the first. */
  toMs(localMs: number): number;
  toLocalMs(atMs: number): number;
}

const utc: Zone = { toMs: (localMs) => localMs, toLocalMs: (atMs) => atMs };

function deviceOffset(atMs: number): number {
  return -new Date(atMs).getTimezoneOffset() * 60_000;
}

function zoneOf(offsetAt: (atMs: number) => number): Zone {
  return {
    toMs(localMs) {
      const [before, after] = [offsetAt(localMs - dayMs), offsetAt(localMs + dayMs)];
      const first = localMs - before;
      if (before === after || offsetAt(first) === before) return first;
      const second = localMs - after;
      return offsetAt(second) === after ? second : first;
    },
    toLocalMs: (atMs) => atMs + offsetAt(atMs),
  };
}

/** The time zones of one file. */
export interface Zones {
  /** `UTC`, a name, or null for the time of this device. */
  find(name: string | null): Zone;
}

function ofFile(block: string): Zone | null {
  try {
    const zone = new ICAL.Timezone({ component: new ICAL.Component(ICAL.parse(block)), tzid: '' });
    const timeOf = (ms: number): InstanceType<typeof ICAL.Time> => {
      const date = new Date(ms);
      return ICAL.Time.fromData({
        year: date.getUTCFullYear(),
        month: date.getUTCMonth() + 1,
        day: date.getUTCDate(),
        hour: date.getUTCHours(),
        minute: date.getUTCMinutes(),
        second: date.getUTCSeconds(),
      });
    };
    const offset = (localMs: number): number => zone.utcOffset(timeOf(localMs)) * 1000;
    offset(Date.now());
    return {
      toMs: (localMs) => localMs - offset(localMs),
      toLocalMs: (atMs) => atMs + offset(atMs + offset(atMs)),
    };
  } catch {
    return null;
  }
}

/** `/example.org/20070129_1/Europe/Berlin` is Berlin all the same. */
function ianaOf(name: string): string | null {
  const tries = [name, /([A-Z]\w+\/[\w/+-]+)$/.exec(name)?.[1] ?? ''];
  for (const zone of tries) {
    try {
      // A bare offset is a name of the file's own.
      if (/^[A-Za-z]/.test(zone)) return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
    } catch {
      // The next reading of it.
    }
  }
  return null;
}

export function createZones(blocks: ReadonlyMap<string, string>): Zones {
  const device = zoneOf(deviceOffset);
  const known = new Map<string, Zone>();
  const open = (name: string): Zone => {
    const iana = ianaOf(name);
    if (iana !== null) return zoneOf(createZoneOffset(iana));
    const block = blocks.get(name);
    const own = block === undefined ? null : ofFile(block);
    const known = own ? null : ianaOfWindows(name);
    return own ?? (known === null ? device : zoneOf(createZoneOffset(known)));
  };
  return {
    find(name) {
      if (name === null) return device;
      if (name === 'UTC') return utc;
      const zone = known.get(name) ?? open(name);
      known.set(name, zone);
      return zone;
    },
  };
}

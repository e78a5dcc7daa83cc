/** What a clock and a calendar in a time zone read at a moment. Pure; zones and their changes are the browser's. */

/** Months count from 1. */
export interface ZoneParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** `timeZone` undefined is the device's own. Throws `RangeError` for a name the browser does not know. */
export function createZoneParts(timeZone: string | undefined): (atMs: number) => ZoneParts {
  const format = new Intl.DateTimeFormat('en-u-ca-gregory', {
    ...(timeZone === undefined ? {} : { timeZone }),
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (atMs) => {
    const parts = Object.fromEntries(format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return { year, month, day, hour, minute, second };
  };
}

/** Milliseconds since 1970 of a clock that reads these parts in UTC. */
const asUtcMs = ({ year, month, day, hour, minute, second }: ZoneParts): number =>
  Date.UTC(year, month - 1, day, hour, minute, second);

/** Milliseconds east of Greenwich. */
export function createZoneOffset(timeZone: string | undefined): (atMs: number) => number {
  const partsAt = createZoneParts(timeZone);
  return (atMs) => asUtcMs(partsAt(atMs)) - Math.floor(atMs / 1000) * 1000;
}

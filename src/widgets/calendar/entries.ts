/** The calendars as they stand in the settings: one to a line, an address or a kept file, a colour, a name. Pure. */

export interface CalendarEntry {
  /** `https://…`, `webcal://…` or `file:…`. */
  readonly address: string;
  /** `#rrggbb`. */
  readonly color: string;
  /** Empty: the name that the calendar has for itself. */
  readonly name: string;
}

/** Told apart at a glance, on dark and on light. */
const colors = ['#4f9cf9', '#f2725c', '#3fb68b', '#e0a52e', '#a97bf0', '#2fb3c7', '#e76fb0', '#8aa63a'];

const mostCalendars = 12;

export function readEntries(text: string): CalendarEntry[] {
  const found: CalendarEntry[] = [];
  for (const line of text.split('\n')) {
    const words = line.trim().split(/\s+/);
    const address = words.shift() ?? '';
    if (address === '' || found.some((it) => it.address === address) || found.length >= mostCalendars) continue;
    const color = words.find((word) => /^#[\da-f]{6}$/i.test(word));
    const name = words.filter((word) => word !== color).join(' ');
    found.push({ address, color: color ?? colors[found.length % colors.length] ?? '#4f9cf9', name: name.slice(0, 60) });
  }
  return found;
}

/** The text with a line for each new file; one that was there keeps its place, colour and name. */
export function withFiles(text: string, files: readonly string[]): string {
  const known = new Set(readEntries(text).map(({ address }) => address));
  return [text.trimEnd(), ...files.filter((file) => !known.has(file))].filter(Boolean).join('\n');
}

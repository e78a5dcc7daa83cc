/** How long ago, in the language of the page. Pure. */

const units: readonly (readonly [number, Intl.RelativeTimeFormatUnit])[] = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
];

/** `2 hours ago`; empty for what is not dated or less than a minute old. */
export function sayAge(atMs: number | null, nowMs: number, locale: string): string {
  const ageMs = atMs === null ? -1 : nowMs - atMs;
  const unit = units.find(([ms]) => ageMs >= ms);
  if (!unit) return '';
  return new Intl.RelativeTimeFormat(locale, { style: 'short' }).format(-Math.floor(ageMs / unit[0]), unit[1]);
}

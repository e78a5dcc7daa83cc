/** What is known of a photo in the user's own words: `{camera} · {date}`. Pure. What is not known leaves no trace. */
import { t } from '../../shared/i18n.ts';
import type { WidgetPhoto } from '../widget.ts';

export const tokens = [
  'title',
  'date',
  'year',
  'place',
  'camera',
  'lens',
  'exposure',
  'source',
  'credit',
  'why',
  'reason',
] as const;
export type Token = (typeof tokens)[number];

const whole = (text: string): string => text.replaceAll(' ', '\u00a0');

function exposureOf({ exposureSec, fNumber, iso, focalLengthMm }: WidgetPhoto['info'], locale: string): string {
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const seconds =
    exposureSec && exposureSec < 0.26 ? `1/${Math.round(1 / exposureSec)}` : exposureSec && number.format(exposureSec);
  return [
    seconds ? `${seconds} s` : '',
    fNumber ? `f/${number.format(fNumber)}` : '',
    iso ? `ISO ${iso}` : '',
    focalLengthMm ? `${number.format(focalLengthMm)} mm` : '',
  ]
    .filter(Boolean)
    .map(whole)
    .join(' · ');
}

/** Why one might like to see it today. */
function whyOf(takenMs: number | undefined, nowMs: number): string {
  if (takenMs === undefined) return '';
  const [taken, now] = [new Date(takenMs), new Date(nowMs)];
  const years = now.getFullYear() - taken.getFullYear();
  if (years < 1 || taken.getMonth() !== now.getMonth()) return '';
  return taken.getDate() === now.getDate()
    ? t('{years, plural, one {A year ago today} other {# years ago today}}', { years })
    : t('{years, plural, one {A year ago this month} other {# years ago this month}}', { years });
}

/** A file name is no title: `IMG_2041.JPG` says nothing to anybody. */
const titleOf = (title: string): string => {
  const bare = title.replace(/\.[a-z\d]{2,5}$/i, '').replaceAll('_', ' ');
  return /^(?:img|dsc|dscf|dscn|pxl|p|mvimg|gopr|screenshot)?[\s\d-]{4,}$/i.test(bare) ? '' : bare;
};

export function valuesOf(photo: WidgetPhoto, locale: string, nowMs: number): Readonly<Record<Token, string>> {
  const { ref, info, sourceLabel, reason = '' } = photo;
  const takenMs = info.takenMs ?? ref.dateMs;
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'long' });
  return {
    title: titleOf(ref.title),
    date: takenMs === undefined ? '' : date.format(takenMs),
    year: takenMs === undefined ? '' : String(new Date(takenMs).getFullYear()),
    place: ref.place ?? '',
    camera: info.camera ?? '',
    lens: info.lens ?? '',
    exposure: exposureOf(info, locale),
    source: t(sourceLabel),
    credit: t(ref.credit ?? ''),
    why: whyOf(info.takenMs, nowMs),
    reason,
  };
}

const separators = /(?:\s*[·|,–—/]\s*){2,}/g;
const edges = /^[\s·|,–—/]+|[\s·|,–—/]+$/g;

/** Lines in which something is known; what separated nothing goes. Unknown tokens stay, so that a slip of the pen is seen. */
export function fill(template: string, values: Readonly<Record<string, string>>): string[] {
  return template.split('\n').flatMap((line) => {
    const hasTokens = /\{\w+\}/.test(line);
    const text = line.replace(/\{(\w+)\}/g, (all, name: string) => values[name] ?? all);
    if (!hasTokens) return text.trim() ? [text.trim()] : [];
    const clean = text.replace(separators, ' · ').replace(edges, '').trim();
    return clean ? [clean] : [];
  });
}

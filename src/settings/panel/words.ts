/** The person's language as the panel needs it: sentences of specs, numbers, spans, times. */
import { localeOf, t } from '../../shared/i18n.ts';

/** Sentences that come from specs and plugins; those written here go through `t` as they stand. */
export const say = (sentence: string): string => (sentence === '' ? '' : t(sentence));

export const locale = localeOf;

export const sayNumber = (value: number, options?: Intl.NumberFormatOptions): string =>
  new Intl.NumberFormat(locale(), options).format(value);

export const sayBytes = (bytes: number): string => {
  const units = ['kilobyte', 'megabyte', 'gigabyte'] as const;
  const power = Math.min(units.length, Math.max(1, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const unit = units[power - 1] ?? 'kilobyte';
  const value = bytes / 1000 ** power;
  return sayNumber(value, { style: 'unit', unit, maximumFractionDigits: value < 10 ? 1 : 0 });
};

/** How an address is doing, in words. */
import { t } from '../../shared/i18n.ts';
import type { SourceHealth } from '../../shared/source.ts';

/** “in 5 minutes”, “2 hours ago”; whole units, the largest that fits. */
export function sayWhen(atMs: number, nowMs: number, locale = 'en'): string {
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const minutes = Math.round((atMs - nowMs) / 60_000);
  if (minutes === 0) return relative.format(0, 'second');
  if (Math.abs(minutes) < 60) return relative.format(minutes, 'minute');
  const hours = Math.round(minutes / 60);
  if (Math.abs(hours) < 24) return relative.format(hours, 'hour');
  return relative.format(Math.round(hours / 24), 'day');
}

/** One line: photos, when it last answered, when it is asked next, and how often it failed since. */
export function sayHealth(health: SourceHealth, nowMs: number, locale = 'en'): string {
  const { photos, lastSuccessMs, nextTryMs, failures } = health;
  const parts = [t('{count, plural, one {# photo} other {# photos}}', { count: photos })];
  if (lastSuccessMs !== null) parts.push(t('answered {when}', { when: sayWhen(lastSuccessMs, nowMs, locale) }));
  else if (failures > 0) parts.push(t('has not answered yet'));
  if (failures > 0) {
    parts.push(t('{count, plural, one {failed once} other {failed # times in a row}}', { count: failures }));
  }
  if (nextTryMs !== null) {
    const isSoon = nextTryMs <= nowMs;
    parts.push(isSoon ? t('asked again soon') : t('asked again {when}', { when: sayWhen(nextTryMs, nowMs, locale) }));
  }
  return `${parts.join(' · ')}.`;
}

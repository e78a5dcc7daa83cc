/** How an address is doing, in words. Pure. */
import type { SourceHealth } from '../../shared/source.ts';

const count = new Intl.NumberFormat('en');
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** “in 5 minutes”, “2 hours ago”; whole units, the largest that fits. */
export function sayWhen(atMs: number, nowMs: number): string {
  const minutes = Math.round((atMs - nowMs) / 60_000);
  if (minutes === 0) return 'now';
  if (Math.abs(minutes) < 60) return relative.format(minutes, 'minute');
  const hours = Math.round(minutes / 60);
  if (Math.abs(hours) < 24) return relative.format(hours, 'hour');
  return relative.format(Math.round(hours / 24), 'day');
}

/** One line: photos, when it last answered, when it is asked next, and how often it failed since. */
export function sayHealth(health: SourceHealth, nowMs: number): string {
  const { photos, lastSuccessMs, nextTryMs, failures } = health;
  const parts = [photos === 1 ? '1 photo' : `${count.format(photos)} photos`];
  if (lastSuccessMs !== null) parts.push(`answered ${sayWhen(lastSuccessMs, nowMs)}`);
  else if (failures > 0) parts.push('has not answered yet');
  if (failures > 0) parts.push(failures === 1 ? 'failed once' : `failed ${count.format(failures)} times in a row`);
  if (nextTryMs !== null) {
    parts.push(nextTryMs <= nowMs ? 'asked again soon' : `asked again ${sayWhen(nextTryMs, nowMs)}`);
  }
  return `${parts.join(' · ')}.`;
}

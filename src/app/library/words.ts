/** What the library says to people. Pure. */
import type { LibraryHealth, WhyPhoto, WhyRule } from '../../shared/library-api.ts';
import type { LibraryFacts } from '../../shared/library-commands.ts';
import { t } from '../../shared/i18n.ts';
import type { Reason } from './chooser.ts';

function ruleSentence({ rule, year = 0 }: Reason): string {
  const sentences: Readonly<Record<WhyRule, () => string>> = {
    shuffle: () => t('Its turn in the shuffle.'),
    name: () => t('The next one by name.'),
    date: () => t('The next one by date.'),
    flow: () => t('Close in colour and mood to the one before.'),
    favourite: () => t('One of your favourites.'),
    fresh: () => t('Among your newest photos.'),
    'on-this-day': () => t('Taken on this day in {year}.', { year: String(year) }),
    alike: () => t('Like the photo you chose.'),
    asked: () => t('You asked for it.'),
    history: () => t('You went back to it.'),
  };
  return sentences[rule]();
}

export function sayWhy(reason: Reason, source: string, isFiltered: boolean): WhyPhoto {
  const parts = [ruleSentence(reason)];
  if (source !== '') parts.unshift(t('From {source}.', { source }));
  if (isFiltered) parts.push(t('It fits your filters.'));
  return { rule: reason.rule, source, sentence: parts.join(' ') };
}

/** `isOn`: photos are looked at in advance; `hasFailed`: the worker is gone. */
export function sayHealth(facts: LibraryFacts | null, isOn: boolean, hasFailed: boolean): LibraryHealth {
  if (hasFailed || !facts) {
    const sentence = hasFailed
      ? t('Your photos cannot be looked at in advance just now. The show goes on without.')
      : t('Your photos have not been looked at yet.');
    const none = { photos: 0, withDetails: 0, withPrints: 0, duplicates: 0, jobs: [], dead: [] };
    return { state: hasFailed ? 'failed' : 'off', sentence, ...none };
  }
  const { isWorking, isHeld, ...health } = facts;
  const open = facts.jobs.filter(({ state, kind }) => state !== 'done' && state !== 'dead' && kind !== 'scan');
  const done = open.reduce((sum, job) => sum + job.done, 0);
  const total = open.reduce((sum, job) => sum + job.total, 0);
  if (!isOn) return { state: 'off', sentence: t('Photos are not looked at in advance.'), ...health };
  if (isWorking || (isHeld && open.length > 0)) {
    const sentence = t('Looking at your photos: {done} of {total}.', { done, total });
    return { state: isHeld ? 'paused' : 'working', sentence, ...health };
  }
  const sentence = t('{count, plural, one {# photo is known.} other {# photos are known.}}', { count: health.photos });
  return { state: 'idle', sentence, ...health };
}

/** What the library does, in words and in the order people look for it. Pure. */
import { t } from '../../shared/i18n.ts';
import type { JobKind, JobState, LibraryJob, PhotoAlbum } from '../../shared/library-api.ts';
import type { Option } from './describe.ts';
import { sayNumber } from './words.ts';

export function jobName(kind: JobKind): string {
  switch (kind) {
    case 'scan':
      return t('Finding photos');
    case 'details':
      return t('Sizes, dates and cameras');
    case 'prints':
      return t('Colours and look-alikes');
  }
}

export function jobState(state: JobState): string {
  switch (state) {
    case 'waiting':
      return t('Waiting');
    case 'running':
      return t('Under way');
    case 'paused':
      return t('Paused');
    case 'done':
      return t('Done');
    case 'dead':
      return t('Gave up');
  }
}

const urgency: Readonly<Record<JobState, number>> = { dead: 0, running: 1, paused: 2, waiting: 3, done: 4 };

/** What needs a hand first, what is over last. */
export const jobsInOrder = (jobs: readonly LibraryJob[]): readonly LibraryJob[] =>
  jobs.toSorted((a, b) => urgency[a.state] - urgency[b.state]);

/** The choices of the setting `choice.album`; entries are named as the person calls them. */
export const albumOptions = (albums: readonly PhotoAlbum[], nameOf: (entryId: string) => string): readonly Option[] => [
  { value: '', label: t('All folders') },
  ...albums.map(({ id, entryId, folder, photos }) => ({
    value: id,
    label: `${[nameOf(entryId), folder].filter(Boolean).join(' / ')} (${sayNumber(photos)})`,
  })),
];

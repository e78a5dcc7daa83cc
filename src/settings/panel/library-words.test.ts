import { describe, expect, it } from 'vitest';
import type { JobState, LibraryJob } from '../../shared/library-api.ts';
import { albumOptions, jobsInOrder } from './library-words.ts';

const job = (id: string, state: JobState): LibraryJob => ({
  id,
  kind: 'details',
  entryId: 'a',
  state,
  done: 0,
  total: 1,
  cursor: null,
  attempts: 0,
  leaseUntilMs: null,
  trouble: null,
});

describe('jobsInOrder', () => {
  it('puts what gave up first and what is done last', () => {
    const jobs = [job('1', 'done'), job('2', 'waiting'), job('3', 'running'), job('4', 'dead')];
    expect(jobsInOrder(jobs).map(({ id }) => id)).toEqual(['4', '3', '2', '1']);
  });
});

describe('albumOptions', () => {
  it('offers every folder by the name of its source, and all of them first', () => {
    const albums = [
      { id: 'a:', entryId: 'a', folder: '', photos: 1200 },
      { id: 'a:Norway/2019', entryId: 'a', folder: 'Norway/2019', photos: 40 },
    ];
    expect(albumOptions(albums, () => 'Holidays')).toEqual([
      { value: '', label: 'All folders' },
      { value: 'a:', label: 'Holidays (1,200)' },
      { value: 'a:Norway/2019', label: 'Holidays / Norway/2019 (40)' },
    ]);
  });
});

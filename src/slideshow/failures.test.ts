import { describe, expect, it } from 'vitest';
import { photo } from '../../tests/slideshow/fakes.ts';
import { AppError } from '../shared/errors.ts';
import { FailureBook } from './failures.ts';

const minute = 60_000;
const bad = photo('a:1', 'a', { revision: '1' });
const good = photo('a:2');
const slow = new AppError('worker.deadline', 'Too slow.', { retryable: true });
const corrupt = new AppError('photo.corrupt', 'Damaged.');
const network = new AppError('photo.network', 'No answer.', { retryable: true });

describe('failures', () => {
  it('are retried after 1 minute, 10 minutes and 1 hour, then quarantined', () => {
    const book = new FailureBook();
    expect(book.record(bad, slow, 0).retryAtMs).toBe(minute);
    expect(book.release(minute - 1)).toEqual([]);
    expect(book.isBlocked(bad.id)).toBe(true);
    expect(book.release(minute)).toEqual([bad.id]);
    expect(book.isBlocked(bad.id)).toBe(false);
    expect(book.release(minute * 2)).toEqual([]);
    expect(book.record(bad, slow, minute).retryAtMs).toBe(11 * minute);
    expect(book.record(bad, slow, 0).retryAtMs).toBe(60 * minute);
    expect(book.record(bad, slow, 0).retryAtMs).toBeNull();
    expect(book.quarantined).toBe(1);
    expect(book.release(Number.MAX_SAFE_INTEGER)).toEqual([]);
  });

  it('that a retry cannot help are quarantined after two attempts', () => {
    const book = new FailureBook();
    expect(book.record(bad, corrupt, 0).retryAtMs).toBe(minute);
    expect(book.record(bad, corrupt, minute).retryAtMs).toBeNull();
  });

  it('of the network quarantine a photo only when its source delivers others', () => {
    const book = new FailureBook();
    for (let hour = 0; hour < 50; hour++)
      expect(book.record(bad, network, hour * 60 * minute).retryAtMs).not.toBeNull();
    book.succeeded(good, 49.5 * 60 * minute);
    expect(book.record(bad, network, 50 * 60 * minute).retryAtMs).toBeNull();
  });

  it('are cleared by a success or the user, and outdated by a new revision', () => {
    const book = new FailureBook();
    book.record(bad, corrupt, 0);
    expect(book.isOutdated(bad)).toBe(false);
    expect(book.isOutdated({ ...bad, revision: '2' })).toBe(true);
    book.record(bad, corrupt, 0);
    expect(book.succeeded(bad, 1)).toBe(true);
    expect(book.quarantined).toBe(0);
    expect(book.clear(bad.id)).toBe(false);
  });

  it('of an earlier visit count on', () => {
    const before = new FailureBook();
    const failure = before.record(bad, corrupt, 0);
    const book = new FailureBook();
    book.restore([failure]);
    expect(book.isBlocked(bad.id)).toBe(true);
    expect(book.nextRetryMs).toBe(minute);
    expect(book.record(bad, corrupt, minute).retryAtMs).toBeNull();
  });
});

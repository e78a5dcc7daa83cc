import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ErrorData } from '../shared/errors.ts';
import { createEventLog } from '../shared/events.ts';
import { followStarters, missingStarters, settleMs, starterFeeds, startersToAdd } from './starter-feeds.ts';

const unreachable = { kind: 'source.unreachable', message: 'no', retryable: true } as const;
const keptOut = { ...unreachable, detail: 'kept out' } as const;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function follow(ids: readonly string[]) {
  const events = createEventLog();
  followStarters(events, ids);
  const notices = () => events.last().flatMap((event) => (event.type === 'notice' ? [event.message] : []));
  return {
    notices,
    listed: (entryId: string) => events.emit({ type: 'source.listed', entryId, photos: 5 }),
    failed: (entryId: string, error: ErrorData = keptOut) => events.emit({ type: 'source.failed', entryId, error }),
  };
}

describe('the list', () => {
  it('has a dozen sources, each its own entry over https', () => {
    const entries = missingStarters([]);
    expect(entries).toHaveLength(12);
    expect(new Set(entries.map(({ id }) => id)).size).toBe(12);
    expect(new Set(starterFeeds.map(({ url }) => url)).size).toBe(12);
    for (const { url } of starterFeeds) {
      expect(new URL(url).protocol).toBe('https:');
      expect(url).not.toMatch(/key=/);
    }
  });

  it('comes back without what is there already, and says so when all is', () => {
    const all = missingStarters([]);
    expect(missingStarters(all.slice(0, 11)).map(({ id }) => id)).toEqual([all[11]?.id]);
    expect(() => startersToAdd(all)).toThrow('all here already');
  });
});

describe('what is said afterwards', () => {
  it('is nothing when all sources answer', () => {
    const { notices, listed } = follow(['starter-bing', 'starter-nasa-earth']);
    listed('starter-bing');
    listed('starter-nasa-earth');
    vi.advanceTimersByTime(settleMs);
    expect(notices()).toEqual([]);
  });

  it('names the services that need the companion, once each', () => {
    const ids = ['starter-bing', 'starter-flickr-sea', 'starter-flickr-night', 'starter-nasa-earth'];
    const { notices, listed, failed } = follow(ids);
    for (const id of ids.slice(0, 3)) failed(id);
    expect(notices()).toEqual([]);
    listed('starter-nasa-earth');
    expect(notices()).toEqual([
      'Bing and Flickr do not let browsers read their pictures directly. Start the companion to see them too; the others play meanwhile.',
    ]);
  });

  it('asks for no companion where a service is down, wants patience, or plays already', () => {
    const ids = ['starter-nasa-nebulae', 'starter-nasa-earth', 'starter-commons-mountains', 'starter-bing'];
    const { notices, listed, failed } = follow(ids);
    listed('starter-nasa-nebulae');
    failed('starter-nasa-earth');
    failed('starter-commons-mountains', { ...unreachable, detail: 'source.unreachable' });
    listed('starter-bing');
    expect(notices()).toEqual([]);
  });

  it('speaks of the connection when nothing answers, and does not wait for ever', () => {
    const nothing = follow(['starter-bing']);
    nothing.failed('starter-bing');
    expect(nothing.notices()[0]).toContain('Check the connection');
    const slow = follow(['starter-bing', 'starter-wallhaven']);
    slow.failed('starter-bing');
    vi.advanceTimersByTime(settleMs);
    expect(slow.notices()[0]).toContain('Bing does not let browsers read its pictures');
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { entry, FakeFeeds, photo, photos } from '../../tests/slideshow/fakes.ts';
import { VirtualClock } from '../../tests/slideshow/virtual-clock.ts';
import { AppError } from '../shared/errors.ts';
import type { AppEvent } from '../shared/events.ts';
import { Library, rescanMs } from './library.ts';

let clock: VirtualClock;
let feeds: FakeFeeds;
let library: Library;
let events: AppEvent[];
let here: Map<string, string | undefined>;
let batches: number[];

beforeEach(() => {
  clock = new VirtualClock();
  feeds = new FakeFeeds(clock);
  events = [];
  here = new Map();
  batches = [];
  library = new Library({
    feeds,
    clock,
    emit: (event) => events.push(event),
    listener: {
      added: (refs) => {
        batches.push(refs.length);
        for (const ref of refs) here.set(ref.id, ref.revision);
      },
      removed: (ids) => {
        for (const id of ids) here.delete(id);
      },
      listed: () => undefined,
    },
  });
});

const offline = new AppError('source.unreachable', 'The folder is not there. Plug the disk in.', { retryable: true });
const listing = () => feeds.scans.length;

describe('the library', () => {
  it('reads page by page and announces each at once', async () => {
    feeds.lists.set('a', photos(1200));
    library.configure([entry('a')]);
    await clock.advance(11);
    expect(batches).toEqual([500]);
    expect(library.looking).toBe(true);
    await clock.advance(100);
    expect(batches).toEqual([500, 500, 200]);
    expect(library.looking).toBe(false);
    expect(events).toContainEqual({ type: 'source.listed', entryId: 'a', photos: 1200 });
    expect(feeds.watched).toEqual(['a']);
  });

  it('tells what came, went and changed, once per burst of changes', async () => {
    feeds.lists.set('a', [photo('1', 'a', { revision: 'x' }), photo('2'), photo('3')]);
    library.configure([entry('a')]);
    await clock.advance(100);
    for (let i = 0; i < 50; i++) feeds.change('a', [photo('1', 'a', { revision: 'y' }), photo('3'), photo('4')]);
    await clock.advance(2_000);
    expect([...here.keys()].toSorted()).toEqual(['1', '3', '4']);
    expect(here.get('1')).toBe('y');
    expect(listing()).toBe(2);
  });

  it('lists again after a change that came during a listing, one listing at a time', async () => {
    feeds.lists.set('a', photos(3));
    feeds.pageMs = 5_000;
    library.configure([entry('a')]);
    await clock.advance(100);
    feeds.change('a', photos(4));
    feeds.change('a', photos(5));
    await clock.advance(4_000);
    expect(listing()).toBe(1);
    await clock.advance(10_000);
    expect(listing()).toBe(2);
    expect(here.size).toBe(5);
  });

  it('looks every ten minutes even when nobody says anything', async () => {
    feeds.lists.set('a', photos(1));
    library.configure([entry('a')]);
    await clock.advance(100);
    feeds.lists.set('a', photos(2));
    await clock.advance(rescanMs);
    expect(here.size).toBe(2);
  });

  it('keeps the photos of a source that fails, asks again ever more rarely, and at once on request', async () => {
    feeds.lists.set('a', photos(3));
    library.configure([entry('a')]);
    await clock.advance(100);
    feeds.errors.set('a', offline);
    library.rescan('a');
    await clock.advance(20);
    expect(here.size).toBe(3);
    expect(library.failures).toMatchObject([{ entryId: 'a', error: { kind: 'source.unreachable' } }]);
    const before = listing();
    await clock.advance(3_600_000);
    // 5, 10, 20, 40, 80, 160 seconds, then every 5 minutes.
    expect(listing() - before).toBeGreaterThan(14);
    expect(listing() - before).toBeLessThan(20);
    feeds.errors.delete('a');
    feeds.lists.set('a', photos(2));
    library.rescan();
    await clock.advance(20);
    expect(here.size).toBe(2);
    expect(library.failures).toEqual([]);
  });

  it('does not take a listing that breaks off for a complete one', async () => {
    feeds.lists.set('a', photos(800));
    library.configure([entry('a')]);
    await clock.advance(100);
    feeds.pageMs = 100;
    library.rescan('a');
    await clock.advance(150);
    feeds.errors.set('a', offline);
    await clock.advance(100);
    expect(here.size).toBe(800);
  });

  it('gives up on a page that never comes', async () => {
    feeds.scan = () => new Promise(() => undefined);
    library.configure([entry('a')]);
    await clock.advance(61_000);
    expect(library.failures).toMatchObject([{ error: { kind: 'source.unreachable' } }]);
  });

  it('forgets an entry that is switched off or points elsewhere, and lists only what is new', async () => {
    feeds.lists.set('a', photos(3, 'a'));
    feeds.lists.set('b', photos(2, 'b'));
    library.configure([entry('a'), entry('b')]);
    await clock.advance(100);
    library.configure([entry('a', 5), entry('b', 1, { enabled: false })]);
    await clock.advance(100);
    expect([...here.keys()]).toEqual(['a:0', 'a:1', 'a:2']);
    expect(listing()).toBe(2);
    library.configure([entry('a', 5, { params: { url: '/other' } })]);
    await clock.advance(100);
    expect(listing()).toBe(3);
    library.dispose();
    await clock.advance(rescanMs * 3);
    expect(clock.pending).toBe(0);
  });
});

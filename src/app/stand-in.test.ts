import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { coreDefaults } from '../shared/core-defaults.ts';
import { createEventLog } from '../shared/events.ts';
import type { SourceEntry } from '../shared/source.ts';
import { keepLit } from './stand-in.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const entry = (id: string, source: string, enabled = true) => ({
  id,
  source,
  enabled,
  label: '',
  weight: 1,
  params: { seed: 7 },
});

function world(entries: readonly ReturnType<typeof entry>[]) {
  const events = createEventLog();
  let settings = { ...coreDefaults, sources: { ...coreDefaults.sources, entries: [...entries] } };
  let onScreen: string | null = null;
  let changed: () => void = () => undefined;
  let standIn: SourceEntry | null = null;
  const next = vi.fn();
  const shows = (entryId: string): void => {
    onScreen = entryId;
    events.emit({ type: 'photo.shown', photoId: `${entryId}:one`, slide: 1 });
  };
  keepLit({
    store: {
      get: () => settings,
      onChange: (listener) => ((changed = () => listener(settings, settings)), () => undefined),
    },
    events,
    show: {
      current: () => (onScreen === null ? null : { ref: { entryId: onScreen } }),
      standIn: (wanted) => (standIn = wanted),
      next,
    },
  });
  return {
    events,
    next,
    shows,
    standIn: () => standIn,
    choose(more: readonly ReturnType<typeof entry>[]) {
      settings = { ...settings, sources: { ...settings.sources, entries: [...more] } };
      changed();
    },
  };
}

it('an empty folder is seen at once: the pictures that were set up step in, and out with the first photo', () => {
  const { events, standIn, shows, next } = world([
    entry('generative', 'generative', false),
    entry('mine', 'companion'),
  ]);
  expect(standIn()).toBeNull();
  events.emit({ type: 'source.listed', entryId: 'mine', photos: 0 });
  expect(standIn()).toMatchObject({ id: 'generative', enabled: true, params: { seed: 7 } });
  expect(events.last(1)).toMatchObject([
    { type: 'notice', message: expect.stringContaining('no photos yet') as string },
  ]);
  events.emit({ type: 'source.listed', entryId: 'generative', photos: 30 });
  shows('generative');
  expect(standIn()).not.toBeNull();
  events.emit({ type: 'source.listed', entryId: 'mine', photos: 0 });
  expect(standIn()).not.toBeNull();
  events.emit({ type: 'source.listed', entryId: 'mine', photos: 1 });
  expect(standIn()).toBeNull();
  expect(next).toHaveBeenCalledTimes(1);
});

it('waits for others while one of them has not answered, but not for ever', () => {
  const { events, standIn } = world([entry('a', 'feed'), entry('b', 'feed')]);
  events.emit({
    type: 'source.failed',
    entryId: 'a',
    error: { kind: 'source.unreachable', message: '', retryable: true },
  });
  expect(standIn()).toBeNull();
  vi.advanceTimersByTime(8000);
  expect(standIn()).toMatchObject({ source: 'generative' });
});

it('steps in where there are photos and none can be shown, and out when one is', () => {
  const { events, standIn, shows } = world([entry('a', 'links')]);
  events.emit({ type: 'source.listed', entryId: 'a', photos: 5 });
  expect(standIn()).toBeNull();
  vi.advanceTimersByTime(8000);
  expect(standIn()).not.toBeNull();
  shows('generative');
  events.emit({ type: 'source.listed', entryId: 'a', photos: 5 });
  expect(standIn()).not.toBeNull();
  shows('a');
  expect(standIn()).toBeNull();
});

it('does nothing once a photo is there, whatever becomes of its source, nor beside pictures that are switched on', () => {
  const { events, standIn, shows } = world([entry('a', 'feed')]);
  shows('a');
  events.emit({ type: 'source.listed', entryId: 'a', photos: 0 });
  vi.advanceTimersByTime(60_000);
  expect(standIn()).toBeNull();
  const painted = world([entry('generative', 'generative'), entry('mine', 'companion')]);
  painted.events.emit({ type: 'source.listed', entryId: 'mine', photos: 0 });
  vi.advanceTimersByTime(60_000);
  expect(painted.standIn()).toBeNull();
});

it('moves on from what is left of a source that was taken away, once all others have failed', () => {
  const { events, standIn, shows, choose } = world([entry('generative', 'generative')]);
  shows('generative');
  choose([entry('generative', 'generative', false), entry('a', 'feed'), entry('b', 'feed')]);
  vi.advanceTimersByTime(8000);
  events.emit({ type: 'source.listed', entryId: 'a', photos: 0 });
  expect(standIn(), 'one has not answered yet').toBeNull();
  events.emit({ type: 'source.listed', entryId: 'b', photos: 0 });
  expect(standIn()).toMatchObject({ id: 'generative', enabled: true });
  shows('generative');
  expect(standIn()).not.toBeNull();
  shows('b');
  expect(standIn()).toBeNull();
});

it('makes up for having nothing switched on at all', () => {
  const { standIn } = world([]);
  vi.advanceTimersByTime(8000);
  expect(standIn()).toMatchObject({ source: 'generative', enabled: true });
});

it('stands in for nobody who switches the pictures on by hand: they stay, and the photo on screen too', () => {
  const { events, standIn, shows, choose, next } = world([
    entry('generative', 'generative', false),
    entry('mine', 'folder'),
  ]);
  events.emit({ type: 'source.listed', entryId: 'mine', photos: 0 });
  shows('generative');
  expect(standIn()).not.toBeNull();
  choose([entry('generative', 'generative', true)]);
  expect(standIn()).toBeNull();
  expect(next).not.toHaveBeenCalled();
});

/** Several tabs with the same profile, and one panel: it belongs to one of them, and nothing is done twice. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { memoryNotes } from '../testing.ts';
import { bringToFront, connectRemoteHost } from './connect.ts';
import { serveRemoteHost } from './serve.ts';
import { air, opened, pass, world } from './testing.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function twoTabs(options: Parameters<typeof air>[0] = {}) {
  const { end, sent } = air(options);
  const shared = memoryNotes();
  const tab = () => {
    const [show, notes] = [world(), memoryNotes()];
    const mine = end();
    const stop = serveRemoteHost(show.startShow().host, mine, { notes, shared });
    const leave = (): void => {
      stop();
      mine.close();
    };
    return { ...show, notes, leave };
  };
  return { end, sent, shared, first: tab(), second: tab() };
}

it.each([1, 2, 3])('is served by one tab alone, through a bad channel too: %i', async (seed) => {
  const { end, first, second } = twoTabs({ drop: 0.3, repeat: 0.3, seed });
  const panel = await opened(connectRemoteHost(end()));
  const all = Promise.all(Array.from({ length: 10 }, (_, at) => panel.run('addSource', `source ${at}`, {} as never)));
  await pass(10_000);
  await all;
  expect([first.log.length, second.log.length].toSorted((a, b) => a - b)).toEqual([0, 10]);
});

it('does not jump from one to the other, and the other one is not asked', async () => {
  const { end, sent } = twoTabs();
  const panel = await opened(connectRemoteHost(end()));
  const before = sent.filter(({ type }) => type === 'snapshot').length;
  await pass(5000);
  expect(sent.filter(({ type }) => type === 'snapshot')).toHaveLength(before);
  expect(panel.trouble?.()).toBeNull();
});

it('turns to the other tab when its own is closed, and what was begun there is not begun again', async () => {
  const { end, first, second } = twoTabs();
  const panel = await opened(connectRemoteHost(end()));
  void panel.run('addSource', 'where is it', {} as never);
  await pass(2);
  const [own, other] = first.log.length > 0 ? [first, second] : [second, first];
  // Begun, but the answer never arrives.
  own.leave();
  await pass(300);
  const given = panel.run('change', { slideshow: { intervalSec: 8 } });
  await pass(2500);
  expect(await given).toEqual([]);
  expect(panel.trouble?.()).toBeNull();
  expect(other.log).toEqual(['change [{"slideshow":{"intervalSec":8}}]']);
  expect(panel.state().settings.slideshow.intervalSec).toBe(8);
});

it('stays with its own tab over a reload, though the other one would answer', async () => {
  const { end, shared, first, second } = twoTabs();
  const panel = await opened(connectRemoteHost(end()));
  await Promise.all([panel.run('change', { slideshow: { intervalSec: 4 } }), pass(100)]);
  const [own, other] = first.log.length > 0 ? [first, second] : [second, first];
  own.leave();
  serveRemoteHost(own.startShow().host, end(), { notes: own.notes, shared });
  await pass(500);
  await Promise.all([panel.run('change', { slideshow: { intervalSec: 5 } }), pass(100)]);
  expect([own.log.length, other.log.length]).toEqual([2, 0]);
});

it('comes to the tab that brings it to the front', async () => {
  const { end, first, second } = twoTabs();
  const panel = await opened(connectRemoteHost(end()));
  for (const tab of [first, second]) {
    await Promise.all([bringToFront(end(), tab.notes), pass(300)]);
    await Promise.all([panel.run('change', { slideshow: { intervalSec: 6 } }), pass(300)]);
    expect(tab.log).toHaveLength(1);
  }
});

it('tells a duplicated tab from the one it came from', async () => {
  const { end, shared, first } = twoTabs();
  const copy = memoryNotes();
  for (const [key, value] of first.notes.texts) copy.setItem(key, value);
  const twin = world();
  serveRemoteHost(twin.startShow().host, end(), { notes: copy, shared });
  await pass(50);
  expect([...copy.texts.values()]).not.toEqual([...first.notes.texts.values()]);
  const panel = await opened(connectRemoteHost(end()));
  await Promise.all([bringToFront(end(), first.notes), pass(300)]);
  await Promise.all([panel.run('change', { slideshow: { intervalSec: 6 } }), pass(300)]);
  expect([first.log.length, twin.log.length]).toEqual([1, 0]);
});

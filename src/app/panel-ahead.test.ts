import { afterEach, beforeEach, expect, it, vi } from 'vitest';

const links: { onload(): void; onerror(): void }[] = [];
let idle: (() => void) | null = null;

beforeEach(() => {
  vi.useFakeTimers();
  vi.resetModules();
  links.length = 0;
  idle = null;
  vi.stubGlobal('__PANEL_CODE__', '/one.js /two.js');
  vi.stubGlobal('document', {
    createElement: () => ({ setAttribute: () => undefined }),
    head: { append: (link: (typeof links)[number]) => links.push(link) },
  });
  vi.stubGlobal('requestIdleCallback', (run: () => void) => (idle = run));
  vi.stubGlobal('crossOriginIsolated', true);
  vi.stubGlobal('navigator', { serviceWorker: { controller: null } });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function waiting() {
  const { fetchPanelAhead, quietMoment } = await import('./panel-ahead.ts');

  let isOver = false;
  void quietMoment().then(() => (isOver = true));
  fetchPanelAhead();
  await vi.advanceTimersByTimeAsync(100);
  return () => isOver;
}

it('lets the files of the panel come before the shell of a first visit, and then an idle moment', async () => {
  const isOver = await waiting();
  links[0]?.onload();
  await vi.advanceTimersByTimeAsync(100);
  expect(idle, 'one file is on its way').toBeNull();
  links[1]?.onerror();
  await vi.advanceTimersByTimeAsync(100);
  expect(isOver(), 'something else is going on').toBe(false);
  idle?.();
  await vi.advanceTimersByTimeAsync(0);
  expect(isOver()).toBe(true);
});

it('waits no longer than a few seconds', async () => {
  const isOver = await waiting();
  await vi.advanceTimersByTimeAsync(3800);
  expect(isOver()).toBe(false);
  await vi.advanceTimersByTimeAsync(200);
  expect(isOver()).toBe(true);
});

it('does not wait on a later visit, nor where the page has to be isolated', async () => {
  vi.stubGlobal('navigator', { serviceWorker: { controller: {} } });
  expect((await waiting())()).toBe(true);
  vi.stubGlobal('navigator', { serviceWorker: { controller: null } });
  vi.stubGlobal('crossOriginIsolated', false);
  expect((await waiting())()).toBe(true);
});

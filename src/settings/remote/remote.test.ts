/** Two windows, a channel that drops, repeats and reorders, and reloads on either side; on a virtual clock. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AppError } from '../../shared/errors.ts';
import type { PanelTelemetry } from '../../shared/panel-host.ts';
import type { AdminState, SettingsAdmin } from '../../shared/settings-admin.ts';
import { memoryNotes } from '../testing.ts';
import { bringToFront, connectRemoteHost } from './connect.ts';
import { serveRemoteHost } from './serve.ts';
import { air, opened, pass, world } from './testing.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a panel in a window of its own', () => {
  it('shows the state, changes it, and sees the change when its promise settles', async () => {
    const { end } = air();
    const show = world();
    const { host } = show.startShow();
    serveRemoteHost(host, end());
    const panel = await opened(connectRemoteHost(end()));
    expect(panel.state().settings.slideshow.intervalSec).toBe(30);
    const seen: number[] = [];
    panel.onState((state) => seen.push(state.settings.slideshow.intervalSec));
    const done = panel.run('change', { slideshow: { intervalSec: 7 } });
    const settled = done.then(() => panel.state().settings.slideshow.intervalSec);
    await pass(20);
    expect(await settled).toBe(7);
    expect(seen).toEqual([7]);
    expect(panel.place).toBe('window');
    expect([panel.can('change'), panel.can('persist')]).toEqual([true, false]);
  });

  it('hears of failures in their words, and cannot ask for what there is not', async () => {
    const { end } = air();
    serveRemoteHost(world().startShow().host, end());
    const panel = await opened(connectRemoteHost(end()));
    const failures = Promise.allSettled([
      panel.run('removeSource', 'x'),
      panel.run('toString' as 'resetAll'),
      panel.admin.exportSettings(),
    ]);
    await pass(50);
    const reasons = (await failures).map((one) => (one.status === 'rejected' ? (one.reason as AppError) : null));
    expect(reasons[0]).toMatchObject({ kind: 'input.invalid', message: 'removeSource' });
    for (const reason of reasons.slice(1)) expect(reason?.message).toContain('over the show');
  });

  it.each([1, 2, 3, 4, 5])('carries out every command once and in order through a bad channel: %i', async (seed) => {
    const { end } = air({ drop: 0.4, repeat: 0.4, seed });
    const show = world();
    serveRemoteHost(show.startShow().host, end());
    const panel = await opened(connectRemoteHost(end()));
    const all = Promise.all(
      Array.from({ length: 20 }, (_, index) => panel.run('change', { slideshow: { intervalSec: index + 1 } })),
    );
    await pass(20_000);
    await all;
    expect(show.log).toEqual(
      Array.from({ length: 20 }, (_, index) => `change [{"slideshow":{"intervalSec":${index + 1}}}]`),
    );
    expect(panel.state().settings.slideshow.intervalSec).toBe(20);
  });

  it('is in step within a second after the show was reloaded, and repeats nothing', async () => {
    const { end } = air();
    const show = world();
    const notes = memoryNotes();
    const first = end();
    const stop = serveRemoteHost(show.startShow().host, first, { notes });
    const panel = await opened(connectRemoteHost(end()));
    const before = panel.run('change', { slideshow: { intervalSec: 5 } });
    await pass(2);
    // Carried out, but the answer never arrives.
    stop();
    first.close();
    expect(show.interval()).toBe(5);
    const during = panel.run('change', { slideshow: { intervalSec: 6 } });
    await pass(1500);
    expect(panel.trouble?.()).toContain('does not answer');
    serveRemoteHost(show.startShow().host, end(), { notes });
    await pass(1000);
    expect(panel.trouble?.()).toBeNull();
    expect(panel.state().settings.slideshow.intervalSec).toBe(6);
    expect(await before).toEqual([]);
    expect(await during).toEqual([]);
    expect(show.log).toHaveLength(2);
  });

  it('does not promise what a reload of the show cut short', async () => {
    const { end } = air();
    const show = world();
    const notes = memoryNotes();
    const first = end();
    const stop = serveRemoteHost(show.startShow().host, first, { notes });
    const panel = await opened(connectRemoteHost(end()));
    const check = panel.run('checkSource', 'feed', {} as never).catch((error: unknown) => error);
    await pass(10);
    stop();
    first.close();
    serveRemoteHost(show.startShow().host, end(), { notes });
    await pass(1000);
    expect(await check).toMatchObject({ kind: 'aborted' });
    expect(show.log).toHaveLength(1);
  });

  it('delivers what was waiting when it was reloaded itself, once', async () => {
    const { end } = air();
    const show = world();
    const notes = memoryNotes();
    const first = end();
    serveRemoteHost(show.startShow().host, end());
    const panel = await opened(connectRemoteHost(first, { notes }));
    first.close();
    void panel.run('change', { slideshow: { intervalSec: 9 } });
    void panel.admin.readImport(new Blob(['{}'])).catch(() => undefined);
    void panel.run('change', { slideshow: { intervalSec: 10 } });
    expect(show.log).toEqual([]);
    const again = await opened(connectRemoteHost(end(), { notes }));
    await pass(1000);
    expect(show.log).toEqual(['change [{"slideshow":{"intervalSec":9}}]', 'change [{"slideshow":{"intervalSec":10}}]']);
    expect(again.state().settings.slideshow.intervalSec).toBe(10);
  });

  it('gets numbers thirty times a second at most, and only while it looks', async () => {
    const { end } = air();
    const { host, watchers } = world().startShow();
    serveRemoteHost(host, end());
    const panel = await opened(connectRemoteHost(end()));
    let heard = 0;
    const stop = panel.watch(() => void heard++);
    await pass(10);
    for (let at = 0; at < 1000; at += 5) {
      watchers.forEach((tell) => tell({ status: {}, metrics: {}, sound: null } as unknown as PanelTelemetry));
      await pass(5);
    }
    expect(heard).toBeGreaterThan(20);
    expect(heard).toBeLessThanOrEqual(30);
    stop();
    await pass(1000);
    expect(watchers.size).toBe(0);
  });

  it('leaves the show alone when it is gone', async () => {
    const { end, sent } = air();
    const { host, listeners } = world().startShow();
    serveRemoteHost(host, end());
    const mine = end();
    await opened(connectRemoteHost(mine));
    expect(listeners.size).toBe(1);
    // It crashed: not even a good-bye.
    mine.close();
    await pass(3000);
    expect(listeners.size).toBe(0);
    const before = sent.length;
    await pass(5000);
    expect(sent.length).toBe(before);
  });

  it('has the state of presets and profiles, and their commands', async () => {
    const { end } = air();
    const listeners = new Set<(state: AdminState) => void>();
    const state = (preset: string) => ({ preset }) as AdminState;
    const admin = {
      state: async () => state('custom'),
      onChange: (listener: (next: AdminState) => void) => (listeners.add(listener), () => listeners.delete(listener)),
      applyPreset: async (id: string) => listeners.forEach((tell) => tell(state(id))),
      exportSettings: async () => new File(['{}'], 'a.json'),
    } as unknown as SettingsAdmin;
    serveRemoteHost(world().startShow(admin).host, end());
    const panel = await opened(connectRemoteHost(end()));
    const seen: string[] = [];
    panel.admin.onChange(({ preset }) => seen.push(preset));
    const file = panel.admin.exportSettings();
    void panel.admin.applyPreset('purist');
    await pass(100);
    expect(seen).toEqual(['purist']);
    expect(await (await file).text()).toBe('{}');
  });

  it('is one: the one that is open comes to the front', async () => {
    const { end } = air();
    serveRemoteHost(world().startShow().host, end());
    const alone = bringToFront(end());
    await pass(300);
    expect(await alone).toBe(false);
    let asked = 0;
    await opened(connectRemoteHost(end(), { onFront: () => void asked++ }));
    const found = bringToFront(end());
    await pass(300);
    expect([await found, asked]).toEqual([true, 1]);
  });
});

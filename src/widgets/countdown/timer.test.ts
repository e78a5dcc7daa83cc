/** A timer over time: through reloads, through sleep, and at its end. Time goes on only when it is told to. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeElement, installFakeDom, type FakePage } from '../../../tests/fakes/dom.ts';
import { createLife } from '../life.ts';
import { createMemo } from '../memo.ts';
import { createTicker } from '../ticker.ts';
import type { WidgetTools } from '../widget.ts';
import { mountTimer } from './timer.ts';

const start = Date.UTC(2026, 2, 4, 9, 30);
const minuteMs = 60_000;

let page: FakePage;
let nowMs = start;
/** What the browser keeps over a reload. */
let notes: Map<string, string>;
const listeners = new Map<string, Set<(event: object) => void>>();

beforeEach(() => {
  page = installFakeDom();
  notes = new Map();
  nowMs = start;
  listeners.clear();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => notes.get(key) ?? null,
    setItem: (key: string, value: string) => void notes.set(key, value),
    removeItem: (key: string) => void notes.delete(key),
  });
  vi.stubGlobal(
    'addEventListener',
    (kind: string, run: (event: object) => void, { signal }: { signal?: AbortSignal } = {}) => {
      const all = listeners.get(kind) ?? new Set();
      listeners.set(kind, all.add(run));
      signal?.addEventListener('abort', () => all.delete(run));
    },
  );
});
afterEach(() => {
  vi.unstubAllGlobals();
  page.restore();
});

interface Timers {
  isHidden: boolean;
  readonly waits: Map<number, { readonly atMs: number; readonly run: () => void }>;
}

/** One visit to the page. */
function open({ minutes = 10, chime = true, isStill = false, mayRing = true } = {}) {
  const timers: Timers = { isHidden: false, waits: new Map() };
  let next = 1;
  const ticker = createTicker({
    now: () => nowMs,
    after(ms, run) {
      const id = next++;
      timers.waits.set(id, { atMs: nowMs + ms, run });
      return () => timers.waits.delete(id);
    },
    isHidden: () => timers.isHidden,
    onShown: () => () => undefined,
  });
  const life = createLife();
  const sound = { isAllowed: mayRing, rung: 0, isRinging: false };
  const host = new FakeElement('div');
  const tools = {
    locale: 'de',
    signal: life.signal,
    now: () => nowMs,
    each: (unit: 'second', run: () => void) => life.onEnd(ticker.each(unit, run)),
    after: (ms: number, run: () => void) => life.onEnd(ticker.after(ms, run)),
    isStill: () => isStill,
    memo: createMemo('kitchen', life.signal),
  } as unknown as WidgetTools;
  const timer = mountTimer(host as unknown as HTMLElement, { minutes, chime }, tools, {
    loadChime: () =>
      Promise.resolve({
        createChime: () => ({
          prepare: () => Promise.resolve(sound.isAllowed),
          ring() {
            sound.rung++;
            sound.isRinging = true;
            return Promise.resolve(true);
          },
          stop: () => void (sound.isRinging = false),
        }),
      }),
  });
  tools.memo.onChange(() => timer.follow());
  const [button, again] = host.all().filter(({ tag }) => tag === 'button');
  return {
    timers,
    sound,
    press: () => button?.click(),
    reset: () => again?.click(),
    canReset: () => again?.hidden === false,
    digits: () => button?.textContent,
    words: () =>
      host
        .all()
        .filter(({ tag, hidden }) => tag === 'p' && !hidden)
        .map(({ textContent }) => textContent)
        .join(' '),
    calls: () => button?.classList.contains('is-calling'),
    async advance(ms: number) {
      const end = nowMs + ms;
      for (;;) {
        const [due] = [...timers.waits].filter(([, { atMs }]) => atMs <= end).sort((a, b) => a[1].atMs - b[1].atMs);
        if (!due) break;
        timers.waits.delete(due[0]);
        nowMs = Math.max(nowMs, due[1].atMs);
        due[1].run();
      }
      nowMs = end;
      await settle();
    },
    close() {
      life.end();
      timer.stop();
      return timers.waits.size;
    },
  };
}

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 12; turn++) await Promise.resolve();
};

const hear = async (kind: string, event: object = {}): Promise<void> => {
  for (const run of listeners.get(kind) ?? []) run(event);
  await settle();
};

describe('a timer that runs', () => {
  it('goes on where it was after a reload, the minutes in between included', async () => {
    const before = open();
    expect(before.digits()).toBe('10:00');
    before.press();
    await before.advance(3 * minuteMs);
    expect(before.digits()).toBe('7:00');
    // A crash: nobody says goodbye.
    nowMs += 2 * minuteMs;
    const after = open();
    expect(after.digits()).toBe('5:00');
    expect(after.words()).toContain('hold');
    await after.advance(1000);
    expect(after.digits()).toBe('4:59');
  });

  it('that is held stays held, goes on from there, and can be set back', async () => {
    const before = open();
    before.press();
    await before.advance(90_000);
    before.press();
    nowMs += 60 * minuteMs;
    const after = open();
    expect(after.digits()).toBe('8:30');
    expect(after.words()).toContain('go on');
    after.press();
    await after.advance(30_000);
    expect(after.digits()).toBe('8:00');
    expect(after.canReset()).toBe(false);
    after.press();
    expect(after.canReset()).toBe(true);
    after.reset();
    expect(after.digits()).toBe('10:00');
    expect(open().digits()).toBe('10:00');
  });

  it('begins anew when it was given another length', async () => {
    const before = open();
    before.press();
    await before.advance(minuteMs);
    expect(open({ minutes: 25 }).digits()).toBe('25:00');
  });

  it('is no longer than it was when the clock of the device is set back', () => {
    open().press();
    nowMs -= 24 * 60 * minuteMs;
    expect(open().digits()).toBe('10:00');
  });

  it('takes any note of an earlier version for none', () => {
    for (const note of ['{', '[]', '7', 'null', '{"kitchen":7}', '{"kitchen":{"minutes":10,"endMs":"soon"}}']) {
      notes.set('afterimage.widgets', note);
      expect(open().digits(), note).toBe('10:00');
    }
  });

  it('is held in every window that shows it', async () => {
    const [one, other] = [open(), open()];
    one.press();
    await hear('storage', { key: 'afterimage.widgets' });
    await one.advance(minuteMs);
    other.press();
    await hear('storage', { key: 'afterimage.widgets' });
    expect([one.words(), one.digits()]).toEqual([other.words(), '9:00']);
    expect(one.words()).toContain('go on');
  });

  it('leaves nothing behind', async () => {
    const { press, close } = open();
    press();
    await settle();
    expect(close()).toBe(0);
    expect([...listeners.values()].every((all) => all.size === 0)).toBe(true);
  });
});

describe('the end of a timer', () => {
  it('calls once, in sound and to the eye, until it is pressed', async () => {
    const { press, advance, sound, calls, words, digits } = open({ minutes: 1 });
    press();
    await advance(59_999);
    expect([sound.rung, calls(), digits()]).toEqual([0, false, '0:01']);
    await advance(1);
    expect([sound.rung, calls(), digits()]).toEqual([1, true, '0:00']);
    expect(words()).toBe('Time is up. Press to begin again.');
    await advance(10 * minuteMs);
    expect(sound.rung).toBe(1);
    press();
    await settle();
    expect([sound.isRinging, calls(), digits()]).toEqual([false, false, '1:00']);
  });

  it('comes in a hidden page, too', async () => {
    const { timers, press, advance, sound } = open({ minutes: 1 });
    press();
    timers.isHidden = true;
    await advance(minuteMs);
    expect(sound.rung).toBe(1);
  });

  it('that fell into a crash is told of when the page is back, but not again, and not an hour later', async () => {
    open({ minutes: 1 }).press();
    nowMs += minuteMs + 5000;
    const back = open({ minutes: 1 });
    await settle();
    expect([back.sound.rung, back.calls()]).toEqual([1, true]);
    const again = open({ minutes: 1 });
    await settle();
    expect(again.sound.rung).toBe(0);

    back.press();
    back.close();
    nowMs += 60 * minuteMs;
    const late = open({ minutes: 1 });
    await settle();
    expect([late.sound.rung, late.calls()]).toEqual([0, false]);
    expect(late.words()).toMatch(/^Time was up at \d\d:\d\d/);
  });

  it('says before it comes that a press is missing, and rings after one', async () => {
    open({ minutes: 1 }).press();
    const { advance, sound, words } = open({ minutes: 1, mayRing: false });
    await settle();
    expect(words()).toContain('lets nothing sound until you press');
    sound.isAllowed = true;
    await hear('pointerup');
    expect(words()).toBe('Press to hold.');
    await advance(minuteMs);
    expect(sound.rung).toBe(1);
  });

  it('stays to the eye where nothing may sound, and says so', async () => {
    const { press, advance, sound, calls, words } = open({ minutes: 1, mayRing: false });
    press();
    await advance(minuteMs);
    expect([sound.rung, calls()]).toEqual([0, true]);
    expect(words()).toContain('It could not sound');
  });

  it('is quiet when that was chosen, and still when less motion is wanted', async () => {
    const { press, advance, sound, calls, words } = open({ minutes: 1, chime: false, isStill: true });
    press();
    await advance(minuteMs);
    expect([sound.rung, calls(), words()]).toEqual([0, false, 'Time is up. Press to begin again.']);
  });
});

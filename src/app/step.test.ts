import { beforeEach, describe, expect, it } from 'vitest';
import type { Accord, AgreedRun, ExpectedRun, Pacer } from '../shared/accord.ts';
import { coreDefaults } from '../shared/core-defaults.ts';
import type { AppEvent, LoggedEvent } from '../shared/events.ts';
import { openDisplays } from './displays.ts';
import { Lead, type Locks } from './lead.ts';
import { headStartMs, openStep, patienceFor, readStepWord } from './step.ts';

const intervalMs = 10_000;
const transitionMs = 2_000;

/** One browser: its time, its channel, its lock. */
class Browser {
  nowMs = 1_000;
  /** Loses every word while true. */
  isDeaf = false;
  #timers: { atMs: number; run: () => void }[] = [];
  readonly #hearers = new Set<(event: { data: unknown }) => void>();
  #holder: { end: (stolen: boolean) => void } | null = null;
  #queue: (() => void)[] = [];

  setTimeout(run: () => void, delayMs: number): void {
    this.#timers.push({ atMs: this.nowMs + delayMs, run });
  }

  async pass(ms: number): Promise<void> {
    const endMs = this.nowMs + ms;
    for (;;) {
      for (let turn = 0; turn < 8; turn++) await Promise.resolve();
      const next = this.#timers.toSorted((a, b) => a.atMs - b.atMs)[0];
      if (!next || next.atMs > endMs) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.nowMs = Math.max(this.nowMs, next.atMs);
      next.run();
    }
    this.nowMs = endMs;
  }

  channel() {
    let own: ((event: { data: unknown }) => void) | null = null;
    return {
      postMessage: (data: unknown) => {
        if (this.isDeaf) return;
        for (const hear of this.#hearers) if (hear !== own) hear({ data: structuredClone(data) });
      },
      addEventListener: (_type: 'message', hear: (event: { data: unknown }) => void) => {
        own = hear;
        this.#hearers.add(hear);
      },
      close: () => void (own && this.#hearers.delete(own)),
    };
  }

  readonly locks: Locks = {
    request: (_name, { signal, steal }, hold) =>
      new Promise((resolve, reject) => {
        const grant = (): void => {
          if (signal?.aborted) return;
          let isOver = false;
          const holder = {
            end: (stolen: boolean) => {
              if (isOver) return;
              isOver = true;
              if (this.#holder === holder) this.#holder = null;
              if (stolen) reject(new DOMException('stolen', 'AbortError'));
              else {
                resolve(undefined);
                this.#queue.shift()?.();
              }
            },
          };
          this.#holder = holder;
          void hold().then(() => holder.end(false));
        };
        if (steal) {
          this.#holder?.end(true);
          grant();
        } else if (this.#holder) this.#queue.push(grant);
        else grant();
      }),
  };
}

interface Played extends AgreedRun {
  readonly atMs: number;
}

/** A window: a show that plays `own` unless another one is agreed on, and counts its time as the slideshow does. */
class Window {
  readonly played: Played[] = [];
  readonly made: ExpectedRun[] = [];
  readonly lead: Lead;
  accord: Accord | null = null;
  pacer: Pacer | null = null;
  next: ExpectedRun | null = null;
  isAlive = true;
  isFrozen = false;
  readonly #browser: Browser;
  readonly #displays: ReturnType<typeof openDisplays>;
  readonly #choices: string[];
  readonly #listeners: ((event: LoggedEvent) => void)[] = [];
  #timer = 0;
  #busyUntilMs = 0;
  type = 'random';

  constructor(
    browser: Browser,
    readonly name: string,
    choices: string[],
    readonly inStep = true,
  ) {
    this.#browser = browser;
    this.#choices = choices;
    this.#displays = openDisplays(name, browser.channel(), { id: name });
    this.lead = new Lead(browser.locks);
    openStep({
      displays: this.#displays,
      lead: this.lead,
      stage: this,
      show: {
        pace: (pacer) => {
          this.pacer = pacer;
          pacer.playing(true);
          return () => this.change();
        },
      },
      settings: {
        get: () => ({
          ...coreDefaults,
          display: { ...coreDefaults.display, inStep },
          slideshow: { ...coreDefaults.slideshow, intervalSec: intervalMs / 1000 },
          transitions: { ...coreDefaults.transitions, type: this.type },
        }),
      },
      events: {
        on: (listener) => {
          this.#listeners.push(listener as (event: LoggedEvent) => void);
          return () => undefined;
        },
      },
      clock: {
        nowMs: () => browser.nowMs - 700,
        wallMs: () => browser.nowMs + 1e12,
        setTimeout: (run, delayMs) => browser.setTimeout(run, delayMs),
      },
    });
    this.#arm(intervalMs);
  }

  upcoming(): ExpectedRun | null {
    return this.next;
  }

  expect(next: ExpectedRun): void {
    this.made.push(next);
  }

  #arm(ms: number): void {
    const timer = ++this.#timer;
    this.#browser.setTimeout(() => {
      if (timer !== this.#timer || !this.isAlive || this.isFrozen) return;
      const waitMs = this.pacer?.patienceMs() ?? 0;
      if (waitMs > 0) this.#arm(waitMs);
      else this.change();
    }, ms);
  }

  change(): void {
    const browser = this.#browser;
    if (!this.isAlive || this.isFrozen || browser.nowMs < this.#busyUntilMs) return;
    const agreed = this.accord?.heard() ?? null;
    const own = { id: this.#choices[this.played.length % this.#choices.length] ?? '', durationMs: transitionMs };
    const run = agreed ?? { ...own, seed: this.played.length / 100 };
    const startMs = this.accord?.begins(run) ?? 0;
    const atMs = startMs > 0 ? startMs + 700 : browser.nowMs;
    this.played.push({ ...run, atMs });
    this.#busyUntilMs = atMs + run.durationMs;
    const ended: AppEvent = { type: 'transition.ended', id: run.id, how: 'finished' };
    browser.setTimeout(
      () => this.#listeners.forEach((hear) => hear({ ...ended, atMs: 0 })),
      this.#busyUntilMs - browser.nowMs,
    );
    this.#arm(this.#busyUntilMs - browser.nowMs + intervalMs);
  }

  get ids(): string[] {
    return this.played.map(({ id }) => id);
  }

  close(): void {
    this.isAlive = false;
    this.lead.resign();
    this.#displays.dispose();
  }
}

let browser: Browser;
beforeEach(() => {
  browser = new Browser();
});

const roundMs = intervalMs + headStartMs + transitionMs;

describe('displays in step', () => {
  it('change at the same moment, to the same transition with the same seed', async () => {
    const kitchen = new Window(browser, 'kitchen', ['burn', 'peel', 'ink']);
    await browser.pass(3_000);
    const hall = new Window(browser, 'hall', ['wipe', 'slide', 'lens']);
    await browser.pass(4 * roundMs);
    expect(kitchen.ids.slice(0, 3)).toEqual(['burn', 'peel', 'ink']);
    expect(hall.played).toEqual(kitchen.played);
    expect(kitchen.lead.leads).toBe(true);
    expect(hall.lead.leads).toBe(false);
  });

  it('leave a display alone as it is', async () => {
    const alone = new Window(browser, 'alone', ['burn', 'peel']);
    await browser.pass(intervalMs + 1);
    expect(alone.played).toEqual([{ id: 'burn', durationMs: transitionMs, seed: 0, atMs: 1_000 + intervalMs }]);
  });

  it('follow another one within an interval when the leader closes', async () => {
    const windows = ['kitchen', 'hall', 'attic'].map((name) => new Window(browser, name, [`${name}-a`, `${name}-b`]));
    const [kitchen, hall, attic] = windows as [Window, Window, Window];
    await browser.pass(roundMs + 1);
    expect(attic.ids).toEqual(['kitchen-a']);
    kitchen.close();
    await browser.pass(roundMs + 1);
    expect(hall.lead.leads).toBe(true);
    expect(hall.ids).toEqual(['kitchen-a', 'hall-b']);
    expect(attic.played).toEqual(hall.played);
  });

  it('replace a leader that is there but silent, and take it back as a follower', async () => {
    const kitchen = new Window(browser, 'kitchen', ['burn', 'peel', 'ink']);
    const hall = new Window(browser, 'hall', ['wipe', 'slide', 'lens']);
    await browser.pass(roundMs + 1);
    kitchen.isFrozen = true;
    await browser.pass(intervalMs + patienceFor(intervalMs));
    expect(hall.ids).toEqual(['burn', 'slide']);
    expect(hall.lead.leads).toBe(true);
    kitchen.isFrozen = false;
    await browser.pass(2 * roundMs);
    expect(kitchen.lead.leads).toBe(false);
    expect(kitchen.played.at(-1)).toEqual(hall.played.at(-1));
  });

  it('go on when a word is lost, and are together again at the next one', async () => {
    const kitchen = new Window(browser, 'kitchen', ['burn', 'peel', 'ink', 'blinds']);
    const hall = new Window(browser, 'hall', ['wipe', 'slide', 'lens', 'ripple']);
    browser.isDeaf = true;
    await browser.pass(intervalMs + 1);
    browser.isDeaf = false;
    expect(kitchen.ids).toEqual(['burn']);
    expect(hall.ids).toEqual([]);
    await browser.pass(patienceFor(intervalMs));
    expect(hall.ids).toEqual(['wipe']);
    await browser.pass(2 * roundMs);
    expect(kitchen.played.at(-1)).toEqual(hall.played.at(-1));
  });

  it('wait for nobody while they are not in step, but play what the first one chose', async () => {
    const kitchen = new Window(browser, 'kitchen', ['burn', 'peel'], false);
    await browser.pass(1_500);
    const hall = new Window(browser, 'hall', ['wipe', 'slide'], false);
    await browser.pass(intervalMs + 1);
    expect(kitchen.played[0]).toEqual({ id: 'burn', durationMs: transitionMs, seed: 0, atMs: 1_000 + intervalMs });
    expect(hall.played[0]).toEqual({ ...kitchen.played[0], atMs: 2_500 + intervalMs });
  });

  it('never take the one they played last when nothing holds them together', async () => {
    const kitchen = new Window(browser, 'kitchen', ['burn'], false);
    const hall = new Window(browser, 'hall', ['burn', 'slide'], false);
    hall.change();
    browser.nowMs += 5_000;
    kitchen.type = 'burn';
    kitchen.change();
    hall.change();
    expect(hall.ids).toEqual(['burn', 'slide']);
  });

  it('keep their own fixed transition and still begin together', async () => {
    const kitchen = new Window(browser, 'kitchen', ['burn', 'peel']);
    const hall = new Window(browser, 'hall', ['wipe']);
    hall.type = 'wipe';
    await browser.pass(roundMs);
    expect(kitchen.ids).toEqual(['burn']);
    expect(hall.ids).toEqual(['wipe']);
    expect(hall.played[0]?.atMs).toBe(kitchen.played[0]?.atMs);
  });

  it('are told what comes next, so that its program and shapes are made ahead', async () => {
    const kitchen = new Window(browser, 'kitchen', ['burn']);
    const hall = new Window(browser, 'hall', ['wipe']);
    kitchen.next = { id: 'crumble', seed: 0.25 };
    hall.next = { id: 'ink', seed: null };
    await browser.pass(roundMs + 1_000);
    expect(hall.made).toContainEqual({ type: 'next', id: 'crumble', seed: 0.25 });
    expect(kitchen.made).toEqual([]);
  });

  it('resign while they are paused', async () => {
    const kitchen = new Window(browser, 'kitchen', ['burn']);
    const hall = new Window(browser, 'hall', ['wipe']);
    kitchen.pacer?.playing(false);
    await browser.pass(1);
    expect(hall.lead.leads).toBe(true);
    kitchen.pacer?.playing(true);
    await browser.pass(1);
    expect(kitchen.lead.leads).toBe(false);
  });

  it('have no leader where there are no locks', () => {
    const lead = new Lead(undefined);
    lead.stand();
    lead.take();
    expect(lead.leads).toBe(false);
    expect(lead.isPossible).toBe(false);
    lead.resign();
  });
});

describe('a word of another display', () => {
  it('is read when it makes sense', () => {
    const run = { id: 'wipe', durationMs: 900, seed: 0.5, easing: 'linear' };
    expect(readStepWord({ type: 'chosen', run, isRandom: true, startAtMs: 5 })).toEqual({
      type: 'chosen',
      run,
      isRandom: true,
      startAtMs: 5,
    });
    expect(readStepWord({ type: 'next', id: 'wipe', seed: 2 })).toEqual({ type: 'next', id: 'wipe', seed: null });
  });

  it.each([
    null,
    7,
    {},
    { type: 'chosen' },
    { type: 'chosen', run: { id: '', durationMs: 900, seed: 0.5 } },
    { type: 'chosen', run: { id: 'wipe', durationMs: Number.NaN, seed: 0.5 } },
    { type: 'chosen', run: { id: 'wipe', durationMs: 9e9, seed: 0.5 } },
    { type: 'chosen', run: { id: 'wipe', durationMs: 900, seed: -1 } },
    { type: 'next', id: 'x'.repeat(100) },
  ])('is no word when it is %j', (raw) => {
    expect(readStepWord(raw)).toBeNull();
  });
});

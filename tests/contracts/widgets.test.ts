/** What every widget keeps to, found by its folder: a new one is tested without a new test. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SoundStatus } from '../../src/shared/sound-api.ts';
import { readOptions, type WidgetOption } from '../../src/shared/widget.ts';
import { createLife } from '../../src/widgets/life.ts';
import { createTicker, type TimeSource } from '../../src/widgets/ticker.ts';
import type { AnyWidget, WidgetAnswer, WidgetPhoto, WidgetTools } from '../../src/widgets/widget.ts';
import { FakeElement, installFakeDom, type FakePage } from '../fakes/dom.ts';

const modules = import.meta.glob<{ widget: AnyWidget }>('../../src/widgets/*/index.ts', { eager: true });
const widgets = Object.entries(modules).map(([path, { widget }]) => [path.split('/').at(-2) ?? '', widget] as const);

const photo = {
  ref: {
    id: 'a:1',
    sourceId: 'folder',
    entryId: 'a',
    locator: { kind: 'url', url: 'https://example.org/1.jpg' },
    title: 'Harbour at dawn.jpg',
    name: 'Harbour at dawn.jpg',
    place: 'Bergen',
    credit: 'A. Person',
  },
  info: { takenMs: Date.UTC(2024, 5, 1), camera: 'X100', exposureSec: 0.004, fNumber: 2, iso: 200 },
  sourceWidthPx: 4000,
  sourceHeightPx: 3000,
  averageColor: 0x808080,
  palette: [],
  luminance: { columns: 1, rows: 1, mean: new Uint8Array(1), detail: new Uint8Array(1) },
  mediaType: 'image/jpeg',
  sourceLabel: 'Holidays',
} as unknown as WidgetPhoto;

/** Time that only goes on when it is told to. */
function createTime(startMs: number) {
  let now = startMs;
  const timers = new Map<number, { atMs: number; run: () => void }>();
  let next = 1;
  const time: TimeSource = {
    now: () => now,
    after(ms, run) {
      const id = next++;
      timers.set(id, { atMs: now + ms, run });
      return () => timers.delete(id);
    },
    isHidden: () => false,
    onShown: () => () => undefined,
  };
  const advance = (ms: number): void => {
    const end = now + ms;
    for (;;) {
      const [due] = [...timers].filter(([, { atMs }]) => atMs <= end).sort((a, b) => a[1].atMs - b[1].atMs);
      if (!due) break;
      timers.delete(due[0]);
      now = Math.max(now, due[1].atMs);
      due[1].run();
    }
    now = end;
  };
  return { time, advance, pending: () => timers.size };
}

interface World {
  readonly host: FakeElement;
  readonly tools: WidgetTools;
  readonly asked: { readonly query: unknown; readonly run: (answer: WidgetAnswer) => void; isStopped: boolean }[];
  advance(ms: number): void;
  pending(): number;
  end(): void;
}

function createWorld({
  startMs = Date.UTC(2026, 2, 4, 9, 30),
  locale = 'en',
  shown = photo as WidgetPhoto | null,
} = {}): World {
  const { time, advance, pending } = createTime(startMs);
  const ticker = createTicker(time);
  const life = createLife();
  const asked: World['asked'] = [];
  const tools: WidgetTools = {
    locale,
    signal: life.signal,
    now: time.now,
    each: (unit, run) => life.onEnd(ticker.each(unit, run)),
    after: (ms, run) => life.onEnd(ticker.after(ms, run)),
    photo: () => shown,
    onPhoto: () => undefined,
    status: () => ({ tier: 'css', degraded: [] }) as unknown as ReturnType<WidgetTools['status']>,
    metrics: () =>
      ({ bitmaps: { openBytes: 1 }, textures: { bytes: 1 } }) as unknown as ReturnType<WidgetTools['metrics']>,
    follow(query, _refreshMs, run) {
      const one = { query, run, isStopped: false };
      asked.push(one);
      return life.onEnd(() => (one.isStopped = true));
    },
    show: { next: () => undefined, previous: () => undefined, pause: () => undefined, resume: () => undefined },
    sound: {
      status: () => ({ state: 'off', input: null, track: null }) as unknown as SoundStatus,
      player: { toggle: () => undefined, next: () => undefined, previous: () => undefined, seek: () => undefined },
    },
    onSound: () => undefined,
    onSettings: () => undefined,
    change: () => undefined,
    keepFile: (file) => Promise.resolve(`file:${file.name}`),
    allowsWebPages: () => false,
  };
  return { host: new FakeElement('div'), tools, asked, advance, pending, end: () => life.end() };
}

const mount = (widget: AnyWidget, world: World, options: object = {}) =>
  widget.mount(world.host as unknown as HTMLElement, readOptions(widget.options, options), world.tools);

const longText = (option: WidgetOption, text: string): unknown => (option.kind === 'text' ? text : option.default);
const withTexts = (widget: AnyWidget, text: string): object =>
  Object.fromEntries(Object.entries(widget.options).map(([name, option]) => [name, longText(option, text)]));

let page: FakePage;
beforeEach(() => {
  page = installFakeDom();
});
afterEach(() => page.restore());

it('finds the widgets', () => {
  expect(widgets.length).toBeGreaterThan(9);
});

describe.each(widgets)('%s', (folder, widget) => {
  it('is named after its folder, and says what it is in a sentence', () => {
    expect(widget.id).toBe(folder);
    expect(widget.label).toMatch(/^[A-Z]/);
    expect(widget.description).toMatch(/^[A-Z].*\.$/);
    for (const option of Object.values(widget.options)) expect(option.label).toMatch(/^[A-Z]/);
  });

  it('mounts, follows its options and leaves nothing behind', () => {
    const world = createWorld();
    const mounted = mount(widget, world);
    world.advance(61_000);
    mounted.update(readOptions(widget.options, withTexts(widget, 'Another text')));
    mounted.update(readOptions(widget.options, {}));
    world.advance(61_000);
    world.end();
    mounted.dispose();
    expect(world.pending()).toBe(0);
    expect(page.listeners()).toBe(0);
    expect(world.asked.every(({ isStopped }) => isStopped)).toBe(true);
  });

  it('takes any option there may be in an old row, and any text', () => {
    for (const value of [null, 7, 'x', [], {}, true, Number.NaN]) {
      const options = Object.fromEntries(Object.keys(widget.options).map((name) => [name, value]));
      const world = createWorld();
      mount(widget, world, options).dispose();
      world.end();
    }
    for (const text of [
      'a'.repeat(5000),
      '<img src=x onerror=alert(1)>',
      'مرحبا بالعالم',
      '🧭\u0000\n\r\n# ',
      '{title}{no}',
    ]) {
      const world = createWorld();
      const mounted = mount(widget, world, withTexts(widget, text));
      expect(world.host.all().some(({ tag }) => /^(?:script|img|iframe|object)$/.test(tag))).toBe(false);
      mounted.dispose();
      world.end();
    }
  });

  it('draws again only when what it shows has changed', () => {
    const world = createWorld();
    const mounted = mount(widget, world, { seconds: false });
    const before = world.host.all();
    world.advance(2_000);
    expect(world.host.all().every((node, index) => node === before[index])).toBe(true);
    mounted.dispose();
    world.end();
  });

  it('does without a photo', () => {
    const world = createWorld({ shown: null });
    expect(() => mount(widget, world)).not.toThrow();
    world.end();
  });

  it('speaks other languages', () => {
    for (const locale of ['ar', 'fa', 'de', 'ja', 'hi', 'en-US']) {
      const world = createWorld({ locale });
      mount(widget, world).dispose();
      world.end();
    }
  });

  it('shows something sensible for no answer, a failure, garbage and an old answer', () => {
    const world = createWorld();
    mount(widget, world, withTexts(widget, 'https://example.org/feed'));
    const error = { kind: 'source.unreachable' as const, message: 'There is no connection just now.', retryable: true };
    for (const { run } of world.asked) {
      expect(world.host.textContent).not.toBe('');
      run({ data: undefined, atMs: null, error });
      expect(world.host.textContent).toContain('There is no connection');
      for (const data of [null, 3, 'x', [], {}, { items: [null, {}] }, { place: 1 }]) {
        expect(() => run({ data, atMs: 0, error: null })).not.toThrow();
      }
    }
    world.end();
  });
});

describe('clock', () => {
  const clock = widgets.find(([id]) => id === 'clock')?.[1] as AnyWidget;
  const read = (world: World): string =>
    ['hour', 'minute']
      .map((part) => world.host.all().find((it) => it.className === `clock-${part}`)?.textContent)
      .join(':');

  it('goes over a change of the clocks in its own zone', () => {
    // Berlin goes from 01:59:59 to 03:00 at 01:00 UTC.
    const world = createWorld({ startMs: Date.UTC(2026, 2, 29, 0, 59, 30) });
    mount(clock, world, { hours: '24', zone: 'Europe/Berlin' });
    expect(read(world)).toBe('01:59');
    world.advance(31_000);
    expect(read(world)).toBe('03:00');
    world.end();
  });

  it('changes the zone while it runs, and says when there is none of that name', () => {
    const world = createWorld({ startMs: Date.UTC(2026, 0, 1, 12) });
    const mounted = mount(clock, world, { hours: '24', zone: 'Asia/Tokyo' });
    expect(read(world)).toBe('21:00');
    mounted.update(readOptions(clock.options, { hours: '24', zone: 'Asia/Kathmandu' }));
    expect(read(world)).toBe('17:45');
    mounted.update(readOptions(clock.options, { zone: 'Moon/Base' }));
    expect(world.host.textContent).toContain('There is no time zone “Moon/Base”');
    world.end();
  });
});

/** What every widget keeps to, found by its folder: a new one is tested without a new test. */
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SoundStatus } from '../../src/shared/sound-api.ts';
import { readOptions } from '../../src/shared/widget.ts';
import type { AnyWidget } from '../../src/widgets/widget.ts';
import { FakeElement, installFakeDom, type FakePage } from '../fakes/dom.ts';
import { createWorld, mount, photo, widgets, withTexts, type World } from './widget-world.ts';

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

const styleOf = (folder: string): string =>
  readFileSync(new URL(`../../src/widgets/${folder}/style.css`, import.meta.url), 'utf8');

describe.each(widgets)('%s in every size and direction', (folder, widget) => {
  it('is sized by the letters around it, from 8 to 200 pixels', () => {
    const css = styleOf(folder);
    expect(css).not.toBe('');
    // Numerals of a clock face are sized by the face.
    for (const [rule] of css.matchAll(/[^{}]+\{[^}]*\}/g)) {
      if (rule.includes('.clock-numeral')) continue;
      expect(rule).not.toMatch(/font-size:\s*[\d.]+(?:px|rem|v[wh])/);
      // Hairlines are no part of that; what has to stay large enough for a finger says so.
      const bare = rule
        .replaceAll(/var\([^()]*\)|min-height:[^;]*;/g, '')
        .replaceAll(/(?:max|min|clamp)\((?:[^()]|\([^()]*\))*\)/g, '');
      for (const [length, px] of bare.matchAll(/([\d.]+)(?:px|rem)\b/g))
        expect(Number(px), length).toBeLessThanOrEqual(2);
    }
  });

  it('takes no colour for letters that nobody has measured', () => {
    const css = styleOf(folder);
    for (const [, value] of css.matchAll(/(?:^|[\s;{])color:\s*([^;]+);/g))
      expect(value).toMatch(/^(?:inherit|currentColor|var\(--quiet\)|rgb\(var\(--ground\)\))$/);
  });

  it('lets what people write run in its own direction', () => {
    const world = createWorld();
    mount(widget, world, withTexts(widget, 'مرحبا بالعالم'));
    const written = world.host
      .all()
      .filter(({ childNodes }) =>
        childNodes.some((it) => !(it instanceof FakeElement) && /^\W?مرحبا/.test(it.textContent)),
      );
    for (const node of written) {
      let at: FakeElement | null = node;
      while (at && at.attributes.get('dir') !== 'auto') at = at.parent;
      expect(at, node.className).not.toBeNull();
    }
    world.end();
  });
});

describe('another time zone', () => {
  const before = process.env['TZ'];
  afterEach(() => {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  });

  it.each([
    ['clock', '8:31'],
    ['date', 'March 3'],
    ['world-clocks', '+17'],
    ['calendar', '7:00'],
  ])('is noticed by %s within a minute', (id, here) => {
    const widget = widgets.find(([name]) => name === id)?.[1] as AnyWidget;
    process.env['TZ'] = 'Pacific/Auckland';
    const world = createWorld({ startMs: Date.UTC(2026, 2, 4, 4, 30) });
    mount(widget, world, id === 'calendar' ? { calendars: 'https://host.test/a.ics' } : {});
    const data = {
      name: '',
      timed: [{ title: 'Tea', place: '', startMs: Date.UTC(2026, 2, 4, 15), endMs: Date.UTC(2026, 2, 4, 16) }],
      allDay: [],
    };
    for (const { run } of world.asked) run({ data, atMs: 0, error: null });
    const there = world.host.textContent;
    expect(there).not.toContain(here);
    process.env['TZ'] = 'America/Los_Angeles';
    world.advance(61_000);
    expect(world.host.textContent).toContain(here);
    world.end();
  });
});

describe('what is old', () => {
  it('says how old it is, and goes on being shown', () => {
    const nowMs = Date.UTC(2026, 2, 4, 9, 30);
    const error = { kind: 'source.unreachable' as const, message: 'There is no connection just now.', retryable: true };
    const old = nowMs - 30 * 3_600_000;
    const answers: Readonly<Record<string, unknown>> = {
      calendar: {
        name: 'Family',
        timed: [{ title: 'Tea', place: '', startMs: nowMs + 3_600_000, endMs: nowMs + 7_200_000 }],
        allDay: [],
      },
      reddit: { posts: [{ title: 'Tea', link: null, author: '', atMs: old, points: 3 }] },
    };
    for (const [id, data] of Object.entries(answers)) {
      const world = createWorld({ startMs: nowMs });
      mount(widgets.find(([name]) => name === id)?.[1] as AnyWidget, world, {
        calendars: 'https://host.test/a.ics',
        name: 'tea',
      });
      world.asked[0]?.run({ data, atMs: old, error });
      expect(world.host.textContent).toContain('Tea');
      expect(world.host.textContent).toMatch(/As of|Asked/);
      world.end();
    }
  });
});

describe('now playing', () => {
  it('shows nothing while nothing plays, and the piece while it does', () => {
    const world = createWorld();
    let track: object | null = null;
    let told: (() => void) | null = null;
    const tools = {
      ...world.tools,
      sound: {
        ...world.tools.sound,
        status: () => ({ state: track ? 'running' : 'off', input: 'files', track }) as unknown as SoundStatus,
      },
      onSound: (run: () => void) => void (told = run),
    };
    const widget = widgets.find(([name]) => name === 'now-playing')?.[1] as AnyWidget;
    widget.mount(world.host as unknown as HTMLElement, readOptions(widget.options, {}), tools);
    expect(world.host.childElementCount).toBe(0);
    track = {
      title: 'Gymnopédie',
      artist: 'Satie',
      album: '',
      index: 0,
      count: 2,
      isPlaying: true,
      positionSec: 3,
      durationSec: 180,
    };
    (told as (() => void) | null)?.();
    expect(world.host.textContent).toContain('GymnopédieSatie0:033:00');
    const before = world.host.all();
    track = { ...track, positionSec: 4 };
    world.advance(1100);
    expect(world.host.textContent).toContain('0:04');
    expect(world.host.all().every((node, at) => node === before[at])).toBe(true);
    track = null;
    world.advance(1100);
    expect(world.host.childElementCount).toBe(0);
    world.end();
    expect(world.pending()).toBe(0);
  });
});

describe('photo information', () => {
  it('says why a photo was chosen, also when that is known a moment later', async () => {
    const world = createWorld();
    let reason = '';
    let told: (() => void) | null = null;
    const tools = {
      ...world.tools,
      photo: () => ({ ...photo, reason }),
      onPhoto: (run: () => void) => void (told = run),
    };
    const widget = widgets.find(([name]) => name === 'photo-info')?.[1] as AnyWidget;
    const values = readOptions(widget.options, { lines: '{title}\n{reason}' });
    widget.mount(world.host as unknown as HTMLElement, values, tools);
    expect(world.host.textContent).toBe('Harbour at dawn');
    (told as (() => void) | null)?.();
    reason = 'One of your favourites.';
    await Promise.resolve();
    expect(world.host.textContent).toBe('Harbour at dawnOne of your favourites.');
    world.end();
  });
});

describe('headlines', () => {
  const widget = widgets.find(([name]) => name === 'headlines')?.[1] as AnyWidget;
  const data = {
    title: 'News',
    items: ['One', 'Two', 'Three', 'Four'].map((title) => ({ title, link: null, atMs: 0 })),
  };

  it('run in a line, stand still where less motion is asked for, and change without being made anew', () => {
    const world = createWorld();
    let isStill = false;
    let told: (() => void) | null = null;
    const tools = { ...world.tools, isStill: () => isStill, onSettings: (run: () => void) => void (told = run) };
    const values = readOptions(widget.options, { address: 'https://host.test/feed', motion: 'line' });
    widget.mount(world.host as unknown as HTMLElement, values, tools);
    const answer = (next: unknown) => world.asked[0]?.run({ data: next, atMs: 0, error: null });
    const line = () => world.host.all().find(({ className }) => className === 'headlines-line');
    answer(data);
    expect(line()?.textContent).toContain('OneTwoThreeFour');
    const before = world.host.all();
    world.advance(61_000);
    answer({ ...data, items: data.items.toReversed() });
    expect(world.host.all().every((node, at) => node === before[at])).toBe(true);
    isStill = true;
    (told as (() => void) | null)?.();
    expect(line()).toBeUndefined();
    expect(world.host.textContent).toContain('News');
    isStill = false;
    (told as (() => void) | null)?.();
    expect(line()?.textContent).toContain('FourThreeTwoOne');
    world.end();
  });
});

describe('a web page', () => {
  const widget = widgets.find(([name]) => name === 'web-page')?.[1] as AnyWidget;
  const open = (allowed: boolean, address: string) => {
    const world = createWorld();
    const tools = { ...world.tools, allowsWebPages: () => allowed };
    widget.mount(world.host as unknown as HTMLElement, readOptions(widget.options, { address }), tools);
    return world;
  };
  const frameOf = (world: World) => world.host.all().find(({ tag }) => tag === 'iframe');

  it('is shown in a sandbox, without credentials, and only when that was allowed', () => {
    expect(frameOf(open(false, 'https://host.test/'))).toBeUndefined();
    const frame = frameOf(open(true, 'host.test/board'));
    expect(frame?.attributes.get('sandbox')).toBe('allow-scripts');
    expect(frame?.attributes.has('credentialless')).toBe(true);
    expect(frame?.attributes.get('src')).toBe('https://host.test/board');
    for (const address of ['javascript:alert(1)', 'data:text/html,x', 'blob:https://host.test/1', 'file:///etc/hosts'])
      expect(frameOf(open(true, address)), address).toBeUndefined();
  });

  it('that lets itself not be framed is a sentence', () => {
    const world = open(true, 'https://host.test/');
    world.asked[0]?.run({ data: { isRefused: true }, atMs: 0, error: null });
    expect(frameOf(world)).toBeUndefined();
    expect(world.host.textContent).toContain('“host.test” does not let its pages stand inside others');
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

/**
 * Every widget with something to show, in any words and at any time: nothing of it belongs into a worker, what is old says so, what
 * runs shows what a new one would. A new widget that asks somebody needs a line in widget-samples.ts.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readOptions } from '../../src/shared/widget.ts';
import type { AnyWidget, WidgetAnswer } from '../../src/widgets/widget.ts';
import { FakeElement, installFakeDom, type FakePage } from '../fakes/dom.ts';
import { photoOf, samples, trackOf } from './widget-samples.ts';
import { createWorld, mount, widgets, withTexts, type World } from './widget-world.ts';

let page: FakePage;
const zone = process.env['TZ'];
beforeEach(() => {
  page = installFakeDom();
});
afterEach(() => {
  page.restore();
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

const startMs = Date.UTC(2026, 2, 4, 9, 30);
const facesOf = (id: string): readonly object[] => samples[id]?.options ?? [{}];
const worldOf = (words: string, more: Parameters<typeof createWorld>[0] = {}): World =>
  createWorld({ startMs, shown: photoOf(words), track: trackOf(words), allows: true, ...more });

function answer(world: World, id: string, words: string, more: Partial<WidgetAnswer> = {}): void {
  const nowMs = world.tools.now();
  const data = samples[id]?.answer?.(words, nowMs);
  for (const { run, isStopped } of world.asked) if (!isStopped) run({ data, atMs: nowMs, error: null, ...more });
}

/** Everything that is seen of it. */
function seen(node: FakeElement): unknown {
  const { tag, className, attributes, styles, hidden, childNodes } = node;
  const inner = childNodes.map((it) => (it instanceof FakeElement ? seen(it) : it.textContent));
  // What is hidden is not seen, whatever it says.
  return hidden ? null : [tag, className, [...attributes], [...styles], inner];
}

const faces = widgets.flatMap(([id, widget]) =>
  facesOf(id).map((options) => [`${id} ${JSON.stringify(options)}`, id, widget, options] as const),
);

it('the page notices what belongs into a worker, also where it is caught', () => {
  const rogue = (): void => {
    try {
      void fetch('https://host.test/');
    } catch {
      // As a careless widget does.
    }
    try {
      void indexedDB.open('x');
    } catch {
      // As above.
    }
  };
  rogue();
  expect(page.refused()).toEqual(['fetch', 'indexedDB']);
});

describe.each(widgets)('%s', (id, widget) => {
  it('has a sample of what it is answered', () => {
    const world = worldOf('Tea');
    mount(widget, world, facesOf(id)[0]);
    expect(world.asked.length > 0).toBe(samples[id]?.answer !== undefined);
    world.end();
  });
});

describe.each(faces)('%s', (_, id, widget, options) => {
  it('lives without the network, storage or a parser of its own', async () => {
    const world = worldOf('Tea');
    const mounted = mount(widget, world, options);
    answer(world, id, 'Tea');
    world.advance(61_000);
    mounted.update(readOptions(widget.options, withTexts(widget, 'Another')));
    await Promise.resolve();
    world.sleep(3 * 86_400_000);
    mounted.update(readOptions(widget.options, options));
    answer(world, id, 'Tea');
    await Promise.resolve();
    world.end();
    mounted.dispose();
    expect(page.refused()).toEqual([]);
    expect(world.pending()).toBe(0);
    expect(page.listeners()).toBe(0);
  });

  it('shows ten times the text as text, in nodes of the same kinds', () => {
    const short = 'Tea';
    for (const long of ['A cup of tea by the lake. '.repeat(10).trim(), 'Teeblätterschachtel'.repeat(20)]) {
      const [one, other] = [worldOf(short), worldOf(long)];
      for (const [world, words] of [
        [one, short],
        [other, long],
      ] as const) {
        mount(widget, world, options);
        answer(world, id, words);
      }
      if (!one.host.textContent.includes(short)) return;
      expect(other.host.textContent).toContain(long);
      const shape = (world: World) => new Set(world.host.all().map(({ tag, className }) => `${tag}.${className}`));
      expect(shape(other)).toEqual(shape(one));
      one.end();
      other.end();
    }
  });

  it('lets what comes from elsewhere run in its own direction', () => {
    const words = 'مرحبا بالعالم';
    const world = worldOf(words, { locale: 'ar' });
    mount(widget, world, options);
    answer(world, id, words);
    const written = world.host
      .all()
      .filter((node) => node.childNodes.some((it) => !(it instanceof FakeElement) && it.textContent.includes(words)));
    for (const node of written) {
      let at: FakeElement | null = node;
      while (at && at.attributes.get('dir') !== 'auto') at = at.parent;
      expect(at, node.className).not.toBeNull();
    }
    expect(world.host.textContent).not.toMatch(/undefined|null|NaN|Invalid/);
    world.end();
  });

  it('says something for an answer with nothing in it', () => {
    const { empty } = samples[id] ?? {};
    if (!empty) return;
    const world = worldOf('Tea');
    mount(widget, world, options);
    answer(world, id, '', { data: empty });
    expect(world.host.textContent.trim()).not.toBe('');
    expect(world.host.textContent).not.toMatch(/undefined|null|NaN|Invalid/);
    world.end();
  });

  it('goes on showing what is old, and says so', () => {
    if (!samples[id]?.tellsAge) return;
    const world = worldOf('Tea');
    mount(widget, world, options);
    const says = /As of|Asked/;
    answer(world, id, 'Tea');
    expect(world.host.textContent).toContain('Tea');
    expect(world.host.textContent).not.toMatch(says);
    const error = { kind: 'source.unreachable' as const, message: 'There is no connection.', retryable: true };
    answer(world, id, 'Tea', { atMs: startMs - 30 * 3_600_000, error });
    expect(world.host.textContent).toContain('Tea');
    expect(world.host.textContent).toMatch(says);
    answer(world, id, 'Tea');
    expect(world.host.textContent).not.toMatch(says);
    world.end();
  });
});

/** Moments at which what a clock says jumps. */
const leaps: readonly (readonly [string, string, number])[] = [
  ['clocks go forward', 'Europe/Berlin', Date.UTC(2026, 2, 29, 1)],
  ['clocks go back', 'Europe/Berlin', Date.UTC(2026, 9, 25, 1)],
  ['clocks go by half an hour', 'Australia/Lord_Howe', Date.UTC(2026, 3, 4, 15)],
  ['a day that begins at one', 'America/Santiago', Date.UTC(2026, 8, 6, 4)],
  ['a year ends', 'Asia/Kathmandu', Date.UTC(2026, 11, 31, 18, 15)],
];

/** A widget that runs is not told from one that is made now. */
function expectFresh(world: World, id: string, widget: AnyWidget, options: object, why: string): void {
  const fresh = world.beside();
  mount(widget, fresh, options);
  answer(world, id, 'Tea');
  answer(fresh, id, 'Tea');
  expect(seen(world.host), why).toEqual(seen(fresh.host));
  const questions = ({ asked }: World) => asked.filter(({ isStopped }) => !isStopped).map(({ query }) => query);
  expect(questions(world), why).toEqual(questions(fresh));
  fresh.end();
}

describe.each(faces)('%s', (_, id, widget, options) => {
  it.each(leaps)('goes over the moment when %s', (why, tz, atMs) => {
    process.env['TZ'] = tz;
    const world = worldOf('Tea', { startMs: atMs - 30_000 });
    mount(widget, world, options);
    world.advance(31_010);
    expectFresh(world, id, widget, options, why);
    world.sleep(3_600_000);
    expectFresh(world, id, widget, options, `${why}, an hour later`);
    world.end();
  });

  it('travels with the device, and wakes up with it', () => {
    process.env['TZ'] = 'Pacific/Auckland';
    const world = worldOf('Tea', { startMs: Date.UTC(2026, 2, 4, 4, 30) });
    mount(widget, world, options);
    process.env['TZ'] = 'America/Los_Angeles';
    world.advance(61_010);
    expectFresh(world, id, widget, options, 'in another zone');
    world.sleep(2 * 86_400_000 + 1234);
    expectFresh(world, id, widget, options, 'two days later');
    world.end();
  });

  it('follows its options as if it had been made with them', () => {
    const world = worldOf('Tea');
    const mounted = mount(widget, world);
    for (const next of facesOf(id)) {
      mounted.update(readOptions(widget.options, next));
      expectFresh(world, id, widget, next, JSON.stringify(next));
    }
    world.end();
  });
});

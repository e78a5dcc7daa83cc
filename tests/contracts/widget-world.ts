/** The world that widgets are held to their contract in: a page without a browser, time that waits, answers that are given. */
import type { SoundStatus } from '../../src/shared/sound-api.ts';
import { readOptions, type WidgetOption } from '../../src/shared/widget.ts';
import { createLife } from '../../src/widgets/life.ts';
import { createMemo } from '../../src/widgets/memo.ts';
import { createTicker, type TimeSource } from '../../src/widgets/ticker.ts';
import type { AnyWidget, MountedWidget, WidgetAnswer, WidgetPhoto, WidgetTools } from '../../src/widgets/widget.ts';
import { FakeElement } from '../fakes/dom.ts';

const modules = import.meta.glob<{ widget: AnyWidget }>('../../src/widgets/*/index.ts', { eager: true });
/** By folder. */
export const widgets = Object.entries(modules).map(
  ([path, { widget }]) => [path.split('/').at(-2) ?? '', widget] as const,
);

export const photo = {
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
  let isHidden = false;
  const timers = new Map<number, { atMs: number; run: () => void }>();
  const shown = new Set<() => void>();
  let next = 1;
  const time: TimeSource = {
    now: () => now,
    after(ms, run) {
      const id = next++;
      timers.set(id, { atMs: now + ms, run });
      return () => timers.delete(id);
    },
    isHidden: () => isHidden,
    onShown(run) {
      shown.add(run);
      return () => shown.delete(run);
    },
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
  /** The device sleeps: no timer runs, and it wakes up late. */
  const sleep = (ms: number): void => {
    isHidden = true;
    now += ms;
    isHidden = false;
    for (const run of shown) run();
  };
  return { time, advance, sleep, pending: () => timers.size };
}

interface Asked {
  readonly query: unknown;
  readonly run: (answer: WidgetAnswer) => void;
  isStopped: boolean;
}

export interface World {
  readonly host: FakeElement;
  readonly tools: WidgetTools;
  readonly asked: Asked[];
  advance(ms: number): void;
  sleep(ms: number): void;
  pending(): number;
  /** Another place on the same page, for another widget. */
  beside(): World;
  end(): void;
}

interface WorldOptions {
  readonly startMs?: number;
  readonly locale?: string;
  readonly shown?: WidgetPhoto | null;
  readonly track?: object | null;
  /** Pages of other sites may be shown. */
  readonly allows?: boolean;
}

function standIn(time: ReturnType<typeof createTime>, options: WorldOptions): World {
  const { locale = 'en', shown = photo, track = null, allows = false } = options;
  const ticker = createTicker(time.time);
  const life = createLife();
  const asked: Asked[] = [];
  const tools: WidgetTools = {
    locale,
    signal: life.signal,
    now: time.time.now,
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
      status: () => ({ state: track ? 'running' : 'off', input: track && 'files', track }) as unknown as SoundStatus,
      player: { toggle: () => undefined, next: () => undefined, previous: () => undefined, seek: () => undefined },
    },
    onSound: () => undefined,
    onSettings: () => undefined,
    change: () => undefined,
    memo: createMemo('one', life.signal),
    keepFile: (file) => Promise.resolve(`file:${file.name}`),
    isStill: () => false,
    allowsWebPages: () => allows,
  };
  return {
    host: new FakeElement('div'),
    tools,
    asked,
    advance: time.advance,
    sleep: time.sleep,
    pending: time.pending,
    beside: () => standIn(time, options),
    end: () => life.end(),
  };
}

export const createWorld = ({ startMs = Date.UTC(2026, 2, 4, 9, 30), ...options }: WorldOptions = {}): World =>
  standIn(createTime(startMs), options);

export const mount = (widget: AnyWidget, world: World, options: object = {}): MountedWidget<unknown> =>
  widget.mount(world.host as unknown as HTMLElement, readOptions(widget.options, options), world.tools);

const longText = (option: WidgetOption, text: string): unknown => (option.kind === 'text' ? text : option.default);

export const withTexts = (widget: AnyWidget, text: string): object =>
  Object.fromEntries(Object.entries(widget.options).map(([name, option]) => [name, longText(option, text)]));

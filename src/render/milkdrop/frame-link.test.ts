import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HELLO, readReport, SAMPLE_BYTES } from '../../shared/milkdrop-link.ts';
import { FrameLink, type FrameEvents } from './frame-link.ts';

/** As much of an iframe as the link touches. */
class FakeFrame extends EventTarget {
  readonly attributes = new Map<string, string>();
  readonly sent: { data: unknown; origin: string; ports: MessagePort[] }[] = [];
  isGone = false;
  src = '';
  readonly contentWindow = {
    postMessage: (data: unknown, origin: string, ports: MessagePort[]) => void this.sent.push({ data, origin, ports }),
  };
  setAttribute(name: string, value: string): void {
    this.attributes.set(name, value);
  }
  remove(): void {
    this.isGone = true;
  }
}

/** A channel whose messages arrive at once. */
class FakePort extends EventTarget {
  other: FakePort | null = null;
  isClosed = false;
  start(): void {}
  close(): void {
    this.isClosed = true;
  }
  postMessage(data: unknown): void {
    if (!this.isClosed) this.other?.dispatchEvent(Object.assign(new Event('message'), { data }));
  }
}
class FakeChannel {
  readonly port1 = new FakePort();
  readonly port2 = new FakePort();
  constructor() {
    this.port1.other = this.port2;
    this.port2.other = this.port1;
  }
}

function open() {
  const frame = new FakeFrame();
  vi.stubGlobal('document', { hidden: false, createElement: () => frame });
  const told: unknown[] = [];
  const events: FrameEvents = {
    ready: () => void told.push('ready'),
    drawn: () => void told.push('drawn'),
    broken: (index) => void told.push(['broken', index]),
    gone: (why) => void told.push(['gone', why]),
  };
  const link = new FrameLink({
    url: '/frame.html',
    host: { after: () => undefined } as unknown as HTMLElement,
    events,
  });
  frame.dispatchEvent(new Event('load'));
  const [port] = frame.sent[0]?.ports ?? [];
  const inside = port as unknown as FakePort;
  const orders: { type: string; bytes?: ArrayBuffer }[] = [];
  inside.addEventListener('message', (event) => orders.push((event as MessageEvent<{ type: string }>).data));
  const draw = () => link.draw(0.016, (bytes) => bytes.fill(128));
  return { frame, link, told, inside, orders, draw };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('MessageChannel', FakeChannel);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the frame', () => {
  it('has no origin and gets one port, once', () => {
    const { frame } = open();
    expect(frame.attributes.get('sandbox')).toBe('allow-scripts');
    expect(frame.attributes.get('allow')).toBe('');
    expect(frame.sent.map(({ data }) => data)).toEqual([HELLO]);
  });

  it('that goes elsewhere is taken away, and gets nothing more', () => {
    const { frame, told } = open();
    frame.dispatchEvent(new Event('load'));
    expect(frame.isGone).toBe(true);
    expect(told).toEqual([['gone', 'fails']]);
    expect(frame.sent).toHaveLength(1);
  });

  it('is asked for at most two pictures at a time', () => {
    const { inside, draw, orders } = open();
    expect(draw()).toBe(false);
    inside.postMessage({ type: 'ready' });
    expect([draw(), draw(), draw()]).toEqual([true, true, false]);
    inside.postMessage({ type: 'drawn', bytes: orders[0]?.bytes });
    expect([draw(), draw()]).toEqual([true, false]);
    expect(orders[0]?.bytes?.byteLength).toBe(SAMPLE_BYTES);
  });

  it('that hangs is taken away, with one word', () => {
    const { frame, inside, draw, told } = open();
    inside.postMessage({ type: 'ready' });
    draw();
    draw();
    vi.advanceTimersByTime(9_000);
    expect(frame.isGone).toBe(false);
    vi.advanceTimersByTime(5_000);
    expect(frame.isGone).toBe(true);
    expect(told).toEqual(['ready', ['gone', 'hangs']]);
    inside.postMessage({ type: 'failed', reason: 'x' });
    expect(told).toHaveLength(2);
  });

  it('that answers now and then stays', () => {
    const { frame, inside, draw, orders } = open();
    inside.postMessage({ type: 'ready' });
    draw();
    for (let round = 0; round < 5; round++) {
      draw();
      vi.advanceTimersByTime(6_000);
      inside.postMessage({ type: 'drawn', bytes: orders.at(-1)?.bytes });
    }
    expect(frame.isGone).toBe(false);
  });

  it('that never begins is given up; a page that slept is no reason to', () => {
    const { frame, told } = open();
    // The page was frozen: one look after a minute.
    const clock = performance.now.bind(performance);
    let frozenMs = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => clock() + frozenMs);
    frozenMs = 60_000;
    vi.advanceTimersByTime(1_000);
    expect(frame.isGone).toBe(false);
    vi.advanceTimersByTime(30_000);
    expect(told).toEqual([['gone', 'never-began']]);
  });

  it('that says it failed is gone at once', () => {
    const { frame, inside, told } = open();
    inside.postMessage({ type: 'failed', reason: 'no WebGL2' });
    expect(frame.isGone).toBe(true);
    expect(told).toEqual([['gone', 'fails']]);
  });
});

it('believes only reports that make sense', () => {
  const bytes = new ArrayBuffer(SAMPLE_BYTES);
  expect(readReport({ type: 'drawn', bytes })).toEqual({ type: 'drawn', bytes });
  expect(readReport({ type: 'failed', reason: { a: 1 } })).toEqual({ type: 'failed', reason: '' });
  for (const wrong of [null, 1, 'ready', {}, { type: 'drawn' }, { type: 'drawn', bytes: new ArrayBuffer(3) }]) {
    expect(readReport(wrong)).toBeNull();
  }
  expect(readReport({ type: 'broken', index: -1 })).toBeNull();
  expect(readReport({ type: 'broken', index: 1.5 })).toBeNull();
});

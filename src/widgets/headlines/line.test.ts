import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeElement, FakeResizeObserver, installFakeDom, type FakePage } from '../../../tests/fakes/dom.ts';
import { createLine, directionOf, listsFor, secondsOf } from './line.ts';

let page: FakePage;
beforeEach(() => {
  page = installFakeDom();
});
afterEach(() => page.restore());

describe('a line of headlines', () => {
  it('takes as long as it takes to be read', () => {
    const titles = ['The harbour is open again', 'Rain until Friday'];
    expect(secondsOf(titles, 4)).toBeCloseTo(2 * secondsOf(titles, 8));
    expect(secondsOf(titles, 5)).toBeCloseTo(10.8);
    expect(secondsOf(['港が再び開く'.repeat(5)], 3)).toBeGreaterThan(secondsOf(['harbor'.repeat(5)], 3));
    expect(secondsOf([], 8)).toBeGreaterThan(0);
  });

  it('runs as its titles are read', () => {
    expect(directionOf(['Rain until Friday'])).toBe('ltr');
    expect(directionOf(['“مرحبا” بالعالم'])).toBe('rtl');
    expect(directionOf(['2026: שלום'])).toBe('rtl');
    expect(directionOf(['Ünïcode مرحبا'])).toBe('ltr');
    expect(directionOf(['12:30'])).toBe('ltr');
    expect(directionOf([])).toBe('ltr');
  });

  it('stands on its track often enough to fill the box, wherever it is on its way', () => {
    for (const boxPx of [40, 300, 960, 3840])
      for (const listPx of [95, 300, 959, 961, 9000]) {
        const lists = listsFor(boxPx, listPx);
        expect(lists * listPx, `${boxPx} ${listPx}`).toBeGreaterThanOrEqual(boxPx + listPx);
        expect((lists - 1) * listPx, `${boxPx} ${listPx}`).toBeLessThan(boxPx + listPx);
      }
    expect(listsFor(0, 300)).toBe(2);
    expect(listsFor(300, 0)).toBe(2);
    expect(listsFor(4000, 1)).toBeLessThan(100);
  });

  /** Each letter is ten pixels wide, the box a thousand. */
  function openLine() {
    const line = createLine();
    const node = line.node as unknown as FakeElement;
    const track = node.children[0] as FakeElement;
    const widthOf = (target: FakeElement) => (target === node ? 1000 : 10 * target.textContent.length);
    const measure = () => FakeResizeObserver.tell(widthOf);
    return {
      line,
      node,
      track,
      measure,
      lists: () => track.children.map((list) => list.children.map(({ textContent }) => textContent).join(' ')),
      way: () => Number.parseFloat(track.styles.get('--way') ?? ''),
      seconds: () => Number.parseFloat(track.styles.get('--seconds') ?? ''),
      widthOf,
      fire(type: string) {
        track.dispatchEvent(new Event(type));
        measure();
      },
    };
  }

  it('has no hole when there is little to say, and goes as fast as with much', () => {
    const few = openLine();
    few.line.show(['Snow tonight'], 8);
    expect(few.lists()[0]).toContain('Snow tonight');
    few.measure();
    const list = few.widthOf(few.track.children[0] as FakeElement);
    expect(few.lists().length * list).toBeGreaterThanOrEqual(1000 + list);
    expect(few.way()).toBe(-list);
    expect(few.seconds()).toBeGreaterThanOrEqual(10);
    const echoes = few.track.children.map(({ attributes }) => attributes.get('aria-hidden'));
    expect(echoes).toEqual([undefined, ...echoes.slice(1).map(() => 'true')]);

    const letters = ['A headline as long as they are'];
    const [one, many] = [openLine(), openLine()];
    one.line.show(letters, 3);
    many.line.show(Array.from({ length: 12 }, () => letters).flat(), 3);
    one.measure();
    many.measure();
    expect(one.way() / one.seconds()).toBeCloseTo(many.way() / many.seconds());
  });

  it('runs the other way where it is read the other way', () => {
    const { line, node, measure, way } = openLine();
    line.show(['مرحبا بالعالم'], 8);
    measure();
    expect(node.getAttribute('dir')).toBe('rtl');
    expect(way()).toBeGreaterThan(0);
  });

  it('lets new headlines come in behind the old ones, and never makes the same twice', () => {
    const { line, track, lists, way, measure, fire, widthOf } = openLine();
    const titles = ['The harbour is open again after the long winter', 'Rain until Friday, then snow in the hills'];
    line.show(titles, 8);
    measure();
    const first = track.children[0] as FakeElement;
    line.show(titles, 8);
    fire('animationiteration');
    expect(track.children[0]).toBe(first);
    line.show(['Something quite new from the other side of the mountains, and more of it'], 8);
    expect(new Set(lists()).size).toBe(1);
    fire('animationiteration');
    // All that was seen is still there, what is new stands behind it, and the way ends where it begins.
    expect(track.classList.contains('is-changing')).toBe(true);
    const at = lists().findIndex((text) => text.startsWith('Something'));
    expect(at).toBe(2);
    expect(at * widthOf(first)).toBeGreaterThanOrEqual(1000);
    expect(way()).toBe(-at * widthOf(first));
    const fresh = track.children.slice(at);
    expect(fresh.reduce((sum, list) => sum + widthOf(list), 0)).toBeGreaterThanOrEqual(1000);
    fire('animationend');
    expect(track.classList.contains('is-changing')).toBe(false);
    expect(lists().every((text) => text.startsWith('Something'))).toBe(true);
    line.stop();
    expect(FakeResizeObserver.open.size).toBe(0);
  });
});

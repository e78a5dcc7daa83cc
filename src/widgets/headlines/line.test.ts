import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeElement, installFakeDom, type FakePage } from '../../../tests/fakes/dom.ts';
import { createLine, directionOf, secondsOf } from './line.ts';

let page: FakePage;
beforeEach(() => {
  page = installFakeDom();
});
afterEach(() => page.restore());

describe('a line of headlines', () => {
  it('takes as long as it takes to be read', () => {
    const titles = ['The harbour is open again', 'Rain until Friday'];
    expect(secondsOf(titles, 4)).toBeGreaterThan(1.9 * secondsOf(titles, 8) - 11);
    expect(secondsOf(titles, 5)).toBe(11);
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

  it('takes new headlines when it begins anew, and never twice the same', () => {
    const line = createLine();
    const node = line.node as unknown as FakeElement;
    const track = node.children[0];
    const read = () => track?.children[0]?.children.map(({ textContent }) => textContent);
    const turn = () => track?.dispatchEvent(new Event('animationiteration'));
    line.show(['One', 'Two'], 8);
    expect(read()).toEqual(['One', 'Two']);
    expect(track?.children.map(({ attributes }) => attributes.get('aria-hidden'))).toEqual([undefined, 'true']);
    const first = track?.children[0];
    line.show(['One', 'Two'], 8);
    turn();
    expect(track?.children[0]).toBe(first);
    line.show(['Three'], 8);
    expect(read()).toEqual(['One', 'Two']);
    turn();
    expect(read()).toEqual(['Three']);
  });
});

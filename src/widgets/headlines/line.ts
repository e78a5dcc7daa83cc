/**
 * Headlines as one line that runs. The list stands on a track as often as fills the box, and once more; the track moves by the length
 * of one list and begins anew: a transform that the compositor carries out alone. New headlines come in behind the old ones: for one
 * pass both stand on the track, so that nothing jumps and there is never a hole. Widths are told by an observer; nothing is measured
 * while the page is laid out, and nothing at all while it runs.
 */
import { element } from '../element.ts';

/** The newest few: a line that takes ten minutes is no line. */
export const mostInLine = 12;

/** Signs as wide as two others. */
const wide = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]/gu;
/** Between two headlines, in letters. */
const pauseLetters = 6;

/** A list is at least this long: its end is a moment for the main thread, and a single word would make many. */
const shortestSec = 10;
const mostLists = 60;

/** Seconds in which these go by once. Counted in letters, so that a wide typeface is not read faster than a narrow one. */
export function secondsOf(titles: readonly string[], lettersPerSec: number): number {
  const letters = titles.reduce(
    (sum, title) => sum + title.length + (title.match(wide)?.length ?? 0) + pauseLetters,
    0,
  );
  return Math.max(0.5, letters / lettersPerSec);
}

/** How often a list stands on the track, so that the box is full at the beginning of the way and at its end. */
export function listsFor(boxPx: number, listPx: number): number {
  return boxPx > 0 && listPx > 0 ? Math.min(mostLists, Math.ceil(boxPx / listPx) + 1) : 2;
}

const written = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]|\p{L}/u;
const leftwards = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** As the first letter of the first title that has one says it: the whole line runs one way. */
export function directionOf(titles: readonly string[]): 'ltr' | 'rtl' {
  const first = written.exec(titles.join(' '))?.[0] ?? '';
  return leftwards.test(first) ? 'rtl' : 'ltr';
}

export interface RunningLine {
  readonly node: HTMLElement;
  /** At once when there were none; otherwise behind those that run now. */
  show(titles: readonly string[], lettersPerSec: number): void;
  stop(): void;
}

/** Titles that go by together. */
interface Part {
  readonly titles: readonly string[];
  readonly seconds: number;
  readonly direction: 'ltr' | 'rtl';
  readonly list: HTMLElement;
  /** 0 until the browser has said it. */
  widthPx: number;
}

function createList(titles: readonly string[], isEcho: boolean): HTMLElement {
  const items = titles.map((text) => element('li', { text, attributes: { dir: 'auto' } }));
  return element(
    'ul',
    { class: 'headlines-run', attributes: { 'aria-hidden': isEcho ? 'true' : undefined } },
    ...items,
  );
}

function createPart(all: readonly string[], lettersPerSec: number): Part {
  const once = secondsOf(all, lettersPerSec);
  const times = Math.ceil(shortestSec / once);
  const titles = Array.from({ length: times }, () => all).flat();
  return { titles, seconds: times * once, direction: directionOf(all), list: createList(titles, false), widthPx: 0 };
}

const standing = ({ list, titles }: Part, count: number): HTMLElement[] => [
  list,
  ...Array.from({ length: count - 1 }, () => createList(titles, true)),
];

class Line implements RunningLine {
  readonly #track = element('div', { class: 'headlines-track' });
  readonly node = element('div', { class: 'headlines-line' }, this.#track);
  readonly #widths = new ResizeObserver((entries) => this.#measured(entries));
  #boxPx = 0;
  #now: Part | null = null;
  /** Behind `#now` on the track. */
  #coming: Part | null = null;
  #waiting: Part | null = null;
  #shown = '';
  #placed = '';

  constructor() {
    this.#widths.observe(this.node);
    this.#track.addEventListener('animationiteration', () => this.#takeWaiting());
    this.#track.addEventListener('animationend', () => this.#takeComing());
  }

  show(titles: readonly string[], lettersPerSec: number): void {
    const key = JSON.stringify([titles, lettersPerSec]);
    if (key === this.#shown) return;
    this.#shown = key;
    const part = createPart(titles, lettersPerSec);
    if (this.#now) this.#waiting = part;
    else this.#begin(part);
  }

  stop(): void {
    this.#widths.disconnect();
  }

  #begin(part: Part): void {
    if (this.#now) this.#widths.unobserve(this.#now.list);
    this.#now = part;
    this.#coming = null;
    this.node.setAttribute('dir', part.direction);
    this.#widths.observe(part.list);
    this.#place();
  }

  #takeWaiting(): void {
    const part = this.#waiting;
    if (!part || this.#coming) return;
    this.#waiting = null;
    // A line that turns round cannot follow itself.
    if (part.direction !== this.#now?.direction) return this.#begin(part);
    this.#coming = part;
    this.#widths.observe(part.list);
    this.#place();
  }

  #takeComing(): void {
    if (this.#coming) this.#begin(this.#coming);
  }

  #measured(entries: readonly ResizeObserverEntry[]): void {
    for (const { target, contentRect } of entries) {
      if (target === this.node) this.#boxPx = contentRect.width;
      for (const part of [this.#now, this.#coming]) if (part?.list === target) part.widthPx = contentRect.width;
    }
    this.#place();
  }

  #place(): void {
    const [now, coming] = [this.#now, this.#coming];
    if (!now) return;
    const full = listsFor(this.#boxPx, now.widthPx);
    // What runs out leaves with the last list that is seen of it; behind it the box is full of what comes.
    const passes = coming ? full - 1 : 1;
    const behind = coming ? listsFor(this.#boxPx, coming.widthPx) - 1 : 0;
    const sign = now.direction === 'rtl' ? 1 : -1;
    this.#track.style.setProperty('--way', `${sign * passes * now.widthPx}px`);
    this.#track.style.setProperty('--seconds', `${(passes * now.seconds).toFixed(2)}s`);
    this.#track.classList.toggle('is-changing', coming !== null);
    const key = JSON.stringify([now.titles, coming?.titles, full, behind]);
    if (key === this.#placed) return;
    this.#placed = key;
    this.#track.replaceChildren(...standing(now, coming ? passes : full), ...(coming ? standing(coming, behind) : []));
  }
}

export const createLine = (): RunningLine => new Line();

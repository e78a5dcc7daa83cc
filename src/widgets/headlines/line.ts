/**
 * Headlines as one line that runs. It stands twice on a track that moves by its own length and begins anew: a transform that the
 * compositor carries out alone. New headlines come in when the line begins anew, so that nothing jumps.
 */
import { element } from '../element.ts';

/** The newest few: a line that takes ten minutes is no line. */
export const mostInLine = 12;

/** Signs as wide as two others. */
const wide = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]/gu;
/** Between two headlines, in letters. */
const pauseLetters = 6;

/** Seconds in which the line goes by once. Counted, not measured: the page is not laid out for it. */
export function secondsOf(titles: readonly string[], lettersPerSec: number): number {
  const letters = titles.reduce(
    (sum, title) => sum + title.length + (title.match(wide)?.length ?? 0) + pauseLetters,
    0,
  );
  return Math.max(10, Math.round(letters / lettersPerSec));
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
  /** Takes these when the line begins anew; at once when there were none. */
  show(titles: readonly string[], lettersPerSec: number): void;
}

function createCopy(titles: readonly string[], isEcho: boolean): HTMLElement {
  const items = titles.map((text) => element('li', { text, attributes: { dir: 'auto' } }));
  return element(
    'ul',
    { class: 'headlines-run', attributes: { 'aria-hidden': isEcho ? 'true' : undefined } },
    ...items,
  );
}

export function createLine(): RunningLine {
  const track = element('div', { class: 'headlines-track' });
  const node = element('div', { class: 'headlines-line' }, track);
  let shown = '';
  let next: (() => void) | null = null;
  track.addEventListener('animationiteration', () => {
    next?.();
    next = null;
  });
  return {
    node,
    show(titles, lettersPerSec) {
      const key = JSON.stringify([titles, lettersPerSec]);
      if (key === shown) return;
      const isFirst = shown === '';
      shown = key;
      next = () => {
        node.setAttribute('dir', directionOf(titles));
        track.style.setProperty('--seconds', `${secondsOf(titles, lettersPerSec)}s`);
        track.replaceChildren(createCopy(titles, false), createCopy(titles, true));
      };
      if (!isFirst) return;
      next();
      next = null;
    },
  };
}

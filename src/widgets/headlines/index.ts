import './style.css';
import { t, told } from '../../shared/i18n.ts';
import { sayAge } from '../age.ts';
import { createAsking } from '../asking.ts';
import { element } from '../element.ts';
import { drawQr } from '../qr-code.ts';
import type { OptionValues, WidgetOptions } from '../../shared/widget.ts';
import { defineWidget, type WidgetAnswer, type WidgetTools } from '../widget.ts';
import { readHeadlines, type Headline, type Headlines } from './data.ts';
import { createLine, mostInLine, type RunningLine } from './line.ts';

const refreshMs = 15 * 60_000;
/** Older than this, its age stands beside the title. */
const freshMs = 3 * 3_600_000;

const options = {
  address: {
    kind: 'text',
    label: 'Feed',
    default: '',
    maxLength: 500,
    help: 'Such as https://example.org/feed.xml.',
  },
  count: { kind: 'number', label: 'At a time', default: 3, min: 1, max: 10 },
  turnMin: { kind: 'number', label: 'The next ones after', default: 1, min: 1, max: 60, unit: 'min' },
  motion: {
    kind: 'choice',
    label: 'What to show',
    default: 'turn',
    options: { turn: 'A few at a time', line: 'A line that runs' },
    help: 'Where less motion is asked for, the line stays still and shows a few at a time.',
  },
  speed: { kind: 'number', label: 'Letters a second', default: 8, min: 3, max: 24, help: 'Of the line that runs.' },
  width: {
    kind: 'number',
    label: 'Width',
    default: 60,
    min: 20,
    max: 100,
    unit: '%',
    help: 'Of the line that runs, as a share of the display.',
  },
  code: { kind: 'switch', label: 'QR code to the article', default: false, help: 'Of the first of them.' },
  title: { kind: 'text', label: 'Title', default: '', maxLength: 80, help: 'Empty takes the name of the feed.' },
} as const satisfies WidgetOptions;

type Values = OptionValues<typeof options>;
interface View extends Headlines {
  readonly note: string;
}

type Tools = Pick<WidgetTools, 'now' | 'locale'>;

/** What there is to say when there is no headline; empty when there is one. */
function wordsOf({ address }: Values, feed: Headlines | null, { error }: WidgetAnswer): string {
  if (address.trim() === '') return t('Write the address of a feed in the settings.');
  if (!feed) return error ? told(error) : t('Looking for news …');
  return feed.items.length === 0 ? t('There is nothing in this feed now.') : '';
}

function drawRow({ title, atMs }: Headline, tools: Tools): HTMLElement {
  const age = sayAge(atMs, tools.now(), tools.locale);
  return element(
    'li',
    { attributes: { dir: 'auto' } },
    element('span', { text: title }),
    age !== '' && element('span', { class: 'headlines-age', text: ` ${age.replaceAll(' ', '\u00a0')}` }),
  );
}

/** When it was asked last, where nobody has answered for long; else empty. */
function noteOf({ atMs, error }: WidgetAnswer, tools: Tools): string {
  const isOld = error !== null && atMs !== null && tools.now() - atMs > freshMs;
  return isOld ? t('Asked {age}', { age: sayAge(atMs, tools.now(), tools.locale) }) : '';
}

function drawTitle(title: string, note: string): HTMLElement | null {
  if (title === '' && note === '') return null;
  const age = note === '' ? null : element('span', { class: 'headlines-note', text: note });
  return element('p', { class: 'headlines-title', attributes: { dir: 'auto' } }, title, title && age && ' · ', age);
}

/** A few at a time; which ones follows from the time of day. */
function drawFew({ items, title, note }: View, { count, turnMin, code }: Values, tools: Tools): HTMLElement {
  const turns = Math.ceil(items.length / count);
  const turn = Math.floor(tools.now() / (turnMin * 60_000)) % turns;
  const some = items.slice(turn * count, (turn + 1) * count);
  const link = code ? some[0]?.link : null;
  const list = element('ul', { class: 'headlines-list' }, ...some.map((one) => drawRow(one, tools)));
  return element(
    'div',
    { class: 'headlines' },
    element('div', {}, drawTitle(title, note), list),
    link ? drawQr(link) : null,
  );
}

/** A line that runs, with what stands still around it. */
function drawLine(line: RunningLine, { items, title, note }: View, { code, width }: Values): HTMLElement {
  line.node.style.setProperty('--line-width', String(width / 100));
  const link = code ? items[0]?.link : null;
  const strip = element('div', { class: 'headlines-strip' }, drawTitle(title, note), line.node);
  return element('div', { class: 'headlines is-line' }, strip, link ? drawQr(link) : null);
}

export const widget = defineWidget({
  id: 'headlines',
  label: 'Headlines',
  description: 'What is new in a feed (RSS or Atom), a few lines at a time.',
  service: 'the host of the feed you enter',
  options,
  begin: { place: 'bottom-right' },
  mount(host, first, tools) {
    let values = first;
    let shown = '';
    let line: RunningLine | null = null;
    const asking = createAsking(tools, refreshMs, () => show());
    const ask = (): void => {
      const address = values.address.trim();
      asking.ask(address === '' ? null : { address });
    };
    const put = (key: string, draw: () => HTMLElement): void => {
      if (key === shown) return;
      shown = key;
      host.replaceChildren(draw());
    };
    const endLine = (): void => {
      line?.stop();
      line = null;
    };
    const runLine = (feed: View): void => {
      const running = (line ??= createLine());
      const { code, width, speed } = values;
      // Its own titles change by themselves; around it stands what is drawn anew.
      put(JSON.stringify(['line', feed.title, feed.note, width, code && feed.items[0]?.link]), () =>
        drawLine(running, feed, values),
      );
      running.show(
        feed.items.slice(0, mostInLine).map(({ title }) => title),
        speed,
      );
    };
    const show = (): void => {
      const read = readHeadlines(asking.answer.data);
      const words = wordsOf(values, read, asking.answer);
      const feed = read && {
        ...read,
        title: values.title.trim() || read.title,
        note: noteOf(asking.answer, tools),
      };
      if (words === '' && feed && values.motion === 'line' && !tools.isStill()) return runLine(feed);
      endLine();
      if (words !== '' || !feed)
        return put(words, () => element('p', { class: 'widget-note headlines-words', text: words }));
      const few = drawFew(feed, values, tools);
      put(`few ${few.textContent}`, () => few);
    };
    ask();
    show();
    tools.each('minute', show);
    tools.onSettings(show);
    return {
      update(next) {
        values = next;
        shown = '';
        // What is set by hand is seen at once.
        endLine();
        ask();
        show();
      },
      dispose() {
        asking.stop();
        endLine();
      },
    };
  },
});

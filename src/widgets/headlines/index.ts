import './style.css';
import { t, told } from '../../shared/i18n.ts';
import { sayAge } from '../age.ts';
import { createAsking } from '../asking.ts';
import { element } from '../element.ts';
import { drawQr } from '../qr-code.ts';
import { defineWidget } from '../widget.ts';
import { readHeadlines, type Headline } from './data.ts';

const refreshMs = 15 * 60_000;

export const widget = defineWidget({
  id: 'headlines',
  label: 'Headlines',
  description: 'What is new in a feed (RSS or Atom), a few lines at a time.',
  service: 'the host of the feed you enter',
  options: {
    address: {
      kind: 'text',
      label: 'Feed',
      default: '',
      maxLength: 500,
      help: 'Such as https://example.org/feed.xml.',
    },
    count: { kind: 'number', label: 'At a time', default: 3, min: 1, max: 10 },
    turnMin: { kind: 'number', label: 'The next ones after', default: 1, min: 1, max: 60, unit: 'min' },
    code: { kind: 'switch', label: 'QR code to the article', default: false, help: 'Of the first of them.' },
    title: { kind: 'text', label: 'Title', default: '', maxLength: 80, help: 'Empty takes the name of the feed.' },
  },
  begin: { place: 'bottom-right' },
  mount(host, first, tools) {
    let values = first;
    let shown = '';
    const asking = createAsking(tools, refreshMs, () => show());
    const ask = (): void => {
      const address = values.address.trim();
      asking.ask(address === '' ? null : { address });
    };
    const words = (text: string): HTMLElement => element('p', { class: 'widget-note headlines-words', text });
    const row = ({ title, atMs }: Headline): HTMLElement => {
      const age = sayAge(atMs, tools.now(), tools.locale);
      return element(
        'li',
        { attributes: { dir: 'auto' } },
        element('span', { text: title }),
        age !== '' && element('span', { class: 'headlines-age', text: ` ${age.replaceAll(' ', '\u00a0')}` }),
      );
    };
    const nodes = (): HTMLElement => {
      if (values.address.trim() === '') return words(t('Write the address of a feed in the settings.'));
      const feed = readHeadlines(asking.answer.data);
      if (!feed) return words(asking.answer.error ? told(asking.answer.error) : t('Looking for news …'));
      if (feed.items.length === 0) return words(t('There is nothing in this feed now.'));
      const turns = Math.ceil(feed.items.length / values.count);
      const turn = Math.floor(tools.now() / (values.turnMin * 60_000)) % turns;
      const items = feed.items.slice(turn * values.count, (turn + 1) * values.count);
      const title = values.title.trim() || feed.title;
      const link = values.code ? items[0]?.link : null;
      return element(
        'div',
        { class: 'headlines' },
        element(
          'div',
          {},
          title !== '' && element('p', { class: 'headlines-title', text: title, attributes: { dir: 'auto' } }),
          element('ul', { class: 'headlines-list' }, ...items.map(row)),
        ),
        link ? drawQr(link) : null,
      );
    };
    const show = (): void => {
      const node = nodes();
      if (node.textContent === shown && host.childElementCount > 0) return;
      shown = node.textContent ?? '';
      host.replaceChildren(node);
    };
    ask();
    show();
    tools.each('minute', show);
    return {
      update(next) {
        values = next;
        shown = '';
        ask();
        host.replaceChildren();
        show();
      },
      dispose: () => asking.stop(),
    };
  },
});

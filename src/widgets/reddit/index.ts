import './style.css';
import { t, told } from '../../shared/i18n.ts';
import { sayAge } from '../age.ts';
import { createAsking } from '../asking.ts';
import { element } from '../element.ts';
import { drawQr } from '../qr-code.ts';
import { defineWidget, type WidgetAnswer, type WidgetTools } from '../widget.ts';
import { nameOf, readPosts, type Post } from './data.ts';

const refreshMs = 30 * 60_000;
/** Older than this, its age stands beside it. */
const freshMs = 3 * 3_600_000;

interface Values {
  readonly name: string;
  readonly over: string;
  readonly count: number;
  readonly turnMin: number;
  readonly points: boolean;
  readonly code: boolean;
}

interface View {
  readonly words: string;
  readonly title: string;
  readonly rows: readonly { readonly title: string; readonly about: string }[];
  readonly note: string;
  readonly link: string | null;
}

const nothing: View = { words: '', title: '', rows: [], note: '', link: null };

function aboutOf({ points, atMs }: Post, values: Values, tools: WidgetTools): string {
  const compact = new Intl.NumberFormat(tools.locale, { notation: 'compact', maximumFractionDigits: 1 });
  const score = values.points && points !== null ? t('{points} points', { points: compact.format(points) }) : '';
  return [score, sayAge(atMs, tools.now(), tools.locale)]
    .filter(Boolean)
    .map((part) => part.replaceAll(' ', '\u00a0'))
    .join(' · ');
}

function viewOf(values: Values, { data, atMs, error }: WidgetAnswer, tools: WidgetTools): View {
  const name = nameOf(values.name);
  const posts = readPosts(data);
  if (values.name.trim() === '') return { ...nothing, words: t('Write the name of a community in the settings.') };
  if (!posts) return { ...nothing, words: error ? told(error) : t('Asking Reddit …') };
  if (posts.length === 0) return { ...nothing, words: t('Nobody has posted anything there for a while.') };
  const turns = Math.ceil(posts.length / values.count);
  const turn = Math.floor(tools.now() / (values.turnMin * 60_000)) % turns;
  const shown = posts.slice(turn * values.count, (turn + 1) * values.count);
  const isOld = error !== null && atMs !== null && tools.now() - atMs > freshMs;
  return {
    words: '',
    title: `r/${name}`,
    rows: shown.map((post) => ({ title: post.title, about: aboutOf(post, values, tools) })),
    note: isOld ? t('Asked {age}', { age: sayAge(atMs, tools.now(), tools.locale) }) : '',
    link: values.code ? (shown[0]?.link ?? null) : null,
  };
}

function draw({ words, title, rows, note, link }: View): HTMLElement {
  const items = rows.map((row) =>
    element(
      'li',
      { attributes: { dir: 'auto' } },
      element('span', { text: row.title }),
      row.about !== '' && element('span', { class: 'reddit-about', text: ` ${row.about}` }),
    ),
  );
  return element(
    'div',
    { class: 'reddit' },
    element(
      'div',
      {},
      words !== '' && element('p', { class: 'widget-note', text: words }),
      title !== '' && element('p', { class: 'reddit-title', text: title }),
      items.length > 0 && element('ul', { class: 'reddit-list' }, ...items),
      note !== '' && element('p', { class: 'widget-note reddit-note', text: note }),
    ),
    link === null ? null : drawQr(link),
  );
}

export const widget = defineWidget({
  id: 'reddit',
  label: 'Reddit',
  description: 'The posts of a community that were liked best.',
  service: 'Reddit',
  options: {
    name: { kind: 'text', label: 'Community', default: '', maxLength: 200, help: 'Such as r/EarthPorn.' },
    over: {
      kind: 'choice',
      label: 'Best of',
      default: 'day',
      options: {
        hour: 'The hour',
        day: 'The day',
        week: 'The week',
        month: 'The month',
        year: 'The year',
        all: 'All time',
      },
    },
    count: { kind: 'number', label: 'At a time', default: 3, min: 1, max: 10 },
    turnMin: { kind: 'number', label: 'The next ones after', default: 1, min: 1, max: 60, unit: 'min' },
    points: { kind: 'switch', label: 'Points', default: true },
    code: { kind: 'switch', label: 'QR code to the post', default: false, help: 'Of the first of them.' },
  },
  begin: { place: 'bottom-right' },
  mount(host, first, tools) {
    let values: Values = first;
    let shown = '';
    const asking = createAsking(tools, refreshMs, () => show());
    const ask = (): void => {
      const name = nameOf(values.name) || values.name.trim();
      asking.ask(name === '' ? null : { name, over: values.over });
    };
    const show = (): void => {
      const view = viewOf(values, asking.answer, tools);
      const key = JSON.stringify(view);
      if (key === shown) return;
      shown = key;
      host.replaceChildren(draw(view));
    };
    ask();
    show();
    tools.each('minute', show);
    return {
      update(next) {
        values = next;
        ask();
        show();
      },
      dispose: () => asking.stop(),
    };
  },
});

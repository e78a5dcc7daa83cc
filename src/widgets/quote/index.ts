import './style.css';
import { element } from '../element.ts';
import { defineWidget } from '../widget.ts';
import { lines, type Line } from './lines.ts';
import { atTurn } from './turns.ts';

const hourMs = 3_600_000;

/** One to a line; after two hyphens or a long dash, who said it. */
function readOwn(text: string): Line[] {
  return text.split('\n').flatMap((row) => {
    const [words = '', by = ''] = row.split(/\s+(?:--|—)\s+/);
    return words.trim() ? [{ text: words.trim(), by: by.trim() }] : [];
  });
}

export const widget = defineWidget({
  id: 'quote',
  label: 'Quote',
  description: 'A line worth reading again, from this device or your own list.',
  options: {
    change: {
      kind: 'choice',
      label: 'A new one',
      default: 'day',
      options: { day: 'Every day', hour: 'Every hour', photo: 'With each photo' },
    },
    own: {
      kind: 'text',
      label: 'Your own lines',
      default: '',
      lines: 6,
      maxLength: 8000,
      help: 'One to a line, “-- name” at its end. Empty shows lines by old masters.',
    },
  },
  begin: { place: 'bottom', font: 'serif' },
  mount(host, first, tools) {
    let values = first;
    let photos = 0;
    let shown = '';
    const show = (): void => {
      const own = readOwn(values.own);
      const all = own.length > 0 ? own : lines;
      const offsetMs = new Date(tools.now()).getTimezoneOffset() * 60_000;
      const step = values.change === 'hour' ? hourMs : 24 * hourMs;
      const turn = values.change === 'photo' ? photos : Math.floor((tools.now() - offsetMs) / step);
      const line = atTurn(all, turn);
      const key = line ? `${line.text}\n${line.by}` : '';
      if (key === shown || !line) return;
      shown = key;
      const text = element('p', { class: 'quote-text', text: `“${line.text}”`, attributes: { dir: 'auto' } });
      const by = line.by ? element('p', { class: 'quote-by', text: line.by, attributes: { dir: 'auto' } }) : null;
      host.replaceChildren(element('div', { class: 'quote' }, text, by));
    };
    show();
    tools.each('minute', show);
    tools.onPhoto(() => {
      photos++;
      if (values.change === 'photo') show();
    });
    return {
      update(next) {
        values = next;
        show();
      },
      dispose: () => undefined,
    };
  },
});

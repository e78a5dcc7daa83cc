import './style.css';
import { t } from '../../shared/i18n.ts';
import { element, say } from '../element.ts';
import { defineWidget, type WidgetTools } from '../widget.ts';
import { readMoment, spanBetween, type Span } from './span.ts';

interface Values {
  readonly title: string;
  readonly mode: string;
  readonly until: string;
  readonly seconds: boolean;
  readonly minutes: number;
}

const pad = (value: number): string => String(value).padStart(2, '0');

function createNumbers() {
  const node = element('p', { class: 'countdown-numbers' });
  let key = '';
  return {
    node,
    show(parts: readonly (readonly [string, string])[]): void {
      const now = parts.map(([, unit]) => unit).join();
      if (now !== key) {
        key = now;
        const cells = parts.map(([, unit]) =>
          element('span', { class: 'countdown-part' }, element('b'), element('small', { text: unit })),
        );
        node.replaceChildren(...cells);
      }
      parts.forEach(([value], index) => {
        const cell = node.children[index]?.children[0];
        if (cell) say(cell, value);
      });
    },
  };
}

function partsOf({ days, hours, minutes, seconds }: Span, withSeconds: boolean): [string, string][] {
  const parts: [string, string][] = [];
  if (days > 0) parts.push([String(days), t('{days, plural, one {day} other {days}}', { days })]);
  parts.push([pad(hours), t('h')], [pad(minutes), t('min')]);
  if (withSeconds) parts.push([pad(seconds), t('s')]);
  return parts;
}

/** Counts to a date, and up again after it. */
function mountDate(host: HTMLElement, values: Values, tools: WidgetTools): () => void {
  const then = readMoment(values.until);
  const numbers = createNumbers();
  const after = element('p', { class: 'widget-note' });
  host.append(numbers.node, after);
  if (then === null) {
    numbers.node.hidden = true;
    say(after, t('Write a date such as 2027-06-30 18:00 to count to.'));
    return () => undefined;
  }
  const show = (): void => {
    const now = tools.now();
    // Without seconds a minute that has begun counts, as people count.
    const span = spanBetween(values.seconds ? now : Math.floor(now / 60_000) * 60_000, then);
    numbers.show(partsOf(span, values.seconds));
    say(after, span.isPast ? t('since then') : '');
    after.hidden = !span.isPast;
  };
  show();
  return tools.each(values.seconds ? 'second' : 'minute', show);
}

/** Started and held by a press; nothing runs while it stands. */
function mountTimer(host: HTMLElement, values: Values, tools: WidgetTools): () => void {
  const digits = element('b', { class: 'countdown-timer' });
  const button = element('button', { class: 'countdown-button', attributes: { type: 'button' } }, digits);
  const words = element('p', { class: 'widget-note' });
  host.append(button, words);
  let leftMs = values.minutes * 60_000;
  let endMs: number | null = null;
  let stop = (): void => undefined;
  const show = (): void => {
    const ms = endMs === null ? leftMs : Math.max(0, endMs - tools.now());
    const total = Math.ceil(ms / 1000);
    const hours = Math.floor(total / 3600);
    say(
      digits,
      `${hours > 0 ? `${hours}:${pad(Math.floor(total / 60) % 60)}` : Math.floor(total / 60)}:${pad(total % 60)}`,
    );
    say(
      words,
      total === 0
        ? t('Time is up. Press to begin again.')
        : endMs === null
          ? t('Press to start.')
          : t('Press to hold.'),
    );
    if (total > 0 || endMs === null) return;
    stop();
    endMs = null;
    leftMs = 0;
  };
  button.addEventListener('click', () => {
    stop();
    if (endMs === null) {
      endMs = tools.now() + (leftMs === 0 ? values.minutes * 60_000 : leftMs);
      stop = tools.each('second', show);
    } else {
      leftMs = Math.max(0, endMs - tools.now());
      endMs = null;
    }
    show();
  });
  show();
  return () => stop();
}

export const widget = defineWidget({
  id: 'countdown',
  label: 'Countdown',
  description: 'The time until a day you look forward to, or a timer you start with a press.',
  options: {
    title: { kind: 'text', label: 'Title', default: 'New Year', maxLength: 120 },
    mode: { kind: 'choice', label: 'Counts', default: 'date', options: { date: 'To a date', timer: 'A timer' } },
    until: { kind: 'text', label: 'Date', default: '2027-01-01', maxLength: 20, help: 'Such as 2027-06-30 18:00.' },
    seconds: { kind: 'switch', label: 'Seconds', default: false, help: 'Redraws it once a second.' },
    minutes: { kind: 'number', label: 'Timer', default: 10, min: 1, max: 600, unit: 'min' },
  },
  begin: { place: 'top' },
  mount(host, first, tools) {
    let stop = (): void => undefined;
    const build = (values: typeof first): void => {
      stop();
      const title = values.title.trim()
        ? element('p', { class: 'countdown-title', text: t(values.title.trim()), attributes: { dir: 'auto' } })
        : null;
      const body = element('div', { class: 'countdown' }, title);
      stop = values.mode === 'timer' ? mountTimer(body, values, tools) : mountDate(body, values, tools);
      host.replaceChildren(body);
    };
    build(first);
    return { update: build, dispose: () => stop() };
  },
});

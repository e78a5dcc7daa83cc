import './style.css';
import { t } from '../../shared/i18n.ts';
import { element, say } from '../element.ts';
import { defineWidget, type WidgetTools } from '../widget.ts';
import { newYearAt, readMoment, spanBetween, type Span } from './span.ts';
import { mountTimer, type MountedTimer } from './timer.ts';

interface Values {
  readonly title: string;
  readonly mode: string;
  readonly until: string;
  readonly seconds: boolean;
}

const loadChime = () => import('./chime.ts');

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
  const isNewYear = values.until.trim() === '';
  const numbers = createNumbers();
  const after = element('p', { class: 'widget-note' });
  host.append(numbers.node, after);
  if (!isNewYear && readMoment(values.until) === null) {
    numbers.node.hidden = true;
    say(after, t('Write a date such as 2027-06-30 18:00 to count to.'));
    return () => undefined;
  }
  const show = (): void => {
    const now = tools.now();
    // Without seconds a minute that has begun counts, as people count.
    const from = values.seconds ? now : Math.floor(now / 60_000) * 60_000;
    // Read anew: the device may have travelled, and the day begins where it is.
    const then = isNewYear ? newYearAt(now) : (readMoment(values.until) ?? now);
    const span = spanBetween(from, then);
    numbers.show(partsOf(span, values.seconds));
    say(after, span.isPast ? t('since then') : '');
    after.hidden = !span.isPast;
  };
  show();
  return tools.each(values.seconds ? 'second' : 'minute', show);
}

export const widget = defineWidget({
  id: 'countdown',
  label: 'Countdown',
  description: 'The time until a day you look forward to, or a timer you start with a press.',
  options: {
    title: { kind: 'text', label: 'Title', default: 'New Year', maxLength: 120 },
    mode: { kind: 'choice', label: 'Counts', default: 'date', options: { date: 'To a date', timer: 'A timer' } },
    until: {
      kind: 'text',
      label: 'Date',
      default: '',
      maxLength: 20,
      help: 'Such as 2027-06-30 18:00. Empty counts to the next New Year.',
    },
    seconds: { kind: 'switch', label: 'Seconds', default: false, help: 'Redraws it once a second.' },
    minutes: { kind: 'number', label: 'Timer', default: 10, min: 1, max: 600, unit: 'min' },
    chime: { kind: 'switch', label: 'Chime', default: true, help: 'A gentle sound when a timer is up.' },
  },
  begin: { place: 'top' },
  mount(host, first, tools) {
    let timer: MountedTimer | null = null;
    let stop = (): void => undefined;
    const build = (values: typeof first): void => {
      stop();
      const title = values.title.trim()
        ? element('p', { class: 'countdown-title', text: t(values.title.trim()), attributes: { dir: 'auto' } })
        : null;
      const body = element('div', { class: 'countdown' }, title);
      timer = values.mode === 'timer' ? mountTimer(body, values, tools, { loadChime }) : null;
      stop = timer ? timer.stop.bind(timer) : mountDate(body, values, tools);
      host.replaceChildren(body);
    };
    build(first);
    tools.onSettings(() => timer?.look());
    tools.memo.onChange(() => timer?.follow());
    return { update: build, dispose: () => stop() };
  },
});

import './style.css';
import { element, say } from '../element.ts';
import { defineWidget, type WidgetTools } from '../widget.ts';
import { dateIn, firstDayOf, formatsFor, weeksOf, type CalendarDate } from './month.ts';

interface Look {
  readonly days: string;
  readonly weekStart: string;
  readonly weekNumbers: boolean;
}

const sunday = Date.UTC(2023, 0, 1);

function createMonth(today: CalendarDate, { locale }: WidgetTools, look: Look): HTMLElement {
  const firstDay = look.weekStart === 'auto' ? firstDayOf(locale) : Number(look.weekStart);
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'narrow', timeZone: 'UTC' });
  const count = new Intl.NumberFormat(locale);
  const cell = (text: string, name: string): HTMLElement => element('td', { class: name, text });
  const names = Array.from({ length: 7 }, (_, index) =>
    element('th', { text: weekday.format(sunday + ((firstDay + index) % 7) * 86_400_000) }),
  );
  const rows = weeksOf(today, firstDay).map(({ number, days }) =>
    element(
      'tr',
      {},
      look.weekNumbers && cell(count.format(number), 'date-week'),
      ...days.map(({ day, isInMonth, isToday }) =>
        cell(isInMonth ? count.format(day) : '', isToday ? 'date-day date-today' : 'date-day'),
      ),
    ),
  );
  const head = element('tr', {}, look.weekNumbers && element('th'), ...names);
  return element('table', { class: 'date-month' }, element('thead', {}, head), element('tbody', {}, ...rows));
}

export const widget = defineWidget({
  id: 'date',
  label: 'Date',
  description: 'Today, as a large date or as the whole month.',
  options: {
    days: {
      kind: 'choice',
      label: 'What to show',
      default: 'both',
      options: { date: 'Date', month: 'Month', both: 'Both' },
    },
    weekStart: {
      kind: 'choice',
      label: 'Weeks begin on',
      default: 'auto',
      options: { auto: 'As usual here', '1': 'Monday', '7': 'Sunday', '6': 'Saturday' },
    },
    weekNumbers: { kind: 'switch', label: 'Numbers of the weeks', default: false },
  },
  begin: { place: 'top-right', card: 'glass' },
  mount(host, first, tools) {
    let look: Look = first;
    let shown = '';
    const show = (): void => {
      const now = tools.now();
      const today = dateIn(now, undefined);
      const key = JSON.stringify([today, look]);
      if (key === shown) return;
      shown = key;
      // Made anew: the device may have travelled to another zone.
      const { weekday, day, month } = formatsFor(tools.locale, look.days !== 'date');
      const large = element('p', { class: 'date-large' });
      say(large, day.format(now));
      host.replaceChildren(
        element(
          'div',
          { class: `date date-${look.days}` },
          look.days !== 'month' && element('p', { class: 'date-weekday', text: weekday.format(now) }),
          look.days !== 'month' && large,
          look.days === 'month' && element('p', { class: 'date-weekday', text: month.format(now) }),
          look.days !== 'date' && createMonth(today, tools, look),
        ),
      );
    };
    show();
    tools.each('minute', show);
    return {
      update(values) {
        look = values;
        show();
      },
      dispose: () => undefined,
    };
  },
});

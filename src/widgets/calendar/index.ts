import './style.css';
import { toErrorData } from '../../shared/errors.ts';
import { t, told } from '../../shared/i18n.ts';
import { element } from '../element.ts';
import { defineWidget } from '../widget.ts';
import type { AgendaDay, AgendaLook, AgendaRow } from './agenda.ts';
import { readEntries, withFiles } from './entries.ts';
import { createFollower } from './follower.ts';
import { viewOf, type View } from './view.ts';

const isCalendarFile = ({ name, type }: File): boolean => /\.ics$/i.test(name) || type === 'text/calendar';

function createRow({ time, title, more, color, isNow, isOver }: AgendaRow): HTMLElement {
  const bar = element('i', { class: 'calendar-bar', attributes: { 'aria-hidden': 'true' } });
  bar.style.setProperty('--calendar', color);
  return element(
    'li',
    { class: `calendar-row${isNow ? ' calendar-now' : ''}${isOver ? ' calendar-over' : ''}` },
    element('span', { class: 'calendar-time', text: time }),
    bar,
    element(
      'div',
      { class: 'calendar-what' },
      element('p', { class: 'calendar-title', text: title, attributes: { dir: 'auto' } }),
      more !== '' && element('p', { class: 'calendar-more', text: more, attributes: { dir: 'auto' } }),
    ),
  );
}

const createDay = ({ label, rows }: AgendaDay): HTMLElement =>
  element(
    'section',
    { class: 'calendar-day' },
    element('h3', { class: 'calendar-label', text: label }),
    element('ul', { class: 'calendar-rows' }, ...rows.map(createRow)),
  );

function draw({ words, days, notes, isEmpty }: View, pick: () => void): HTMLElement {
  const button = element('button', {
    class: 'widget-button',
    text: t('Choose calendar files'),
    attributes: { type: 'button' },
  });
  button.addEventListener('click', pick);
  return element(
    'div',
    { class: 'calendar' },
    words !== '' && element('p', { class: 'widget-note calendar-words', text: words }),
    ...days.map(createDay),
    ...notes.map((text) => element('p', { class: 'widget-note calendar-words', text, attributes: { dir: 'auto' } })),
    isEmpty && button,
  );
}

/** A picker of its own: the settings need not be open. */
function pickFiles(take: (files: readonly File[]) => void): void {
  const input = element('input', { attributes: { type: 'file', accept: '.ics,text/calendar', multiple: true } });
  input.addEventListener('change', () => take([...(input.files ?? [])]));
  input.click();
}

export const widget = defineWidget({
  id: 'calendar',
  label: 'Calendar',
  description: 'What comes next in your calendars, from their addresses or from files.',
  service: 'the hosts of the calendars you enter',
  options: {
    calendars: {
      kind: 'text',
      label: 'Calendars',
      default: '',
      lines: 4,
      maxLength: 4000,
      files: '.ics',
      help: 'One to a line: the address that ends in .ics, then, if you like, a colour such as #4f9cf9 and a name.',
    },
    view: {
      kind: 'choice',
      label: 'What to show',
      default: 'agenda',
      options: { agenda: 'What comes next', today: 'Today' },
    },
    days: { kind: 'number', label: 'Days ahead', default: 7, min: 1, max: 60 },
    most: { kind: 'number', label: 'Events at most', default: 6, min: 1, max: 30 },
    places: { kind: 'switch', label: 'Places', default: true },
  },
  begin: { place: 'right', card: 'glass' },
  mount(host, first, tools) {
    let values = first;
    let problem = '';
    let shown = '';
    const show = (): void => {
      const view = viewOf(follower.all(), values as AgendaLook, tools, problem);
      const key = JSON.stringify(view);
      if (key === shown) return;
      shown = key;
      host.replaceChildren(draw(view, () => pickFiles((files) => void keep(files))));
    };
    const follower = createFollower(tools, show);
    const keep = async (files: readonly File[]): Promise<void> => {
      problem = '';
      const lines: string[] = [];
      for (const file of files) {
        try {
          lines.push(await tools.keepFile(file));
        } catch (error) {
          problem = told(toErrorData(error));
        }
      }
      if (tools.signal.aborted) return;
      // A file of the same name may hold something new.
      follower.forget(lines);
      tools.change({ calendars: withFiles(values.calendars, lines) });
      follower.follow(readEntries(values.calendars));
      show();
    };
    const onDrop = (event: DragEvent): void => {
      const files = [...(event.dataTransfer?.files ?? [])];
      if (event.defaultPrevented || files.length === 0 || !files.every(isCalendarFile)) return;
      event.preventDefault();
      void keep(files);
    };
    globalThis.addEventListener('drop', onDrop, { capture: true, signal: tools.signal });
    follower.follow(readEntries(values.calendars));
    show();
    tools.each('minute', show);
    return {
      update(next) {
        values = next;
        follower.follow(readEntries(values.calendars));
        show();
      },
      dispose: () => follower.follow([]),
    };
  },
});

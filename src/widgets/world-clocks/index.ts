import './style.css';
import { t } from '../../shared/i18n.ts';
import { element, say } from '../element.ts';
import { defineWidget } from '../widget.ts';
import { checkZone, createClockFormat, type ClockFormat } from '../zone-time.ts';
import { readZones, sayDifference, wholeDayIn, zoneOffsetMin } from './zones.ts';

interface Row {
  readonly node: HTMLElement;
  show(nowMs: number): void;
}

interface Look {
  readonly difference: boolean;
}

function createRow(zone: string, name: string, format: ClockFormat, { difference }: Look): Row {
  const time = element('span', { class: 'world-time' });
  const note = element('span', { class: 'world-note' });
  note.hidden = !difference;
  const label = element('span', { class: 'world-name', text: name, attributes: { dir: 'auto' } });
  return {
    node: element('li', { class: 'world-row' }, label, time, note),
    show(nowMs) {
      const { hour, colon, minute, period, periodFirst } = format.moment(nowMs);
      const digits = `${hour}${colon}${minute}`;
      say(time, [periodFirst ? period : '', digits, periodFirst ? '' : period].filter(Boolean).join('\u00a0'));
      if (!difference) return;
      const here = -new Date(nowMs).getTimezoneOffset();
      const days = wholeDayIn(nowMs, zone) - wholeDayIn(nowMs, undefined);
      say(note, sayDifference(zoneOffsetMin(nowMs, zone) - here, days));
    },
  };
}

export const widget = defineWidget({
  id: 'world-clocks',
  label: 'World clocks',
  description: 'The time in several places at once.',
  options: {
    zones: {
      kind: 'text',
      label: 'Places',
      default: 'Europe/London\nAmerica/New_York\nAsia/Tokyo',
      lines: 5,
      maxLength: 1500,
      help: 'One to a line: a time zone such as Asia/Tokyo, then a name of your own if you like.',
    },
    hours: {
      kind: 'choice',
      label: 'Hours',
      default: 'auto',
      options: { auto: 'As usual here', '12': '12', '24': '24' },
    },
    row: { kind: 'switch', label: 'Side by side', default: false },
    difference: { kind: 'switch', label: 'Difference to here', default: true },
  },
  begin: { place: 'top-right', font: 'text' },
  mount(host, first, tools) {
    let rows: readonly Row[] = [];
    const show = (): void => {
      for (const row of rows) row.show(tools.now());
    };
    const build = (values: typeof first): void => {
      const zones = readZones(values.zones);
      const unknown = zones.find(({ zone }) => checkZone(zone) === null);
      const words = unknown
        ? t('There is no time zone “{zone}”. They are called like Asia/Tokyo.', { zone: unknown.zone })
        : t('Write a time zone such as Asia/Tokyo in the settings.');
      rows = zones
        .filter(({ zone }) => checkZone(zone) !== null)
        .map(({ zone, name }) =>
          createRow(zone, name, createClockFormat(tools.locale, values.hours, zone, 'short'), values),
        );
      host.replaceChildren(
        element(
          'div',
          { class: 'world' },
          rows.length > 0 &&
            element(
              'ul',
              { class: values.row ? 'world-list world-side' : 'world-list' },
              ...rows.map(({ node }) => node),
            ),
          (unknown !== undefined || rows.length === 0) && element('p', { class: 'widget-note', text: words }),
        ),
      );
      show();
    };
    build(first);
    tools.each('minute', show);
    return { update: build, dispose: () => undefined };
  },
});

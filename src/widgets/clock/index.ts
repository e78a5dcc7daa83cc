import './style.css';
import { t } from '../../shared/i18n.ts';
import { element, say } from '../element.ts';
import { defineWidget } from '../widget.ts';
import { createFace } from './face.ts';
import { checkZone, createClockFormat, deviceZone, type Moment } from '../zone-time.ts';

interface Display {
  readonly node: Element;
  show(moment: Moment): void;
}

function createDigits(seconds: boolean): Display {
  const part = (name: string): HTMLElement => element('span', { class: `clock-${name}` });
  const [hour, colon, minute, small, second, period] = [
    part('hour'),
    part('colon'),
    part('minute'),
    part('small'),
    part('second'),
    part('period'),
  ] as const;
  small.append(second, period);
  const node = element('p', { class: 'clock-digits' }, hour, colon, minute, small);
  second.hidden = !seconds;
  return {
    node,
    show(moment) {
      say(hour, moment.hour);
      say(colon, moment.colon);
      say(minute, moment.minute);
      if (seconds) say(second, moment.second);
      say(period, moment.period);
      period.hidden = moment.period === '';
      small.hidden = second.hidden && period.hidden;
      node.classList.toggle('clock-period-first', moment.periodFirst);
    },
  };
}

export const widget = defineWidget({
  id: 'clock',
  label: 'Clock',
  description: 'The time, here or anywhere else, with digits or hands.',
  options: {
    face: { kind: 'choice', label: 'Face', default: 'digital', options: { digital: 'Digits', analog: 'Hands' } },
    hours: {
      kind: 'choice',
      label: 'Hours',
      default: 'auto',
      options: { auto: 'As usual here', '12': '12', '24': '24' },
    },
    seconds: { kind: 'switch', label: 'Seconds', default: false, help: 'Redraws the clock once a second.' },
    numerals: { kind: 'switch', label: 'Roman numerals', default: false, help: 'On a face with hands.' },
    date: {
      kind: 'choice',
      label: 'Date',
      default: 'long',
      options: { none: 'None', short: 'Short', long: 'Long' },
    },
    zone: {
      kind: 'text',
      label: 'Time zone',
      default: '',
      maxLength: 60,
      suggest: 'zones',
      help: 'Such as Asia/Tokyo. Empty is the time of this device.',
    },
    name: { kind: 'text', label: 'Name', default: '', maxLength: 60, help: 'Above the time: a city, a person.' },
    showZone: { kind: 'switch', label: 'Show the zone', default: false },
  },
  begin: { font: 'thin' },
  mount(host, first, tools) {
    let stop = (): void => undefined;
    const build = (values: typeof first): void => {
      stop();
      const zone = checkZone(values.zone);
      const format = createClockFormat(
        tools.locale,
        values.hours,
        zone ?? undefined,
        values.date === 'short' ? 'short' : 'long',
      );
      const display = values.face === 'analog' ? createFace(values) : createDigits(values.seconds);
      const name = element('p', { class: 'clock-name', text: values.name.trim(), attributes: { dir: 'auto' } });
      name.hidden = values.name.trim() === '';
      const date = element('p', { class: 'clock-date' });
      date.hidden = values.date === 'none';
      const zoneName = element('p', { class: 'widget-note clock-zone' });
      zoneName.hidden = !values.showZone && zone !== null;
      host.replaceChildren(element('div', { class: `clock clock-${values.face}` }, name, display.node, date, zoneName));
      const builtFor = deviceZone();
      const show = (): void => {
        // The device may travel; what was made for another zone goes on telling the time there.
        if (zone === undefined && deviceZone() !== builtFor) return build(values);
        const now = tools.now();
        display.show(format.moment(now));
        if (!date.hidden) say(date, format.date(now));
        if (zone === null)
          say(zoneName, t('There is no time zone “{zone}”. This is the time here.', { zone: values.zone.trim() }));
        else if (values.showZone) say(zoneName, format.zoneName(now));
      };
      show();
      stop = tools.each(values.seconds ? 'second' : 'minute', show);
    };
    build(first);
    return { update: build, dispose: () => stop() };
  },
});

import './style.css';
import { t } from '../../shared/i18n.ts';
import { element, svg } from '../element.ts';
import { defineWidget, type WidgetTools } from '../widget.ts';
import { moonAt, phaseName, sunDay, type Moon } from './sky.ts';

const place = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/;

function readPlace(text: string): { latitude: number; longitude: number } | null {
  const [, latitude, longitude] = (place.exec(text) ?? []).map(Number);
  if (latitude === undefined || longitude === undefined) return null;
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null;
}

/** The lit part as a path: a half circle and half an ellipse. Seen from the north; the south sees it turned round. */
function drawMoon({ phase }: Moon, isSouth: boolean): SVGElement {
  const isWaxing = phase < 0.5;
  const bulge = Math.cos(phase * 2 * Math.PI);
  const edge = Math.abs(bulge * 10).toFixed(2);
  const outer = isWaxing ? 1 : 0;
  const inner = bulge > 0 === isWaxing ? 0 : 1;
  const lit = svg('path', { class: 'sun-lit', d: `M0 -10A10 10 0 0 ${outer} 0 10A${edge} 10 0 0 ${inner} 0 -10Z` });
  const disc = svg('circle', { class: 'sun-disc', r: 10 });
  return svg(
    'svg',
    { viewBox: '-11 -11 22 22', class: 'sun-moon', 'aria-hidden': 'true' },
    disc,
    svg('g', { transform: isSouth ? 'rotate(180)' : undefined }, lit),
  );
}

function sunRows(tools: WidgetTools, latitude: number, longitude: number): [string, string][] {
  const start = new Date(tools.now());
  start.setHours(0, 0, 0, 0);
  const { riseMs, setMs, always } = sunDay(start.getTime(), latitude, longitude);
  if (always) return [[t('Sun'), always === 'up' ? t('up all day') : t('down all day')]];
  const time = new Intl.DateTimeFormat(tools.locale, { hour: 'numeric', minute: '2-digit' });
  const rows: [string, string][] = [];
  if (riseMs !== null) rows.push([t('Sunrise'), time.format(riseMs)]);
  if (setMs !== null) rows.push([t('Sunset'), time.format(setMs)]);
  if (riseMs === null || setMs === null || setMs < riseMs) return rows;
  const minutes = Math.round((setMs - riseMs) / 60_000);
  return [
    ...rows,
    [t('Daylight'), t('{hours} h {minutes} min', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })],
  ];
}

export const widget = defineWidget({
  id: 'sun',
  label: 'Sun and moon',
  description: 'Sunrise and sunset where you are, and the moon tonight. Calculated on this device.',
  options: {
    place: {
      kind: 'text',
      label: 'Where you are',
      default: '',
      maxLength: 40,
      help: 'Latitude and longitude, such as 52.52, 13.40. It stays on this device.',
    },
    moon: { kind: 'switch', label: 'Moon', default: true },
  },
  begin: { place: 'right' },
  mount(host, first, tools) {
    let values = first;
    let shown = '';
    const show = (): void => {
      const where = readPlace(values.place);
      const { phase, lit } = moonAt(tools.now());
      // As much of it as can be seen to change.
      const moon = { lit, phase: Math.round(phase * 200) / 200 };
      const rows = where ? sunRows(tools, where.latitude, where.longitude) : [];
      const percent = new Intl.NumberFormat(tools.locale, { style: 'percent' }).format(Math.round(lit * 100) / 100);
      const key = JSON.stringify([rows, values, percent, moon.phase]);
      if (key === shown) return;
      shown = key;
      const list = rows.flatMap(([label, value]) => [element('dt', { text: label }), element('dd', { text: value })]);
      const hint = where
        ? null
        : element('p', {
            class: 'widget-note',
            text: t('Say in the settings where you are to see sunrise and sunset.'),
          });
      const moonRow = element(
        'div',
        { class: 'sun-moon-row' },
        drawMoon(moon, (where?.latitude ?? 1) < 0),
        element(
          'span',
          {},
          t(phaseName(moon.phase)),
          element('span', { class: 'widget-note sun-lit-share', text: t('{percent} lit', { percent }) }),
        ),
      );
      host.replaceChildren(
        element(
          'div',
          { class: 'sun' },
          values.moon && moonRow,
          list.length > 0 && element('dl', { class: 'sun-facts' }, ...list),
          hint,
        ),
      );
    };
    show();
    tools.each('minute', show);
    return {
      update(next) {
        values = next;
        show();
      },
      dispose: () => undefined,
    };
  },
});

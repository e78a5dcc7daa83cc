/** The settings that every widget has, beside those of its kind. Pure. */
import { t } from '../../shared/i18n.ts';
import type { WidgetChange } from '../../shared/panel-host.ts';
import { widgetLooks, type WidgetInstance, type WidgetOption } from '../../shared/widget.ts';
import type { FieldKind } from './describe.ts';
import { plain } from './search.ts';
import { say } from './words.ts';

export interface LookField {
  readonly id: string;
  readonly label: string;
  readonly help: string;
  readonly fallback: unknown;
  readonly kind: FieldKind;
  read(instance: WidgetInstance): unknown;
  write(value: unknown): WidgetChange;
}

const choice = (options: Readonly<Record<string, string>>, look?: 'select'): FieldKind => ({
  kind: 'choice',
  options: Object.entries(options).map(([value, label]) => ({ value, label })),
  ...(look ? { look } : {}),
});

const places = () => ({
  'top-left': t('Top left'),
  top: t('Top'),
  'top-right': t('Top right'),
  left: t('Left'),
  center: t('Centre'),
  right: t('Right'),
  'bottom-left': t('Bottom left'),
  bottom: t('Bottom'),
  'bottom-right': t('Bottom right'),
  free: t('Where you put it'),
});

const shape = (): LookField[] => [
  {
    id: 'place',
    label: t('Position'),
    help: t('Which corner or edge it stands at. Or put it anywhere in the layout.'),
    fallback: 'bottom-left',
    kind: choice(places(), 'select'),
    read: (it) => it.place,
    write: (value) => ({ place: value as WidgetInstance['place'] }),
  },
  {
    id: 'size',
    label: t('Size'),
    help: t('1 is the size it was designed for.'),
    fallback: 1,
    kind: { kind: 'number', min: 0.3, max: 8, step: 0.05, unit: '×', scale: 'log' },
    read: (it) => it.size,
    write: (value) => ({ size: Number(value) }),
  },
  {
    id: 'font',
    label: t('Type'),
    help: t('The cut of its letters.'),
    fallback: 'text',
    kind: {
      kind: 'font',
      options: [
        { value: 'thin', label: t('Thin') },
        { value: 'text', label: t('Regular') },
        { value: 'bold', label: t('Bold') },
        { value: 'serif', label: t('Serif') },
        { value: 'mono', label: t('Fixed width') },
      ],
    },
    read: (it) => it.font,
    write: (value) => ({ font: value as WidgetInstance['font'] }),
  },
  {
    id: 'card',
    label: t('Card'),
    help: t('What it lies on.'),
    fallback: 'none',
    kind: choice({ none: t('None'), glass: t('Glass'), solid: t('Solid'), outline: t('Outline') }),
    read: (it) => it.card,
    write: (value) => ({ card: value as WidgetInstance['card'] }),
  },
];

const light = (): LookField[] => [
  {
    id: 'color',
    label: t('Colour'),
    help: t('From the photo takes light or dark, whichever can be read. The photo is shaded where it must be.'),
    fallback: 'auto',
    kind: { kind: 'colour', hasAuto: true },
    read: (it) => it.color,
    write: (value) => ({ color: String(value).trim() || 'auto' }),
  },
  {
    id: 'opacity',
    label: t('Opacity'),
    help: t('How clearly it stands on the photo.'),
    fallback: 100,
    kind: { kind: 'number', min: 40, max: 100, step: 5, unit: '%', scale: 'linear' },
    read: (it) => Math.round(it.opacity * 100),
    write: (value) => ({ opacity: Number(value) / 100 }),
  },
  {
    id: 'hours',
    label: t('Hours'),
    help: t('Shown between these times only. Empty: the whole day.'),
    fallback: '',
    kind: { kind: 'time-range' },
    read: (it) => (it.from && it.until ? `${it.from}-${it.until}` : ''),
    write(value) {
      const [from = '', until = ''] = String(value).split('-');
      return { from, until };
    },
  },
];

/** What is described beside the widgets themselves: shadow, days, displays, presses. */
const others = (): LookField[] =>
  Object.entries<WidgetOption>(widgetLooks).map(([name, option]) => ({
    id: name,
    label: say(option.label),
    help: option.help ? say(option.help) : '',
    fallback: option.default,
    kind:
      option.kind === 'choice'
        ? choice(
            Object.fromEntries(Object.entries(option.options).map(([value, label]) => [value, say(label)])),
            'select',
          )
        : { kind: 'text' },
    read: (it) => it[name as keyof typeof widgetLooks] ?? option.default,
    write: (value) => ({ [name]: String(value).trim() }),
  }));

export const lookFields = (): readonly LookField[] => [...shape(), ...light(), ...others()];

/** Two clocks are told apart by what their owner wrote into them. */
export function nameOf(instance: WidgetInstance, label: string): string {
  const own = ['name', 'title', 'place', 'zone']
    .map((it) => instance.options[it])
    .find((it) => typeof it === 'string' && it !== '');
  return typeof own === 'string' ? `${label}, ${own}` : label;
}

/** A text of lines with one for each kept file; a file that has a line keeps it, with what was written behind it. */
export function withFileLines(text: string, files: readonly string[]): string {
  const known = new Set(text.split('\n').map((line) => line.trim().split(/\s+/)[0]));
  return [text.trimEnd(), ...files.filter((file) => !known.has(file))].filter(Boolean).join('\n');
}

/** Time zones with these letters in them; those whose city begins with them come first. */
export function zonesLike(text: string): readonly string[] {
  const wanted = plain(text.trim()).replaceAll(' ', '_');
  const isCity = (zone: string): boolean => plain(zone).split('/').at(-1)?.startsWith(wanted) ?? false;
  return Intl.supportedValuesOf('timeZone')
    .filter((zone) => plain(zone).includes(wanted))
    .toSorted((a, b) => Number(isCity(b)) - Number(isCity(a)));
}

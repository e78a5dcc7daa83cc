/** The controls of one widget: where it stands, how it looks, and what its kind lets one choose. */
import type { OverlayHost } from '../../shared/app-api.ts';
import { readOptions, type WidgetInstance, type WidgetKind, type WidgetOption } from '../../shared/widget.ts';
import type { FieldKind } from './describe.ts';
import { element } from './element.ts';
import { createInput, type Input } from './inputs.ts';

export type WidgetChange = Partial<Omit<WidgetInstance, 'id' | 'widget'>>;

export interface WidgetField {
  readonly node: HTMLElement;
  follow(instance: WidgetInstance): void;
}

interface FieldSpec {
  readonly id: string;
  readonly label: string;
  readonly help?: string | undefined;
  readonly fallback: unknown;
  readonly kind: FieldKind | { readonly kind: 'lines'; readonly lines: number };
  /** Words to choose from while typing. */
  suggest?(text: string): Promise<readonly string[]> | readonly string[];
  read(instance: WidgetInstance): unknown;
  write(value: unknown): WidgetChange;
}

const choice = (options: Readonly<Record<string, string>>): FieldKind => ({
  kind: 'choice',
  options: Object.entries(options).map(([value, label]) => ({ value, label })),
});

const places = {
  'top-left': 'Top left',
  top: 'Top',
  'top-right': 'Top right',
  left: 'Left',
  center: 'Centre',
  right: 'Right',
  'bottom-left': 'Bottom left',
  bottom: 'Bottom',
  'bottom-right': 'Bottom right',
  free: 'Where you put it',
};

const number = (
  min: number,
  max: number,
  step: number,
  unit: string,
  scale: 'linear' | 'log' = 'linear',
): FieldKind => ({
  kind: 'number',
  min,
  max,
  step,
  unit,
  scale,
});

/** The same for every kind of widget. */
const looks: readonly FieldSpec[] = [
  {
    id: 'place',
    label: 'Place',
    fallback: 'bottom-left',
    kind: choice(places),
    read: (it) => it.place,
    write: (value) => ({ place: value as WidgetInstance['place'] }),
  },
  {
    id: 'size',
    label: 'Size',
    fallback: 1,
    kind: number(0.3, 8, 0.05, '×', 'log'),
    read: (it) => it.size,
    write: (value) => ({ size: Number(value) }),
  },
  {
    id: 'font',
    label: 'Type',
    fallback: 'text',
    kind: choice({ thin: 'Thin', text: 'Regular', bold: 'Bold', serif: 'Serif', mono: 'Even' }),
    read: (it) => it.font,
    write: (value) => ({ font: value as WidgetInstance['font'] }),
  },
  {
    id: 'card',
    label: 'Card',
    fallback: 'none',
    kind: choice({ none: 'None', glass: 'Glass', solid: 'Solid', outline: 'Outline' }),
    read: (it) => it.card,
    write: (value) => ({ card: value as WidgetInstance['card'] }),
  },
  {
    id: 'color',
    label: 'Colour',
    help: 'Such as #ffd9a0. “auto” takes light or dark, whichever suits the photo. The photo is shaded until it can be read.',
    fallback: 'auto',
    kind: { kind: 'text' },
    read: (it) => it.color,
    write: (value) => ({ color: String(value).trim() || 'auto' }),
  },
  {
    id: 'opacity',
    label: 'Opacity',
    fallback: 100,
    kind: number(40, 100, 5, '%'),
    read: (it) => Math.round(it.opacity * 100),
    write: (value) => ({ opacity: Number(value) / 100 }),
  },
  {
    id: 'from',
    label: 'Shown from',
    help: 'Such as 07:00. Empty: the whole day.',
    fallback: '',
    kind: { kind: 'text' },
    read: (it) => it.from,
    write: (value) => ({ from: String(value).trim() }),
  },
  {
    id: 'until',
    label: 'Shown until',
    fallback: '',
    kind: { kind: 'text' },
    read: (it) => it.until,
    write: (value) => ({ until: String(value).trim() }),
  },
];

function kindOfOption(option: WidgetOption): FieldSpec['kind'] {
  switch (option.kind) {
    case 'switch':
      return { kind: 'switch' };
    case 'choice':
      return choice(option.options);
    case 'number':
      return number(option.min, option.max, option.step ?? 1, option.unit ?? '');
    case 'text':
      return option.lines ? { kind: 'lines', lines: option.lines } : { kind: 'text' };
  }
}

function optionSpecs(kind: WidgetKind, host: OverlayHost): FieldSpec[] {
  return Object.entries(kind.options).map(([name, option]) => ({
    id: `option-${name}`,
    label: option.label,
    help: option.help,
    fallback: option.default,
    kind: kindOfOption(option),
    ...(option.kind === 'text' && option.suggest === 'zones'
      ? { suggest: () => Intl.supportedValuesOf('timeZone') }
      : {}),
    ...(option.kind === 'text' && option.suggest === 'search'
      ? { suggest: (text: string) => host.widgets.suggest(kind.id, name, text) }
      : {}),
    read: (it: WidgetInstance) => (readOptions(kind.options, it.options) as Readonly<Record<string, unknown>>)[name],
    write: (value: unknown) => ({ options: { [name]: value } }),
  }));
}

function createLines(lines: number, to: { id: string; describedBy: string; report(value: unknown): void }): Input {
  const field = element('textarea', {
    class: 'text',
    attributes: { id: to.id, rows: lines, 'aria-describedby': to.describedBy },
    on: { change: () => to.report(field.value) },
  });
  return { node: field, inline: false, show: (value) => (field.value = String(value)), focus: () => field.focus() };
}

const suggestAfterMs = 350;

/** A list under the field, filled while somebody types. */
function attachSuggestions(input: Input, id: string, suggest: NonNullable<FieldSpec['suggest']>): HTMLElement {
  const list = element('datalist', { attributes: { id: `${id}-list` } });
  const field = input.node as HTMLInputElement;
  field.setAttribute('list', list.id);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const fill = async (): Promise<void> => {
    const words = await suggest(field.value);
    list.replaceChildren(...words.map((value) => element('option', { attributes: { value } })));
  };
  const ask = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void fill().catch(() => undefined), suggestAfterMs);
  };
  field.addEventListener('input', ask);
  field.addEventListener('focus', ask, { once: true });
  return list;
}

function createField(spec: FieldSpec, prefix: string, change: (values: WidgetChange) => Promise<string>): WidgetField {
  const id = `${prefix}-${spec.id}`;
  const problem = element('p', { class: 'problem', attributes: { id: `${id}-problem`, role: 'alert' } });
  let shown: unknown;
  let latest: WidgetInstance | null = null;
  const apply = async (value: unknown): Promise<void> => {
    problem.textContent = await change(spec.write(value));
    // A refused value is put right in the control, too.
    if (problem.textContent) shown = undefined;
    if (latest) follow(latest);
  };
  const report = (value: unknown): void => void apply(value);
  const describedBy = `${id}-help ${id}-problem`;
  const options = { id, labelId: `${id}-label`, describedBy, defaultValue: spec.fallback, report };
  const input = spec.kind.kind === 'lines' ? createLines(spec.kind.lines, options) : createInput(spec.kind, options);
  const isSingle = input !== null && (input.node.id === id || input.node.querySelector(`[id="${id}"]`) !== null);
  const naming = { id: `${id}-label`, for: isSingle ? id : undefined };
  const label = element(isSingle ? 'label' : 'span', { class: 'row-label', text: spec.label, attributes: naming });
  const follow = (instance: WidgetInstance): void => {
    latest = instance;
    const value = spec.read(instance);
    if (value === shown) return;
    shown = value;
    input?.show(value);
  };
  const node = element(
    'div',
    { class: 'row', attributes: { 'data-widget-field': spec.id } },
    element('div', { class: 'row-head' }, label, input?.inline && input.node),
    !input?.inline && input?.node,
    input && spec.suggest && attachSuggestions(input, id, (text) => spec.suggest?.(text) ?? []),
    element('p', { class: 'help', text: spec.help ?? '', attributes: { id: `${id}-help` } }),
    problem,
  );
  return { node, follow };
}

/** What its kind offers first, then the looks. */
export function createWidgetFields(
  host: OverlayHost,
  kind: WidgetKind,
  instance: WidgetInstance,
  change: (values: WidgetChange) => Promise<string>,
): WidgetField[] {
  return [...optionSpecs(kind, host), ...looks].map((spec) => createField(spec, `widget-${instance.id}`, change));
}

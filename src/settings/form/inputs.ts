/** One control per kind of value. Each shows what it is told and reports what the person chose; none keeps the truth. */
import type { FieldKind, Option } from './describe.ts';
import { element } from './element.ts';
import { ladder, nearestStop, sayValue } from './ladder.ts';

export interface Input {
  readonly node: HTMLElement;
  /** Stands in the label's line rather than under it. */
  readonly inline: boolean;
  show(value: unknown): void;
  focus(): void;
}

export interface InputOptions {
  readonly id: string;
  readonly labelId: string;
  /** Ids of help and error. */
  readonly describedBy: string;
  readonly defaultValue: unknown;
  report(value: unknown): void;
}

/** Options this long together do not fit side by side in a sheet. */
const LONGEST_SEGMENTS = 27;

function createSegments(options: readonly Option[], to: InputOptions): Input {
  const radios = options.map(({ value, label }) => {
    const radio = element('input', {
      attributes: { type: 'radio', name: to.id, value, id: `${to.id}-${value}` },
      on: { change: () => to.report(value) },
    });
    const isDefault = value === to.defaultValue;
    const text = element('span', { text: label, ...(isDefault ? { class: 'is-default' } : {}) });
    if (isDefault) text.append(element('span', { class: 'for-readers', text: ' (default)' }));
    return { radio, node: element('label', { class: 'segment' }, radio, text) };
  });
  const node = element(
    'div',
    {
      class: 'segments',
      attributes: { role: 'radiogroup', 'aria-labelledby': to.labelId, 'aria-describedby': to.describedBy },
    },
    ...radios.map((it) => it.node),
  );
  const show = (value: unknown): void => {
    for (const { radio } of radios) radio.checked = radio.value === value;
  };
  return {
    node,
    inline: false,
    show,
    focus: () => (radios.find((it) => it.radio.checked) ?? radios[0])?.radio.focus(),
  };
}

export function createSelect(options: readonly Option[], to: InputOptions): Input {
  const select = element('select', {
    attributes: { id: to.id, 'aria-describedby': to.describedBy },
    on: { change: () => to.report(select.value) },
  });
  for (const { value, label } of options) {
    const text = value === to.defaultValue ? `${label} (default)` : label;
    select.append(element('option', { text, attributes: { value } }));
  }
  const show = (value: unknown): void => {
    const wanted = String(value);
    // A value from elsewhere that this version does not know must stay visible, not turn into another one.
    if (![...select.options].some((it) => it.value === wanted)) {
      select.append(element('option', { text: wanted, attributes: { value: wanted } }));
    }
    select.value = wanted;
  };
  return { node: element('div', { class: 'select' }, select), inline: false, show, focus: () => select.focus() };
}

function createSwitch(to: InputOptions): Input {
  const box = element('input', {
    class: 'switch',
    attributes: { type: 'checkbox', role: 'switch', id: to.id, 'aria-describedby': to.describedBy },
    on: { change: () => to.report(box.checked) },
  });
  return { node: box, inline: true, show: (value) => (box.checked = value === true), focus: () => box.focus() };
}

function createText(to: InputOptions): Input {
  const field = element('input', {
    class: 'text',
    attributes: { type: 'text', id: to.id, 'aria-describedby': to.describedBy, spellcheck: 'false' },
    on: { change: () => to.report(field.value) },
  });
  return { node: field, inline: false, show: (value) => (field.value = String(value)), focus: () => field.focus() };
}

type NumberKind = Extract<FieldKind, { kind: 'number' }>;

/** Between slider positions and values: straight, or along the stops of a ladder. */
function trackOf(kind: NumberKind) {
  if (kind.scale === 'linear') {
    const { min, max, step } = kind;
    return { min, max, step, toValue: (position: number) => position, toPosition: (value: number) => value };
  }
  const stops = ladder(kind.min, kind.max, kind.unit);
  return {
    min: 0,
    max: stops.length - 1,
    step: 1,
    toValue: (position: number) => stops[position] ?? kind.min,
    toPosition: (value: number) => nearestStop(stops, value),
  };
}

export function createNumber(kind: NumberKind, to: InputOptions): Input {
  const track = trackOf(kind);
  const slider = element('input', {
    class: 'slider',
    attributes: {
      type: 'range',
      id: to.id,
      min: track.min,
      max: track.max,
      step: track.step,
      'aria-describedby': to.describedBy,
    },
    on: { input: () => to.report(track.toValue(slider.valueAsNumber)) },
  });
  const box = element('input', {
    class: 'number',
    attributes: {
      type: 'number',
      id: `${to.id}-exact`,
      min: kind.min,
      max: kind.max,
      // Any value the setting takes may be typed; the arrows still move by whole steps.
      step: 'any',
      inputmode: 'decimal',
      'aria-labelledby': `${to.labelId} ${to.id}-unit`,
      'aria-describedby': to.describedBy,
    },
    on: { change: () => to.report(box.value.trim() === '' ? box.value : box.valueAsNumber) },
  });
  const spoken = element('output', { class: 'spoken', attributes: { for: to.id } });
  const unit = element('span', { class: 'unit', text: kind.unit, attributes: { id: `${to.id}-unit` } });
  const place = (position: number): string => String((position - track.min) / (track.max - track.min));
  const rail = element('span', { class: 'rail' }, slider);
  if (typeof to.defaultValue === 'number') {
    rail.style.setProperty('--default-at', place(track.toPosition(to.defaultValue)));
  }
  const show = (value: unknown): void => {
    const number = Number(value);
    slider.valueAsNumber = track.toPosition(number);
    rail.style.setProperty('--at', place(slider.valueAsNumber));
    slider.setAttribute('aria-valuetext', sayValue(number, kind.unit));
    box.value = String(number);
    spoken.textContent = kind.unit === 's' && number > 90 ? sayValue(number, 's') : '';
  };
  const exact = element('span', { class: 'exact' }, box, unit);
  const node = element('div', { class: 'number-line' }, rail, exact, spoken);
  return { node, inline: false, show, focus: () => slider.focus() };
}

/** Null when the field has no control of its own. */
export function createInput(kind: FieldKind, to: InputOptions): Input | null {
  switch (kind.kind) {
    case 'choice': {
      const length = kind.options.reduce((sum, it) => sum + it.label.length, 0);
      return length <= LONGEST_SEGMENTS ? createSegments(kind.options, to) : createSelect(kind.options, to);
    }
    case 'number':
      return createNumber(kind, to);
    case 'switch':
      return createSwitch(to);
    case 'text':
      return createText(to);
    case 'none':
      return null;
  }
}

/** One parameter of a transition as a control: a slider, a tick, a colour, or a slider for each part. */
import type { TransitionParam } from '../../shared/app-api.ts';
import { t } from '../../shared/i18n.ts';
import { element } from '../element.ts';

type Value = TransitionParam['default'];

const channel = (value: number): string =>
  Math.round(Math.min(1, Math.max(0, value)) * 255)
    .toString(16)
    .padStart(2, '0');

const hexOf = (parts: readonly number[]): string => `#${parts.slice(0, 3).map(channel).join('')}`;

function partsOf(hex: string): number[] {
  const numbers = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  return numbers.map((value) => Math.round(value * 1000) / 1000);
}

const short = (value: number): string => String(Math.round(value * 1000) / 1000).replace('-', '−');

function slider(spec: TransitionParam, value: number, label: string, changed: (value: number) => void): HTMLElement {
  const isWhole = spec.type === 'int' || spec.type === 'ivec2';
  const [min, max] = [spec.min ?? 0, spec.max ?? 1];
  const output = element('output', { text: short(value) });
  const input = element('input', {
    attributes: { type: 'range', min, max, step: spec.step ?? (isWhole ? 1 : 'any'), 'aria-label': label },
    on: {
      input: () => {
        const next = isWhole ? Math.round(input.valueAsNumber) : input.valueAsNumber;
        output.textContent = short(next);
        changed(next);
      },
    },
  });
  input.value = String(value);
  return element('div', { class: 'gallery-slider' }, input, output);
}

function controlOf(spec: TransitionParam, value: Value, changed: (value: Value) => void): HTMLElement {
  if (typeof value === 'boolean') {
    const box = element('input', {
      attributes: { type: 'checkbox', checked: value, 'aria-label': t(spec.label) },
      on: { change: () => changed(box.checked) },
    });
    return box;
  }
  if (typeof value === 'number') return slider(spec, value, t(spec.label), changed);
  if (spec.type === 'color') {
    const input = element('input', {
      attributes: { type: 'color', 'aria-label': t(spec.label) },
      on: { input: () => changed(partsOf(input.value)) },
    });
    input.value = hexOf(value);
    return input;
  }
  const parts = [...value];
  const sliders = parts.map((part, index) =>
    slider(spec, part, `${t(spec.label)} ${index + 1}`, (next) => {
      parts[index] = next;
      changed([...parts]);
    }),
  );
  return element('div', { class: 'gallery-parts' }, ...sliders);
}

export function paramField(spec: TransitionParam, value: Value, changed: (value: Value) => void): HTMLElement {
  return element(
    'div',
    { class: 'gallery-field' },
    element('span', { class: 'gallery-field-label', text: t(spec.label) }),
    controlOf(spec, value, changed),
    spec.help ? element('p', { text: t(spec.help) }) : null,
  );
}

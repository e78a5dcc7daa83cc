/** A slider with its name and value in one line, for a number in the settings. */
import type { SettingsStore } from '../../shared/app-api.ts';
import { element } from '../element.ts';

export interface KnobOptions {
  readonly store: SettingsStore;
  readonly field: 'volume' | 'offsetMs';
  readonly label: string;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly isSigned?: boolean;
}

export function createKnob(options: KnobOptions): { readonly node: HTMLElement; follow(): void } {
  const { store, field, label, unit, min, max, step, isSigned = false } = options;
  const id = `sound-${field}`;
  const slider = element('input', {
    class: 'sound-slider',
    attributes: { id, type: 'range', min, max, step },
    on: { input: () => void store.set({ sound: { [field]: slider.valueAsNumber } }) },
  });
  const value = element('output', { class: 'sound-value', attributes: { for: id } });
  const follow = (): void => {
    const now = store.get().sound[field];
    if (slider.valueAsNumber !== now) slider.value = String(now);
    const sign = isSigned && now > 0 ? '+' : now < 0 ? '−' : '';
    value.textContent = `${sign}${Math.abs(now)} ${unit}`;
    slider.style.setProperty('--at', String((now - min) / (max - min)));
  };
  follow();
  const name = element('label', { class: 'sound-label', text: label, attributes: { for: id } });
  return { node: element('div', { class: 'sound-knob' }, name, slider, value), follow };
}

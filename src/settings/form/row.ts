/** One setting: label, control, one sentence, a way back to the default, and the reason when a value is refused. */
import type { SettingsPatch, SettingsStore } from '../../shared/app-api.ts';
import { checkField, type SettingsSpec } from '../../shared/settings-spec.ts';
import { describeField, type Option } from './describe.ts';
import { element } from './element.ts';
import { createInput, createSelect, type Input, type InputOptions } from './inputs.ts';

export interface Row {
  readonly node: HTMLElement;
  /** Shows what the store holds now; leaves a control alone whose value did not change. */
  follow(): void;
}

export interface RowOptions {
  readonly store: SettingsStore;
  readonly spec: SettingsSpec;
  readonly field: string;
  /** Known only at run time (the transitions there are): a list instead of a text field. */
  readonly choices?: readonly Option[];
}

export function readField(store: SettingsStore, namespace: string, field: string): unknown {
  return (store.get() as unknown as Record<string, Record<string, unknown>>)[namespace]?.[field];
}

/** Returns the refusal as a sentence, or an empty string. */
export function writeField(store: SettingsStore, spec: SettingsSpec, field: string, value: unknown): string {
  const rejected = store.set({ [spec.namespace]: { [field]: value } } as SettingsPatch);
  const refusal = rejected.find((it) => it.path === `${spec.namespace}.${field}`);
  if (!refusal) return '';
  const label = spec.hints[field]?.label ?? field;
  return `${label} ${refusal.message}. It stays at ${String(readField(store, spec.namespace, field))}.`;
}

export function defaultOf(spec: SettingsSpec, field: string): unknown {
  const checked = checkField(spec, field, undefined);
  return checked.ok ? checked.value : undefined;
}

function headline(label: HTMLElement, input: Input, reset: HTMLElement): HTMLElement {
  return element('div', { class: 'row-head' }, label, reset, input.inline && input.node);
}

/** Null for fields that have a section of their own. */
export function createRow({ store, spec, field, choices }: RowOptions): Row | null {
  const hint = spec.hints[field];
  const path = `${spec.namespace}.${field}`;
  const id = `set-${spec.namespace}-${field}`;
  const problem = element('p', { class: 'problem', attributes: { id: `${id}-problem`, role: 'alert' } });
  const fallback = defaultOf(spec, field);
  let shown: unknown;
  const report = (value: unknown): void => {
    problem.textContent = writeField(store, spec, field, value);
    // A refused value is put right in the control, too.
    if (problem.textContent) shown = undefined;
    follow();
  };
  const options: InputOptions = {
    id,
    labelId: `${id}-label`,
    describedBy: `${id}-help ${id}-problem`,
    defaultValue: fallback,
    report,
  };
  const input = choices ? createSelect(choices, options) : createInput(describeField(spec, field), options);
  if (!input || !hint) return null;
  const isSingle = input.node.id === id || input.node.querySelector(`[id="${id}"]`) !== null;
  const naming = { id: `${id}-label`, for: isSingle ? id : undefined };
  const label = element(isSingle ? 'label' : 'span', { class: 'row-label', text: hint.label, attributes: naming });
  const reset = element('button', {
    class: 'reset',
    text: 'Reset',
    attributes: { type: 'button', 'aria-label': `Reset ${hint.label} to default` },
    on: {
      click: () => {
        report(fallback);
        input.focus();
      },
    },
  });
  const node = element(
    'div',
    { class: 'row', attributes: { 'data-path': path } },
    headline(label, input, reset),
    !input.inline && input.node,
    element('p', { class: 'help', text: hint.help, attributes: { id: `${id}-help` } }),
    problem,
  );
  const follow = (): void => {
    const value = readField(store, spec.namespace, field);
    reset.hidden = value === fallback;
    if (value === shown) return;
    shown = value;
    input.show(value);
  };
  follow();
  return { node, follow };
}

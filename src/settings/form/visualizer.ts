/** Which visualizers there are, and the presets and fine adjustments of the one that is chosen. */
import type { OverlayHost, TransitionParam, VisualizerInfo } from '../../shared/app-api.ts';
import type { FieldKind, Option } from './describe.ts';
import { element } from './element.ts';
import { createInput, type Input } from './inputs.ts';
import type { Row } from './row.ts';

export const visualizerOptions = (host: OverlayHost): Option[] => {
  const known = host.visualizerChoices?.() ?? [];
  const { id } = host.store.get().visualizer;
  const all = [{ value: 'off', label: 'Off' }, ...known.map((one) => ({ value: one.id, label: one.label }))];
  return all.some(({ value }) => value === id) ? all : [...all, { value: id, label: id }];
};

function kindOf({ type, min = 0, max = 1, step = 0.05 }: TransitionParam): FieldKind {
  if (type === 'bool') return { kind: 'switch' };
  return { kind: 'number', min, max, step, unit: '', scale: 'linear' };
}

interface Field {
  readonly node: HTMLElement;
  readonly name: string;
  readonly standard: unknown;
  readonly input: Input;
}

function createField(info: VisualizerInfo, name: string, report: (name: string, value: unknown) => void): Field | null {
  const spec = info.params[name];
  if (!spec) return null;
  const id = `visualizer-${info.id}-${name}`;
  const input = createInput(kindOf(spec), {
    id,
    labelId: `${id}-label`,
    describedBy: `${id}-help`,
    defaultValue: spec.default,
    report: (value) => report(name, value),
  });
  if (!input) return null;
  const label = element('label', { class: 'row-label', text: spec.label, attributes: { id: `${id}-label`, for: id } });
  const node = element(
    'div',
    { class: 'row' },
    element('div', { class: 'row-head' }, label, input.inline && input.node),
    !input.inline && input.node,
    element('p', { class: 'help', text: spec.help ?? '', attributes: { id: `${id}-help` } }),
  );
  return { node, name, standard: spec.default, input };
}

function createPresets(info: VisualizerInfo, take: (params: Readonly<Record<string, unknown>>) => void): HTMLElement {
  const buttons = Object.values(info.presets).map(({ label, params }) =>
    element('button', {
      class: 'quiet-button',
      text: label,
      attributes: { type: 'button' },
      on: { click: () => take(params) },
    }),
  );
  return element('div', { class: 'row ticks', attributes: { role: 'group', 'aria-label': 'Looks' } }, ...buttons);
}

export function createVisualizerAdjustments(host: OverlayHost): Row {
  const { store } = host;
  const node = element('div', { attributes: { 'data-path': 'visualizer.params' } });
  let shownId = '';
  let fields: readonly Field[] = [];
  const keep = (id: string, own: Readonly<Record<string, unknown>>): void => {
    store.set({ visualizer: { params: { ...store.get().visualizer.params, [id]: own } } });
  };
  const build = (info: VisualizerInfo | undefined): void => {
    node.replaceChildren();
    fields = [];
    if (!info) return;
    const report = (name: string, value: unknown): void =>
      keep(info.id, { ...store.get().visualizer.params[info.id], [name]: value });
    fields = Object.keys(info.params).flatMap((name) => createField(info, name, report) ?? []);
    const about = element('p', { class: 'help', text: info.description });
    node.append(
      about,
      createPresets(info, (params) => keep(info.id, params)),
      ...fields.map((field) => field.node),
    );
  };
  const follow = (): void => {
    const { id, params } = store.get().visualizer;
    if (id !== shownId) {
      build(host.visualizerChoices?.().find((one) => one.id === id));
      shownId = id;
    }
    for (const { name, standard, input } of fields) input.show(params[id]?.[name] ?? standard);
  };
  follow();
  return { node, follow };
}

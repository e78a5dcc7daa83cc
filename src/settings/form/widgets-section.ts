/** The widgets: what is on the layer, each with its controls, what can be added, and the way to the editor of the layout. */
import './widgets-section.css';
import type { OverlayHost } from '../../shared/app-api.ts';
import { toErrorData } from '../../shared/errors.ts';
import type { WidgetInstance, WidgetKind } from '../../shared/widget.ts';
import { element } from './element.ts';
import { createWidgetFields, type WidgetChange } from './widget-fields.ts';

export interface WidgetsSection {
  readonly node: HTMLElement;
  follow(): void;
}

interface WidgetRow {
  readonly node: HTMLElement;
  follow(instance: WidgetInstance): void;
}

/** Two clocks are told apart by what their owner wrote into them. */
function nameOf(instance: WidgetInstance, kind: WidgetKind | undefined): string {
  const label = kind?.label ?? instance.widget;
  const own = ['name', 'title', 'place', 'zone']
    .map((it) => instance.options[it])
    .find((it) => typeof it === 'string' && it);
  return typeof own === 'string' ? `${label}, ${own}` : label;
}

function createWidgetRow(host: OverlayHost, kind: WidgetKind | undefined, first: WidgetInstance): WidgetRow {
  const id = `widget-${first.id}`;
  const change = async (values: WidgetChange): Promise<string> => {
    try {
      await host.widgets.change(first.id, values);
      return '';
    } catch (error) {
      return toErrorData(error).message;
    }
  };
  const enabled = element('input', {
    class: 'switch',
    attributes: { type: 'checkbox', role: 'switch', id },
    on: { change: () => void change({ enabled: enabled.checked }) },
  });
  const title = element('label', { class: 'row-label', attributes: { for: id } });
  const fields = kind ? createWidgetFields(host, kind, first, change) : [];
  const remove = element('button', {
    class: 'quiet-button',
    text: 'Remove',
    attributes: { type: 'button' },
    on: { click: () => void host.widgets.remove(first.id).catch(() => undefined) },
  });
  const summary = element('summary', { class: 'widget-summary', text: 'Adjust' });
  const details = element(
    'details',
    { class: 'widget-details' },
    summary,
    kind?.service ? element('p', { class: 'help', text: `It asks ${kind.service} on the network.` }) : null,
    ...fields.map(({ node }) => node),
    element('div', { class: 'source-actions' }, remove),
  );
  const node = element(
    'li',
    { class: 'source widget-row', attributes: { 'data-widget': first.id } },
    element('div', { class: 'row-head' }, title, enabled),
    details,
  );
  const follow = (instance: WidgetInstance): void => {
    const name = nameOf(instance, kind);
    if (title.textContent !== name) {
      title.textContent = name;
      summary.setAttribute('aria-label', `Adjust ${name}`);
      remove.setAttribute('aria-label', `Remove ${name}`);
    }
    enabled.checked = instance.enabled;
    details.hidden = !instance.enabled;
    for (const field of fields) field.follow(instance);
  };
  follow(first);
  return { node, follow };
}

function createAdders(host: OverlayHost, kinds: readonly WidgetKind[]): HTMLElement {
  const buttons = kinds.map(({ id, label, description }) => {
    const button = element(
      'button',
      {
        class: 'add',
        attributes: { type: 'button', 'data-add-widget': id },
        on: { click: () => void host.widgets.add(id).catch(() => undefined) },
      },
      element('span', { class: 'add-label', text: label }),
      element('span', { class: 'help', text: description }),
    );
    return element('li', {}, button);
  });
  return element(
    'details',
    { class: 'widget-details widget-adders' },
    element('summary', { class: 'widget-summary', text: 'Add a widget' }),
    element('ul', { class: 'adders' }, ...buttons),
  );
}

export function createWidgetsSection(host: OverlayHost, arrange: () => void): WidgetsSection {
  const list = element('ul', { class: 'sources', attributes: { 'aria-label': 'Your widgets' } });
  const problem = element('p', { class: 'help', attributes: { role: 'status' } });
  const edit = element('button', {
    class: 'quiet-button',
    text: 'Arrange on the photo',
    attributes: { type: 'button' },
    on: { click: arrange },
  });
  const node = element('div', {}, list, problem, element('div', { class: 'row' }, edit));
  const rows = new Map<string, WidgetRow>();
  let kinds: readonly WidgetKind[] | null = null;
  const follow = (): void => {
    if (!kinds) return;
    const instances = host.store.get().widgets.instances as readonly WidgetInstance[];
    for (const [id, row] of rows) {
      if (instances.some((it) => it.id === id)) continue;
      row.node.remove();
      rows.delete(id);
    }
    instances.forEach((instance, index) => {
      const row =
        rows.get(instance.id) ??
        createWidgetRow(
          host,
          kinds?.find(({ id }) => id === instance.widget),
          instance,
        );
      rows.set(instance.id, row);
      row.follow(instance);
      // Only moved when out of place: moving a node takes the focus away.
      if (list.children[index] !== row.node) list.insertBefore(row.node, list.children[index] ?? null);
    });
    edit.hidden = !instances.some(({ enabled }) => enabled);
  };
  const load = async (): Promise<void> => {
    try {
      kinds = await host.widgets.kinds();
      if (kinds.length > 0) node.append(createAdders(host, kinds));
      follow();
    } catch {
      problem.textContent = 'The widgets could not be loaded. Check the connection and open the settings again.';
    }
  };
  void load();
  edit.hidden = true;
  return { node, follow };
}

/**
 * All settings as one plain form on a sheet, generated from the specs. Every change is live and goes through the store;
 * the form only follows the store, so a change from elsewhere shows up like one made here.
 */
import './form.css';
import type { OverlayHost } from '../../shared/app-api.ts';
import { coreSettings } from '../../shared/core-settings.ts';
import type { SettingsSpec } from '../../shared/settings-spec.ts';
import { element } from './element.ts';
import { createLeftOut } from './left-out.ts';
import { createAdjustments, createPool } from './pool.ts';
import { createResetAll } from './reset-all.ts';
import { createRow, type Row } from './row.ts';
import { createVisualizerAdjustments, visualizerOptions } from './visualizer.ts';
import { createSourcesSection } from './sources-section.ts';

/** A modal card: opens at once, `close` lets it leave, `closed` is called when it is gone. */
export type OpenDialog = (options: {
  readonly root: HTMLElement;
  readonly class: string;
  readonly label: string;
  readonly content: readonly Node[];
  readonly walk?: 'all' | 'vertical';
  closed(): void;
}) => { readonly node: HTMLElement; close(): void };

export interface SettingsFormOptions {
  readonly root: HTMLElement;
  readonly host: OverlayHost;
  readonly openDialog: OpenDialog;
  readonly specs?: readonly SettingsSpec[];
  /** Opens the page of transitions; missing: there is none. */
  openGallery?(): void;
  /** Opens the card of sound; missing: there is none. */
  openSound?(): void;
  closed(): void;
}

interface Part {
  readonly node: HTMLElement;
  follow(): void;
  dispose?(): void;
}

function createSection(label: string, id: string, parts: readonly Part[]): HTMLElement {
  const heading = element('h3', { text: label, attributes: { id } });
  return element('section', { attributes: { 'aria-labelledby': id } }, heading, ...parts.map((it) => it.node));
}

/** Leads to a card of its own. */
function createLinkRow(text: string, open: () => void): Row {
  const button = element('button', {
    class: 'quiet-button',
    text,
    attributes: { type: 'button' },
    on: { click: open },
  });
  return { node: element('div', { class: 'row' }, button), follow: () => undefined };
}

function rowsOf({ host, openGallery, openSound }: SettingsFormOptions, spec: SettingsSpec): Row[] {
  const { store } = host;
  const isTransitions = spec.namespace === 'transitions';
  const kinds = [
    { value: 'random', label: 'Random' },
    ...host.transitionChoices().map(({ id, label }) => ({ value: id, label })),
  ];
  const rows: Row[] = [];
  if (isTransitions && openGallery) rows.push(createLinkRow('See them all', openGallery));
  if (spec.namespace === 'sound' && openSound) rows.push(createLinkRow('Choose what is heard', openSound));
  for (const field of Object.keys(spec.schema.shape)) {
    const isVisualizer = spec.namespace === 'visualizer' && field === 'id';
    const choices =
      isTransitions && field === 'type' ? { choices: kinds } : isVisualizer ? { choices: visualizerOptions(host) } : {};
    const row = createRow({ store, spec, field, ...choices });
    if (row) rows.push(row);
    if (isTransitions && field === 'type') rows.push(createPool(host));
    if (isVisualizer) rows.push(createVisualizerAdjustments(host));
  }
  return isTransitions ? [...rows, createAdjustments(host)] : rows;
}

/** Its code comes when the form is opened: most people never change a widget. */
function createWidgetsPart(host: OverlayHost, leave: () => void): Part {
  const node = element('div');
  let follow = (): void => undefined;
  // The layout is arranged on the photo itself, so the sheet has to go.
  const arrange = (): void => {
    leave();
    void host.widgets.edit(true).catch(() => undefined);
  };
  const load = async (): Promise<void> => {
    try {
      const { createWidgetsSection } = await import('./widgets-section.ts');
      const section = createWidgetsSection(host, arrange);
      follow = section.follow;
      node.append(section.node);
    } catch {
      node.append('The widgets could not be loaded. Check the connection and open the settings again.');
    }
  };
  void load();
  return { node, follow: () => follow() };
}

function createSections(
  options: SettingsFormOptions,
  specs: readonly SettingsSpec[],
  leave: () => void,
): { nodes: HTMLElement[]; parts: Part[] } {
  const { host } = options;
  const parts: Part[] = [];
  const nodes: HTMLElement[] = [];
  // The photos come first: without them nothing else matters.
  const ordered = specs.toSorted((a, b) => Number(b.namespace === 'sources') - Number(a.namespace === 'sources'));
  for (const spec of ordered) {
    const own: Part[] = spec.namespace === 'sources' ? [createSourcesSection(host)] : [];
    if (spec.namespace === 'widgets') own.push(createWidgetsPart(host, leave));
    own.push(...rowsOf(options, spec));
    if (own.length === 0) continue;
    parts.push(...own);
    nodes.push(createSection(spec.label, `settings-${spec.namespace}`, own));
  }
  const leftOut = createLeftOut(host);
  if (leftOut) {
    parts.push(leftOut);
    nodes.push(leftOut.node);
  }
  return { nodes, parts };
}

export function openSettingsForm(options: SettingsFormOptions): { close(): void } {
  const { host } = options;
  const { store } = host;
  const { nodes, parts } = createSections(
    options,
    options.specs ?? (coreSettings as unknown as readonly SettingsSpec[]),
    () => dialog.close(),
  );
  const closeButton = element('button', {
    class: 'sheet-close',
    text: 'Done',
    attributes: { type: 'button' },
    on: { click: () => dialog.close() },
  });
  const title = element('h2', { text: 'Settings', attributes: { tabindex: -1, autofocus: true } });
  const header = element('header', { class: 'sheet-head' }, title, closeButton);
  const version = element('p', { class: 'help', text: `Afterimage ${host.status().version}` });
  const body = element(
    'div',
    { class: 'sheet-body' },
    ...nodes,
    createResetAll(() => store.reset()),
    version,
  );
  const follow = (): void => {
    dialog.node.dataset['theme'] = store.get().interaction.panelTheme;
    for (const part of parts) part.follow();
  };
  const stopStore = store.onChange(follow);
  const stopEvents = host.onEvent(({ type }) => {
    if (type.startsWith('source.') || type === 'photo.quarantined') follow();
  });
  const dialog = options.openDialog({
    root: options.root,
    class: 'sheet',
    label: 'Settings',
    content: [header, body],
    walk: 'vertical',
    closed: () => {
      stopStore();
      stopEvents();
      for (const part of parts) part.dispose?.();
      options.closed();
    },
  });
  follow();
  return { close: dialog.close };
}

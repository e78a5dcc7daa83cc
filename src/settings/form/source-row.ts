/** One configured source: on or off, its share, how it is doing and what to do about it, and its removal. */
import type { OverlayHost, SourceState } from '../../shared/app-api.ts';
import type { Settings } from '../../shared/core-settings.ts';
import type { SourceDefinition } from '../../shared/source.ts';
import { element } from './element.ts';
import { createNumber } from './inputs.ts';

export type Entry = Settings['sources']['entries'][number];

export interface SourceRow {
  readonly node: HTMLElement;
  follow(entry: Entry, state: SourceState | undefined, isOnly: boolean): void;
  focus(): void;
}

export interface SourceRowOptions {
  readonly host: OverlayHost;
  readonly entry: Entry;
  /** Null when its kind is not known here. */
  readonly source: SourceDefinition | null;
  /** What kind of source it is, in words. */
  readonly kind: string;
  change(patch: Partial<Entry>): void;
  remove(): void;
}

const count = new Intl.NumberFormat('en');

function stateWords(state: SourceState | undefined, isEnabled: boolean): string {
  if (!isEnabled) return 'Off';
  if (state?.error) return state.error.message;
  if (!state || state.photos === null) return 'Looking for photos …';
  if (state.photos === 0) return 'No photos found here.';
  return state.photos === 1 ? '1 photo' : `${count.format(state.photos)} photos`;
}

/** The one thing that can be done about a failing source; asks inside the click, as browsers demand. */
function createRepair(host: OverlayHost, entryId: string, say: (sentence: string) => void): HTMLButtonElement {
  const ask = async (): Promise<void> => {
    try {
      const isGranted = (await host.regrant?.(entryId)) ?? false;
      if (!isGranted) say('Permission was not given. This source stays out of the show until you allow it.');
    } catch {
      say('The question could not be asked. Reload the page and try again.');
    }
  };
  return element('button', {
    class: 'quiet-button',
    text: 'Allow again',
    attributes: { type: 'button' },
    on: { click: () => void ask() },
  });
}

/** For sources set up by a form: opens it again, filled in, below the row. */
function createChange({ host, entry, source }: SourceRowOptions, name: string, say: (sentence: string) => void) {
  const place = element('div', {});
  const leave = (): void => {
    place.replaceChildren();
    button.setAttribute('aria-expanded', 'false');
    button.focus();
  };
  const open = async (): Promise<void> => {
    if (place.hasChildNodes()) return leave();
    try {
      const { createServiceForm } = await import('./service-form.ts');
      const now = host.store.get().sources.entries.find(({ id }) => id === entry.id);
      if (!source || !now || place.hasChildNodes()) return;
      const form = createServiceForm({ host, source, entry: now, close: leave });
      place.replaceChildren(form.node);
      button.setAttribute('aria-expanded', 'true');
      form.focus();
    } catch {
      say('A part of Afterimage did not load. Try again when you are online.');
    }
  };
  const button = element('button', {
    class: 'quiet-button',
    text: 'Change',
    attributes: { type: 'button', 'aria-expanded': 'false', 'aria-label': `Change ${name}` },
    on: { click: () => void open() },
  });
  button.hidden = source?.setup !== 'form' || !host.changeSource;
  return { button, place };
}

function createShare(options: SourceRowOptions, id: string, name: string) {
  const labelId = `${id}-share-label`;
  const share = createNumber(
    { kind: 'number', min: 0.1, max: 10, step: 0.1, unit: '×', scale: 'log' },
    {
      id: `${id}-share`,
      labelId,
      describedBy: `${id}-state`,
      defaultValue: 1,
      report: (value) => {
        if (typeof value === 'number' && value >= 0.1 && value <= 10) options.change({ weight: value });
        else share.show(latest);
      },
    },
  );
  let latest = options.entry.weight;
  const label = element('label', { class: 'share-label', attributes: { id: labelId, for: `${id}-share` } }, 'Share');
  label.append(element('span', { class: 'for-readers', text: ` of ${name}` }));
  const node = element('div', { class: 'share' }, label, share.node);
  const follow = (weight: number): void => {
    latest = weight;
    share.show(weight);
  };
  return { node, follow };
}

export function createSourceRow(options: SourceRowOptions): SourceRow {
  const { host, entry, kind } = options;
  const id = `source-${entry.id}`;
  const name = entry.label || kind;
  const state = element('p', { class: 'source-state', attributes: { id: `${id}-state`, role: 'status' } });
  const enabled = element('input', {
    class: 'switch',
    attributes: { type: 'checkbox', role: 'switch', id, 'aria-describedby': `${id}-state` },
    on: { change: () => options.change({ enabled: enabled.checked }) },
  });
  const say = (sentence: string): void => void (state.textContent = sentence);
  const repair = createRepair(host, entry.id, say);
  const remove = element('button', {
    class: 'quiet-button',
    text: 'Remove',
    attributes: { type: 'button', 'aria-label': `Remove ${name}` },
    on: { click: options.remove },
  });
  const share = createShare(options, id, name);
  const change = createChange(options, name, say);
  const title = element('label', { class: 'row-label', text: name, attributes: { for: id } });
  const health = element('div', {});
  const kindWords = name === kind ? '' : kind;
  const node = element(
    'li',
    { class: 'source', attributes: { 'data-entry': entry.id } },
    element('div', { class: 'row-head' }, title, element('span', { class: 'source-kind', text: kindWords }), enabled),
    element(
      'div',
      { class: 'source-line' },
      state,
      element('div', { class: 'source-actions' }, repair, change.button, remove),
    ),
    change.place,
    share.node,
    health,
  );
  let asked = '';
  const followHealth = async (key: string): Promise<void> => {
    if (key === asked || !host.sourceHealth) return;
    asked = key;
    const [rows, { showHealth }] = await Promise.all([host.sourceHealth(entry.id), import('./source-health.ts')]);
    showHealth(health, rows);
  };
  return {
    node,
    follow(now, how, isOnly) {
      enabled.checked = now.enabled;
      const words = stateWords(how, now.enabled);
      if (state.textContent !== words) state.textContent = words;
      const isFailing = now.enabled && Boolean(how?.error);
      node.classList.toggle('failing', isFailing);
      repair.hidden = !(isFailing && how?.error?.kind === 'source.permission' && host.regrant);
      share.node.hidden = isOnly || !now.enabled;
      share.follow(now.weight);
      // What was remembered changes with a listing only.
      void followHealth(`${now.enabled} ${how?.photos} ${how?.error?.message}`).catch(() => undefined);
    },
    focus: () => enabled.focus(),
  };
}

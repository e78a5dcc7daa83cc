/** Where the photos come from: what is configured, and what can be added. */
import type { OverlayHost } from '../../shared/app-api.ts';
import { createAddSources } from './add-source.ts';
import { element } from './element.ts';
import { changeEntry, createRemovals } from './removals.ts';
import { createSourceRow, type Entry, type SourceRow } from './source-row.ts';

export interface SourcesSection {
  readonly node: HTMLElement;
  follow(): void;
  /** Settles what is still waiting for an undo. */
  dispose(): void;
}

function undoRow(entry: Entry, kind: string, undo: () => void): HTMLElement {
  const button = element('button', {
    class: 'quiet-button',
    text: 'Undo',
    attributes: { type: 'button' },
    on: { click: undo },
  });
  const words = element('p', { text: `Removed “${entry.label || kind}”.`, attributes: { role: 'status' } });
  return element('li', { class: 'source removed', attributes: { 'data-entry': entry.id } }, words, button);
}

export function createSourcesSection(host: OverlayHost): SourcesSection {
  const rows = new Map<string, { row: SourceRow | null; node: HTMLElement }>();
  const list = element('ul', { class: 'sources', attributes: { 'aria-label': 'Your sources' } });
  const empty = element('p', { class: 'help', text: 'There is no source left. Add one to see photos.' });
  const adders = createAddSources(host);
  const removals = createRemovals(host, () => follow());
  const kindOf = (entry: Entry): string => host.sources?.find((it) => it.id === entry.source)?.label ?? entry.source;

  const build = (entry: Entry): { row: SourceRow | null; node: HTMLElement } => {
    if (removals.isLeaving(entry.id)) {
      const undo = (): void => {
        removals.undo(entry.id);
        rows.get(entry.id)?.row?.focus();
      };
      return { row: null, node: undoRow(entry, kindOf(entry), undo) };
    }
    const remove = (): void => {
      const now = host.store.get().sources.entries.find((it) => it.id === entry.id);
      removals.start(now ?? entry);
      rows.get(entry.id)?.node.querySelector('button')?.focus();
    };
    const change = (patch: Partial<Entry>): void => changeEntry(host, entry.id, patch);
    const source = host.sources?.find((it) => it.id === entry.source) ?? null;
    const row = createSourceRow({ host, entry, source, kind: kindOf(entry), change, remove });
    return { row, node: row.node };
  };

  const follow = (): void => {
    const { entries } = host.store.get().sources;
    const states = host.sourceStates?.() ?? [];
    for (const [id, { node }] of rows) {
      if (entries.some((it) => it.id === id)) continue;
      node.remove();
      rows.delete(id);
    }
    entries.forEach((entry, index) => {
      let shown = rows.get(entry.id);
      if (!shown || (shown.row === null) !== removals.isLeaving(entry.id)) {
        const built = build(entry);
        if (shown) shown.node.replaceWith(built.node);
        rows.set(entry.id, (shown = built));
      }
      // Only moved when out of place: moving a node takes the focus away.
      if (list.children[index] !== shown.node) list.insertBefore(shown.node, list.children[index] ?? null);
      const state = states.find((it) => it.entryId === entry.id);
      shown.row?.follow(entry, state, entries.length < 2);
    });
    empty.hidden = entries.length > 0;
    adders?.follow(new Set(entries.map((it) => it.source)));
  };
  follow();
  const node = element('div', {}, list, empty, adders?.node);
  return { node, follow, dispose: () => removals.finish() };
}

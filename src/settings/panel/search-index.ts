/**
 * What the search looks through, made in pieces of a few milliseconds once somebody goes to the search, and made anew only when a
 * list of plugins or the language has changed.
 */
import { createComputed, createMemo, createSignal, onCleanup, untrack, type Accessor } from 'solid-js';
import type { Panel } from './context.ts';
import { findables } from './findables.ts';
import { find, prepare, type Findable, type Prepared } from './search.ts';
import { nextTask, PIECE_MS } from './staged.tsx';

export interface Finder {
  readonly found: Accessor<readonly Findable[]>;
  /** Begins to make the index, which the first letter needs. */
  wake(): void;
  /** The best of all there is, also while the index is being made. */
  best(): Findable | undefined;
}

/** What plugins offer, known once their code has come. */
const lists = ['widgets', 'visualizers', 'transitions'] as const;

export function createFinder({ host, specs, state }: Panel, query: Accessor<string>): Finder {
  const [isWanted, setWanted] = createSignal(false);
  const [index, setIndex] = createSignal<readonly Prepared[]>([]);
  let finish = (): void => undefined;
  const kinds = createMemo(
    () => {
      const { settings, sources, widgetKinds, transitions, visualizers } = state();
      return [settings.widgets.instances.map(({ id }) => id).join(), sources, widgetKinds, transitions, visualizers];
    },
    [],
    { equals: (a, b) => a.length === b.length && a.every((list, at) => list === b[at]) },
  );
  createComputed(() => {
    if (!isWanted()) return;
    kinds();
    const left = findables(specs, untrack(state));
    const made: Prepared[] = [];
    let isDone = false;
    let cancel = (): void => undefined;
    const take = (forMs: number): void => {
      const from = performance.now();
      while (!isDone && performance.now() - from < forMs) {
        const { done, value } = left.next();
        isDone = done === true;
        if (value) made.push(prepare(value));
      }
      if (isDone) setIndex(made);
    };
    const piece = (): void => {
      take(PIECE_MS);
      if (!isDone) cancel = nextTask(piece);
    };
    finish = () => {
      cancel();
      if (!isDone) take(Number.POSITIVE_INFINITY);
    };
    cancel = nextTask(piece);
    onCleanup(() => cancel());
  });
  const found = createMemo(() => (query().trim() === '' ? [] : find(query(), index())));
  let isAsked = false;
  const wake = (): void => {
    setWanted(true);
    if (isAsked) return;
    isAsked = true;
    // What nobody has opened yet can be found too; without a network, what is there.
    for (const what of lists) host.run('load', what).catch(() => (isAsked = false));
  };
  return {
    found,
    wake,
    best() {
      wake();
      finish();
      return found()[0];
    },
  };
}

/** Shows a long section in pieces of a few milliseconds, so that the show never waits for the panel. */
import { createMemo, createSignal, For, onCleanup, untrack, type Accessor, type JSX } from 'solid-js';

/** Half of what a task of the panel may take. */
export const PIECE_MS = 4;

/** Runs in a task of its own; what it gives back calls it off. */
export function nextTask(run: () => void): () => void {
  const { port1, port2 } = new MessageChannel();
  port1.addEventListener('message', run, { once: true });
  port1.start();
  port2.postMessage(null);
  return () => port1.close();
}

/** How many of `length` may be there by now: some at once, others in tasks of their own. */
function createCount(length: number, done: () => void): Accessor<number> {
  const [count, setCount] = createSignal(0);
  let cancel = (): void => undefined;
  const piece = (): void => {
    const from = performance.now();
    while (count() < length && performance.now() - from < PIECE_MS) setCount((now) => now + 1);
    if (count() < length) cancel = nextTask(piece);
    else done();
  };
  cancel = nextTask(piece);
  onCleanup(() => cancel());
  return count;
}

export interface StagedProps {
  readonly parts: readonly (() => JSX.Element)[];
  /** Everything is there. */
  onDone?(): void;
}

export function Staged(props: StagedProps): JSX.Element {
  // Read once: an expression in the markup would make every part anew whenever it is asked for.
  const parts = untrack(() => props.parts);
  const count = createCount(parts.length, () => props.onDone?.());
  const shown = createMemo(() => parts.slice(0, count()));
  return <For each={shown()}>{(part) => part()}</For>;
}

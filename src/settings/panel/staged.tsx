/**
 * Shows a long section in pieces of a few milliseconds, so that the show never waits for the panel. What is shown in pieces may itself
 * hold pieces: all of a section share one line of work, from top to bottom.
 */
import {
  createContext,
  createEffect,
  createMemo,
  createSignal,
  For,
  onCleanup,
  untrack,
  useContext,
  type Accessor,
  type JSX,
} from 'solid-js';

/** Less than half of what a task of the panel may take: the clock goes on while others have the processor. */
export const PIECE_MS = 3;

/** Runs in a task of its own; what it gives back calls it off. */
export function nextTask(run: () => void): () => void {
  const { port1, port2 } = new MessageChannel();
  port1.addEventListener('message', run, { once: true });
  port1.start();
  port2.postMessage(null);
  return () => port1.close();
}

/** Makes one more piece; false when that was the last one. */
type Job = () => boolean;

interface Stage {
  add(job: Job): void;
  drop(job: Job): void;
}

const StageContext = createContext<Stage>();

function createStage(done: () => void): Stage {
  const jobs: Job[] = [];
  let cancel: (() => void) | null = null;
  /** Where what a piece brings along comes in: before everything that stands below it. */
  let at: number | null = null;
  const drop = (job: Job): void => {
    const index = jobs.indexOf(job);
    if (index >= 0) jobs.splice(index, 1);
  };
  const piece = (): void => {
    cancel = null;
    const from = performance.now();
    for (let job = jobs[0]; job && performance.now() - from < PIECE_MS; job = jobs[0]) {
      at = 0;
      if (!job()) drop(job);
    }
    at = null;
    if (jobs.length > 0) cancel = nextTask(piece);
    else done();
  };
  onCleanup(() => {
    jobs.length = 0;
    cancel?.();
  });
  return {
    add(job) {
      jobs.splice(at ?? jobs.length, 0, job);
      if (at === null) cancel ??= nextTask(piece);
      else at += 1;
    },
    drop,
  };
}

export interface StagedProps {
  readonly parts: readonly (() => JSX.Element)[];
  /** Everything is there, and everything within it. */
  onDone?(): void;
}

export function Staged(props: StagedProps): JSX.Element {
  // Read once: an expression in the markup would make every part anew whenever it is asked for.
  const parts = untrack(() => props.parts);
  const stage = useContext(StageContext) ?? createStage(() => props.onDone?.());
  const [count, setCount] = createSignal(0);
  const job = (): boolean => setCount((now) => Math.min(now + 1, parts.length)) < parts.length;
  stage.add(job);
  onCleanup(() => stage.drop(job));
  const shown = createMemo(() => parts.slice(0, count()));
  return (
    <StageContext.Provider value={stage}>
      <For each={shown()}>{(part) => part()}</For>
    </StageContext.Provider>
  );
}

/** So many of a long list at once, where each is a line with a name. */
const HANDFUL = 8;

/** A list that may be long or become so: a handful at a time. */
export function Gradually<T>(props: {
  readonly each: readonly T[];
  /** Fewer at once where each takes milliseconds; read once. */
  readonly handful?: number;
  /** So many must be there from the beginning. */
  readonly atLeast?: number;
  readonly children: (item: T, index: Accessor<number>) => JSX.Element;
}): JSX.Element {
  const stage = useContext(StageContext);
  const handful = untrack(() => props.handful ?? HANDFUL);
  const [count, setCount] = createSignal(
    stage
      ? Math.max(
          handful,
          untrack(() => props.atLeast ?? 0),
        )
      : Number.POSITIVE_INFINITY,
  );
  let isUnderWay = false;
  /** Once all was there, what is added by hand comes at once: the focus goes to it. */
  let wasWhole = false;
  const job = (): boolean => {
    setCount((now) => now + handful);
    isUnderWay = count() < props.each.length;
    wasWhole ||= !isUnderWay;
    return isUnderWay;
  };
  createEffect(() => {
    const { length } = props.each;
    if (!stage || isUnderWay) return;
    if (count() >= length) wasWhole = true;
    else if (wasWhole && length - count() <= handful) setCount(length);
    else {
      isUnderWay = true;
      stage.add(job);
    }
  });
  onCleanup(() => stage?.drop(job));
  const shown = createMemo(() => props.each.slice(0, count()));
  return <For each={shown()}>{props.children}</For>;
}

/** Puts the parts of the slideshow together; the controller decides when each of them acts. */
import type { DecodedPhoto, SlideTarget } from '../shared/photo.ts';
import { Changer } from './changer.ts';
import { History } from './history.ts';
import { Intake } from './intake.ts';
import { Library } from './library.ts';
import { MemoryKeeper } from './memory-keeper.ts';
import type { SlideshowPorts } from './ports.ts';
import { Prefetch } from './prefetch.ts';
import { Presenter } from './presenter.ts';
import { PhotoQueue, type Draw } from './queue.ts';
import { Recomposer } from './recomposer.ts';
import { Trouble } from './trouble.ts';

/** What the parts ask of, and tell, the controller. */
export interface Hooks {
  readonly target: () => SlideTarget | null;
  readonly intervalMs: () => number;
  /** A photo is being chosen for the screen. */
  readonly choosing: () => boolean;
  readonly visible: () => boolean;
  /** Decode ahead, if this is a time for it. */
  readonly fill: () => void;
  /** Something that could be shown has come. */
  readonly wake: () => void;
  /** What lies ahead has changed. */
  readonly goOn: () => void;
  readonly shown: (photo: DecodedPhoto) => void;
  readonly prefetchFailed: (draw: Draw, error: unknown) => void;
}

export interface Parts {
  readonly queue: PhotoQueue;
  readonly history: History;
  readonly memory: MemoryKeeper;
  readonly library: Library;
  readonly trouble: Trouble;
  readonly presenter: Presenter;
  readonly prefetch: Prefetch;
  readonly changer: Changer;
  readonly recomposer: Recomposer;
  readonly intake: Intake;
}

export function assemble(ports: SlideshowPorts, hooks: Hooks): Parts {
  const { clock, decode, stage } = ports;
  const { target } = hooks;
  const emit = ports.events.emit.bind(ports.events);
  const queue = new PhotoQueue(ports.seed);
  const history = new History();
  const memory = new MemoryKeeper(ports.memory, clock);
  const save = memory.add.bind(memory);
  const presenter = new Presenter(stage, clock);
  const library: Library = new Library({
    feeds: ports.feeds,
    clock,
    emit,
    listener: {
      added: (refs) => intake.added(refs),
      removed: (ids) => intake.removed(ids),
      listed: (entryId, ok) => intake.listed(entryId, ok),
    },
  });
  const trouble = new Trouble({
    queue,
    emit,
    save,
    wallMs: () => clock.wallMs(),
    doubt: (entryId) => library.doubt(entryId),
  });
  const prefetch = new Prefetch({
    decode,
    clock,
    target,
    draw: (afterId) => queue.draw(afterId, clock.wallMs()),
    putBack: (draw) => queue.putBack(draw),
    onReady: hooks.fill,
    onFailed: hooks.prefetchFailed,
  });
  const common = { decode, clock, queue, prefetch, presenter, trouble, target, save };
  const changer = new Changer({ ...common, history, slideDurationMs: hooks.intervalMs, onShown: hooks.shown });
  const recomposer = new Recomposer({
    ...common,
    stage,
    mayWork: () => !hooks.choosing() && !presenter.busy && hooks.visible(),
    onStale: () => prefetch.clear(),
    onDone: hooks.fill,
  });
  const { choosing, wake, goOn } = hooks;
  const intake = new Intake({ ...common, recomposer, looking: () => library.looking, choosing, wake, goOn });
  return { queue, history, memory, library, trouble, presenter, prefetch, changer, recomposer, intake };
}

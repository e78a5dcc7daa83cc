/** Sends widgets to another display that is open now: by its button, by a key, or dragged over the edge. Says why it cannot. */
import { t, words } from '../../shared/i18n.ts';
import type { WidgetSpot } from '../../shared/widget.ts';
import type { Frame } from '../frame.ts';
import type { Layer } from '../layer.ts';
import type { Life } from '../life.ts';
import type { Draft } from './draft.ts';
import {
  entryOf,
  isOverEdge,
  nearestTo,
  nextAfter,
  type OtherDisplay,
  type OtherDisplays,
  type Point,
} from './others.ts';

/** A hand on the layer and on the desktop. */
export interface Hand extends Point {
  readonly screen: Point;
}

export interface Moving {
  /** To the display of that name. */
  to(frame: Frame, name: string): void;
  /** To the next one, by name. */
  on(frame: Frame): void;
  /** A widget is dragged: true while letting go would send it away. */
  drag(hand: Hand): boolean;
  /** A widget was let go: true when it went. */
  drop(frame: Frame, hand: Hand): boolean;
}

const nobody = words(
  'No other display is open. Open this page in another window, with a name at the end of its address: ?display=kitchen.',
);
const unnamed = words('The other display has no name. Add one at the end of its address: ?display=kitchen.');

interface MovingParts {
  readonly layer: Layer;
  readonly draft: Draft;
  readonly others: OtherDisplays | undefined;
  /** Shows a sentence for a while; empty takes it away. */
  tell(sentence: string): void;
}

/** They may come and go while the editor is open. */
export function watchOthers(others: OtherDisplays | undefined, life: Life, changed: () => void): void {
  if (!others) return;
  life.onEnd(others.onChange(changed));
  others.callRoll();
}

export function createMoving({ layer, draft, others, tell }: MovingParts): Moving {
  let isOver = false;
  const refuse = (): void => tell(t(others?.hasUnnamed() ? unnamed : nobody));
  const send = (frame: Frame, name: string, entry: WidgetSpot | null): void => {
    const widget = frame.node.getAttribute('aria-label') ?? '';
    draft.sendTo(frame, name, entry);
    tell(t('“{widget}” is on “{display}” now. Undo brings it back.', { widget, display: name }));
  };
  const field = () => ({ width: layer.root.clientWidth, height: layer.root.clientHeight });
  const towards = ({ screen }: Hand): OtherDisplay | null => nearestTo(screen, others?.windows() ?? []);
  return {
    to: (frame, name) => send(frame, name, null),
    on(frame) {
      const next = nextAfter(others?.name ?? '', others?.windows() ?? []);
      if (next) send(frame, next.name, null);
      else refuse();
    },
    drag(hand) {
      const isOut = isOverEdge(hand, field());
      const display = isOut ? towards(hand) : null;
      if (display) tell(t('Let go to move it to “{display}”.', { display: display.name }));
      // Once: it may well have been meant for the edge.
      else if (isOut && !isOver) refuse();
      else if (isOver && !isOut) tell('');
      isOver = isOut;
      return display !== null;
    },
    drop(frame, hand) {
      const display = isOver && isOverEdge(hand, field()) ? towards(hand) : null;
      isOver = false;
      if (display) send(frame, display.name, entryOf(hand, field()));
      return display !== null;
    },
  };
}

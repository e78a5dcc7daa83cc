/** Changes of the layout by hand, whatever the hand uses: each is applied to the box at once and kept when it is done. */
import type { WidgetInstance, WidgetSpot } from '../../shared/widget.ts';
import type { Frame } from '../frame.ts';
import type { Layer } from '../layer.ts';
import { orientationOf } from '../place.ts';
import type { Box } from './snap.ts';

export interface Commands {
  instances(): readonly WidgetInstance[];
  write(next: readonly WidgetInstance[]): void;
}

export interface Draft {
  /** Its box in pixels of the layer. */
  boxOf(frame: Frame): Box;
  /** Puts its corner there, without keeping it yet. */
  moveTo(frame: Frame, left: number, top: number): void;
  /** Resizes around its middle, without keeping it yet. */
  resize(frame: Frame, size: number): void;
  /** Keeps what was done to this box. */
  keep(frame: Frame): void;
  /** From back to front, or the other way. */
  raise(frame: Frame, by: 1 | -1): void;
  switchOff(frame: Frame): void;
  /** Shown on the display of that name alone from now on; `entry`: with its middle there. */
  sendTo(frame: Frame, display: string, entry: WidgetSpot | null): void;
  /** Size 1, back in its lane. */
  reset(frame: Frame): void;
  resetAll(): void;
}

export const smallest = 0.3;
export const largest = 8;

const restful: Partial<WidgetInstance> = { size: 1, landscape: undefined, portrait: undefined };

export function createDraft(layer: Layer, { instances, write }: Commands): Draft {
  const boxOf = (frame: Frame): Box => {
    const [box, home] = [frame.box(), layer.root.getBoundingClientRect()];
    return { left: box.left - home.left, top: box.top - home.top, width: box.width, height: box.height };
  };
  const replace = (id: string, change: (old: WidgetInstance) => WidgetInstance): void =>
    write(instances().map((it) => (it.id === id ? change(it) : it)));
  const spotAt = (x: number, y: number): Partial<WidgetInstance> => {
    const { clientWidth: width, clientHeight: height } = layer.root;
    const inside = (value: number): number => Math.round(Math.min(1, Math.max(0, value)) * 10_000) / 10_000;
    return { place: 'free', [orientationOf({ width, height })]: { x: inside(x / width), y: inside(y / height) } };
  };
  const change = (frame: Frame, values: Partial<WidgetInstance>): void => {
    const wasFree = frame.instance.place === 'free';
    const next = { ...frame.instance, ...values };
    if (wasFree || next.place !== 'free') {
      frame.follow(next);
      layer.arrange();
      return;
    }
    // It moves from its lane to the layer, and a node that is moved loses the focus.
    const hadFocus = document.activeElement === frame.node;
    replace(next.id, () => next);
    if (hadFocus) frame.node.focus({ preventScroll: true });
  };
  /** A widget in a lane stands by itself from now on, right where it is. */
  const free = (frame: Frame): void => {
    if (frame.instance.place === 'free') return;
    const box = boxOf(frame);
    change(frame, spotAt(box.left + box.width / 2, box.top + box.height / 2));
  };
  const placeOf = ({ place, ...rest }: WidgetInstance): WidgetInstance => ({
    ...rest,
    ...restful,
    place: place === 'free' ? 'bottom-left' : place,
  });
  return {
    boxOf,
    moveTo(frame, left, top) {
      const { width, height } = boxOf(frame);
      change(frame, spotAt(left + width / 2, top + height / 2));
    },
    resize(frame, size) {
      free(frame);
      change(frame, { size: Math.round(Math.min(largest, Math.max(smallest, size)) * 100) / 100 });
    },
    keep(frame) {
      // Where it really stands: it is kept inside the display.
      const { left, top, width, height } = boxOf(frame);
      const isFree = frame.instance.place === 'free';
      const spot = isFree ? spotAt(left + width / 2, top + height / 2) : {};
      const next = { ...frame.instance, ...spot };
      replace(next.id, () => next);
    },
    raise(frame, by) {
      const list = [...instances()];
      const from = list.findIndex(({ id }) => id === frame.instance.id);
      const to = Math.min(list.length - 1, Math.max(0, from + by));
      const [moved] = list.splice(from, 1);
      if (moved) list.splice(to, 0, moved);
      write(list);
    },
    switchOff: (frame) => replace(frame.instance.id, (old) => ({ ...old, enabled: false })),
    sendTo: (frame, display, entry) =>
      replace(frame.instance.id, (old) => {
        // The shape of the other display is not known here: the spot holds for both.
        const spot: Partial<WidgetInstance> = entry ? { place: 'free', landscape: entry, portrait: entry } : {};
        return { ...old, ...spot, displays: display };
      }),
    reset: (frame) => replace(frame.instance.id, placeOf),
    resetAll: () => write(instances().map(placeOf)),
  };
}

/** The nine anchors: widgets in one place stand below each other. Owns the lanes; main thread. */
import { widgetPlaces, type WidgetInstance } from '../shared/widget.ts';
import { element } from './element.ts';
import { roomFor, type LaneSize, type Room } from './room.ts';
import type { Margins } from './place.ts';

export interface Lanes {
  readonly node: HTMLElement;
  margins(): Margins;
  /**
   * Keeps lanes from standing on each other: below one another where the display is narrow, smaller where it is full. While the
   * picture moves (`isBrief`) nothing grows again, and the page is laid out once.
   */
  arrange(isBrief?: boolean): void;
  /** Puts boxes where they belong, in order; those that are placed freely stand on `root`. */
  place(root: HTMLElement, wanted: readonly WidgetInstance[], nodeOf: (id: string) => HTMLElement | undefined): void;
}

/** Text that wraps anew may need another try. */
const tries = 3;

/** A style that is written makes the browser look at everything that inherits it, changed or not. */
function write({ style }: HTMLElement, name: string, value: string): void {
  if (style.getPropertyValue(name) !== value) style.setProperty(name, value);
}

export function createLanes(): Lanes {
  const lanes = new Map<string, HTMLElement>();
  const node = element('div', { class: 'widget-lanes' });
  for (const place of widgetPlaces) {
    if (place === 'free') continue;
    const lane = element('div', { class: 'widget-lane', attributes: { 'data-place': place } });
    lanes.set(place, lane);
    node.append(lane);
  }
  const measure = (): Map<string, LaneSize> =>
    new Map([...lanes].map(([place, lane]) => [place, { width: lane.offsetWidth, height: lane.offsetHeight }]));
  /** Of what everything was last seen to fit. */
  let settled = '';
  let fit = 1;
  const keyOf = (sizes: Map<string, LaneSize>, area: LaneSize): string => JSON.stringify([area, ...sizes.values()]);
  const wear = (next: number): void => {
    fit = next;
    write(node, '--fit', fit.toFixed(3));
  };
  const shift = (room: Room): Room => {
    for (const [place, lane] of lanes) write(lane, '--shift', `${Math.round(room.shifts.get(place) ?? 0)}px`);
    return room;
  };
  return {
    node,
    arrange(isBrief = false) {
      const area = { width: node.clientWidth, height: node.clientHeight };
      const now = measure();
      if (keyOf(now, area) === settled) return;
      const gap = Number.parseFloat(getComputedStyle(node.firstElementChild ?? node).rowGap) || 0;
      settled = '';
      if (isBrief || fit === 1) {
        const room = shift(roomFor(now, area, gap));
        if (fit === 1 && room.fit >= 1) settled = keyOf(now, area);
        if (isBrief || settled !== '') return;
      }
      wear(1);
      for (let attempt = 0; attempt < tries; attempt++) {
        const room = shift(roomFor(measure(), area, gap));
        if (room.fit >= 1 || fit <= room.least) break;
        wear(Math.max(room.least, fit * room.fit));
      }
      settled = keyOf(measure(), area);
    },
    margins: () => ({ x: node.offsetLeft, y: node.offsetTop }),
    place(root, wanted, nodeOf) {
      const counts = new Map<HTMLElement, number>();
      for (const { id, place } of wanted) {
        const box = nodeOf(id);
        const home = lanes.get(place) ?? root;
        if (!box) continue;
        box.classList.toggle('widget-free', home === root);
        if (home === root) {
          if (box.parentElement !== home) home.append(box);
          continue;
        }
        const index = counts.get(home) ?? 0;
        counts.set(home, index + 1);
        box.style.removeProperty('left');
        box.style.removeProperty('top');
        // Only moved when out of place: moving a node restarts its fade.
        if (home.children[index] !== box) home.insertBefore(box, home.children[index] ?? null);
      }
    },
  };
}

/** The nine anchors: widgets in one place stand below each other. Owns the lanes; main thread. */
import { widgetPlaces, type WidgetInstance } from '../shared/widget.ts';
import { element } from './element.ts';
import type { Margins } from './place.ts';

export interface Lanes {
  readonly node: HTMLElement;
  margins(): Margins;
  /** Puts boxes where they belong, in order; those that are placed freely stand on `root`. */
  place(root: HTMLElement, wanted: readonly WidgetInstance[], nodeOf: (id: string) => HTMLElement | undefined): void;
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
  return {
    node,
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
        box.style.removeProperty('transform');
        // Only moved when out of place: moving a node restarts its fade.
        if (home.children[index] !== box) home.insertBefore(box, home.children[index] ?? null);
      }
    },
  };
}

/** Line icons on a 24 px grid with one stroke weight, like those of the bar. */
import type { JSX } from 'solid-js';
import { outlineOf } from './outline.ts';

const paths = {
  photos: [
    'M4 6.5a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2z',
    'M4.5 16l4-4 3.5 3.5 3-3 4.5 4.5',
    'M15 9.2a.8.8 0 1 0 .1 0',
  ],
  transitions: ['M4 5.5h9v9H4z', 'M16 9.5h4v9h-9v-1'],
  visualizer: ['M4 14v3', 'M8 9v8', 'M12 5v12', 'M16 10v7', 'M20 13v4'],
  widgets: ['M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z', 'M12 7.5V12l3 2'],
  layout: ['M4 5h16v14H4z', 'M4 10h9', 'M13 5v14'],
  display: [
    'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8z',
    'M12 3v2',
    'M12 19v2',
    'M3 12h2',
    'M19 12h2',
    'M5.6 5.6 7 7',
    'M17 17l1.4 1.4',
    'M18.4 5.6 17 7',
    'M7 17l-1.4 1.4',
  ],
  sound: ['M5 10v4h3l4 3.5v-11L8 10z', 'M15.5 9.5a3.6 3.6 0 0 1 0 5', 'M18 7a7 7 0 0 1 0 10'],
  devices: ['M4 5.5h16v10H4z', 'M9 19h6', 'M12 15.5V19'],
  privacy: ['M12 3.8 5 6.5v5c0 4.3 3 7.3 7 8.7 4-1.4 7-4.4 7-8.7v-5z', 'M9.3 12l2 2 3.4-3.7'],
  backup: ['M12 4v10', 'M8 10.5l4 4 4-4', 'M5 16v2a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2v-2'],
  health: ['M3.5 12.5h4l2-5 4 10 2.5-5h4.5'],
  about: ['M12 11v5.5', 'M12 7.6v.1', 'M12 3.8a8.2 8.2 0 1 0 0 16.4 8.2 8.2 0 0 0 0-16.4z'],
  more: ['M6 12h.1', 'M12 12h.1', 'M18 12h.1'],
  search: ['M10.5 4.5a6 6 0 1 0 0 12 6 6 0 0 0 0-12z', 'M15 15l4.5 4.5'],
  close: ['M6 6l12 12', 'M18 6 6 18'],
  undo: ['M8.5 5 4.5 9l4 4', 'M4.5 9H14a5 5 0 0 1 0 10h-3'],
  redo: ['M15.5 5l4 4-4 4', 'M19.5 9H10a5 5 0 0 0 0 10h3'],
  back: ['M14.5 5.5 8 12l6.5 6.5'],
  forth: ['M9.5 5.5 16 12l-6.5 6.5'],
  down: ['M6 9.5l6 6 6-6'],
  reset: ['M5 5v4.5h4.5', 'M5.4 9.2A7.3 7.3 0 1 1 4.8 13'],
  plus: ['M12 5v14', 'M5 12h14'],
  trash: ['M5 7h14', 'M9.5 7V4.8h5V7', 'M7 7l.8 12h8.4L17 7'],
  grip: ['M9 7h.1', 'M15 7h.1', 'M9 12h.1', 'M15 12h.1', 'M9 17h.1', 'M15 17h.1'],
  lock: ['M7 11V8.5a5 5 0 0 1 10 0V11', 'M5.5 11h13v8.5h-13z'],
  window: ['M5 8h9v11H5z', 'M9 8V5h10v11h-5'],
  check: ['M5.5 12.5l4 4 9-9.5'],
} as const;

export type IconName = keyof typeof paths;

const LINE_WIDTH = 1.5;
const shapes = new Map<IconName, string>();

function shapeOf(name: IconName): string {
  const shape = shapes.get(name) ?? paths[name].map((path) => outlineOf(path, LINE_WIDTH)).join('');
  shapes.set(name, shape);
  return shape;
}

export function Icon(props: { readonly name: IconName; readonly class?: string }): JSX.Element {
  return (
    <svg viewBox="0 0 24 24" class={`icon ${props.class ?? ''}`} aria-hidden="true">
      <path d={shapeOf(props.name)} />
    </svg>
  );
}

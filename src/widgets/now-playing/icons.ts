/** The buttons of a player, drawn with the ink of the widget. */
import { svg } from '../element.ts';

const paths = {
  previous: ['M18 6 9.5 12 18 18z', 'M6 6v12'],
  next: ['M6 6l8.5 6L6 18z', 'M18 6v12'],
  pause: ['M7.5 6.5h1.5v11H7.5z', 'M15 6.5h1.5v11H15z'],
  play: ['M8 5.5 18.5 12 8 18.5z'],
} as const;

export type PlayerIcon = keyof typeof paths;

export const playerIcon = (name: PlayerIcon): SVGElement =>
  svg(
    'svg',
    { viewBox: '0 0 24 24', class: 'playing-icon', 'aria-hidden': 'true' },
    ...paths[name].map((d) => svg('path', { d })),
  );

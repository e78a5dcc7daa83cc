/** Weather in lines: one weight, the ink of the widget. */
import { svg } from '../element.ts';
import type { Sky } from './data.ts';

const cloud = 'M7.5 18.5h9.2a3.8 3.8 0 0 0 .6-7.55A5.6 5.6 0 0 0 6.6 10.2a4.2 4.2 0 0 0 .9 8.3z';
const highCloud = 'M7.5 15h9.2a3.6 3.6 0 0 0 .6-7.15A5.4 5.4 0 0 0 6.7 7.1 4 4 0 0 0 7.5 15z';
const rays = Array.from({ length: 8 }, (_, index) => {
  const angle = (index * Math.PI) / 4;
  const at = (radius: number): string =>
    `${(12 + Math.sin(angle) * radius).toFixed(2)} ${(12 - Math.cos(angle) * radius).toFixed(2)}`;
  return `M${at(7.1)}L${at(9.4)}`;
}).join('');
const sun = `M12 7.7a4.3 4.3 0 1 1 0 8.6 4.3 4.3 0 0 1 0-8.6z${rays}`;
const moon = 'M19.2 14.6A7.8 7.8 0 1 1 9.4 4.8a6.2 6.2 0 0 0 9.8 9.8z';
const behind = 'M6.2 8.3a3.9 3.9 0 0 1 6.4-3M3.2 4.2l1.2 1M9 2v1.5M1.8 9.2h1.6';

const paths: Readonly<Record<Sky, string>> = {
  clear: sun,
  partly: `${cloud}${behind}`,
  cloud,
  fog: `${highCloud}M6 18h12M8 21h8`,
  drizzle: `${highCloud}M9 18v1.5M13 18.5V20M16.5 18v1.5`,
  rain: `${highCloud}M8.5 17.5l-1 3.5M12.5 17.5l-1 3.5M16.5 17.5l-1 3.5`,
  snow: `${highCloud}M8.5 18.6v.01M12 20.6v.01M15.5 18.6v.01`,
  storm: `${highCloud}M12.8 16.5l-2.3 3h3l-2 3`,
};

export function weatherIcon(sky: Sky, isDay: boolean): SVGElement {
  const d = sky === 'clear' && !isDay ? moon : paths[sky];
  return svg('svg', { viewBox: '0 0 24 24', class: 'weather-icon', 'aria-hidden': 'true' }, svg('path', { d }));
}

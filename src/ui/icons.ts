/** Line icons on a 24 px grid, drawn with one stroke weight so that they sit well beside Inter. */
const paths = {
  previous: ['M18 6 9.5 12 18 18z', 'M6 6v12'],
  next: ['M6 6l8.5 6L6 18z', 'M18 6v12'],
  pause: ['M8.5 6v12', 'M15.5 6v12'],
  play: ['M8 5.5 18.5 12 8 18.5z'],
  expand: ['M4.5 9.5v-5h5', 'M19.5 9.5v-5h-5', 'M4.5 14.5v5h5', 'M19.5 14.5v5h-5'],
  info: ['M12 11v6', 'M12 7.2v.1', 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z'],
  settings: ['M4 7.5h8', 'M18 7.5h2', 'M4 16.5h2', 'M12 16.5h8', 'M15 5v5', 'M9 14v5'],
  close: ['M6 6l12 12', 'M18 6 6 18'],
  folder: ['M3.5 7.5a2 2 0 0 1 2-2h3.6a2 2 0 0 1 1.5.7l.8.9h7.1a2 2 0 0 1 2 2v7.4a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2z'],
  ridge: ['M3 17.5c3-1 4.5-6 7-6s3.2 3 5.5 3 3-2 5.5-2.5', 'M3 20.5h18', 'M16.5 4.5a2.2 2.2 0 1 0 .1 0z'],
  star: ['M12 4.2l2.4 5 5.4.7-4 3.8 1 5.4-4.8-2.6-4.8 2.6 1-5.4-4-3.8 5.4-.7z'],
  grid: ['M4.5 4.5h6v6h-6z', 'M13.5 4.5h6v6h-6z', 'M4.5 13.5h6v6h-6z', 'M13.5 13.5h6v6h-6z'],
  sound: ['M5 10v4', 'M8.5 7v10', 'M12 4.5v15', 'M15.5 8.5v7', 'M19 10.5v3'],
  plus: ['M12 5v14', 'M5 12h14'],
  links: ['M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1', 'M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1-1'],
  more: [
    'M5 12a.9.9 0 1 0 1.8 0A.9.9 0 1 0 5 12z',
    'M11.1 12a.9.9 0 1 0 1.8 0 .9.9 0 1 0-1.8 0z',
    'M17.2 12a.9.9 0 1 0 1.8 0 .9.9 0 1 0-1.8 0z',
  ],
  erase: ['M9 6h11v12H9l-5.5-6z', 'M12.5 9.8l4.4 4.4', 'M16.9 9.8l-4.4 4.4'],
  forward: ['M9.5 6l6 6-6 6'],
  back: ['M14.5 6l-6 6 6 6'],
  check: ['M5.5 12.5l4 4 9-9.5'],
} as const;

export type IconName = keyof typeof paths;

const svgNamespace = 'http://www.w3.org/2000/svg';

export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(svgNamespace, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  for (const d of paths[name]) {
    const path = document.createElementNS(svgNamespace, 'path');
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}

/** A round face with hands. Hands step; nothing turns by itself, so between two steps nothing is drawn. */
import { svg } from '../element.ts';
import type { Moment } from '../zone-time.ts';

export interface Face {
  readonly node: SVGElement;
  show(moment: Moment): void;
}

const roman = ['XII', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI'];

function createMarks(numerals: boolean): SVGElement[] {
  return roman.flatMap((name, hour) => {
    const angle = (hour * Math.PI) / 6;
    const isQuarter = hour % 3 === 0;
    const at = (radius: number): [number, number] => [Math.sin(angle) * radius, -Math.cos(angle) * radius];
    if (numerals) {
      const [x, y] = at(40);
      const label = svg('text', { x: x.toFixed(2), y: y.toFixed(2), class: 'clock-numeral' });
      label.textContent = name;
      return [label];
    }
    const [[x1, y1], [x2, y2]] = [at(46), at(isQuarter ? 39.5 : 42.5)];
    return [svg('line', { x1, y1, x2, y2, class: isQuarter ? 'clock-mark clock-mark-quarter' : 'clock-mark' })];
  });
}

export function createFace(options: { readonly seconds: boolean; readonly numerals: boolean }): Face {
  const hand = (className: string, back: number, length: number): SVGElement =>
    svg('line', { x1: 0, y1: back, x2: 0, y2: -length, class: `clock-hand ${className}` });
  const hour = hand('clock-hour', 0, 24);
  // Numerals are longer than marks.
  const minute = hand('clock-minute', 0, options.numerals ? 34 : 37);
  const second = hand('clock-second', 9, 41);
  const hub = svg('circle', { r: 2.1, class: 'clock-hub' });
  const node = svg(
    'svg',
    { viewBox: '-50 -50 100 100', class: 'clock-face', role: 'img' },
    ...createMarks(options.numerals),
    hour,
    minute,
    ...(options.seconds ? [second] : []),
    hub,
  );
  const turn = (it: SVGElement, degrees: number): void => {
    const value = `rotate(${degrees.toFixed(1)})`;
    if (it.getAttribute('transform') !== value) it.setAttribute('transform', value);
  };
  return {
    node,
    show({ hands, hour: hourText, minute: minuteText }) {
      turn(hour, hands.hour);
      turn(minute, hands.minute);
      if (options.seconds) turn(second, hands.second);
      const words = `${hourText}:${minuteText}`;
      if (node.getAttribute('aria-label') !== words) node.setAttribute('aria-label', words);
    },
  };
}

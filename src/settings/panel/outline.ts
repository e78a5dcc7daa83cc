/**
 * The shape of a line with round ends, as a path to be filled. Pure.
 *
 * Browsers that draw with the graphics processor keep small filled shapes in a table and look them up; lines of some width they work
 * out anew with everything around them whenever a row changes. Filled, the same icons cost a small part of it.
 *
 * Every straight or round piece of the line becomes a piece of its own, all drawn clockwise: where pieces overlap they add up.
 */

type Point = readonly [x: number, y: number];

/** Straight pieces that stand for one curve. */
const CURVE_PIECES = 8;

const say = (...values: number[]): string => values.map((value) => String(Math.round(value * 100) / 100)).join(' ');

/** A straight piece with round ends; a point becomes a dot. */
function capsule([x1, y1]: Point, [x2, y2]: Point, half: number): string {
  const length = Math.hypot(x2 - x1, y2 - y1);
  const [nx, ny] = length === 0 ? [0, -half] : [((y2 - y1) / length) * half, (-(x2 - x1) / length) * half];
  const end = `A${say(half, half)} 0 0 1 `;
  return `M${say(x1 + nx, y1 + ny)}L${say(x2 + nx, y2 + ny)}${end}${say(x2 - nx, y2 - ny)}L${say(x1 - nx, y1 - ny)}${end}${say(x1 + nx, y1 + ny)}z`;
}

interface Arc {
  readonly radius: number;
  readonly isLarge: boolean;
  readonly isClockwise: boolean;
}

/** Where a circle of this radius has its middle when it leads from one point to the other; SVG 1.1, F.6.5. */
function middleOf([x1, y1]: Point, [x2, y2]: Point, { radius, isLarge, isClockwise }: Arc): Point {
  const [dx, dy] = [(x2 - x1) / 2, (y2 - y1) / 2];
  const apart = dx * dx + dy * dy;
  const side = (isLarge === isClockwise ? 1 : -1) * Math.sqrt(Math.max(0, radius * radius - apart) / apart);
  return [(x1 + x2) / 2 + side * dy, (y1 + y2) / 2 - side * dx];
}

/** A piece of a ring with round ends. */
function ring(from: Point, to: Point, arc: Arc, half: number): string {
  const [start, stop] = arc.isClockwise ? [from, to] : [to, from];
  const [cx, cy] = middleOf(from, to, arc);
  const at = ([x, y]: Point, radius: number): string =>
    say(cx + ((x - cx) / arc.radius) * radius, cy + ((y - cy) / arc.radius) * radius);
  const [outer, inner] = [arc.radius + half, Math.max(0, arc.radius - half)];
  const [large, end] = [arc.isLarge ? 1 : 0, `A${say(half, half)} 0 0 1 `];
  return (
    `M${at(start, outer)}A${say(outer, outer)} 0 ${large} 1 ${at(stop, outer)}${end}${at(stop, inner)}` +
    `A${say(inner, inner)} 0 ${large} 0 ${at(start, inner)}${end}${at(start, outer)}z`
  );
}

/** Straight pieces along a cubic curve. */
function curve(from: Point, first: Point, second: Point, to: Point, half: number): string {
  const at = (t: number): Point => {
    const along = (axis: 0 | 1): number =>
      (1 - t) ** 3 * from[axis] +
      3 * (1 - t) ** 2 * t * first[axis] +
      3 * (1 - t) * t * t * second[axis] +
      t ** 3 * to[axis];
    return [along(0), along(1)];
  };
  const pieces = Array.from({ length: CURVE_PIECES }, (_, index) =>
    capsule(at(index / CURVE_PIECES), at((index + 1) / CURVE_PIECES), half),
  );
  return pieces.join('');
}

const counts: Readonly<Record<string, number>> = { m: 2, l: 2, h: 1, v: 1, c: 6, a: 7, z: 0 };

/** `path` knows M, L, H, V, C, Z and arcs of circles, absolute or relative. */
export function outlineOf(path: string, width: number): string {
  const half = width / 2;
  const tokens = path.match(/[a-z]|-?(?:\d+\.?\d*|\.\d+)/gi) ?? [];
  let [now, begin]: [Point, Point] = [
    [0, 0],
    [0, 0],
  ];
  let command = 'M';
  let shape = '';
  for (let index = 0; index < tokens.length;) {
    const isNamed = /[a-z]/i.test(tokens[index] ?? '');
    if (isNamed) command = tokens[index++] ?? '';
    const kind = command.toLowerCase();
    const count = counts[kind] ?? 0;
    // Numbers that belong to nothing.
    if (!isNamed && count === 0) break;
    const values = tokens.slice(index, index + count).map(Number);
    index += count;
    const [ox, oy] = command === kind ? now : [0, 0];
    const point = (at: number): Point => [(values[at] ?? 0) + ox, (values[at + 1] ?? 0) + oy];
    let next = kind === 'z' ? begin : point(Math.max(0, count - 2));
    if (kind === 'h') next = [(values[0] ?? 0) + ox, now[1]];
    if (kind === 'v') next = [now[0], (values[0] ?? 0) + oy];
    if (kind === 'm') {
      begin = next;
      // Further points of a beginning are lines.
      command = command === 'm' ? 'l' : 'L';
    } else if (kind === 'a')
      shape += ring(
        now,
        next,
        { radius: values[0] ?? 0, isLarge: values[3] === 1, isClockwise: values[4] === 1 },
        half,
      );
    else if (kind === 'c') shape += curve(now, point(0), point(2), next, half);
    else shape += capsule(now, next, half);
    now = next;
  }
  return shape;
}

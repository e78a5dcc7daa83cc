/** Puts the boxes that are placed freely where they belong. Main thread; every box is read before the first is moved. */
import type { Frame } from './frame.ts';
import { middleOf, orientationOf, spotOf, type Margins, type Size } from './place.ts';

export function placeFree(frames: readonly Frame[], area: Size, margins: Margins): void {
  const orientation = orientationOf(area);
  const moves = frames
    .filter(({ instance }) => instance.place === 'free')
    .map(({ node, instance }) => {
      const size = { width: node.offsetWidth, height: node.offsetHeight };
      const spot = spotOf(instance, orientation);
      const middle = middleOf(spot, area, size, { x: margins.x / 3, y: margins.y / 3 });
      // Whole pixels: type between two pixels is not sharp.
      return { node, x: Math.round(middle.x - size.width / 2), y: Math.round(middle.y - size.height / 2) };
    });
  for (const { node, x, y } of moves) {
    node.style.left = `${x}px`;
    node.style.top = `${y}px`;
  }
}

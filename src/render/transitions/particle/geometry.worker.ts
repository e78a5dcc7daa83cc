/** Where every particle belongs and what is left to chance in it. Runs in a worker. */
import type { BuildGeometry } from '../../../shared/mesh.ts';
import { sequence01 } from '../../random.ts';

/** Smaller ones would be too many to draw. */
const MOST = 9_000;
const CORNERS = [-1, -1, 1, -1, -1, 1, -1, 1, 1, -1, 1, 1];

export const build: BuildGeometry = ({ seed, params, widthPx, heightPx }) => {
  const ratio = widthPx / heightPx;
  const wanted = Number(params['size']);
  const side = Math.max(wanted, Math.sqrt(ratio / MOST));
  const columns = Math.max(1, Math.round(ratio / side));
  const rows = Math.max(1, Math.round(1 / side));
  const particles = Array.from({ length: columns * rows }, (_, index) => ({
    x: (((index % columns) + 0.5) / columns - 0.5) * ratio,
    y: (Math.floor(index / columns) + 0.5) / rows - 0.5,
    height: sequence01(seed, index),
    chance: sequence01(seed, index + 20_011),
  }));
  // The highest ones are drawn last.
  particles.sort((a, b) => a.height - b.height);
  return {
    corners: new Float32Array(CORNERS),
    particles: new Float32Array(
      particles.flatMap(({ x, y, height, chance }) => [x, y, ratio / columns / 2, 0.5 / rows, height, chance]),
    ),
  };
};

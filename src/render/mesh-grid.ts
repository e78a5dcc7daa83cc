/** A coarse grid over the whole surface, for what changes slowly across it. Page and worker. */

const CELLS_X = 16;
const CELLS_Y = 9;

/** Clip coordinates of the grid's triangles. */
export function backdropGrid(): Float32Array<ArrayBuffer> {
  const corners = [0, 0, 1, 0, 0, 1, 0, 1, 1, 0, 1, 1];
  const grid = new Float32Array(CELLS_X * CELLS_Y * 12);
  for (let cell = 0; cell < CELLS_X * CELLS_Y; cell++) {
    for (let at = 0; at < 12; at += 2) {
      grid[cell * 12 + at] = (((cell % CELLS_X) + (corners[at] ?? 0)) / CELLS_X) * 2 - 1;
      grid[cell * 12 + at + 1] = ((Math.floor(cell / CELLS_X) + (corners[at + 1] ?? 0)) / CELLS_Y) * 2 - 1;
    }
  }
  return grid;
}

/** Geometry of a transition: what a worker builds ahead of time and the page only uploads. */

/** Arrays by name; the transition's passes say what their floats mean. */
export type MeshGeometry = Readonly<Record<string, Float32Array<ArrayBuffer>>>;

export interface GeometryInput {
  readonly transition: string;
  /** 0–1: the same seed gives the same geometry. */
  readonly seed: number;
  readonly params: Readonly<Record<string, number | boolean | readonly number[]>>;
  /** The surface: shapes follow its aspect, counts its size. */
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Pure. Lies in `geometry.worker.ts` of the transition's folder, exported as `build`. */
export type BuildGeometry = (input: GeometryInput) => MeshGeometry;

/** More is refused: this much goes to the GPU in less than a millisecond (8 MB took 1.4 ms), so it goes in one piece. */
export const LARGEST_GEOMETRY_BYTES = 4 * 1024 * 1024;

/** Settles in time by itself: a supervised call. */
export type GeometryPort = (input: GeometryInput) => Promise<MeshGeometry>;

function geometryBytes(geometry: MeshGeometry): number {
  return Object.values(geometry).reduce((sum, array) => sum + array.byteLength, 0);
}

/** Throws what the port throws, and when the set is too large to go up in one frame. */
export async function builtGeometry(build: GeometryPort, input: GeometryInput): Promise<MeshGeometry> {
  const geometry = await build(input);
  if (geometryBytes(geometry) > LARGEST_GEOMETRY_BYTES) throw new RangeError('the geometry is too large');
  return geometry;
}

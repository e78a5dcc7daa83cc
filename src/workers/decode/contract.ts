/** Decode worker: opens, sniffs, decodes, orients, fits and composes one slide; the only place that sees image bytes. */
import type { GeometryInput, MeshGeometry } from '../../shared/mesh.ts';
import type { DecodedPhoto, PhotoInfo, PhotoRef, SlideTarget } from '../../shared/photo.ts';
import { defaultHeartbeat, defaultRestart, type WorkerContract } from '../../shared/worker-contract.ts';

export interface DecodeStats {
  readonly cacheBytes: number;
  readonly cacheItems: number;
  readonly hits: number;
  readonly misses: number;
  /** Pictures the worker opened and closed between file and slide; equal whenever it is idle. */
  readonly opened: number;
  readonly closed: number;
}

export type DecodeApi = {
  /** `cacheBytes` bounds the composed slides kept in memory: 0 (the default) keeps none, 64 MB are eight at full HD. */
  configure(options: { baseUrl: string; cacheBytes: number }): void;
  /** Transfers `bitmap` (and `pixels`); the caller owns both. Throws `photo.*`, `source.permission`, `aborted`. */
  decode(ref: PhotoRef, target: SlideTarget): Promise<DecodedPhoto>;
  /** A blob at exactly this size: stretched only when the sizes differ. For `still()`. */
  decodeExact(blob: Blob, widthPx: number, heightPx: number): Promise<ImageBitmap>;
  /** What was not read yet when the photo was decoded (`infoFollows`); empty for one that nothing is known of. */
  info(photoId: string): Promise<PhotoInfo>;
  /** What a mesh transition is made of, transferred. Throws `input.invalid` for one that has no geometry. */
  geometry(input: GeometryInput): Promise<MeshGeometry>;
  stats(): DecodeStats;
};

/** Results that hold a bitmap nobody will take are closed here. */
function disposeLate(_method: keyof DecodeApi, result: unknown): void {
  if (result instanceof ImageBitmap) result.close();
  else if (
    typeof result === 'object' &&
    result !== null &&
    'bitmap' in result &&
    result.bitmap instanceof ImageBitmap
  ) {
    result.bitmap.close();
  }
}

export const decodeContract: WorkerContract<DecodeApi> = {
  name: 'decode',
  deadlineMs: { configure: 5_000, decode: 15_000, decodeExact: 15_000, info: 5_000, geometry: 5_000, stats: 2_000 },
  disposeLate,
  heartbeat: { ...defaultHeartbeat, restartMs: 8_000 },
  restart: defaultRestart,
};

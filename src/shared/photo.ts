/**
 * What the main thread knows about photos: references and finished bitmaps, never bytes.
 * Everything here can be cloned between threads.
 */

/** Where the bytes are. Only the decode worker opens one. */
export type PhotoLocator =
  /**
   * `auth` is the id of an entry: the request gets the headers which that entry keeps (see `secrets.ts`), and goes through the
   * companion where the host lets no browser in. The secret itself never stands in a locator.
   */
  | { readonly kind: 'url'; readonly url: string; readonly auth?: string }
  | { readonly kind: 'file'; readonly handle: FileSystemFileHandle }
  /** A file copied into the origin-private file system; `path` is relative to its root, `/`-separated. */
  | { readonly kind: 'stored'; readonly path: string }
  /** A dropped or picked file that has no handle and was not copied; lives as long as the page. */
  | { readonly kind: 'blob'; readonly blob: Blob }
  /** The source itself makes the picture: its provider's `open(key)` is called in the decode worker. */
  | { readonly kind: 'provider'; readonly sourceId: string; readonly key: string };

export interface PhotoRef {
  /** Stable across restarts; unique over all sources. By convention `<entryId>:<path or key>`. */
  readonly id: string;
  /** The kind of source: the folder name under `src/sources/`. */
  readonly sourceId: string;
  /** The configured source entry that listed it (one kind may be configured several times). */
  readonly entryId: string;
  readonly locator: PhotoLocator;
  /** Its own title, or the file name. */
  readonly title: string;
  /** Sort key for name order: the path within the source. */
  readonly name: string;
  /** Sort key for date order: taken if known, else modified. Milliseconds since 1970. */
  readonly dateMs?: number;
  readonly byteLength?: number;
  /** Changes when the file's content does (mtime, size, etag): part of every cache key. */
  readonly revision?: string;
  /** Opens faster than its siblings: preferred for the very first picture of a visit. */
  readonly quick?: boolean;
  /** Its source wants none whose longer side has fewer pixels; what turns out smaller is left out. */
  readonly leastPx?: number;
  readonly credit?: string;
  readonly place?: string;
  readonly link?: string;
}

/** From the network, so that it may be missing one day; false for what this device has itself, its own companion included. */
export function isRemote({ locator, sourceId }: Pick<PhotoRef, 'locator' | 'sourceId'>, baseUrl: string): boolean {
  if (locator.kind === 'provider') return sourceId === 'photoprism';
  if (locator.kind !== 'url' || !/^(?:https?:|\/)/.test(locator.url)) return false;
  return sourceId !== 'companion' || !/^https?:\/\/(?:localhost|127\.|\[::1\])/.test(baseUrl);
}

export type FitMode = 'fill' | 'fit' | 'shrink' | 'blur';

/** A colour in OKLCH: `l` 0–1, `c` 0–0.4, `h` degrees; `weight` is its share of the picture, 0–1. */
export interface PaletteColor {
  readonly l: number;
  readonly c: number;
  readonly h: number;
  readonly weight: number;
}

/** Mean relative luminance (0–255) and detail (standard deviation of luminance, 0–255) per cell, row-major from top left. */
export interface LuminanceGrid {
  readonly columns: number;
  readonly rows: number;
  readonly mean: Uint8Array;
  readonly detail: Uint8Array;
  /**
   * The darkest and the brightest there is in each cell but for one sample in two hundred, as the sRGB grey (0–255) of the
   * same WCAG relative luminance: what decides whether text can be read there.
   */
  readonly low?: Uint8Array;
  readonly high?: Uint8Array;
  /** Mean colour of quarter cells, RGB, `2 · columns` by `2 · rows`: the slide as seen through frosted glass. */
  readonly tone?: Uint8Array;
}

/** What the file says about itself; every field optional. */
export interface PhotoInfo {
  readonly takenMs?: number;
  readonly camera?: string;
  readonly lens?: string;
  /** Seconds. */
  readonly exposureSec?: number;
  readonly fNumber?: number;
  readonly iso?: number;
  readonly focalLengthMm?: number;
  readonly latitude?: number;
  readonly longitude?: number;
  readonly rating?: number;
}

/** The size a slide is composed for, in physical pixels. */
export interface SlideTarget {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly dpr: number;
  readonly fit: FitMode;
  readonly sharpen: boolean;
  /** Also deliver the pixels as bytes, for strip-wise texture upload. */
  readonly pixels: boolean;
}

/**
 * A finished slide. Whoever holds it owns `bitmap` and closes it exactly once.
 * `bitmap` is opaque, top row first, exactly the target's size, sRGB.
 */
export interface DecodedPhoto {
  readonly ref: PhotoRef;
  readonly bitmap: ImageBitmap;
  /** RGBA8, top row first, `bitmap.width * bitmap.height * 4` bytes; dropped by the stage after the upload. */
  pixels?: Uint8ClampedArray<ArrayBuffer> | undefined;
  /** The photo's own size after orientation, in pixels. */
  readonly sourceWidthPx: number;
  readonly sourceHeightPx: number;
  /** 0xRRGGBB. */
  readonly averageColor: number;
  /** Strongest first, at most 6. */
  readonly palette: readonly PaletteColor[];
  readonly luminance: LuminanceGrid;
  info: PhotoInfo;
  /** The file was not read in time: more is known soon, and `info` is set anew then (event `photo.info`). */
  infoFollows?: boolean;
  /** Time spent in the worker, milliseconds. */
  readonly decodeMs: number;
  readonly mediaType: string;
  /** Composed small so that it came soon; the full one follows by itself. */
  readonly draft?: boolean;
}

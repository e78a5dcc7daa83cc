/**
 * One photo in, one finished slide out. Decode worker only; owns every picture between opening and hand-over.
 *
 * Files are opened side by side, but decoded and composed one at a time: that bounds the memory to one photo, and
 * two at once would not be faster on the devices that matter. Every stage ends with a look at the abort signal, and
 * every picture that was opened is closed on every path (`stats().opened === stats().closed` when idle).
 */
import { AppError, aborted, throwIfAborted } from '../../shared/errors.ts';
import { isRemote, type DecodedPhoto, type PhotoInfo, type PhotoRef, type SlideTarget } from '../../shared/photo.ts';
import { analyse } from './analyse.ts';
import { compose, createSurface, type Surface } from './compose.ts';
import type { DecodeStats } from './contract.ts';
import type { Encoded } from './encoded.ts';
import { place, type WantedScale } from './geometry.ts';
import type { StartedInfo } from './info-loader.ts';
import { open, type OpenContext } from './open.ts';
import type { OpenedPhoto } from './open-kept.ts';
import type { Raster } from './raster.ts';
import { SlideCache, slideKey, type CachedSlide } from './slide-cache.ts';
import { Turns } from './turns.ts';

/** Reduced to less than this, a photo looks soft; above, sharpening only adds noise. */
const SHARPEN_BELOW = 0.5;
const MIN_EDGE_PX = 16;
const MAX_TARGET_EDGE_PX = 8192;
/** A native decode reports nothing while it runs; we vouch for it this long. */
const VOUCH_MS = 45_000;
const VOUCH_EVERY_MS = 1000;

export interface DecodeCall {
  readonly signal?: AbortSignal;
  progress(): void;
}

/** Without that code a photo stays as it is known. */
const nothing = (): void => undefined;
const NO_CALL: DecodeCall = { progress: () => undefined };

export interface Decoder {
  configure(options: { baseUrl: string; cacheBytes: number }): void;
  decode(ref: PhotoRef, target: SlideTarget, call?: DecodeCall): Promise<DecodedPhoto>;
  decodeExact(blob: Blob, widthPx: number, heightPx: number, call?: DecodeCall): Promise<ImageBitmap>;
  stats(): DecodeStats;
}

function checkTarget(widthPx: number, heightPx: number, leastPx: number): void {
  const edges = [widthPx, heightPx];
  if (edges.every((edge) => Number.isInteger(edge) && edge >= leastPx && edge <= MAX_TARGET_EDGE_PX)) return;
  throw new AppError('input.invalid', `A slide of ${widthPx} × ${heightPx} pixels cannot be made.`);
}

/** Keeps the caller's deadline away while a browser decoder works in silence. */
async function vouched<T>(work: Promise<T>, call: DecodeCall): Promise<T> {
  const until = performance.now() + VOUCH_MS;
  const timer = setInterval(() => {
    if (performance.now() < until) call.progress();
  }, VOUCH_EVERY_MS);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}

interface Opened extends Partial<Pick<OpenedPhoto, 'keep'>> {
  readonly encoded: Encoded | ImageBitmap;
}

/** What is known of a picture before it is drawn. */
interface Found {
  readonly raster: Raster;
  readonly mediaType: string;
  /** None for a picture that was painted. */
  readonly info?: StartedInfo;
}

class SlideDecoder implements Decoder {
  #baseUrl: string;
  #opened = 0;
  #closed = 0;
  #surface: Surface | undefined;
  readonly #cache = new SlideCache();
  readonly #turns = new Turns();

  constructor(baseUrl: string) {
    this.#baseUrl = baseUrl;
  }

  configure({ baseUrl, cacheBytes }: { baseUrl: string; cacheBytes: number }): void {
    this.#baseUrl = baseUrl;
    this.#cache.configure(cacheBytes);
  }

  stats(): DecodeStats {
    return { ...this.#cache.stats(), opened: this.#opened, closed: this.#closed };
  }

  async decode(ref: PhotoRef, target: SlideTarget, call: DecodeCall = NO_CALL): Promise<DecodedPhoto> {
    const startMs = performance.now();
    checkTarget(target.widthPx, target.heightPx, MIN_EDGE_PX);
    throwIfAborted(call.signal);
    const key = slideKey(ref, target);
    const cached = this.#cache.get(key);
    if (cached !== undefined) return await this.#fromCache(ref, cached, target, startMs);
    const { widthPx, heightPx } = target;
    const { signal, progress } = call;
    const opening = this.#open(ref, { baseUrl: this.#baseUrl, widthPx, heightPx, signal, progress });
    // Painting is as silent as a native decode; a download reports by itself.
    const { encoded: picture, keep } = await (ref.locator.kind === 'provider' ? vouched(opening, call) : opening);
    if (picture instanceof ImageBitmap) this.#opened += 1;
    const slide = await this.#turns.run(
      () => this.#make(picture, target, call),
      () => this.#discard(picture, call.signal),
    );
    const { bitmap, laterInfo, ...rest } = slide;
    if (laterInfo) import('./late-info.ts').then((it) => it.keep(ref.id, laterInfo, rest.info), nothing);
    keep?.((work) => this.#turns.run(work, () => undefined));
    // The copy for the cache is made only when there is room for it.
    if (this.#cache.accepts(rest.pixels.byteLength)) {
      const pixels = target.pixels ? rest.pixels.slice() : rest.pixels;
      this.#cache.set(key, { ...rest, pixels });
    }
    const { pixels, ...plain } = rest;
    return { ref, bitmap, ...plain, ...(target.pixels ? { pixels } : {}), decodeMs: performance.now() - startMs };
  }

  async decodeExact(blob: Blob, widthPx: number, heightPx: number, call: DecodeCall = NO_CALL): Promise<ImageBitmap> {
    checkTarget(widthPx, heightPx, 1);
    const scale: WantedScale = (w, h) => Math.max(widthPx / w, heightPx / h);
    throwIfAborted(call.signal);
    return await this.#turns.run(
      async () => {
        const { raster } = await this.#rasterOf(blob, scale, call);
        try {
          const surface = createSurface(widthPx, heightPx);
          const stretched = { ...raster, sourceWidthPx: widthPx, sourceHeightPx: heightPx };
          await compose(surface, stretched, { widthPx, heightPx, dpr: 1, fit: 'fit', sharpen: false, pixels: false });
          return surface.canvas.transferToImageBitmap();
        } finally {
          this.#close(raster);
        }
      },
      () => this.#discard(blob, call.signal),
    );
  }

  /** What comes from the network is kept for days without one. */
  async #open(ref: PhotoRef, context: OpenContext): Promise<Opened> {
    const { locator } = ref;
    if (!isRemote(ref, context.baseUrl)) return { encoded: await open(locator, context) };
    const { openKept } = await import('./open-kept.ts');
    return openKept(ref, context.signal ?? new AbortController().signal, async (signal, onByte) => {
      const progress = (): void => {
        onByte();
        context.progress();
      };
      const opened = await open(locator, { ...context, signal, progress });
      if (opened instanceof ImageBitmap) throw new TypeError('What comes from the network is a file, never a picture.');
      return opened;
    });
  }

  #close(raster: Raster): void {
    raster.image.close();
    this.#closed += 1;
  }

  /** Before a turn begins: true when the caller has gone, and then nothing stays open. */
  #discard(picture: Encoded | ImageBitmap, signal: AbortSignal | undefined): void {
    if (signal?.aborted !== true) return;
    if (picture instanceof ImageBitmap) {
      picture.close();
      this.#closed += 1;
    }
    throw aborted();
  }

  async #rasterOf(encoded: Encoded, wanted: WantedScale, call: DecodeCall): Promise<Found> {
    try {
      // A painted picture needs none of the file formats, so they come with the first file.
      const [{ decodeRaster, inspect }, { startInfo }] = await Promise.all([
        import('./raster.ts'),
        import('./info-loader.ts'),
      ]);
      const sniffed = await inspect(encoded);
      throwIfAborted(call.signal);
      const info = startInfo(encoded, sniffed.format);
      const raster = await vouched(decodeRaster(encoded, sniffed, wanted, call.signal), call);
      this.#opened += 1;
      return { raster, mediaType: sniffed.mediaType, info };
    } catch (error) {
      throw (await import('./problems.ts')).fromFileError(error);
    }
  }

  #painted(image: ImageBitmap): Found {
    const { width, height } = image;
    return {
      raster: {
        image,
        widthPx: width,
        heightPx: height,
        orientation: 1,
        sourceWidthPx: width,
        sourceHeightPx: height,
      },
      mediaType: 'image/x-painted',
    };
  }

  #surfaceFor({ widthPx, heightPx }: SlideTarget): Surface {
    const kept = this.#surface;
    if (kept !== undefined && kept.canvas.width === widthPx && kept.canvas.height === heightPx) return kept;
    // One canvas is reused: new ones per slide would wait for the garbage collector by the dozen.
    if (kept !== undefined) kept.canvas.width = 0;
    this.#surface = createSurface(widthPx, heightPx);
    return this.#surface;
  }

  async #make(
    picture: Encoded | ImageBitmap,
    target: SlideTarget,
    call: DecodeCall,
  ): Promise<CachedSlide & { readonly bitmap: ImageBitmap; readonly laterInfo: Promise<PhotoInfo> | undefined }> {
    const { widthPx, heightPx, fit } = target;
    const wanted: WantedScale = (w, h) => place(fit, w, h, widthPx, heightPx).scale;
    const { raster, mediaType, info } =
      picture instanceof ImageBitmap ? this.#painted(picture) : await this.#rasterOf(picture, wanted, call);
    let surface;
    let composed;
    try {
      throwIfAborted(call.signal);
      surface = this.#surfaceFor(target);
      composed = await compose(surface, raster, target);
    } finally {
      this.#close(raster);
    }
    call.progress();
    const { area, scale } = composed;
    if (target.sharpen && scale < SHARPEN_BELOW) {
      const { sharpen } = await import('./sharpen.ts');
      const part = surface.context.getImageData(area.x, area.y, area.w, area.h);
      sharpen(part.data, area.w, area.h);
      surface.context.putImageData(part, area.x, area.y);
    }
    const { data } = surface.context.getImageData(0, 0, widthPx, heightPx);
    const pixels = data as Uint8ClampedArray<ArrayBuffer>;
    const { sourceWidthPx, sourceHeightPx } = raster;
    const found = info ? await info.soon : {};
    const facts = {
      ...analyse(pixels, widthPx, heightPx, area),
      info: found ?? {},
      ...(found === null && { infoFollows: true }),
      sourceWidthPx,
      sourceHeightPx,
      mediaType,
    };
    // Last, because nothing may fail or wait between here and the caller.
    throwIfAborted(call.signal);
    return {
      ...facts,
      pixels,
      laterInfo: found ? undefined : info?.whole,
      bitmap: surface.canvas.transferToImageBitmap(),
    };
  }

  async #fromCache(
    ref: PhotoRef,
    { pixels, ...facts }: CachedSlide,
    target: SlideTarget,
    startMs: number,
  ): Promise<DecodedPhoto> {
    const image = new ImageData(pixels, target.widthPx, target.heightPx);
    const bitmap = await createImageBitmap(image);
    const copy = target.pixels ? { pixels: pixels.slice() } : {};
    return { ref, bitmap, ...facts, ...copy, decodeMs: performance.now() - startMs };
  }
}

/** One per worker. `baseUrl` resolves relative addresses until `configure` says otherwise. */
export function createDecoder(baseUrl: string): Decoder {
  return new SlideDecoder(baseUrl);
}

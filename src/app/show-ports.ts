/** The slideshow's view of the browser and of the workers' calls. */
import type { PhotoRef, DecodedPhoto, SlideTarget } from '../shared/photo.ts';
import type { CallOptions } from '../shared/worker-contract.ts';
import type { Recorder } from './metrics.ts';

export const browserClock = {
  monotonicMs: () => performance.now(),
  wallMs: () => Date.now(),
  setTimeout: (run: () => void, delayMs: number): unknown => setTimeout(run, delayMs),
  clearTimeout: (timer: unknown): void => clearTimeout(timer as number),
};

export const browserPage = {
  visible: () => document.visibilityState === 'visible',
  onVisibility(listener: () => void): () => void {
    document.addEventListener('visibilitychange', listener);
    return () => document.removeEventListener('visibilitychange', listener);
  },
};

type DecodeCall = (method: 'decode', args: [PhotoRef, SlideTarget], options: CallOptions) => Promise<DecodedPhoto>;

/** A painted first picture comes with about this many pixels, and sharp a moment later. */
const draftPixels = 250_000;

function draftOf(target: SlideTarget): SlideTarget {
  const scale = Math.sqrt(draftPixels / (target.widthPx * target.heightPx));
  return { ...target, widthPx: Math.ceil(target.widthPx * scale), heightPx: Math.ceil(target.heightPx * scale) };
}

/** Decoding, with the worker's time recorded. The very first picture may be a draft: the screen is empty until it comes. */
export function timedDecode(call: DecodeCall, decodeMs: Recorder) {
  let isFirst = true;
  return {
    async decode(ref: PhotoRef, target: SlideTarget, signal: AbortSignal): Promise<DecodedPhoto> {
      const isDraft = isFirst && ref.locator.kind === 'provider' && target.widthPx * target.heightPx > 4 * draftPixels;
      isFirst = false;
      if (isDraft) return { ...(await call('decode', [ref, draftOf(target)], { signal, key: ref.id })), draft: true };
      const photo = await call('decode', [ref, target], { signal, key: ref.id });
      decodeMs.add(photo.decodeMs);
      return photo;
    },
  };
}

/** Only the events of the feeds worker that name a changed entry; anything else it may say is ignored. */
export function onSourceChanged(
  onEvent: (listener: (event: unknown) => void) => () => void,
  listener: (entryId: string) => void,
): () => void {
  return onEvent((event) => {
    if (typeof event !== 'object' || event === null) return;
    const { type, entryId } = event as { type?: unknown; entryId?: unknown };
    if (type === 'source.changed' && typeof entryId === 'string') listener(entryId);
  });
}

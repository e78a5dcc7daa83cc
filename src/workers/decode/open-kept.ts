/**
 * Photos from the network: opened there, and kept at display size for days without one. Decode worker only. Where the network is known
 * to be gone, or says nothing for a moment, the kept one is taken; what the network gave is kept once it has proven to be a picture.
 */
import { AppError, isAbort, toErrorData } from '../../shared/errors.ts';
import { keepOwnCode } from '../../shared/offline-code.ts';
import { isKept, keepPhoto, readKept } from '../../shared/offline-photos.ts';
import { say } from '../../shared/offline-signals.ts';
import type { PhotoRef } from '../../shared/photo.ts';
import { blobOf, bytesOf, type Encoded } from './encoded.ts';

/** A file up to this size is kept as it is; a larger one is made smaller first. */
const plainBytes = 1_500_000;
/** What cannot be made smaller here (HEIC) is kept up to this size. */
const largestPlainBytes = 8_000_000;
const mostEdgePx = 2560;
/** After the slide is on its way: keeping is never urgent. */
const keepAfterMs = 1_500;
/** Without a byte for this long the kept one is shown: at first, when nothing is known of the network, and later. */
export const firstPatienceMs = 700;
export const patienceMs = 4_000;
/** After the network gave nothing, the kept ones come first for this long. */
export const silenceMs = 20_000;

export type FromNetwork = (signal: AbortSignal, onByte: () => void) => Promise<Encoded>;

export interface OpenedPhoto {
  readonly encoded: Encoded;
  /** Call when it was shown to be a picture; `inTurn` runs what needs much memory when nothing else does. */
  keep?(inTurn: (work: () => Promise<void>) => Promise<void>): void;
}

interface EntryState {
  hasAnswered: boolean;
  /** By the clock that nobody sets: one that is put right by a day must not make it a day of silence. */
  silentUntilMs: number;
}

const entries = new Map<string, EntryState>();

function stateOf({ entryId }: PhotoRef): EntryState {
  const known = entries.get(entryId) ?? { hasAnswered: false, silentUntilMs: 0 };
  entries.set(entryId, known);
  return known;
}

async function smaller(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const full = await createImageBitmap(blobOf(bytes));
  try {
    const scale = Math.min(1, mostEdgePx / Math.max(full.width, full.height));
    const canvas = new OffscreenCanvas(Math.round(full.width * scale), Math.round(full.height * scale));
    canvas.getContext('2d')?.drawImage(full, 0, 0, canvas.width, canvas.height);
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.87 });
    return new Uint8Array(await blob.arrayBuffer());
  } finally {
    full.close();
  }
}

async function displaySized(encoded: Encoded): Promise<Uint8Array<ArrayBuffer> | null> {
  const bytes = await bytesOf(encoded);
  if (bytes.byteLength <= plainBytes) return bytes;
  const made = await smaller(bytes).catch(() => null);
  return made ?? (bytes.byteLength <= largestPlainBytes ? bytes : null);
}

const keeping = new Set<string>();

async function keep(ref: PhotoRef, encoded: Encoded): Promise<void> {
  if (await isKept(ref)) return;
  const bytes = await displaySized(encoded);
  if (bytes && (await keepPhoto(ref, bytes))) await keepOwnCode();
}

/** What feeds do not say, the picture itself does. Throws `photo.unsupported`. */
async function checkSize({ leastPx = 0 }: PhotoRef, encoded: Encoded): Promise<void> {
  if (leastPx === 0) return;
  const { inspect } = await import('./raster.ts');
  const { header } = await inspect(encoded);
  const longestPx = header ? Math.max(header.widthPx, header.heightPx) : leastPx;
  if (longestPx >= leastPx) return;
  throw new AppError(
    'photo.unsupported',
    `This picture is ${longestPx} pixels long, and you asked for ${leastPx} or more. It is left out; ask for smaller ones to see it.`,
  );
}

function fresh(ref: PhotoRef, encoded: Encoded): OpenedPhoto {
  return {
    encoded,
    keep(inTurn) {
      if (keeping.has(ref.id)) return;
      keeping.add(ref.id);
      const work = (): Promise<void> =>
        keep(ref, encoded)
          .catch(() => undefined)
          .finally(() => keeping.delete(ref.id));
      setTimeout(() => void inTurn(work), keepAfterMs);
    },
  };
}

/** The host gave no photo, whoever's fault it is; what it said about one photo alone is another matter. */
function isSilence(error: unknown): boolean {
  const { kind, retryable, detail = '' } = toErrorData(error);
  if (kind === 'photo.network') return true;
  return kind === 'photo.blocked' && retryable && !detail.includes('HTTP');
}

function heard(ref: PhotoRef): void {
  const state = stateOf(ref);
  const isNews = !state.hasAnswered || state.silentUntilMs > 0;
  state.hasAnswered = true;
  state.silentUntilMs = 0;
  if (isNews) say({ type: 'answered', entryId: ref.entryId });
}

function unheard(ref: PhotoRef): void {
  stateOf(ref).silentUntilMs = performance.now() + silenceMs;
  say({ type: 'silent', entryId: ref.entryId });
}

const asKept = async (ref: PhotoRef): Promise<OpenedPhoto | null> => {
  const encoded = await readKept(ref.id);
  return encoded && { encoded };
};

/** The kept photo, when the network has not sent a byte by then; null when it has, or nothing is kept. */
function insteadOf(
  ref: PhotoRef,
  isQuiet: () => boolean,
  afterMs: number,
): { photo: Promise<OpenedPhoto | null>; stop(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const photo = new Promise<OpenedPhoto | null>((resolve) => {
    timer = setTimeout(() => {
      if (!isQuiet()) resolve(null);
      else asKept(ref).then(resolve, () => resolve(null));
    }, afterMs);
  });
  return { photo, stop: () => clearTimeout(timer) };
}

async function hedged(ref: PhotoRef, signal: AbortSignal, fromNetwork: FromNetwork): Promise<OpenedPhoto> {
  let isQuiet = true;
  const giveUp = new AbortController();
  const onAbort = (): void => giveUp.abort();
  signal.addEventListener('abort', onAbort);
  if (signal.aborted) onAbort();
  const network = fromNetwork(giveUp.signal, () => (isQuiet = false)).then(async (encoded) => {
    heard(ref);
    await checkSize(ref, encoded);
    return fresh(ref, encoded);
  });
  const stand = insteadOf(ref, () => isQuiet, stateOf(ref).hasAnswered ? patienceMs : firstPatienceMs);
  try {
    const first = await Promise.race([network, stand.photo]);
    if (!first) return await network;
    if (!first.keep) {
      network.catch(() => undefined);
      giveUp.abort();
      unheard(ref);
    }
    return first;
  } finally {
    stand.stop();
    signal.removeEventListener('abort', onAbort);
  }
}

/** `fromNetwork` throws `photo.*` or `aborted`; its error is the one thrown when nothing is kept either. */
export async function openKept(ref: PhotoRef, signal: AbortSignal, fromNetwork: FromNetwork): Promise<OpenedPhoto> {
  const isGone = globalThis.navigator?.onLine === false || stateOf(ref).silentUntilMs > performance.now();
  const early = isGone ? await asKept(ref) : null;
  if (early) return early;
  try {
    return await hedged(ref, signal, fromNetwork);
  } catch (error) {
    if (isAbort(error) || signal.aborted) throw error;
    if (isSilence(error)) unheard(ref);
    // Too small stays too small.
    const kept = isGone || toErrorData(error).kind === 'photo.unsupported' ? null : await asKept(ref);
    if (kept) return kept;
    throw error;
  }
}

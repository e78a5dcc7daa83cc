/**
 * Feeds worker: "Check connection". Makes the very calls the show will make, lists and opens a photo by the same code, and says in
 * words how far it came. Keeps nothing: a secret is lent to this thread for as long as the check takes.
 */
import '../../shared/plurals.ts';
import { AppError, isAbort, toErrorData } from '../../shared/errors.ts';
import { say, sentence, wordsOf } from '../../shared/i18n.ts';
import type { PhotoRef } from '../../shared/photo.ts';
import { lendSecret, type EntrySecret } from '../../shared/secrets.ts';
import type { CheckReport, CheckStep, SourceEntry, SourceProvider } from '../../shared/source.ts';
import { openUrl } from '../decode/open-url.ts';
import { sniff } from '../decode/sniff.ts';
import type { Listing } from './listing.ts';

/** Below the contract's deadline, so that our sentence is the one. */
const listMs = 30_000;
const photoMs = 14_000;
/** One damaged photo is no broken connection. */
const photosTried = 3;

export interface CheckParts {
  readonly entry: SourceEntry;
  readonly secret: EntrySecret | null;
  readonly baseUrl: string;
  begin(): Promise<Listing>;
  /** For sources that open their photos themselves. */
  readonly open?: SourceProvider['open'] | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** With what its sentence is made of, for the page. */
function step(ok: boolean, text: string): CheckStep {
  const words = wordsOf(text);
  return { ok, sentence: text, ...(words ? { words } : {}) };
}

const sentenceOf = (error: unknown): string => toErrorData(error).message;

/** A signal that ends with the caller's or after `ms`. */
function within(ms: number, signal: AbortSignal | undefined): { readonly signal: AbortSignal; end(): void } {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  const timer = setTimeout(stop, ms);
  signal?.addEventListener('abort', stop);
  if (signal?.aborted) stop();
  return {
    signal: controller.signal,
    end() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
    },
  };
}

async function firstPhotos({ begin, signal }: CheckParts): Promise<{ refs: readonly PhotoRef[]; isAll: boolean }> {
  const time = within(listMs, signal);
  let listing: Listing | null = null;
  try {
    listing = await begin();
    const { refs, isLast } = await listing.nextPage(time.signal);
    return { refs, isAll: isLast };
  } catch (error) {
    if (isAbort(error) && signal?.aborted !== true) {
      throw new AppError('source.unreachable', 'The list of photos did not come in time. Try again in a moment.');
    }
    throw error;
  } finally {
    time.end();
    listing?.stop();
  }
}

function sizeInWords(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

async function bytesOf(
  { locator }: PhotoRef,
  { baseUrl, open }: CheckParts,
  signal: AbortSignal,
): Promise<Uint8Array | null> {
  if (locator.kind === 'url') return openUrl(locator.url, baseUrl, signal, () => undefined, locator.auth);
  if (locator.kind !== 'provider' || !open) return null;
  const made = await open(locator.key, { widthPx: 640, heightPx: 360 }, signal);
  if (made instanceof Blob) return new Uint8Array(await made.arrayBuffer());
  made.close();
  return null;
}

async function openPhoto(ref: PhotoRef, parts: CheckParts): Promise<CheckStep> {
  const { title } = ref;
  const { signal } = parts;
  const time = within(photoMs, signal);
  try {
    const bytes = await bytesOf(ref, parts, time.signal);
    if (!bytes) return step(true, say`The first photo is “${title}”.`);
    const found = sniff(bytes);
    if (found.kind === 'image' || found.kind === 'unsupported') {
      return step(true, say`A photo opens: “${title}”, ${sizeInWords(bytes.byteLength)}.`);
    }
    return step(false, say`Photos are listed, but what comes for “${title}” is not a picture.`);
  } catch (error) {
    if (signal?.aborted) throw error;
    const why = isAbort(error) ? 'It did not come in time. Try again in a moment.' : sentenceOf(error);
    return { ok: false, sentence: say`Photos are listed, but “${title}” does not open. ${why}` };
  } finally {
    time.end();
  }
}

async function firstThatOpens(refs: readonly PhotoRef[], parts: CheckParts): Promise<CheckStep | null> {
  let last: CheckStep | null = null;
  for (const ref of refs.slice(0, photosTried)) {
    last = await openPhoto(ref, parts);
    if (last.ok) return last;
  }
  return last;
}

/** Throws only `aborted`. */
export async function checkConnection(parts: CheckParts): Promise<CheckReport> {
  const takeBack = parts.secret === null ? () => undefined : lendSecret(parts.entry.id, parts.secret);
  try {
    const { refs, isAll } = await firstPhotos(parts);
    if (refs.length === 0) {
      const nothing = 'The service answers, but there are no photos in what you chose. Choose another folder or album.';
      return { ok: false, steps: [step(false, nothing)] };
    }
    const count = refs.length;
    const listed = step(
      true,
      isAll
        ? sentence('The service answers and lists {count, plural, one {# photo} other {# photos}}.', { count })
        : say`The service answers and lists ${count} or more photos.`,
    );
    const opened = await firstThatOpens(refs, parts);
    return { ok: opened?.ok ?? true, steps: opened ? [listed, opened] : [listed] };
  } catch (error) {
    if (parts.signal?.aborted) throw new AppError('aborted', 'Stopped.', { retryable: true, cause: error });
    return { ok: false, steps: [step(false, sentenceOf(error))] };
  } finally {
    takeBack();
  }
}

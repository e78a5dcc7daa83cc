/**
 * One address for a widget: directly, or through the companion where the host lets no browser in. Counted and in time. Worker
 * threads only; it is here because every provider takes this way.
 */
import { AppError } from './errors.ts';
import { sentence } from './i18n.ts';
import { readCounted } from './read-counted.ts';
import type { WidgetAsk } from './widget-provider.ts';

const timeoutMs = 15_000;

export interface WidgetFetch {
  readonly maxBytes: number;
  /** Said when it is more than that. */
  readonly tooLarge: string;
  readonly accept?: string;
}

export interface Fetched {
  readonly bytes: Uint8Array;
  /** Where they came from in the end. */
  readonly url: string;
  readonly contentType: string | null;
}

/** A web address as people write it; `webcal:` is the web by another name. Throws `source.invalid` with `sentence`. */
export function webAddressOf(text: unknown, sentence: string): URL {
  const typed = typeof text === 'string' ? text.trim().replace(/^(?:webcals?|feed):\/\//i, 'https://') : '';
  try {
    const url = new URL(/^[a-z][a-z\d+.-]*:/i.test(typed) ? typed : `https://${typed}`);
    if (/^https?:$/.test(url.protocol) && url.host !== '') return url;
  } catch {
    // Said below.
  }
  throw new AppError('source.invalid', sentence);
}

/** Null when nothing came back. */
async function attempt(address: URL, headers: Record<string, string>, signal: AbortSignal): Promise<Response | null> {
  try {
    const options = { credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-cache' } as const;
    return await fetch(address, { ...options, headers, signal });
  } catch {
    return null;
  }
}

function refused(host: string, status: number): AppError {
  const isGone = status === 404 || status === 410;
  const message = isGone
    ? sentence('“{host}” has nothing at this address. Check the address in the settings.', { host })
    : status === 401 || status === 403
      ? sentence('“{host}” lets nobody in without a sign-in. Use an address that is meant to be shared.', { host })
      : sentence('“{host}” answered with an error ({status}). It is asked again later.', { host, status });
  return new AppError('source.unreachable', message, { retryable: !isGone, detail: `HTTP ${status}` });
}

/** The companion's own no, which is JSON with a kind; everything else comes from somebody else. */
async function unreachable(host: string, relayed: Response | null): Promise<AppError> {
  const value: unknown = await relayed?.json().catch(() => null);
  const { error } = (value ?? {}) as { error?: { kind?: unknown; message?: unknown } };
  const isOwn = typeof error?.kind === 'string' && typeof error.message === 'string';
  const message = isOwn
    ? String(error.message).slice(0, 400)
    : sentence('“{host}” lets no browser in, or cannot be reached. Start the companion: it asks for you.', { host });
  return new AppError('source.unreachable', message, {
    retryable: true,
    detail: relayed ? `companion: HTTP ${relayed.status}` : 'no answer',
  });
}

/** Throws `source.unreachable`, `feed.too-large` with a sentence for a person; `aborted`. */
export async function fetchForWidget(address: URL, ask: WidgetAsk, options: WidgetFetch): Promise<Fetched> {
  const signal = AbortSignal.any([ask.signal, AbortSignal.timeout(timeoutMs)]);
  const toFetched = async (response: Response, url: string): Promise<Fetched> => ({
    bytes: await readCounted(response, {
      maxBytes: options.maxBytes,
      tooLarge: () => new AppError('feed.too-large', options.tooLarge),
    }),
    url,
    contentType: response.headers.get('content-type'),
  });
  const direct = await attempt(address, options.accept === undefined ? {} : { accept: options.accept }, signal);
  if (direct?.ok) return toFetched(direct, direct.url || address.href);
  const proxy = new URL('/proxy/feed', ask.baseUrl);
  proxy.searchParams.set('url', address.href);
  const relayed = await attempt(proxy, {}, signal);
  const url = relayed?.headers.get('x-proxy-url');
  if (relayed?.ok && url) return toFetched(relayed, url);
  if (ask.signal.aborted) throw new AppError('aborted', 'Stopped.', { retryable: true });
  if (direct) throw refused(address.host, direct.status);
  throw await unreachable(address.host, relayed);
}

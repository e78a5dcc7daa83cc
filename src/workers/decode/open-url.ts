/** Fetches one picture: counted while it streams, given up when it stalls, and with a sentence for every failure. */
import { AppError, toErrorData, aborted } from '../../shared/errors.ts';
import { say } from '../../shared/i18n.ts';
import { hostInWords } from '../../shared/known-hosts.ts';
import { readCounted } from '../../shared/read-counted.ts';
import { fileTooLarge, MAX_FILE_BYTES } from './limits.ts';
import { gone } from './problems.ts';

/** No byte for this long: the server is not going to finish. Below the call's deadline, so that our sentence is the one. */
const STALL_MS = 12_000;

function parseAddress(url: string, baseUrl: string): URL {
  let address: URL;
  try {
    address = new URL(url, baseUrl);
  } catch {
    throw new AppError('photo.not-found', 'This is not a complete web address. Check it for typing errors.');
  }
  if (!['http:', 'https:', 'blob:'].includes(address.protocol)) {
    throw new AppError(
      'photo.blocked',
      say`Addresses that begin with "${address.protocol}" are not opened here. Use one that begins with https.`,
    );
  }
  return address;
}

/**
 * The browser does not tell why a cross-origin request failed, and cross-origin isolation rules out the usual probe
 * without CORS; so the sentence names both reasons, and the photo may be tried again.
 */
function whyUnreachable(address: URL, baseUrl: string): AppError {
  if (address.origin === new URL(baseUrl).origin || !navigator.onLine) {
    return new AppError(
      'photo.network',
      say`${address.host || 'The server'} cannot be reached just now. Check the connection; it is tried again later.`,
      { retryable: true },
    );
  }
  return new AppError(
    'photo.blocked',
    say`${hostInWords(address.host)} does not allow browsers to read its pictures directly, or cannot be reached. Start the companion, which fetches them for you, or use another source.`,
    { retryable: true },
  );
}

function badStatus(status: number, host: string): AppError {
  if (status === 404 || status === 410) return gone();
  if (status === 401 || status === 403) {
    return new AppError('photo.blocked', say`${host} does not give out this picture without signing in.`, {
      detail: `HTTP ${status}`,
    });
  }
  return new AppError('photo.network', say`${host} answered with an error (${status}). It is tried again later.`, {
    retryable: status === 429 || status >= 500,
    detail: `HTTP ${status}`,
  });
}

/** The companion fetches for us: what failed is the photo's own host, and the companion says how. */
async function throughCompanion(response: Response, photoHost: string): Promise<AppError> {
  const value: unknown = await response.json().catch(() => null);
  const { error } = (value ?? {}) as { error?: { kind?: unknown; message?: unknown } };
  if (typeof error?.kind !== 'string' || !error.kind.startsWith('proxy-') || typeof error.message !== 'string') {
    return badStatus(response.status, photoHost);
  }
  const { kind, message } = error;
  const detail = `${kind}, HTTP ${response.status}`;
  if (kind === 'proxy-answer' && (response.status === 404 || response.status === 410)) return gone();
  if (kind === 'proxy-type') return new AppError('photo.not-an-image', message, { detail });
  if (kind === 'proxy-large') return new AppError('photo.too-large', message, { detail });
  if (/^proxy-(?:private|off|token|foreign|address)$/.test(kind)) {
    return new AppError('photo.blocked', message, { retryable: true, detail });
  }
  return new AppError('photo.network', message, { retryable: true, detail });
}

/** The host that a picture comes from, also when the companion fetches it; null: it is no address of the proxy. */
function proxiedHost(address: URL, baseUrl: string): string | null {
  if (address.pathname !== '/proxy/image' || address.origin !== new URL(baseUrl).origin) return null;
  try {
    return new URL(address.searchParams.get('url') ?? '').host;
  } catch {
    return null;
  }
}

async function refused(response: Response, address: URL, baseUrl: string): Promise<AppError> {
  const photoHost = proxiedHost(address, baseUrl);
  if (photoHost !== null) return throughCompanion(response, photoHost);
  void response.body?.cancel().catch(() => undefined);
  return badStatus(response.status, address.host);
}

/** The same way as the entry's listing: with its headers, and through the companion where needed. */
async function fetchForEntry(url: string, entryId: string, baseUrl: string, signal: AbortSignal): Promise<Response> {
  const { askService } = await import('../../shared/service-request.ts');
  try {
    const response = await askService(url, { expect: 'picture' }, { entryId, baseUrl, signal });
    if (response.type !== 'opaqueredirect') return response;
  } catch (error) {
    const { kind, message, retryable, detail } = toErrorData(error);
    if (!kind.startsWith('source.')) throw error;
    throw new AppError(kind === 'source.unreachable' ? 'photo.network' : 'photo.blocked', message, {
      retryable,
      ...(detail === undefined ? {} : { detail }),
    });
  }
  throw new AppError(
    'photo.blocked',
    say`${new URL(url).host} sends on to another address. Use the address it sends to.`,
  );
}

/** Throws `photo.not-found`, `photo.blocked`, `photo.network`, `photo.too-large`, `aborted`. */
export async function openUrl(
  url: string,
  baseUrl: string,
  signal: AbortSignal | undefined,
  progress: () => void,
  auth?: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const address = parseAddress(url, baseUrl);
  const stall = new AbortController();
  let timer = setTimeout(() => stall.abort(), STALL_MS);
  const beat = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => stall.abort(), STALL_MS);
    progress();
  };
  try {
    const combined = signal === undefined ? stall.signal : AbortSignal.any([signal, stall.signal]);
    const response =
      auth === undefined
        ? await fetch(address, { signal: combined, referrerPolicy: 'no-referrer' })
        : await fetchForEntry(address.href, auth, baseUrl, combined);
    if (!response.ok) throw await refused(response, address, baseUrl);
    beat();
    return await readCounted(response, { maxBytes: MAX_FILE_BYTES, tooLarge: fileTooLarge, onPart: beat });
  } catch (error) {
    if (signal?.aborted === true) throw aborted();
    if (error instanceof AppError && error.kind !== 'aborted') throw error;
    if (stall.signal.aborted) {
      const host = proxiedHost(address, baseUrl) ?? address.host;
      throw new AppError('photo.network', say`${host} stopped answering. It is tried again later.`, {
        retryable: true,
      });
    }
    throw whyUnreachable(address, baseUrl);
  } finally {
    clearTimeout(timer);
  }
}

/** Fetches one picture: counted while it streams, given up when it stalls, and with a sentence for every failure. */
import { AppError } from '../../shared/errors.ts';
import { fileTooLarge, MAX_FILE_BYTES } from './limits.ts';
import { aborted, gone } from './problems.ts';

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
      `Addresses that begin with "${address.protocol}" are not opened here. Use one that begins with https.`,
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
      `${address.host || 'The server'} cannot be reached just now. Check the connection; it is tried again later.`,
      { retryable: true },
    );
  }
  return new AppError(
    'photo.blocked',
    `${address.host} does not allow other sites to show its pictures, or cannot be reached. Download the picture instead, or check the address.`,
    { retryable: true },
  );
}

function badStatus(status: number, host: string): AppError {
  if (status === 404 || status === 410) return gone();
  if (status === 401 || status === 403) {
    return new AppError('photo.blocked', `${host} does not give out this picture without signing in.`, {
      detail: `HTTP ${status}`,
    });
  }
  return new AppError('photo.network', `${host} answered with an error (${status}). It is tried again later.`, {
    retryable: status === 429 || status >= 500,
    detail: `HTTP ${status}`,
  });
}

async function readCounted(response: Response, onBytes: () => void): Promise<Uint8Array<ArrayBuffer>> {
  const declared = Number(response.headers.get('content-length'));
  if (declared > MAX_FILE_BYTES) throw fileTooLarge(declared);
  const reader = response.body?.getReader();
  if (reader === undefined) return new Uint8Array(await response.arrayBuffer());
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let total = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      total += value.byteLength;
      if (total > MAX_FILE_BYTES) throw fileTooLarge(total);
      parts.push(value);
      onBytes();
    }
  } catch (error) {
    // Without this the rest of a refused answer keeps streaming.
    void reader.cancel().catch(() => undefined);
    throw error;
  }
  const bytes = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  return bytes;
}

/** Throws `photo.not-found`, `photo.blocked`, `photo.network`, `photo.too-large`, `aborted`. */
export async function openUrl(
  url: string,
  baseUrl: string,
  signal: AbortSignal | undefined,
  progress: () => void,
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
    const response = await fetch(address, { signal: combined, referrerPolicy: 'no-referrer' });
    if (!response.ok) {
      void response.body?.cancel().catch(() => undefined);
      throw badStatus(response.status, address.host);
    }
    beat();
    return await readCounted(response, beat);
  } catch (error) {
    if (signal?.aborted === true) throw aborted();
    if (error instanceof AppError) throw error;
    if (stall.signal.aborted) {
      throw new AppError('photo.network', `${address.host} stopped answering. It is tried again later.`, {
        retryable: true,
      });
    }
    throw whyUnreachable(address, baseUrl);
  } finally {
    clearTimeout(timer);
  }
}

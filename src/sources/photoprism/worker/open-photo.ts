/**
 * Opens a photo of PhotoPrism. Its pictures lie behind a token that belongs to the session and stands in the address; so a reference says
 * only which picture of which entry, and the token is asked for here, once per thread and entry. Worker only.
 */
import { AppError, isAbort, toErrorData } from '../../../shared/errors.ts';
import { say } from '../../../shared/i18n.ts';
import { isRecord, textAt } from '../../../shared/service-fields.ts';
import { readJson } from '../../../shared/service-read.ts';
import { askService, type ServiceEnvironment } from '../../../shared/service-request.ts';
import { refusal, type ServiceNames } from '../../../shared/service-words.ts';

export const prism: ServiceNames = { service: 'PhotoPrism', key: 'app password' };

export interface PhotoKey {
  readonly entryId: string;
  readonly address: string;
  readonly hash: string;
}

/** Widths that PhotoPrism prepares. */
const sizes = [720, 1280, 1920, 2048, 2560, 3840, 4096, 7680];
const maxBytes = 100 * 1024 * 1024;
const tokens = new Map<string, string>();

export const writeKey = ({ entryId, address, hash }: PhotoKey): string => JSON.stringify([entryId, address, hash]);

export function readKey(key: string): PhotoKey | null {
  try {
    const value: unknown = JSON.parse(key);
    if (!Array.isArray(value) || value.length !== 3) return null;
    const [entryId, address, hash] = value as unknown[];
    if (typeof entryId !== 'string' || typeof address !== 'string' || typeof hash !== 'string') return null;
    return /^https?:\/\//.test(address) && /^[\da-f]{8,80}$/i.test(hash) ? { entryId, address, hash } : null;
  } catch {
    return null;
  }
}

const isToken = (given: string): boolean => /^[\w-]{1,80}$/.test(given);

/** With the settings, the session or every search (in a header): versions differ in where they give it to an app password. */
const tokenPaths = ['config', 'session', 'photos?count=1'];

async function askToken({ address, entryId }: PhotoKey, environment: ServiceEnvironment): Promise<string> {
  let token = 'public';
  for (const [index, path] of tokenPaths.entries()) {
    try {
      const { value, headers } = await readJson(`${address}/api/v1/${path}`, {}, prism, environment);
      const inside = isRecord(value) ? textAt(value, 'previewToken') || textAt(value, 'config', 'previewToken') : '';
      const found = [inside, headers.get('x-preview-token') ?? ''].find(isToken);
      if (found === undefined) continue;
      token = found;
      break;
    } catch (error) {
      // Only the first answers in every version.
      if (index === 0 || isAbort(error)) throw error;
    }
  }
  tokens.set(entryId, token);
  return token;
}

async function ask(
  photo: PhotoKey,
  widthPx: number,
  token: string,
  environment: ServiceEnvironment,
): Promise<Response> {
  const size = sizes.find((one) => one >= widthPx) ?? 4096;
  const url = `${photo.address}/api/v1/t/${photo.hash}/${token}/fit_${size}`;
  const response = await askService(url, { expect: 'picture' }, environment);
  if (!response.ok) void response.body?.cancel().catch(() => undefined);
  return response;
}

/** Throws `photo.*`, `aborted`. */
export async function openPhoto(key: string, longestPx: number, signal: AbortSignal): Promise<Blob> {
  const photo = readKey(key);
  if (!photo)
    throw new AppError('photo.not-found', 'This photo is not known any more. It comes back when it is listed again.');
  const { entryId, address } = photo;
  const environment = { entryId, baseUrl: globalThis.location?.origin ?? '', signal };
  try {
    const known = tokens.get(entryId);
    let response = known === undefined ? null : await ask(photo, longestPx, known, environment);
    // Tokens change with the session; one fresh one is worth a try.
    if (!response?.ok) response = await ask(photo, longestPx, await askToken(photo, environment), environment);
    if (!response.ok) throw refusal(response.status || 302, address, prism);
    if (Number(response.headers.get('content-length')) > maxBytes) {
      throw new AppError('photo.too-large', 'This photo is too large to show. A smaller version of it will do.');
    }
    return await response.blob();
  } catch (error) {
    if (signal.aborted || isAbort(error)) throw new AppError('aborted', 'Stopped.', { retryable: true, cause: error });
    const { kind, message, retryable } = toErrorData(error);
    if (kind.startsWith('photo.')) throw error;
    const host = new URL(address).host;
    const words =
      kind === 'unknown' ? say`“${host}” stopped in the middle of a photo. It is tried again later.` : message;
    throw new AppError('photo.network', words, { retryable: retryable || kind === 'unknown', cause: error });
  }
}

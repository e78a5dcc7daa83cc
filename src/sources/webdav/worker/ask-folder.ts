/** Asks a WebDAV server for what is in one folder. Worker only. */
import { AppError } from '../../../shared/errors.ts';
import { readService } from '../../../shared/service-read.ts';
import type { ServiceEnvironment } from '../../../shared/service-request.ts';
import { changed, type ServiceNames } from '../../../shared/service-words.ts';
import { type DavEntry, readMultistatus } from './multistatus.ts';

export const dav: ServiceNames = { service: 'WebDAV', key: 'user name or password' };

const question =
  '<?xml version="1.0" encoding="utf-8"?><d:propfind xmlns:d="DAV:"><d:prop><d:resourcetype/><d:getcontentlength/>' +
  '<d:getcontenttype/><d:getlastmodified/><d:getetag/></d:prop></d:propfind>';

/** Throws `source.*`, `aborted`. `folder` is an address; a final slash spares a redirect. */
export async function askFolder(folder: string, environment: ServiceEnvironment): Promise<DavEntry[]> {
  const url = folder.endsWith('/') ? folder : `${folder}/`;
  const { text } = await readService(
    url,
    {
      method: 'PROPFIND',
      headers: { depth: '1', 'content-type': 'application/xml; charset=utf-8' },
      body: question,
    },
    dav,
    environment,
  );
  const entries = readMultistatus(text);
  if (!entries) throw changed(url, dav, 'no multistatus');
  return entries;
}

/** Not WebDAV at this address, though perhaps elsewhere on the host. */
const isNoDav = (error: unknown): boolean =>
  error instanceof AppError &&
  (error.detail === 'no multistatus' || /^HTTP (?:30\d|40[0345]|501)$/.test(error.detail ?? ''));

const encodePath = (path: string): string =>
  path
    .split('/')
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .map(encodeURIComponent)
    .join('/');

/**
 * The root folder's address and what is in it. A Nextcloud or ownCloud keeps its files below an address of their own; people paste that
 * of its page, so that is tried where the first is no WebDAV.
 */
export async function findRoot(
  { address, user, folder }: { readonly address: string; readonly user: string; readonly folder: string },
  environment: ServiceEnvironment,
): Promise<{ readonly root: string; readonly entries: readonly DavEntry[] }> {
  const below = (base: string): string =>
    [base.replace(/\/+$/, ''), encodePath(folder), ''].join('/').replace(/([^:])\/+$/, '$1/');
  const first = below(address);
  try {
    return { root: first, entries: await askFolder(first, environment) };
  } catch (error) {
    if (!isNoDav(error) || user === '' || address.includes('/remote.php')) throw error;
    // People sign in with their mail address too, by which the cloud calls no folder: the older address is everybody's own.
    const others = [`dav/files/${encodeURIComponent(user)}`, 'webdav'].map((path) =>
      below(`${address}/remote.php/${path}`),
    );
    let told: unknown = error;
    for (const root of others) {
      try {
        return { root, entries: await askFolder(root, environment) };
      } catch (also) {
        // A wrong password is told by the cloud; otherwise what was typed is what is wrong.
        if (also instanceof AppError && also.detail?.startsWith('HTTP 4')) told = also;
        if (!(also instanceof AppError && /^HTTP 40[34]$/.test(also.detail ?? ''))) break;
      }
    }
    throw told;
  }
}

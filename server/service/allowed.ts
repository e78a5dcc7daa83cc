/** Which address a request may go to: below one that was named on the command line, and nowhere else. */
import { HttpError } from '../errors.ts';

const maxChars = 8192;

const isBelow = (url: URL, root: URL): boolean => {
  const path = root.pathname.replace(/\/+$/, '');
  return url.origin === root.origin && (url.pathname === path || url.pathname.startsWith(`${path}/`));
};

/** Dots that the service might unpack once more lead out of the allowed path. */
const hidesDots = (path: string): boolean => /%(?:25)*2e|%(?:25)*5c/i.test(path);

/** Throws `service-address`, `service-unlisted`. */
export function findService(text: string | null, roots: readonly URL[]): URL {
  let url: URL | null = null;
  try {
    url = text === null || text.length > maxChars ? null : new URL(text);
  } catch {
    // Said below.
  }
  if (!url || !/^https?:$/.test(url.protocol) || url.username + url.password !== '' || hidesDots(url.pathname)) {
    throw new HttpError(400, 'service-address', 'This is not the address of a service. It must begin with https://.');
  }
  url.hash = '';
  const found = url;
  if (roots.some((root) => isBelow(found, root))) return found;
  throw new HttpError(
    403,
    'service-unlisted',
    `The companion passes nothing on to “${url.host}”. Start it with --service ${url.origin} to permit it.`,
  );
}

/**
 * One name for all the addresses of one picture: with and without what counts visitors, as http and https, in whatever size a service makes
 * of it. For telling that two feeds show the same, never for loading anything. Pure, total; any thread.
 */

/** Says who led here or defeats caches, never which picture is meant. */
const idle =
  /^(?:utm_\w+|[fgdy]clid|msclkid|mc_[ce]id|igshid?|ref|ref_src|referrer|source|cb|cachebuster|_|v|ver|ts|itok|timestamp)$/i;
/** How large and in what form; only where the path names a file. */
const form =
  /^(?:w|h|wid|hei|width|height|size|resize|maxwidth|maxheight|max|fit|crop|rect|q|quality|qlt|fm|format|auto|dpr|strip|ssl|zoom|type|name|s|imwidth|impolicy)$/i;
const file = /\.(?:jpe?g|jfif|png|gif|webp|avif|heic|heif|tiff?|bmp)$/i;

interface Service {
  readonly host: RegExp;
  /** The picture's own name; null: none found, the general rules hold. */
  name(path: string, host: string): string | null;
}

/** As these services document or show in their own pages how sizes are addressed. */
const services: readonly Service[] = [
  {
    host: /(^|\.)staticflickr\.com$/,
    name: (path) => /\/(\d{5,})_[\da-f]+(?:_[a-z\d]+)?\.\w+$/.exec(path)?.[1] ?? null,
  },
  { host: /^(?:i|preview)\.redd\.it$/, name: (path) => path.replace(/^\/(?:.*-)?([\da-z]+\.\w+)$/i, '/$1') },
  { host: /^images\.unsplash\.com$|^images\.pexels\.com$/, name: (path) => path },
  {
    host: /(^|\.)wikimedia\.org$/,
    name: (path) => path.replace(/\/thumb\/(.+)\/[^/]*px-[^/]*$/, '/$1'),
  },
  {
    host: /(^|\.)(?:bp\.blogspot\.com|googleusercontent\.com)$/,
    name: (path) => path.replace(/=[swh]\d+[\w-]*$/, '').replace(/\/(?:[swh]\d+(?:-[\w-]+)*)\/([^/]+)$/, '/$1'),
  },
  {
    host: /(^|\.)media\.tumblr\.com$/,
    name: (path) => path.replace(/\/s\d+x\d+(?:_\w+)?\//, '/').replace(/_\d{3,4}(\.\w+)$/, '$1'),
  },
];

/** WordPress’s own copies in other sizes. */
const unsized = (path: string): string => path.replace(/-(?:\d{2,4}x\d{2,4}|scaled)(\.\w+)$/, '$1');

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** WordPress’s image server stands in front of any host. */
function unwrapped(url: URL): URL {
  const inner = /^i\d\.wp\.com$/.test(url.hostname) ? /^\/([\w.-]+\.[a-z]{2,})\/(.+)$/i.exec(url.pathname) : null;
  return inner ? new URL(`https://${inner[1]}/${inner[2]}`) : url;
}

/** What is no address comes back as it is. */
export function normalAddress(address: string): string {
  let url: URL;
  try {
    url = unwrapped(new URL(address));
  } catch {
    return address;
  }
  const host = url.hostname.replace(/^www\./, '');
  const service = services.find((one) => one.host.test(host));
  const path = decoded(url.pathname)
    .replace(/\/{2,}/g, '/')
    .replace(/(?<=.)\/$/, '');
  const named = service?.name(path, host) ?? null;
  if (named !== null) return `${service?.host.source ?? host} ${named}`;
  const isFile = file.test(path);
  const rest = [...url.searchParams]
    .filter(([name]) => !idle.test(name) && !(isFile && form.test(name)))
    .map(([name, value]) => `${name}=${value}`)
    .toSorted();
  const port = url.port === '' ? '' : `:${url.port}`;
  return `${host}${port}${isFile ? unsized(path) : path}${rest.length > 0 ? `?${rest.join('&')}` : ''}`;
}

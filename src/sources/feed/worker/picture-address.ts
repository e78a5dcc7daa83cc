/** Where a picture of a feed is loaded from: its own address, or the companion, which reaches hosts that keep browsers out. Worker only. */

const askMs = 2000;

/** Hosts that let every page read their pictures; nothing is gained by going round. */
const open = /(^|\.)(wikimedia\.org|staticflickr\.com|unsplash\.com|redd\.it|pexels\.com|picsum\.photos)$/i;

async function hasProxy(baseUrl: string, signal: AbortSignal): Promise<boolean> {
  const late = new AbortController();
  const stop = () => late.abort();
  const timer = setTimeout(stop, askMs);
  signal.addEventListener('abort', stop);
  try {
    const response = await fetch(new URL('/api/companion', baseUrl), { signal: late.signal });
    if (!response.ok || !(response.headers.get('content-type') ?? '').includes('json')) return false;
    const value: unknown = await response.json();
    return (value as { proxy?: unknown } | null)?.proxy === true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

/** `{url}` in the proxy's address is where the wanted address goes; without it, at the end. */
export function throughProxy(proxy: string, url: string): string {
  const wanted = encodeURIComponent(url);
  return proxy.includes('{url}') ? proxy.replaceAll('{url}', wanted) : proxy + wanted;
}

/** Asked once per listing: a companion may start or stop in between. A proxy of the user's own comes first. */
export async function pictureAddress(
  baseUrl: string,
  signal: AbortSignal,
  proxy?: string,
): Promise<(url: string) => string> {
  if (proxy !== undefined) return (url) => (open.test(new URL(url).host) ? url : throughProxy(proxy, url));
  if (!(await hasProxy(baseUrl, signal))) return (url) => url;
  const { origin } = new URL(baseUrl);
  return (url) => {
    const { host, origin: own } = new URL(url);
    if (own === origin || open.test(host)) return url;
    const proxied = new URL('/proxy/image', baseUrl);
    proxied.searchParams.set('url', url);
    return proxied.href;
  };
}

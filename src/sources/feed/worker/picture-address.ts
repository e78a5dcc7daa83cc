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

/** Asked once per listing: a companion may start or stop in between. */
export async function pictureAddress(baseUrl: string, signal: AbortSignal): Promise<(url: string) => string> {
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

/**
 * What runs in a worker is fetched when it is first used, often before the service worker is there to keep it. Here a worker hands its own
 * scripts over, so that they are there when it starts without a network. Workers only.
 */

/** Of the service worker, which answers from it (`sw.ts`). */
const cacheName = 'afterimage-assets';
const handedOver = new Set<string>();

/** Never rejects. What the browser has just fetched comes from its own cache, not from the network. */
export async function keepOwnCode(): Promise<void> {
  try {
    if (!import.meta.env.PROD || typeof caches === 'undefined') return;
    const { origin } = globalThis.location;
    const scripts = performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter((name) => name.startsWith(`${origin}/assets/`) && /\.(?:js|wasm)$/.test(name) && !handedOver.has(name));
    if (scripts.length === 0) return;
    const cache = await caches.open(cacheName);
    for (const script of scripts) {
      if (!(await caches.match(script, { ignoreSearch: true }))) await cache.add(script);
      handedOver.add(script);
    }
  } catch {
    // Not secure, no room, no network: the service worker keeps what passes it by.
  }
}

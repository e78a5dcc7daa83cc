/**
 * Much of what runs is fetched before the service worker is there to keep it: all of a first visit, and what workers load on first use. Here
 * a thread hands its own files over, so that they are there when it starts without a network. Any thread.
 */

/** Of the service worker, which answers from it (`sw.ts`): the app's own code belongs to the origin, the same for every profile. */
const cacheName = 'afterimage-assets';
const handedOver = new Set<string>();

/** Never rejects. What the browser has just fetched comes from its own cache, not from the network. */
export async function keepOwnCode(): Promise<void> {
  try {
    if (!import.meta.env.PROD || typeof caches === 'undefined') return;
    const { origin } = globalThis.location;
    const files = performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter(
        (name) =>
          name.startsWith(`${origin}/assets/`) && /\.(?:js|css|wasm|woff2)$/.test(name) && !handedOver.has(name),
      );
    if (files.length === 0) return;
    const cache = await caches.open(cacheName);
    for (const file of files) {
      if (!(await caches.match(file, { ignoreSearch: true }))) await cache.add(file);
      handedOver.add(file);
    }
  } catch {
    // Not secure, no room, no network: the service worker keeps what passes it by.
  }
}

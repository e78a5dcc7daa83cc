/** Hosts as people call them: “NASA” says more than the address its pictures come from. Pure; any thread. */

const names: readonly (readonly [string, RegExp])[] = [
  ['NASA', /(^|\.)nasa\.gov$/],
  ['Bing', /(^|\.)bing\.(?:com|net)$/],
  ['Flickr', /(^|\.)(?:flickr|staticflickr)\.com$/],
  ['Reddit', /(^|\.)(?:reddit\.com|redd\.it)$/],
  ['Wallhaven', /(^|\.)wallhaven\.cc$/],
  ['Wikimedia', /(^|\.)(?:wikimedia|wikipedia)\.org$/],
];

/** For the beginning or the middle of a sentence. */
export const hostInWords = (host: string): string =>
  names.find(([, pattern]) => pattern.test(host.replace(/:\d+$/, '').toLowerCase()))?.[0] ?? `“${host}”`;

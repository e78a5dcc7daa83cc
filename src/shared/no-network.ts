/**
 * Closes the network in a thread of a profile that has none, before anything of ours has run there. What stays open is this page's
 * own server without its two ways out (the proxies), and what needs no network at all (blob: and data:).
 *
 * Invariant: there is no way to open it again but a new page. In a page a Content-Security-Policy does the same, so that the browser
 * itself holds back pictures and sound; a worker can set none for itself, so its doors are hung anew.
 */
import { AppError } from './errors.ts';
import { say } from './i18n.ts';

/** The companion's ways out. */
const waysOut = /^\/(?:proxy\/|api\/service\b)/;

/** Whether a thread without a network may ask this address. Total: what is no address is none of ours. */
export function isAtHome(address: string, base: string): boolean {
  try {
    const [url, home] = [new URL(address, base), new URL(base)];
    if (url.protocol === 'blob:' || url.protocol === 'data:') return true;
    return url.origin === home.origin && !waysOut.test(decodeURIComponent(url.pathname));
  } catch {
    return false;
  }
}

/** The policy of a page without a network: files and photos of its own server, and what needs no network. */
export function homePolicy(origin: string): string {
  const files = `blob: data: ${origin}/assets/`;
  const photos = `${files} ${origin}/photos/`;
  return `connect-src ${files}; img-src ${photos} ${origin}/favicon.svg; media-src ${photos}; font-src ${files}; frame-src ${origin}/assets/`;
}

interface Doors {
  fetch: typeof fetch;
  EventSource?: new (address: string | URL, options?: EventSourceInit) => EventSource;
  readonly location: { readonly href: string };
}

/** Doors that nothing of ours uses in a worker. */
const walledUp = ['XMLHttpRequest', 'WebSocket', 'WebSocketStream', 'WebTransport', 'importScripts', 'Worker'];

/** @param role the worker's; what opens photos says so in the words of a photo */
export function closeNetwork(role: string, doors: Doors = globalThis as unknown as Doors): void {
  const base = doors.location.href;
  const check = (address: string): void => {
    if (isAtHome(address, base)) return;
    const host = URL.canParse(address, base) ? new URL(address, base).host : address;
    throw new AppError(
      role === 'decode' ? 'photo.network' : 'source.unreachable',
      say`This profile has no network, so ${host} was not asked. Use another profile, or allow it in the settings.`,
      { retryable: true },
    );
  };
  const open = doors.fetch.bind(doors);
  doors.fetch = async (input, init) => {
    check(input instanceof Request ? input.url : String(input));
    // Nothing of this page's server leads elsewhere; what does is not followed.
    return open(input, { redirect: 'error', ...init });
  };
  const { EventSource: Events } = doors;
  if (Events) {
    doors.EventSource = class extends Events {
      constructor(address: string | URL, options?: EventSourceInit) {
        check(String(address));
        super(address, options);
      }
    };
  }
  for (const name of walledUp) Reflect.set(doors, name, undefined);
}

/** How much is fetched at once: so many in all, so many from one host; a few wait, the rest is told to come again. */
import { busy } from './problems.ts';

export interface SlotLimits {
  readonly total: number;
  readonly perHost: number;
  readonly waiting: number;
}

export interface Slots {
  /** Resolves, when it is this one's turn, to what gives the place back (once). Throws `proxy-busy`. */
  take(host: string, signal: AbortSignal): Promise<() => void>;
}

export function createSlots({ total, perHost, waiting }: SlotLimits): Slots {
  let used = 0;
  const hosts = new Map<string, number>();
  const queue: { readonly host: string; start(): void }[] = [];
  const isFree = (host: string): boolean => used < total && (hosts.get(host) ?? 0) < perHost;

  function occupy(host: string): () => void {
    used++;
    hosts.set(host, (hosts.get(host) ?? 0) + 1);
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      used--;
      const left = (hosts.get(host) ?? 1) - 1;
      if (left > 0) hosts.set(host, left);
      else hosts.delete(host);
      const next = queue.findIndex((one) => isFree(one.host));
      if (next >= 0) queue.splice(next, 1)[0]?.start();
    };
  }

  return {
    take(host, signal) {
      if (signal.aborted) return Promise.reject(busy());
      if (isFree(host)) return Promise.resolve(occupy(host));
      if (queue.length >= waiting) return Promise.reject(busy());
      return new Promise((resolve, reject) => {
        const leave = (): void => {
          const at = queue.indexOf(entry);
          if (at >= 0) queue.splice(at, 1);
          reject(busy());
        };
        const entry = {
          host,
          start(): void {
            signal.removeEventListener('abort', leave);
            resolve(occupy(host));
          },
        };
        signal.addEventListener('abort', leave, { once: true });
        queue.push(entry);
      });
    },
  };
}

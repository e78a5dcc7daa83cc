/** What a supervisor takes from the page: time, timers, chance, channels. Tests bring their own. */
export interface SupervisorPlatform {
  /** Monotonic milliseconds. */
  nowMs(): number;
  setTimeout(handler: () => void, ms: number): number;
  clearTimeout(timer: number): void;
  /** 0 ≤ x < 1. */
  random(): number;
  createChannel(): { readonly port1: MessagePort; readonly port2: MessagePort };
  /** A zeroed 32-bit word both threads see, or null where memory can't be shared. */
  createBeats(): SharedArrayBuffer | null;
  /** Calls once the Web Lock of this name is free, where there are locks; gives back how to stop waiting. */
  onReleased(lockName: string, listener: () => void): () => void;
  /** The page became visible or was resumed; gives back how to stop listening. */
  onAwake(listener: () => void): () => void;
  readonly baseUrl: string;
}

export function browserPlatform(): SupervisorPlatform {
  return {
    nowMs: () => performance.now(),
    setTimeout: (handler, ms) => window.setTimeout(handler, ms),
    clearTimeout: (timer) => {
      window.clearTimeout(timer);
    },
    random: Math.random,
    createChannel: () => new MessageChannel(),
    // WebKit without shared memory says it is isolated all the same.
    createBeats: () =>
      globalThis.crossOriginIsolated && typeof SharedArrayBuffer === 'function' ? new SharedArrayBuffer(4) : null,
    onReleased: (lockName, listener) => {
      const stop = new AbortController();
      const locks: LockManager | undefined = navigator.locks;
      locks?.request(lockName, { signal: stop.signal }, listener).catch(() => {});
      return () => {
        stop.abort();
      };
    },
    onAwake: (listener) => {
      document.addEventListener('visibilitychange', listener);
      document.addEventListener('resume', listener);
      return () => {
        document.removeEventListener('visibilitychange', listener);
        document.removeEventListener('resume', listener);
      };
    },
    baseUrl: globalThis.document?.baseURI ?? '',
  };
}

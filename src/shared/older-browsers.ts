/**
 * What we use and the oldest browsers we build for (`build.target` in vite.config.ts) do not have yet: Chromium 109 lacks the copying
 * methods of arrays, Firefox 115 and Safari 16.4 `AbortSignal.any`. Imported first by the page and by every worker. Anything else that
 * is younger than those browsers is asked for before it is used; tests/e2e/older-browsers.spec.ts takes it all away.
 */
function add(target: object, methods: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(methods)) {
    if (!(name in target)) Object.defineProperty(target, name, { value, configurable: true, writable: true });
  }
}

interface Sequence {
  slice(): { sort(by: unknown): unknown; reverse(): unknown };
}

const copying = {
  toSorted(this: Sequence, by?: unknown) {
    return this.slice().sort(by);
  },
  toReversed(this: Sequence) {
    // oxlint-disable-next-line unicorn/no-array-reverse -- this is what stands in for toReversed
    return this.slice().reverse();
  },
};

/** https://dom.spec.whatwg.org/#dom-abortsignal-any */
function any(signals: Iterable<AbortSignal>): AbortSignal {
  const joined = new AbortController();
  for (const signal of signals) {
    const follow = (): void => joined.abort(signal.reason);
    if (signal.aborted) follow();
    else signal.addEventListener('abort', follow, { signal: joined.signal });
  }
  return joined.signal;
}

add(Array.prototype, copying);
add(Object.getPrototypeOf(Int8Array.prototype) as object, copying);
add(AbortSignal, { any });

export {};

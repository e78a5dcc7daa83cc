/** Test only: what became of a promise and when, readable at any virtual time. Empty while it is pending. */
export interface Outcome {
  value?: unknown;
  error?: Record<string, unknown>;
  afterMs?: number;
}

export function outcome(promise: Promise<unknown>): Outcome {
  const startMs = performance.now();
  const seen: Outcome = {};
  const note = (what: Outcome): void => {
    Object.assign(seen, what, { afterMs: performance.now() - startMs });
  };
  promise.then(
    (value) => note({ value }),
    (error: unknown) => note({ error: error as Record<string, unknown> }),
  );
  return seen;
}

/**
 * Listens to the companion's event stream and says when its folder changed. Worker only.
 *
 * The browser reconnects a broken stream by itself except when the server answered with an error; then it is opened
 * again here, later each time. After every gap something may have changed, so a new connection counts as a change,
 * and a long gap is bridged by asking anew from time to time (the listing then says what is wrong).
 */
export const backoffMs: readonly number[] = [1_000, 2_000, 4_000, 8_000, 16_000, 30_000];
export const gapMs = 60_000;

/** Returns a stop function; nothing is called after it. */
export function watchEvents(url: string, changed: () => void): () => void {
  let stream: EventSource | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let attempt = 0;
  let isStopped = false;
  let hasGap = false;

  function connect(): void {
    stream = new EventSource(url);
    const mine = stream;
    mine.addEventListener('open', () => {
      attempt = 0;
      if (hasGap) changed();
      hasGap = false;
    });
    for (const type of ['message', 'change', 'changed']) mine.addEventListener(type, () => changed());
    mine.addEventListener('error', () => {
      hasGap = true;
      if (mine.readyState !== EventSource.CLOSED || isStopped) return;
      mine.close();
      retry = setTimeout(connect, backoffMs[Math.min(attempt, backoffMs.length - 1)]);
      attempt++;
    });
  }

  const bridge = setInterval(() => {
    if (hasGap || stream === null) changed();
  }, gapMs);
  if (typeof EventSource === 'function') connect();
  return () => {
    isStopped = true;
    clearInterval(bridge);
    clearTimeout(retry);
    stream?.close();
  };
}

/** Test only: virtual time. One timer at a time, with everything it promised run before the next. */
import { vi } from 'vitest';

const channel = new MessageChannel();

export function useVirtualTime(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance', 'Date'] });
}

export async function advance(ms: number): Promise<void> {
  const endMs = performance.now() + ms;
  const marker = setTimeout(() => {}, ms);
  await settled();
  while (performance.now() < endMs) {
    vi.advanceTimersToNextTimer();
    await settled();
  }
  clearTimeout(marker);
  vi.advanceTimersByTime(0);
  await settled();
}

/** A turn of the real event loop: every promise that can run has run. */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    channel.port1.addEventListener('message', () => resolve(), { once: true });
    channel.port1.start();
    channel.port2.postMessage(null, []);
  });
}

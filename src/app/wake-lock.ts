/** Keeps the screen on while photos play. The browser drops the lock whenever the page is hidden, so it is asked for again. */
import type { EventLog } from '../shared/events.ts';

export interface WakeLock {
  /** `true` while the show plays and the setting is on. */
  want(wanted: boolean): void;
  dispose(): void;
}

export function createWakeLock(events: EventLog, page: Document = document, device: Navigator = navigator): WakeLock {
  let wanted = false;
  let asking = false;
  let sentinel: WakeLockSentinel | null = null;
  let refused: string | null = null;

  async function acquire(): Promise<void> {
    if (!wanted || sentinel || asking || page.visibilityState !== 'visible') return;
    if (!('wakeLock' in device)) {
      if (refused === null)
        events.emit({ type: 'wake-lock', held: false, reason: (refused = 'This browser cannot keep the screen on.') });
      return;
    }
    asking = true;
    try {
      const held = await device.wakeLock.request('screen');
      held.addEventListener('release', () => {
        if (sentinel === held) sentinel = null;
        events.emit({ type: 'wake-lock', held: false, reason: null });
      });
      sentinel = held;
      refused = null;
      events.emit({ type: 'wake-lock', held: true, reason: null });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (refused !== reason) events.emit({ type: 'wake-lock', held: false, reason });
      refused = reason;
    } finally {
      asking = false;
    }
    if (!wanted) await release();
  }

  async function release(): Promise<void> {
    const held = sentinel;
    sentinel = null;
    await held?.release().catch(() => undefined);
  }

  const onVisible = () => void acquire();
  page.addEventListener('visibilitychange', onVisible);
  return {
    want(next) {
      wanted = next;
      void (next ? acquire() : release());
    },
    dispose() {
      wanted = false;
      page.removeEventListener('visibilitychange', onVisible);
      void release();
    },
  };
}

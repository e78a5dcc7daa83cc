/**
 * Attended time: the clock by which a supervisor judges. Page thread; owns one timer.
 *
 * A page that was blocked, hidden, frozen or asleep is late itself. The timer's own lateness beyond
 * `lateMs` is taken out of this clock, so deadlines and heartbeat ages never count time in which the page
 * could not have noticed an answer. The first tick after such a gap is reported as late: messages that
 * waited in the queue are handled before anything is judged.
 */
import type { SupervisorPlatform } from './platform.ts';

export const lateMs = 1500;

export interface AttendedClock {
  /** Attended milliseconds; never ahead of the moment the next tick is due by more than `lateMs`. */
  nowMs(): number;
  /** Makes sure that a tick happens at this attended time or before. */
  wakeBy(dueMs: number): void;
  /** Accounts for lateness and ticks now, as late: the page was away until this moment. */
  wakeNow(): void;
  stop(): void;
}

/** `onTick` gives the attended time of the next tick, or null for none until `wakeBy`. */
export function createAttendedClock(
  platform: SupervisorPlatform,
  onTick: (nowMs: number, late: boolean) => number | null,
): AttendedClock {
  let lostMs = 0;
  let dueRawMs: number | null = null;
  let timer: number | null = null;
  let stopped = false;
  let wasLate = false;

  const nowMs = (): number => {
    const rawMs = platform.nowMs();
    return (dueRawMs === null ? rawMs : Math.min(rawMs, dueRawMs + lateMs)) - lostMs;
  };
  const arm = (rawMs: number): void => {
    if (timer !== null) platform.clearTimeout(timer);
    dueRawMs = rawMs;
    timer = platform.setTimeout(
      () => {
        tick();
      },
      Math.max(0, rawMs - platform.nowMs()),
    );
  };
  const wakeBy = (dueMs: number): void => {
    if (stopped || dueMs === Infinity) return;
    const rawMs = Math.max(dueMs + lostMs, platform.nowMs());
    if (dueRawMs === null || rawMs < dueRawMs) arm(rawMs);
  };
  function tick(away = false): void {
    if (timer !== null) platform.clearTimeout(timer);
    timer = null;
    const lateByMs = dueRawMs === null ? 0 : platform.nowMs() - dueRawMs;
    // Only the first late tick in a row holds judgement back: timers of a hidden page may always be late.
    const late = away || (lateByMs > lateMs && !wasLate);
    wasLate = lateByMs > lateMs;
    if (wasLate) lostMs += lateByMs;
    dueRawMs = null;
    const nextMs = onTick(nowMs(), late);
    if (nextMs !== null) wakeBy(nextMs);
  }
  return {
    nowMs,
    wakeBy,
    wakeNow: () => {
      if (!stopped && dueRawMs !== null) tick(true);
    },
    stop: () => {
      stopped = true;
      if (timer !== null) platform.clearTimeout(timer);
      timer = null;
      dueRawMs = null;
    },
  };
}

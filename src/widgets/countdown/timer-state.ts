/** Where a timer stands, and what of it survives a reload: moments instead of ticks, so that nothing has to run meanwhile. Pure. */

export type TimerState =
  | { readonly kind: 'set' }
  | { readonly kind: 'running'; readonly endMs: number }
  | { readonly kind: 'held'; readonly leftMs: number }
  | { readonly kind: 'up'; readonly endMs: number };

const minuteMs = 60_000;

const isMoment = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

/** Total. A timer that was given another length meanwhile begins anew; one that ended unseen is still to be told of. */
export function readTimer(kept: unknown, minutes: number, nowMs: number): TimerState {
  if (typeof kept !== 'object' || kept === null) return { kind: 'set' };
  const { minutes: of, endMs, leftMs, isTold } = kept as Record<string, unknown>;
  const wholeMs = minutes * minuteMs;
  if (of !== minutes) return { kind: 'set' };
  if (isMoment(leftMs)) return leftMs > 0 && leftMs <= wholeMs ? { kind: 'held', leftMs } : { kind: 'set' };
  if (!isMoment(endMs)) return { kind: 'set' };
  if (isTold === true && endMs <= nowMs) return { kind: 'up', endMs };
  // A clock that was set back must not make it longer than it was.
  return { kind: 'running', endMs: Math.min(endMs, nowMs + wholeMs) };
}

/** What to keep; undefined for a timer that nobody has started. */
export function keepTimer(state: TimerState, minutes: number): unknown {
  switch (state.kind) {
    case 'set':
      return undefined;
    case 'held':
      return { minutes, leftMs: state.leftMs };
    case 'running':
      return { minutes, endMs: state.endMs };
    case 'up':
      return { minutes, endMs: state.endMs, isTold: true };
  }
}

export function leftOf(state: TimerState, minutes: number, nowMs: number): number {
  switch (state.kind) {
    case 'set':
      return minutes * minuteMs;
    case 'held':
      return state.leftMs;
    case 'running':
      return Math.max(0, state.endMs - nowMs);
    case 'up':
      return 0;
  }
}

/** Started, held, and from its end begun again. */
export function pressTimer(state: TimerState, minutes: number, nowMs: number): TimerState {
  if (state.kind === 'running') {
    const leftMs = leftOf(state, minutes, nowMs);
    return leftMs > 0 ? { kind: 'held', leftMs } : { kind: 'up', endMs: state.endMs };
  }
  const leftMs = state.kind === 'held' ? state.leftMs : minutes * minuteMs;
  return { kind: 'running', endMs: nowMs + leftMs };
}

/** `4:59`, `1:02:03`; whole seconds, rounded up, so that it shows 0:00 when it is over and not before. */
export function sayTimer(ms: number): string {
  const pad = (value: number): string => String(value).padStart(2, '0');
  const total = Math.ceil(ms / 1000);
  const [hours, minutes, seconds] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(seconds)}` : `${minutes}:${pad(seconds)}`;
}

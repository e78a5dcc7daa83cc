/**
 * Politeness: no host is asked more than fifteen times a minute, and none before the moment it named itself, which is remembered across
 * restarts. Worker only.
 */
import { recallClosed, rememberClosed } from './feed-memory.ts';

const windowMs = 60_000;
const perWindow = 15;
const longestMs = 86_400_000;

const askedMs = new Map<string, number[]>();
const closedUntilMs = new Map<string, number>();

const learnt = new Map<string, Promise<void>>();

/** What an earlier session was told by this host; read once. A moment further away than hosts can ask for is a clock gone wrong. */
export function learnHost(host: string, nowMs: number): Promise<void> {
  const learning = learnt.get(host) ?? learn(host, nowMs);
  learnt.set(host, learning);
  return learning;
}

async function learn(host: string, nowMs: number): Promise<void> {
  const untilMs = await recallClosed(host);
  if (untilMs - nowMs <= longestMs) closedUntilMs.set(host, Math.max(untilMs, closedUntilMs.get(host) ?? 0));
}

/** 0 when the host may be asked now (which counts as asking), else the milliseconds until it may. */
export function takeTurn(host: string, nowMs: number): number {
  const closed = (closedUntilMs.get(host) ?? 0) - nowMs;
  if (closed > 0 && closed <= longestMs) return closed;
  // What was asked in the future was asked before the clock was put back.
  const recent = (askedMs.get(host) ?? []).filter((at) => at > nowMs - windowMs && at <= nowMs);
  const [oldest] = recent;
  if (oldest !== undefined && recent.length >= perWindow) return oldest + windowMs - nowMs;
  askedMs.set(host, [...recent, nowMs]);
  return 0;
}

export async function closeHost(host: string, untilMs: number): Promise<void> {
  const closedMs = Math.max(untilMs, closedUntilMs.get(host) ?? 0);
  closedUntilMs.set(host, closedMs);
  await rememberClosed(host, closedMs);
}

/** `Retry-After` in seconds or as a date, at most a day; null when it says nothing. */
export function retryAfterMs(header: string | null, nowMs: number): number | null {
  if (header === null) return null;
  const seconds = /^\s*(\d{1,9})\s*$/.exec(header)?.[1];
  const wait = seconds === undefined ? Date.parse(header) - nowMs : Number(seconds) * 1000;
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), longestMs) : null;
}

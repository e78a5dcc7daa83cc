/**
 * What the threads that keep photos tell each other: the decode worker, which meets the network, and the feeds worker, which decides
 * what is listed. All tabs of the profile hear it, because all have the same network. Workers only. Nothing here is needed for anything to work:
 * without channels a lost network is noticed by the browser's own word alone.
 */

import { profiled } from './profile.ts';

export type OfflineSignal =
  /** A photo of the entry came from the network, or none came although it is listed. */
  | { readonly type: 'answered' | 'silent'; readonly entryId: string }
  /** A photo lies on the device from now on: whoever wants to look at it needs no network. */
  | { readonly type: 'kept'; readonly photoId: string }
  /** Kept photos had to go because the device is full, not because of the limit. */
  | { readonly type: 'pressure'; readonly freedBytes: number };

const name = profiled('afterimage-offline');
let channel: BroadcastChannel | null = null;

function open(): BroadcastChannel | null {
  if (typeof globalThis.BroadcastChannel !== 'function') return null;
  if (channel) return channel;
  channel = new BroadcastChannel(name);
  // Outside of browsers an open channel keeps a process from ending.
  (channel as { unref?(): void }).unref?.();
  return channel;
}

/** Never throws. */
export function say(signal: OfflineSignal): void {
  try {
    open()?.postMessage(signal);
  } catch {
    // A thread that is ending has nothing to say.
  }
}

function isSignal(value: unknown): value is OfflineSignal {
  const { type, entryId, photoId, freedBytes } = (value ?? {}) as Record<string, unknown>;
  if (type === 'kept') return typeof photoId === 'string';
  return type === 'pressure'
    ? typeof freedBytes === 'number'
    : (type === 'answered' || type === 'silent') && typeof entryId === 'string';
}

/** Hears other threads, never the own one. */
export function hear(listener: (signal: OfflineSignal) => void): () => void {
  const opened = open();
  const onMessage = ({ data }: MessageEvent<unknown>): void => {
    if (isSignal(data)) listener(data);
  };
  opened?.addEventListener('message', onMessage);
  return () => opened?.removeEventListener('message', onMessage);
}

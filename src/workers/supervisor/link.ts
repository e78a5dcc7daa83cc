/**
 * One generation of a worker: the thread, its two ports and everything that can be wrong with what comes out
 * of them. Page thread. Owns the worker and the ports; `terminate` ends the thread, `close` the call port.
 *
 * Comlink sees the call port through a screen: only answers it waits for, in the right shape, of this
 * generation, reach it. The rest is counted, and a result in it is handed to `stray` to be disposed of.
 * The Comlink proxy is held here for as long as the generation lives, because Comlink drops the calls of a
 * proxy that is collected.
 */
import { transfer as markTransfer, wrap, type Endpoint } from 'comlink';
import { isRecord } from '../../shared/plain-data.ts';
import {
  isControlMessage,
  isReply,
  type CallTarget,
  type Cancel,
  type ControlMessage,
  type Hello,
  type Reply,
} from '../../shared/worker-wire.ts';
import type { SupervisorPlatform } from './platform.ts';

const lastWordsMs = 20;

export interface LinkEvents {
  control(message: ControlMessage): void;
  /** The one answer to a request of this link. `failure` is set where Comlink itself could not deliver one. */
  reply(call: number, reply: Reply | null, failure: string): void;
  /** A result nobody asked for or asks for any more. */
  stray(reply: Reply): void;
  garbage(): void;
  /** The thread is gone, or its script could not run. */
  gone(reason: string): void;
}

export interface Link {
  readonly generation: number;
  /** Sends a request. Throws nothing; what can't be sent is answered with a failure. */
  invoke(call: number, method: string, args: readonly unknown[], moved: readonly Transferable[]): void;
  cancel(call: number): void;
  /** The shared heartbeat word, or null when beats come as messages. */
  beats(): number | null;
  terminate(): void;
  close(): void;
}

export interface LinkOptions {
  readonly platform: SupervisorPlatform;
  readonly generation: number;
  readonly signature: string;
  readonly intervalMs: number;
}

/** Starts the worker and greets it. Throws what `spawn` throws. */
export function openLink(spawn: () => Worker, options: LinkOptions, events: LinkEvents): Link {
  const { platform, generation } = options;
  const worker = spawn();
  const control = platform.createChannel();
  const calls = platform.createChannel();
  const beats = platform.createBeats();
  const word = beats === null ? null : new Int32Array(beats);
  const life = watchLife(
    platform,
    `afterimage/${options.signature}/${generation}/${Date.now()}/${platform.random()}`,
    events,
  );
  listenToWorker(worker, events);
  listenToControl(control.port1, generation, life, events);
  const hello: Hello = {
    type: 'afterimage.hello',
    signature: options.signature,
    generation,
    intervalMs: options.intervalMs,
    baseUrl: platform.baseUrl,
    lifeLock: life.name,
    beats,
    control: control.port2,
    calls: calls.port2,
  };
  try {
    worker.postMessage(hello, [control.port2, calls.port2]);
  } catch (error) {
    worker.terminate();
    throw error;
  }
  const { invoke } = wrap<CallTarget>(screened(calls.port1, generation, events));
  return {
    generation,
    invoke: (call, method, args, moved) => {
      const sent = moved.length === 0 ? args : markTransfer([...args], [...moved]);
      invoke(call, method, sent).then(
        (reply) => {
          events.reply(call, reply, '');
          return reply;
        },
        (error: unknown) => {
          events.reply(call, null, error instanceof Error ? error.message : 'no readable answer');
        },
      );
    },
    cancel: (call) => {
      control.port1.postMessage({ type: 'cancel', call } satisfies Cancel, []);
    },
    beats: () => (word === null ? null : Atomics.load(word, 0)),
    terminate: () => {
      life.unwatch();
      worker.terminate();
      control.port1.close();
    },
    close: () => {
      calls.port1.close();
    },
  };
}

function listenToWorker(worker: Worker, events: LinkEvents): void {
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    events.gone(event.message || 'its script could not be loaded');
  });
  worker.addEventListener('message', events.garbage);
  worker.addEventListener('messageerror', events.garbage);
}

interface Life {
  readonly name: string;
  watch(): void;
  unwatch(): void;
}

/** A worker that ends by itself fires no event, but lets go of its lock. */
function watchLife(platform: SupervisorPlatform, name: string, events: LinkEvents): Life {
  let stop: (() => void) | null = null;
  const released = (): void => {
    // What it still said before its end is on its way by another road.
    const timer = platform.setTimeout(() => {
      events.gone('it ended by itself');
    }, lastWordsMs);
    stop = () => {
      platform.clearTimeout(timer);
    };
  };
  return {
    name,
    watch: () => {
      stop?.();
      stop = platform.onReleased(name, released);
    },
    unwatch: () => {
      stop?.();
    },
  };
}

function listenToControl(port: MessagePort, generation: number, life: Life, events: LinkEvents): void {
  port.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (!isControlMessage(data) || data.generation !== generation) {
      events.garbage();
      return;
    }
    if (data.type === 'held') life.watch();
    events.control(data);
  });
  port.addEventListener('messageerror', events.garbage);
  port.start();
}

/** The call port as Comlink may see it. */
function screened(port: MessagePort, generation: number, events: LinkEvents): Endpoint {
  const waiting = new Map<string, number>();
  let listener: EventListenerOrEventListenerObject | null = null;
  port.addEventListener('message', (event: MessageEvent<unknown>) => {
    const verdict = judge(event.data, generation, waiting);
    if (verdict.garbage) events.garbage();
    if (verdict.stray !== null) events.stray(verdict.stray);
    if (verdict.id === null) return;
    const call = waiting.get(verdict.id);
    waiting.delete(verdict.id);
    if (verdict.garbage && call !== undefined) events.reply(call, null, 'the answer was not readable');
    else if (typeof listener === 'function') listener(event);
    else listener?.handleEvent(event);
  });
  port.addEventListener('messageerror', events.garbage);
  return {
    addEventListener: (_type, added) => {
      listener = added;
    },
    removeEventListener: () => {
      listener = null;
    },
    start: () => {
      port.start();
    },
    postMessage: (message: unknown, moved?: Transferable[]) => {
      port.postMessage(message, moved ?? []);
      const request = requestOf(message);
      if (request !== null) waiting.set(request.id, request.call);
    },
  };
}

/** The correlation id and the call number of one of Comlink's own requests. */
function requestOf(message: unknown): { id: string; call: number } | null {
  if (!isRecord(message) || typeof message['id'] !== 'string' || !Array.isArray(message['argumentList'])) return null;
  const first: unknown = message['argumentList'][0];
  return isRecord(first) && typeof first['value'] === 'number' ? { id: message['id'], call: first['value'] } : null;
}

interface Verdict {
  /** The request this settles, or null. */
  readonly id: string | null;
  readonly garbage: boolean;
  readonly stray: Reply | null;
}

function judge(data: unknown, generation: number, waiting: ReadonlyMap<string, number>): Verdict {
  if (!isRecord(data)) return { id: null, garbage: true, stray: null };
  const id = typeof data['id'] === 'string' && waiting.has(data['id']) ? data['id'] : null;
  const value = data['value'];
  if (data['type'] === 'HANDLER' && data['name'] === 'throw' && isRecord(value))
    return { id, garbage: id === null, stray: null };
  if (data['type'] !== 'RAW' || !isReply(value)) return { id, garbage: true, stray: null };
  const wrongGeneration = value.generation !== generation;
  // Old, repeated or mixed-up answers are dropped; their request may still get its own.
  if (id === null || wrongGeneration || waiting.get(id) !== value.call)
    return { id: null, garbage: true, stray: value };
  return { id, garbage: false, stray: null };
}

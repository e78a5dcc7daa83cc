/**
 * The messages between a supervisor (page) and `serve` (worker). Realm-neutral.
 *
 * Three channels per generation, so that one can never be mistaken for another:
 * - the worker's own message channel carries one `Hello` and nothing else, in either direction;
 * - the control port carries `ControlMessage`s (worker to page) and `Cancel` (page to worker);
 * - the call port is Comlink's and carries `invoke` requests and `Reply` results.
 *
 * Guards look at a bounded number of fields and never walk a value: garbage of any size costs the same.
 */
import type { ErrorData } from './errors.ts';
import { isRecord } from './plain-data.ts';
import type { WorkerApi, WorkerContract } from './worker-contract.ts';

const wireVersion = 1;

export interface Hello {
  readonly type: 'afterimage.hello';
  readonly signature: string;
  readonly generation: number;
  readonly intervalMs: number;
  readonly baseUrl: string;
  /** Name of a Web Lock the worker holds as long as it lives, so that its end is known at once. */
  readonly lifeLock: string;
  /** One 32-bit word the worker counts up; null without cross-origin isolation, then `beat` messages come instead. */
  readonly beats: SharedArrayBuffer | null;
  readonly control: MessagePort;
  readonly calls: MessagePort;
}

export type ControlMessage = { readonly generation: number } & (
  | { readonly type: 'alive'; readonly signature: string }
  | { readonly type: 'held' }
  | { readonly type: 'ready' }
  | { readonly type: 'load-failed'; readonly error: ErrorData }
  | { readonly type: 'beat' }
  | { readonly type: 'started'; readonly call: number }
  | { readonly type: 'progress'; readonly call: number | null }
  | { readonly type: 'event'; readonly event: unknown }
  | { readonly type: 'fault'; readonly error: ErrorData }
);

export interface Cancel {
  readonly type: 'cancel';
  readonly call: number;
}

export type Reply = { readonly generation: number; readonly call: number; readonly method: string } & (
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: ErrorData }
);

/** The one object a worker exposes on the call port. */
export interface CallTarget {
  invoke(call: number, method: string, args: readonly unknown[]): Promise<Reply>;
}

/** Two builds that disagree on the wire, the worker or its methods have different signatures. */
export function contractSignature<Api extends WorkerApi>(contract: WorkerContract<Api>): string {
  return `${wireVersion}/${contract.name}/${Object.keys(contract.deadlineMs).toSorted().join()}`;
}

function isErrorData(value: unknown): value is ErrorData {
  return isRecord(value) && typeof value['kind'] === 'string' && typeof value['message'] === 'string';
}

export function isHello(value: unknown): value is Hello {
  return isRecord(value) && value['type'] === 'afterimage.hello' && isRecord(value['control']);
}

export function isCancel(value: unknown): value is Cancel {
  return isRecord(value) && value['type'] === 'cancel' && typeof value['call'] === 'number';
}

export function isControlMessage(value: unknown): value is ControlMessage {
  if (!isRecord(value) || typeof value['generation'] !== 'number') return false;
  switch (value['type']) {
    case 'held':
    case 'ready':
    case 'beat':
    case 'event':
      return true;
    case 'alive':
      return typeof value['signature'] === 'string';
    case 'started':
      return typeof value['call'] === 'number';
    case 'progress':
      return value['call'] === null || typeof value['call'] === 'number';
    case 'load-failed':
    case 'fault':
      return isErrorData(value['error']);
    default:
      return false;
  }
}

export function isReply(value: unknown): value is Reply {
  return (
    isRecord(value) &&
    typeof value['generation'] === 'number' &&
    typeof value['call'] === 'number' &&
    typeof value['method'] === 'string' &&
    (value['ok'] === true || (value['ok'] === false && isErrorData(value['error'])))
  );
}

/**
 * The PIN of kiosk mode: kept as PBKDF2-SHA-256 with a salt of its own, tries slowed down. Main thread; the browser hashes
 * on a thread of its own. One small row, apart from the settings, so that no export, profile or address reaches it.
 *
 * Invariants: a wrong try is written down before its answer is given, so that a reload does not win a new one; a wait is
 * never longer than `longestWaitMs`, whatever a changed clock says.
 */
import { AppError } from '../shared/errors.ts';
import { longestPin, shortestPin, type KioskLock, type PinAnswer } from '../shared/kiosk.ts';

interface KeptPin {
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly hash: Uint8Array<ArrayBuffer>;
  readonly iterations: number;
}

export interface LockRow {
  readonly pin: KeptPin | null;
  /** The display is held until the PIN is given, whatever the settings say. */
  readonly held: boolean;
  /** Wrong tries since the last right one. */
  readonly failures: number;
  /** Milliseconds since 1970. */
  readonly waitUntilMs: number;
}

export interface LockRows {
  load(): Promise<unknown>;
  save(row: LockRow): Promise<void>;
}

export interface Lock extends KioskLock {
  isHeld(): boolean;
  /** Only with a PIN: without one there would be no way back. */
  hold(held: boolean): void;
}

export interface LockParts {
  readonly rows: LockRows;
  /** Missing where the address is not secure. */
  readonly subtle: SubtleCrypto | undefined;
  now?(): number;
  /** OWASP's figure of 2023 for SHA-256. */
  readonly iterations?: number;
}

const freeTries = 3;
const firstWaitMs = 5000;
export const longestWaitMs = 600_000;

const fresh: LockRow = { pin: null, held: false, failures: 0, waitUntilMs: 0 };

const isBytes = (value: unknown): value is Uint8Array<ArrayBuffer> => value instanceof Uint8Array && value.length >= 16;
const count = (value: unknown): number =>
  typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0;

/** Total: a row that does not fit is no lock. */
export function readLockRow(raw: unknown): LockRow {
  const row = (typeof raw === 'object' && raw !== null ? raw : {}) as Partial<Record<keyof LockRow, unknown>>;
  const { salt, hash, iterations } = (row.pin ?? {}) as Partial<Record<keyof KeptPin, unknown>>;
  const hasPin = isBytes(salt) && isBytes(hash) && count(iterations) > 0;
  const pin = hasPin ? { salt, hash, iterations: count(iterations) } : null;
  const held = pin !== null && row.held === true;
  return { pin, held, failures: count(row.failures), waitUntilMs: count(row.waitUntilMs) };
}

/** 0 for the first three wrong tries, then 5 s, doubled with each one, ten minutes at most. */
export function waitAfter(failures: number): number {
  if (failures < freeTries) return 0;
  return Math.min(longestWaitMs, firstWaitMs * 2 ** (failures - freeTries));
}

async function hashOf(subtle: SubtleCrypto, pin: string, salt: Uint8Array<ArrayBuffer>, iterations: number) {
  const key = await subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, ['deriveBits']);
  const bits = await subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, key, 256);
  return new Uint8Array(bits);
}

/** Looks at every byte, so that the time it takes tells nothing. */
function isSame(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length;
  for (let index = 0; index < a.length; index++) difference |= (a[index] ?? 0) ^ (b[index] ?? 0);
  return difference === 0;
}

export async function openLock({ rows, subtle, now = Date.now, iterations = 600_000 }: LockParts): Promise<Lock> {
  let row = readLockRow(await rows.load().catch(() => null));
  let last: Promise<unknown> = Promise.resolve();
  const keep = (next: Partial<LockRow>): Promise<void> => {
    row = { ...row, ...next };
    return rows.save(row);
  };
  const waitMs = (): number => Math.min(waitAfter(row.failures), Math.max(0, row.waitUntilMs - now()));
  const look = async (pin: string): Promise<PinAnswer> => {
    const { pin: kept, failures } = row;
    if (!kept || !subtle) return { isRight: true };
    const isRight = isSame(await hashOf(subtle, pin, kept.salt, kept.iterations), kept.hash);
    const wait = isRight ? 0 : waitAfter(failures + 1);
    const next = { failures: isRight ? 0 : failures + 1, waitUntilMs: wait === 0 ? 0 : now() + wait };
    await keep(next).catch(() => undefined);
    return isRight ? { isRight } : { isRight, waitMs: wait };
  };
  return {
    hasPin: () => row.pin !== null,
    canKeepPin: () => subtle !== undefined,
    isHeld: () => row.held,
    hold(held) {
      if (row.held !== (held && row.pin !== null)) void keep({ held: held && row.pin !== null }).catch(() => undefined);
    },
    waitMs,
    tryPin(pin) {
      // One after the other: tries at once would all see the same count.
      const answer = last.then(() => {
        const wait = waitMs();
        return wait > 0 ? { isRight: false as const, waitMs: wait } : look(pin);
      });
      last = answer.catch(() => undefined);
      return answer.catch(() => ({ isRight: false, waitMs: 0 }));
    },
    async setPin(pin) {
      if (pin === '') return keep(fresh);
      if (!new RegExp(`^\\d{${shortestPin},${longestPin}}$`).test(pin)) {
        throw new AppError('input.invalid', `A PIN has ${shortestPin} to ${longestPin} digits.`);
      }
      if (!subtle)
        throw new AppError('input.invalid', 'A PIN needs an address that begins with https, or this device itself.');
      const salt = crypto.getRandomValues(new Uint8Array(16));
      const hash = await hashOf(subtle, pin, salt, iterations);
      await keep({ pin: { salt, hash, iterations }, failures: 0, waitUntilMs: 0 });
    },
  };
}

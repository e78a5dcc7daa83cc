/**
 * What opens a service: headers, kept encrypted in the database, apart from the settings. Any thread with WebCrypto and the database;
 * the store worker writes, workers that make requests read, the page does neither.
 *
 * Invariants:
 * - The key is AES-GCM and cannot be taken out of the browser: what is in the database opens nothing anywhere else.
 * - A row opens only under the entry id it was sealed for.
 * - Headers go only to addresses below `scopes`; whoever makes a request asks `headersFor`.
 */
import { withDatabase } from './database.ts';
import { AppError } from './errors.ts';

export interface EntrySecret {
  /** Absolute addresses; a request below one of them gets the headers. */
  readonly scopes: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  /** For services that want a key in the body of a request: the source's provider asks for it by name. */
  readonly values?: Readonly<Record<string, string>>;
}

const keyName = 'secrets';
const algorithm = 'AES-GCM';

/** Of this thread and session only: for a check before anything is kept. */
const lent = new Map<string, EntrySecret>();

function subtle(): SubtleCrypto {
  const found = (globalThis.crypto as Crypto | undefined)?.subtle as SubtleCrypto | undefined;
  if (found) return found;
  throw new AppError(
    'storage.unavailable',
    'Your browser keeps passwords safe only on pages opened over https or on this device. Open Afterimage at such an address.',
  );
}

/** Two threads may make one at the same time: the first one that is stored is everybody's. */
async function obtainKey(): Promise<CryptoKey> {
  const known = await withDatabase((database) => database.get('keys', keyName));
  if (known) return known;
  const made = await subtle().generateKey({ name: algorithm, length: 256 }, false, ['encrypt', 'decrypt']);
  return withDatabase(async (database) => {
    const transaction = database.transaction('keys', 'readwrite', { durability: 'strict' });
    const first = await transaction.store.get(keyName);
    if (!first) await transaction.store.put(made, keyName);
    await transaction.done;
    return first ?? made;
  });
}

const boundTo = (entryId: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(`afterimage secret ${entryId}`);

function isSecret(value: unknown): value is EntrySecret {
  if (typeof value !== 'object' || value === null) return false;
  const { scopes, headers, values = {} } = value as { scopes?: unknown; headers?: unknown; values?: unknown };
  const isTexts = (texts: unknown): boolean =>
    typeof texts === 'object' && texts !== null && Object.values(texts).every((text) => typeof text === 'string');
  return (
    Array.isArray(scopes) && scopes.every((scope) => typeof scope === 'string') && isTexts(headers) && isTexts(values)
  );
}

/** Throws `storage.*`. */
export async function keepSecret(entryId: string, secret: EntrySecret): Promise<void> {
  const crypto = subtle();
  const key = await obtainKey();
  const iv = globalThis.crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(secret));
  const sealed = await crypto.encrypt({ name: algorithm, iv, additionalData: boundTo(entryId) }, key, plain);
  await withDatabase(async (database) => {
    const transaction = database.transaction('secrets', 'readwrite', { durability: 'strict' });
    await transaction.store.put({ iv, sealed }, entryId);
    await transaction.done;
  });
}

/** Null when nothing is kept, or nothing that can be opened. Never throws. */
export async function readSecret(entryId: string): Promise<EntrySecret | null> {
  const now = lent.get(entryId);
  if (now) return now;
  try {
    const row = await withDatabase((database) => database.get('secrets', entryId));
    if (!row) return null;
    const { iv, sealed } = row;
    const key = await obtainKey();
    const plain = await subtle().decrypt({ name: algorithm, iv, additionalData: boundTo(entryId) }, key, sealed);
    const value: unknown = JSON.parse(new TextDecoder().decode(plain));
    return isSecret(value) ? value : null;
  } catch {
    // The key is gone or the row is damaged: the person enters the secret again.
    return null;
  }
}

export async function forgetSecret(entryId: string): Promise<void> {
  await withDatabase((database) => database.delete('secrets', entryId));
}

/** Uses the secret in this thread until the returned function is called; nothing is stored. */
export function lendSecret(entryId: string, secret: EntrySecret): () => void {
  lent.set(entryId, secret);
  return () => {
    if (lent.get(entryId) === secret) lent.delete(entryId);
  };
}

/**
 * A path in one spelling: servers escape more characters than browsers, or fewer, and some write the digits small. Only characters that
 * mean nothing to any server are read back, no slashes, points or percent signs: what comes out leads nowhere else.
 */
export const plainPath = (path: string): string =>
  path.replace(/%[\da-f]{2}/gi, (escaped) => {
    const character = String.fromCharCode(Number.parseInt(escaped.slice(1), 16));
    return /[\w\-~!$&'()*+,;=:@[\]|^]/.test(character) ? character : escaped.toUpperCase();
  });

/** Whether an address lies below a scope: the same origin, and the path or a part of it that ends at a `/`. */
export function isBelow(address: string, scope: string): boolean {
  try {
    const [url, root] = [new URL(address), new URL(scope)];
    const [path, top] = [plainPath(url.pathname), plainPath(root.pathname).replace(/\/+$/, '')];
    return url.origin === root.origin && (path === top || path.startsWith(`${top}/`));
  } catch {
    return false;
  }
}

/** The headers that this address may get; none when it lies outside. Never throws. */
export async function headersFor(entryId: string, address: string): Promise<Readonly<Record<string, string>>> {
  const secret = await readSecret(entryId);
  return secret?.scopes.some((scope) => isBelow(address, scope)) ? secret.headers : {};
}

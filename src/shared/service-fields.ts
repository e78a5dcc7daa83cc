/** What people type into the forms of services, and what services answer, read with care. Pure; any thread. */
import { AppError } from './errors.ts';
import { say } from './i18n.ts';
import type { SourceInput } from './source.ts';

const maxAddressChars = 4096;

const invalid = (message: string): AppError => new AppError('source.invalid', message);

export const fieldOf = ({ fields = {} }: SourceInput, name: string): string =>
  (Object.hasOwn(fields, name) ? (fields[name] ?? '') : '').trim();

export interface TypedAddress {
  /** http(s), without sign-in and fragment; query kept. */
  readonly url: URL;
  /** From `https://name:password@…`, where people paste such a thing; empty otherwise. */
  readonly user: string;
  readonly password: string;
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Without a scheme it is taken as https, on this device and in the home network as http. Throws `source.invalid`. */
export function readTypedAddress(text: string): TypedAddress {
  const typed = text.trim().replace(/^(?:web)?davs?:\/\//i, (scheme) => (/s:/i.test(scheme) ? 'https://' : 'http://'));
  const isNear =
    /^(?:localhost|\d+\.\d+\.\d+\.\d+|\[|[\w-]+(?::\d+)?(?:\/|$)|[\w.-]+\.(?:local|lan|home|internal)\b)/i.test(typed);
  const whole = /^[a-z][a-z\d+.-]*:\/\//i.test(typed) ? typed : `${isNear ? 'http' : 'https'}://${typed}`;
  let url: URL | null = null;
  try {
    url = new URL(whole);
  } catch {
    // Said below.
  }
  if (!url || !/^https?:$/.test(url.protocol) || url.host === '' || whole.length > maxAddressChars) {
    throw invalid('This is not a web address. It begins with https://, as in your browser’s address bar.');
  }
  const [user, password] = [decoded(url.username), decoded(url.password)];
  url.username = '';
  url.password = '';
  url.hash = '';
  return { url, user, password };
}

/** The address without query and final slash. */
export const plainAddress = (url: URL): string => `${url.origin}${url.pathname.replace(/\/+$/, '')}`;

/** `Authorization` for a name and a password (RFC 7617, in UTF-8). */
export function basicAuthorization(user: string, password: string): string {
  const bytes = new TextEncoder().encode(`${user}:${password}`);
  return `Basic ${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`;
}

/** A key as a header may carry it. Throws `source.invalid`. */
export function headerSafe(key: string, what: string): string {
  if (/^[\x21-\x7e]{1,1024}$/.test(key)) return key;
  throw invalid(say`This ${what} has characters that cannot be in one. Copy it again, without spaces.`);
}

/** Text of params that may be old or written by hand; empty when it is none. */
export function textParam(params: Readonly<Record<string, unknown>>, name: string): string {
  const value = Object.hasOwn(params, name) ? params[name] : undefined;
  return typeof value === 'string' && value.length <= maxAddressChars * 4 ? value.trim() : '';
}

/** An http(s) address of params; null when it is none. */
export function addressParam(params: Readonly<Record<string, unknown>>, name: string): URL | null {
  try {
    const url = new URL(textParam(params, name));
    return /^https?:$/.test(url.protocol) ? url : null;
  } catch {
    return null;
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The own field of whatever; undefined where there is none. */
export const at = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((now, name) => (isRecord(now) && Object.hasOwn(now, name) ? now[name] : undefined), value);

export const textAt = (value: unknown, ...path: readonly string[]): string => {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : '';
};

export const listAt = (value: unknown, ...path: readonly string[]): readonly unknown[] => {
  const found = path.length === 0 ? value : at(value, ...path);
  return Array.isArray(found) ? found : [];
};

export function numberAt(value: unknown, ...path: readonly string[]): number | undefined {
  const found = at(value, ...path);
  const number = typeof found === 'string' && found.trim() !== '' ? Number(found) : found;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** Milliseconds since 1970 of an ISO date or a time in seconds; undefined when it is neither. */
export function dateAt(value: unknown, ...path: readonly string[]): number | undefined {
  const found = at(value, ...path);
  const ms = typeof found === 'number' ? found * 1000 : typeof found === 'string' ? Date.parse(found) : Number.NaN;
  return Number.isFinite(ms) ? ms : undefined;
}

/** An http(s) address; null for anything else. */
export function webAddress(value: unknown, base?: string): string | null {
  if (typeof value !== 'string' || value === '' || value.length > maxAddressChars * 2) return null;
  try {
    const url = new URL(value, base);
    return /^https?:$/.test(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

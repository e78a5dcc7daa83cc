/**
 * From an address to where it may be connected: every spelling of an address is read the way the platform reads it, names are looked
 * up once, and that look-up is the one the connection uses. So nothing can change between the check and the connection.
 */
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { badAddress, notFoundHost, privateAddress, tooSlow } from './problems.ts';
import { isPublicAddress } from './public-address.ts';

export interface Address {
  readonly address: string;
  readonly family: number;
}

export interface Target {
  readonly url: URL;
  /** At least one; all of them allowed. */
  readonly addresses: readonly Address[];
}

/** All addresses of a name. */
export type Resolve = (hostname: string) => Promise<readonly Address[]>;

export interface TargetRules {
  /** Hosts, in lower case, that may be private. */
  readonly allowPrivate: ReadonlySet<string>;
  readonly resolve: Resolve;
  readonly resolveMs: number;
}

export const systemResolve: Resolve = (hostname) => lookup(hostname, { all: true, verbatim: true });

const maxChars = 8192;

/** Web servers live here; on other ports one could talk to anything. */
const isWebPort = (port: string): boolean => port === '' || port === '80' || port === '443' || Number(port) >= 1024;

/** Throws `proxy-address`. `base` is the page that redirected here. */
export function readAddress(text: string | null, base?: URL): URL {
  if (text === null || text.length > maxChars) throw badAddress();
  let url: URL;
  try {
    url = new URL(text, base);
  } catch {
    throw badAddress();
  }
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  if (!isWeb || url.username !== '' || url.password !== '' || !isWebPort(url.port)) throw badAddress();
  url.hash = '';
  return url;
}

/** A name without its final dot; an address without brackets. */
export const nameOf = (url: URL): string => url.hostname.replace(/^\[|\]$|\.$/g, '').toLowerCase();

async function inTime<T>(task: Promise<T>, ms: number, late: () => Error): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(late()), ms);
  });
  try {
    return await Promise.race([task, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

/** Throws `proxy-private`, `proxy-name`, `proxy-slow`. One private address among several is enough for a no. */
export async function findTarget(url: URL, rules: TargetRules): Promise<Target> {
  const name = nameOf(url);
  const mayBePrivate = rules.allowPrivate.has(name);
  const family = isIP(name);
  if (family !== 0) {
    if (!mayBePrivate && !isPublicAddress(name)) throw privateAddress(name);
    return { url, addresses: [{ address: name, family }] };
  }
  // Names without a dot and those of the local network are looked up on it.
  if (
    !mayBePrivate &&
    (!name.includes('.') || /\.(?:localhost|local|internal|lan|home|arpa|test|invalid)$/.test(name))
  ) {
    throw privateAddress(name);
  }
  let addresses: readonly Address[];
  try {
    addresses = await inTime(rules.resolve(name), rules.resolveMs, () => tooSlow(name));
  } catch (error) {
    throw error instanceof Error && 'kind' in error ? error : notFoundHost(name);
  }
  if (addresses.length === 0) throw notFoundHost(name);
  if (!mayBePrivate && !addresses.every(({ address }) => isPublicAddress(address))) throw privateAddress(name);
  return { url, addresses };
}

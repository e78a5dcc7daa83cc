/**
 * Who may use the proxy: Afterimage's own page and nobody else. A companion that only this device reaches trusts the browser's
 * word for who asks; one that the network reaches wants a token besides, which a visit to `/proxy/enter` turns into a cookie.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { HttpError } from '../errors.ts';
import { isLoopback } from '../host-check.ts';

export interface Access {
  /** Whether requests with these headers could use the proxy. */
  isOpenTo(req: IncomingMessage): boolean;
  /** Throws 403 with a sentence. */
  check(req: IncomingMessage): void;
  /** The `Set-Cookie` for a token that is right; null for one that is not. */
  enter(token: string | null): string | null;
}

const cookieName = 'afterimage-proxy';
const yearSec = 31_536_000;

const digest = (text: string): Buffer => createHash('sha256').update(`afterimage proxy ${text}`).digest();

function cookieOf(req: IncomingMessage): string | null {
  for (const part of (req.headers.cookie ?? '').split(';')) {
    const [name, value = ''] = part.trim().split('=');
    if (name === cookieName) return value;
  }
  return null;
}

/** The browser says that our own page asks. `none` is a person at the address bar, who has no use for the answer. */
function isOwnPage(req: IncomingMessage, hasToken: boolean): boolean {
  const { 'sec-fetch-site': site, origin, host } = req.headers;
  if (origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`) return false;
  if (site !== undefined) return site === 'same-origin';
  // Browsers leave the header out on plain http from elsewhere; there the strict cookie is the proof.
  return hasToken;
}

export function createAccess(boundTo: string, token: string | undefined): Access {
  const expected = token === undefined ? null : digest(token);
  const isRight = (given: Buffer): boolean => expected !== null && timingSafeEqual(expected, given);

  function holdsToken(req: IncomingMessage): boolean {
    const cookie = cookieOf(req);
    const given = cookie === null ? null : Buffer.from(cookie, 'hex');
    return given !== null && given.length === 32 && isRight(given);
  }
  const isOpenTo = (req: IncomingMessage): boolean => (expected === null ? isLoopback(boundTo) : holdsToken(req));

  return {
    isOpenTo,
    check(req) {
      if (expected === null && !isLoopback(boundTo)) {
        throw new HttpError(
          403,
          'proxy-off',
          'This companion serves the network and fetches nothing from elsewhere. Start it with --proxy-token to permit it.',
        );
      }
      if (!isOpenTo(req)) {
        throw new HttpError(
          403,
          'proxy-token',
          'This companion fetches only for those who know its token. Open /proxy/enter?token=… once in this browser.',
        );
      }
      if (!isOwnPage(req, expected !== null)) {
        throw new HttpError(403, 'proxy-foreign', 'Another page asked for this. Only Afterimage itself gets it.');
      }
    },
    enter(given) {
      if (given === null || !isRight(digest(given))) return null;
      // What is stored is not the token: who reads the cookie cannot enter elsewhere with it.
      return `${cookieName}=${digest(given).toString('hex')}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${yearSec}`;
    },
  };
}

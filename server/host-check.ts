/**
 * Who may ask. Against DNS rebinding: a companion bound to this machine answers only to this machine's own names, so a
 * foreign page that points its domain at 127.0.0.1 gets nothing.
 */
import type { IncomingMessage } from 'node:http';
import { HttpError } from './errors.ts';

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** Throws 403 when the Host header is not one of this machine's loopback names. `boundTo` is what the server listens on. */
export function checkHost(req: IncomingMessage, boundTo: string): void {
  if (!isLoopback(boundTo)) return;
  const name = (req.headers.host ?? '').toLowerCase().replace(/:\d*$/, '');
  if (loopbackNames.has(name) || name === boundTo) return;
  throw new HttpError(
    403,
    'foreign-host',
    'This companion answers only on this device. To use it from elsewhere, start it with --host.',
  );
}

/** Photos and lists are for our own page. Browsers say who asks; other clients stay silent and are let through. */
export function checkSameOrigin(req: IncomingMessage): void {
  const site = req.headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return;
  throw new HttpError(403, 'foreign-page', 'Another website asked for this. Only Afterimage itself gets it.');
}

export function checkMethod(req: IncomingMessage): void {
  if (req.method === 'GET' || req.method === 'HEAD') return;
  throw new HttpError(405, 'method', 'Only reading is possible here.', { Allow: 'GET, HEAD' });
}

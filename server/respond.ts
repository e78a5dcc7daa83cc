/** Small answers: text, JSON and errors. Files are sent by `send-file.ts`. */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpError } from './errors.ts';
import { setHeaders } from './headers.ts';

function sendText(req: IncomingMessage, res: ServerResponse, status: number, text: string): void {
  const body = Buffer.from(`${text}\n`);
  res.statusCode = status;
  setHeaders(res, { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Length': body.length });
  if (!res.hasHeader('Cache-Control')) res.setHeader('Cache-Control', 'no-store');
  res.end(req.method === 'HEAD' ? undefined : body);
}

/** `revalidate` adds an ETag made from the body and answers 304 to a client that has it. */
export function sendJson(
  req: IncomingMessage,
  res: ServerResponse,
  value: unknown,
  options: { status?: number; revalidate?: boolean } = {},
): void {
  const body = Buffer.from(JSON.stringify(value));
  setHeaders(res, { 'Content-Type': 'application/json; charset=utf-8' });
  res.setHeader('Cache-Control', options.revalidate ? 'no-cache' : 'no-store');
  if (options.revalidate) {
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
    res.setHeader('ETag', etag);
    if (matchesEtag(req.headers['if-none-match'], etag)) {
      res.statusCode = 304;
      res.removeHeader('Content-Type');
      res.end();
      return;
    }
  }
  res.statusCode = options.status ?? 200;
  res.setHeader('Content-Length', body.length);
  res.end(req.method === 'HEAD' ? undefined : body);
}

export function sendError(req: IncomingMessage, res: ServerResponse, error: unknown): void {
  if (res.headersSent) {
    res.destroy();
    return;
  }
  const known =
    error instanceof HttpError
      ? error
      : new HttpError(500, 'unknown', 'The companion could not answer. Try again in a moment.');
  for (const name of [
    'Content-Length',
    'Content-Range',
    'Content-Encoding',
    'ETag',
    'Last-Modified',
    'Cache-Control',
  ]) {
    res.removeHeader(name);
  }
  setHeaders(res, known.headers);
  if (/^\/(?:api|proxy)\//.test(req.url ?? '')) {
    sendJson(req, res, { error: { kind: known.kind, message: known.message } }, { status: known.status });
  } else sendText(req, res, known.status, known.message);
}

/** If-None-Match by weak comparison (RFC 9110, 13.1.2). */
export function matchesEtag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  if (header.trim() === '*') return true;
  const bare = etag.replace(/^W\//, '');
  return (header.match(/(?:W\/)?"[^"]*"/g) ?? []).some((candidate) => candidate.replace(/^W\//, '') === bare);
}

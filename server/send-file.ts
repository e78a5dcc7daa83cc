/**
 * Sends an open file: validators, 304, single ranges, HEAD. Owns the handle it is given and closes it exactly once,
 * also when the client goes away. A file that shrinks while it is sent ends in a broken connection, never in a
 * silently short answer.
 */
import type { FileHandle } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { parseRange } from './byte-range.ts';
import { HttpError } from './errors.ts';
import { setHeaders } from './headers.ts';
import { matchesEtag } from './respond.ts';

export interface OpenFile {
  readonly handle: FileHandle;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  /** A strong validator, with its quotes. */
  readonly etag: string;
}

const chunkBytes = 256 * 1024;

/** HTTP dates carry whole seconds. */
const wholeSeconds = (ms: number) => Math.floor(ms / 1000) * 1000;

function notModified(req: IncomingMessage, file: OpenFile): boolean {
  const ifNoneMatch = req.headers['if-none-match'];
  if (ifNoneMatch !== undefined) return matchesEtag(ifNoneMatch, file.etag);
  const since = Date.parse(req.headers['if-modified-since'] ?? '');
  return !Number.isNaN(since) && wholeSeconds(file.modifiedMs) <= since;
}

/** A range is only honoured when the client's copy is of this very version. */
function rangeApplies(req: IncomingMessage, file: OpenFile): boolean {
  if (req.method !== 'GET') return false;
  const ifRange = req.headers['if-range'];
  if (ifRange === undefined) return true;
  if (typeof ifRange !== 'string') return false;
  if (ifRange.includes('"')) return ifRange.trim() === file.etag;
  return Date.parse(ifRange) === wholeSeconds(file.modifiedMs);
}

export async function sendFile(
  req: IncomingMessage,
  res: ServerResponse,
  file: OpenFile,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  try {
    setHeaders(res, headers);
    setHeaders(res, {
      ETag: file.etag,
      'Last-Modified': new Date(file.modifiedMs).toUTCString(),
      'Accept-Ranges': 'bytes',
    });
    if (notModified(req, file)) {
      res.removeHeader('Content-Type');
      res.statusCode = 304;
      res.end();
      return;
    }
    const range = rangeApplies(req, file) ? parseRange(req.headers.range, file.sizeBytes) : { kind: 'whole' as const };
    if (range.kind === 'unsatisfiable') {
      throw new HttpError(416, 'range', 'This file has no such range of bytes.', {
        'Content-Range': `bytes */${file.sizeBytes}`,
      });
    }
    const start = range.kind === 'part' ? range.start : 0;
    const end = range.kind === 'part' ? range.end : file.sizeBytes - 1;
    const lengthBytes = end - start + 1;
    res.statusCode = range.kind === 'part' ? 206 : 200;
    res.setHeader('Content-Length', lengthBytes);
    if (range.kind === 'part') res.setHeader('Content-Range', `bytes ${start}-${end}/${file.sizeBytes}`);
    if (req.method === 'HEAD' || lengthBytes === 0) {
      res.end();
      return;
    }
    await stream(file.handle, res, start, end);
  } finally {
    // The read stream closes the handle itself; closing twice is refused and harmless.
    await file.handle.close().catch(() => undefined);
  }
}

async function stream(handle: FileHandle, res: ServerResponse, start: number, end: number): Promise<void> {
  const source = handle.createReadStream({ start, end, highWaterMark: chunkBytes });
  try {
    await pipeline(source, res, { end: false });
  } catch {
    res.destroy();
    return;
  }
  if (source.bytesRead === end - start + 1) res.end();
  else res.destroy();
}

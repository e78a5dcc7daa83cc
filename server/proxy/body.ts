/** Reads an answer's body: unpacked, counted, and given up when it stalls or grows too large. */
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { damaged, tooLarge, tooSlow } from './problems.ts';

export interface BodyLimits {
  /** After unpacking. */
  readonly maxBytes: number;
  /** Without a byte for this long, the body is given up. */
  readonly stallMs: number;
}

function unpacked(body: IncomingMessage): Readable | null {
  const encoding = (body.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding === 'identity' || encoding === '') return body;
  const unpack =
    encoding === 'gzip' || encoding === 'x-gzip'
      ? createGunzip()
      : encoding === 'deflate'
        ? createInflate()
        : encoding === 'br'
          ? createBrotliDecompress()
          : null;
  if (unpack === null) return null;
  body.on('error', (error) => unpack.destroy(error));
  body.on('aborted', () => unpack.destroy(new Error('cut off')));
  return body.pipe(unpack);
}

/**
 * Pieces of the body, at most `maxBytes` in all. Throws `proxy-large`, `proxy-slow`, `proxy-damaged`; ends the connection however it is
 * left.
 */
export async function* readPieces(
  body: IncomingMessage,
  host: string,
  { maxBytes, stallMs }: BodyLimits,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  const declared = Number(body.headers['content-length'] ?? 0);
  let isStalled = false;
  const stall = (): void => {
    isStalled = true;
    body.destroy(new Error('stalled'));
  };
  let timer = setTimeout(stall, stallMs);
  try {
    if (declared > maxBytes) throw tooLarge(host);
    const stream = unpacked(body);
    if (stream === null) throw damaged(host);
    // The connection itself counts: a bomb that unpacks for long is no stall, a trickle is.
    body.on('data', () => {
      clearTimeout(timer);
      timer = setTimeout(stall, stallMs);
    });
    let total = 0;
    for await (const piece of stream as AsyncIterable<Buffer>) {
      total += piece.length;
      if (total > maxBytes) throw tooLarge(host);
      yield piece;
    }
  } catch (error) {
    if (error instanceof Error && 'kind' in error) throw error;
    throw isStalled || signal.aborted ? tooSlow(host) : damaged(host);
  } finally {
    clearTimeout(timer);
    body.destroy();
  }
}

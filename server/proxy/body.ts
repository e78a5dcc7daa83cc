/** Reads an answer's body: unpacked, counted, and given up when it stalls or grows too large. */
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { constants, createBrotliDecompress, createGunzip, createInflate, gunzip } from 'node:zlib';
import { errorCode } from '../errors.ts';
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

/** Whoever takes the body's pieces. What it throws ends the connection. */
export interface BodySink {
  /** False: no more until `whenFree` says so. */
  take(piece: Buffer): boolean;
  whenFree(goOn: () => void, fail: (error: unknown) => void): void;
}

interface Reading extends BodyLimits {
  readonly host: string;
  readonly signal: AbortSignal;
}

function pump(body: IncomingMessage, stream: Readable, sink: BodySink, { host, maxBytes, stallMs, signal }: Reading) {
  return new Promise<void>((resolve, reject) => {
    let total = 0;
    const end = (error?: unknown): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      if (error === undefined) return resolve();
      body.destroy();
      stream.destroy();
      reject(error instanceof Error && 'kind' in error ? error : damaged(host));
    };
    const stop = (): void => end(tooSlow(host));
    // Whoever takes the pieces may be the slow one; then the whole has its own limit.
    const timer = setTimeout(() => (stream.isPaused() ? timer.refresh() : stop()), stallMs);
    signal.addEventListener('abort', stop);
    if (signal.aborted) return stop();
    // The connection itself counts: a bomb that unpacks for long is no stall, a trickle is.
    if (stream !== body) body.on('data', () => timer.refresh());
    stream.on('data', (piece: Buffer) => {
      if (stream === body) timer.refresh();
      total += piece.length;
      try {
        if (total > maxBytes) throw tooLarge(host);
        if (sink.take(piece)) return;
      } catch (error) {
        return end(error);
      }
      stream.pause();
      sink.whenFree(() => stream.resume(), end);
    });
    stream.on('end', () => end());
    stream.on('error', end);
    body.on('error', end);
    body.on('close', () => body.complete || end(damaged(host)));
  });
}

/**
 * Gives the body's pieces to the sink, at most `maxBytes` in all. Throws `proxy-large`, `proxy-slow`, `proxy-damaged`, or what the sink
 * throws; the connection has then ended.
 */
export async function readBody(
  body: IncomingMessage,
  host: string,
  limits: BodyLimits,
  signal: AbortSignal,
  sink: BodySink,
): Promise<void> {
  const declared = Number(body.headers['content-length'] ?? 0);
  const stream = declared > limits.maxBytes ? null : unpacked(body);
  if (stream === null) {
    body.destroy();
    throw declared > limits.maxBytes ? tooLarge(host) : damaged(host);
  }
  await pump(body, stream, sink, { ...limits, host, signal });
}

const unzip = promisify(gunzip);

/** A file that lies packed on its server, which does not say so; as it is when it is not. Throws `proxy-large`, `proxy-damaged`. */
export async function unpackedFile(bytes: Buffer, host: string, maxBytes: number): Promise<Buffer> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b || bytes[2] !== 8) return bytes;
  try {
    // What was cut off gives what there is of it.
    return await unzip(bytes, { maxOutputLength: maxBytes, finishFlush: constants.Z_SYNC_FLUSH });
  } catch (error) {
    throw errorCode(error) === 'ERR_BUFFER_TOO_LARGE' ? tooLarge(host) : damaged(host);
  }
}

/**
 * Server-sent events to any number of pages. Owns the open answers: each ends when the page leaves, when it no longer
 * reads, or with `close()`. Beats keep connections open through proxies and let a dead one be noticed.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpError } from './errors.ts';
import { setHeaders } from './headers.ts';

const beatMs = 15_000;
/** What a browser waits before it connects again. */
const retryMs = 3000;
const maxStreams = 64;
/** A page that has this much unread is gone or stuck; it connects again when it wakes. */
const maxUnreadBytes = 64 * 1024;

export class EventStreams {
  readonly #open = new Set<ServerResponse>();
  readonly #beat = setInterval(() => this.#write(': beat\n\n'), beatMs).unref();

  get count(): number {
    return this.#open.size;
  }

  /** Answers with a stream that begins with `first`, so that a page that was away learns what it missed. */
  accept(req: IncomingMessage, res: ServerResponse, first: unknown): void {
    setHeaders(res, { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store' });
    if (req.method === 'HEAD') {
      res.end();
      return;
    }
    if (this.#open.size >= maxStreams) {
      throw new HttpError(503, 'busy', 'Too many pages are listening. Close some of them.', { 'Retry-After': '30' });
    }
    this.#open.add(res);
    res.once('close', () => this.#open.delete(res));
    res.write(`retry: ${retryMs}\n${format(first)}`);
  }

  send(data: unknown): void {
    this.#write(format(data));
  }

  close(): void {
    clearInterval(this.#beat);
    for (const res of this.#open) res.end();
  }

  #write(text: string): void {
    for (const res of this.#open) {
      if (res.writableLength > maxUnreadBytes) res.destroy();
      else res.write(text);
    }
  }
}

const format = (data: unknown) => `data: ${JSON.stringify(data)}\n\n`;

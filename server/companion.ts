/**
 * The companion: one request handler for `npm start` (with the built client) and for Vite's development server (without
 * it, as middleware). It owns the photo library and every open event stream; `close()` ends both.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { notFound } from './errors.ts';
import { securityHeaders, setHeaders } from './headers.ts';
import { checkHost, checkMethod } from './host-check.ts';
import { sendError, sendJson } from './respond.ts';
import { serveStatic } from './static-files.ts';

export interface CompanionOptions {
  readonly version: string;
  /** What the server listens on; decides which Host headers are answered. */
  readonly host: string;
  /** The built client. Without it, addresses the companion does not own go to `next`. */
  readonly clientDir?: string;
  /** Folder of photos to offer. */
  readonly photosDir?: string;
  /** Vite's development client is in front: looser policy. */
  readonly dev?: boolean;
}

export interface Companion {
  /** Never throws and always answers or calls `next`. */
  handle(req: IncomingMessage, res: ServerResponse, next?: () => void): void;
  /** Stops watching and ends every event stream. */
  close(): Promise<void>;
}

/** Throws `StartError` when the photo folder cannot be used. */
export async function createCompanion(options: CompanionOptions): Promise<Companion> {
  const headers = securityHeaders({ dev: options.dev ?? false });
  const startedMs = performance.now();

  const route = async (req: IncomingMessage, res: ServerResponse, next?: () => void): Promise<void> => {
    setHeaders(res, headers);
    checkHost(req, options.host);
    const path = (req.url ?? '/').replace(/[?#].*$/s, '');
    if (path === '/health') {
      checkMethod(req);
      const uptimeSec = Math.round((performance.now() - startedMs) / 1000);
      return sendJson(req, res, { status: 'ok', version: options.version, uptimeSec });
    }
    if (path.startsWith('/api/')) throw notFound();
    if (options.clientDir === undefined) {
      if (next) return next();
      throw notFound();
    }
    checkMethod(req);
    return serveStatic(req, res, options.clientDir, path);
  };

  return {
    handle(req, res, next) {
      route(req, res, next).catch((error: unknown) => sendError(req, res, error));
    },
    async close() {},
  };
}

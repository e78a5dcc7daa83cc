/**
 * The companion: one request handler for `npm start` (with the built client) and for Vite's development server (without
 * it, as middleware). It owns the photo library and every open event stream; `close()` ends both.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpError, notFound } from './errors.ts';
import { securityHeaders, setHeaders } from './headers.ts';
import { checkHost, checkMethod, checkSameOrigin } from './host-check.ts';
import type { ManagedSettings } from './managed-settings.ts';
import type { PhotoLibraryOptions } from './photo-library.ts';
import { createPhotoRoutes } from './photo-routes.ts';
import { createProxyRoutes, type ProxyOptions } from './proxy/proxy-routes.ts';
import { sendError, sendJson } from './respond.ts';
import { createServiceRoutes } from './service/service-routes.ts';
import { serveStatic } from './static-files.ts';

export interface CompanionOptions {
  readonly version: string;
  /** What the server listens on; decides which Host headers are answered. */
  readonly host: string;
  /** The built client. Without it, addresses the companion does not own go to `next`. */
  readonly clientDir?: string;
  /** Folder of photos to offer. */
  readonly photosDir?: string;
  readonly photoLibrary?: PhotoLibraryOptions;
  readonly proxy?: ProxyOptions;
  /** Addresses of the user's own services that requests are passed on to, sign-in included. */
  readonly services?: readonly string[];
  /** What holds on every screen; missing: nothing does. */
  readonly settings?: () => Promise<ManagedSettings>;
  /** Vite's development client is in front: looser policy. */
  readonly dev?: boolean;
}

export interface Companion {
  /** Never throws and always answers or calls `next`. */
  handle(req: IncomingMessage, res: ServerResponse, next?: () => void): void;
  /** Stops watching and ends every event stream. */
  close(): Promise<void>;
}

const noPhotos = () =>
  new HttpError(404, 'no-photos', 'This companion offers no photos. Start it with --photos and a folder.');

const isPhotoAddress = (path: string) => path.startsWith('/api/photos') || path.startsWith('/photos/');

/** Addresses that are the companion's own whatever is in front of it. */
const isOwn = (path: string) => /^\/(?:api|photos|proxy)\//.test(path);

/** Throws `StartError` when the photo folder cannot be used. */
export async function createCompanion(options: CompanionOptions): Promise<Companion> {
  const { version, host, clientDir, photosDir, dev = false } = options;
  const headers = securityHeaders({ dev });
  const photos = photosDir === undefined ? null : await createPhotoRoutes(photosDir, options.photoLibrary);
  const proxy = createProxyRoutes(host, options.proxy);
  const services = createServiceRoutes(host, options.services ?? [], options.proxy?.token);
  const startedMs = performance.now();

  const photosState = () => (photos ? { enabled: true, ...photos.state() } : { enabled: false });

  const health = () => {
    const uptimeSec = Math.round((performance.now() - startedMs) / 1000);
    return { status: 'ok', version, uptimeSec, photos: photosState() };
  };

  const route = async (req: IncomingMessage, res: ServerResponse, next?: () => void): Promise<void> => {
    setHeaders(res, headers);
    checkHost(req, host);
    const path = (req.url ?? '/').replace(/[?#].*$/s, '');
    if (path === '/health' || path === '/api/companion') {
      checkMethod(req);
      checkSameOrigin(req);
      const about = { name: 'afterimage', version, photos: photosState(), proxy: proxy.isOpenTo(req) };
      return sendJson(req, res, path === '/health' ? health() : about);
    }
    if (path === '/settings.json') {
      checkMethod(req);
      checkSameOrigin(req);
      return sendJson(req, res, (await options.settings?.()) ?? {});
    }
    if (path === '/api/service') return services.handle(req, res);
    if (path.startsWith('/proxy/')) return proxy.handle(req, res, path);
    if (photos && (await photos.handle(req, res, path))) return;
    if (isOwn(path)) throw photos || !isPhotoAddress(path) ? notFound() : noPhotos();
    if (clientDir === undefined && next) return next();
    if (clientDir === undefined) throw notFound();
    checkMethod(req);
    return serveStatic(req, res, clientDir, path);
  };

  return {
    handle(req, res, next) {
      route(req, res, next).catch((error: unknown) => sendError(req, res, error));
    },
    async close() {
      photos?.close();
    },
  };
}

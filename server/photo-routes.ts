/**
 * The addresses of the photo folder: `/api/photos`, `/api/photos/events` and `/photos/<path>`.
 * Described for others in docs/companion.md; change both together.
 */
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { errorCode, HttpError, notFound, StartError } from './errors.ts';
import { EventStreams } from './event-stream.ts';
import { svgPolicy } from './headers.ts';
import { checkMethod, checkSameOrigin } from './host-check.ts';
import { photoType } from './media-types.ts';
import { PhotoLibrary, type PhotoLibraryOptions, type PhotosState } from './photo-library.ts';
import { sendJson } from './respond.ts';
import { decodeSegments, openInside } from './safe-path.ts';
import { sendFile } from './send-file.ts';

const defaultLimit = 500;
const maxLimit = 1000;
/** A first page waits this long for the first listing, so that a small folder comes complete. */
const firstPageWaitMs = 1000;

export interface PhotoRoutes {
  state(): PhotosState;
  /** Answers when the address is one of its own; false otherwise. Throws `HttpError`. */
  handle(req: IncomingMessage, res: ServerResponse, path: string): Promise<boolean>;
  close(): void;
}

/** One line why the system would not open `folder`. */
export function explainFolder(folder: string, code: string): string {
  if (code === 'ENOENT' || code === 'ENOTDIR') return `There is no folder “${folder}”. Check the path after --photos.`;
  if (code === 'EACCES' || code === 'EPERM') {
    return `The folder “${folder}” may not be read. Choose another, or allow reading it.`;
  }
  return `The folder “${folder}” cannot be opened (${code || 'unknown'}). Choose another.`;
}

async function checkFolder(folder: string): Promise<void> {
  let isFolder: boolean;
  try {
    isFolder = (await stat(folder)).isDirectory();
    if (isFolder) await access(folder, constants.R_OK | constants.X_OK);
  } catch (error) {
    throw new StartError(explainFolder(folder, errorCode(error)));
  }
  if (!isFolder) throw new StartError(`“${folder}” is a file. Give --photos the folder it is in.`);
}

function readLimit(text: string | null): number {
  if (text === null) return defaultLimit;
  const limit = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (limit < 1) throw new HttpError(400, 'bad-limit', '“limit” must be a number from 1 to 1000.');
  return Math.min(limit, maxLimit);
}

const encodeCursor = (path: string) => Buffer.from(path).toString('base64url');

function readCursor(text: string | null): string | null {
  if (text === null || text === '') return null;
  const path = Buffer.from(text, 'base64url').toString();
  if (encodeCursor(path) !== text) throw new HttpError(400, 'bad-cursor', '“cursor” must be a “next” from this list.');
  return path;
}

const away = () =>
  new HttpError(
    503,
    'photos-away',
    'The photo folder is not there right now. Connect the disk it is on; the photos come back by themselves.',
    { 'Retry-After': '5' },
  );

async function list(req: IncomingMessage, res: ServerResponse, library: PhotoLibrary): Promise<void> {
  const query = new URL(req.url ?? '/', 'http://companion').searchParams;
  const limit = readLimit(query.get('limit'));
  const cursor = readCursor(query.get('cursor'));
  await library.listed(firstPageWaitMs);
  const { available, scanning, revision } = library.state();
  if (!available) throw away();
  const { items, next } = library.page(cursor, limit);
  sendJson(
    req,
    res,
    {
      items: items.map(({ path, name, size, modifiedMs, etag }) => ({ path, name, size, modifiedMs, etag })),
      next: next === null ? null : encodeCursor(next),
      revision,
      scanning,
    },
    { revalidate: true },
  );
}

async function sendPhoto(
  req: IncomingMessage,
  res: ServerResponse,
  root: string | null,
  encodedPath: string,
): Promise<void> {
  const segments = decodeSegments(encodedPath);
  const type = photoType(segments.at(-1) ?? '');
  if (type === undefined || root === null) throw notFound();
  await sendFile(req, res, await openInside(root, segments), {
    'Content-Type': type,
    'Cache-Control': 'private, no-cache',
    ...(type === 'image/svg+xml' ? { 'Content-Security-Policy': svgPolicy } : {}),
  });
}

const summary = ({ available, count, revision }: PhotosState) => ({ available, count, revision });

function asMissingPhoto(error: unknown): never {
  const missing = error instanceof HttpError && error.status === 404;
  throw missing ? notFound('There is no such photo. It may have been moved or deleted.') : error;
}

/** Begins to look at `folder`. Throws `StartError` when it cannot be used. */
export async function createPhotoRoutes(folder: string, options: PhotoLibraryOptions = {}): Promise<PhotoRoutes> {
  await checkFolder(folder);
  const streams = new EventStreams();
  const library = new PhotoLibrary(folder, (state) => streams.send(summary(state)), options);
  await library.checkRoot();

  return {
    state: () => library.state(),
    async handle(req, res, path) {
      const isFile = path.startsWith('/photos/');
      if (!isFile && path !== '/api/photos' && path !== '/api/photos/events') return false;
      checkMethod(req);
      checkSameOrigin(req);
      if (isFile) await sendPhoto(req, res, library.root, path.slice('/photos/'.length)).catch(asMissingPhoto);
      else if (path === '/api/photos') await list(req, res, library);
      else streams.accept(req, res, summary(library.state()));
      return true;
    },
    close() {
      library.close();
      streams.close();
    },
  };
}

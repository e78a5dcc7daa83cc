/**
 * The built client. Reads from disk for every request, so that a build in another terminal is served at once and never
 * as a mix of old sizes and new bytes. Prefers the compressed copies made at build time.
 */
import { realpath } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpError } from './errors.ts';
import { framePolicy } from './headers.ts';
import { staticType } from './media-types.ts';
import { decodeSegments, openInside } from './safe-path.ts';
import { type OpenFile, sendFile } from './send-file.ts';

const encodings = [
  { name: 'br', suffix: '.br' },
  { name: 'gzip', suffix: '.gz' },
] as const;

function accepts(req: IncomingMessage, encoding: string): boolean {
  const header = req.headers['accept-encoding'];
  if (typeof header !== 'string') return false;
  return header
    .toLowerCase()
    .split(',')
    .map((part) => part.trim().split(/\s*;\s*/))
    .some(([name, quality]) => name === encoding && !/^q=0(\.0*)?$/.test(quality ?? ''));
}

const isMissing = (error: unknown) => error instanceof HttpError && error.status === 404;

async function openBest(
  req: IncomingMessage,
  folder: string,
  segments: readonly string[],
): Promise<{ file: OpenFile; encoding: string | null }> {
  const parents = segments.slice(0, -1);
  const name = segments.at(-1) ?? '';
  for (const { name: encoding, suffix } of encodings) {
    if (!accepts(req, encoding)) continue;
    try {
      return { file: await openInside(folder, [...parents, name + suffix]), encoding };
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
  return { file: await openInside(folder, segments), encoding: null };
}

/** Names under /assets/ carry a hash of their content and never change. */
function cacheControl(path: string): string {
  return path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
}

/** One document runs what the page must not: the sandboxed frame of MilkDrop. */
const isFrame = (path: string): boolean => /^\/assets\/milkdrop-frame-[\w-]+\.html$/.test(path);

/** Serves `path` (starts with `/`, still encoded) from `clientDir`; throws `HttpError`. */
export async function serveStatic(
  req: IncomingMessage,
  res: ServerResponse,
  clientDir: string,
  path: string,
): Promise<void> {
  const segments = path === '/' ? ['index.html'] : decodeSegments(path.slice(1));
  const folder = await realpath(clientDir);
  const { file, encoding } = await openBest(req, folder, segments);
  await sendFile(req, res, file, {
    'Content-Type': staticType(segments.at(-1) ?? ''),
    'Cache-Control': cacheControl(path),
    Vary: 'Accept-Encoding',
    ...(isFrame(path) ? { 'Content-Security-Policy': framePolicy } : {}),
    ...(encoding === null ? {} : { 'Content-Encoding': encoding }),
  });
}

/**
 * From an address to a file inside one folder, and never outside of it.
 *
 * Two gates: `decodeSegments` refuses every spelling that could climb out before the disk is touched, and `openInside`
 * proves afterwards, on the open file, that it is a regular file whose real path lies inside the folder.
 */
import { constants } from 'node:fs';
import { open, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { errorCode, HttpError, notFound } from './errors.ts';
import type { OpenFile } from './send-file.ts';

/** Without O_NONBLOCK, opening a named pipe waits for ever. Windows has neither the flag nor the pipe. */
const openFlags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

const badAddress = () => new HttpError(400, 'bad-address', 'This address is not written correctly.');

/**
 * The decoded parts of an encoded path such as `2024/a%20b.jpg` (no leading slash).
 * Throws 400 for broken encoding, NUL and encoded slashes; 404 for dot segments, empty and hidden ones.
 */
export function decodeSegments(encodedPath: string, platform: NodeJS.Platform = process.platform): string[] {
  return encodedPath.split('/').map((encoded) => {
    let segment: string;
    try {
      segment = decodeURIComponent(encoded);
    } catch {
      throw badAddress();
    }
    if (segment.includes('\0') || segment.includes('/')) throw badAddress();
    // On Windows `\` separates folders, `:` names drives and hidden streams, and a final dot or space is dropped.
    if (platform === 'win32' && /[\\:]|[. ]$/.test(segment)) throw badAddress();
    // Starts with a dot: `.`, `..` and every hidden name.
    if (segment === '' || segment.startsWith('.')) throw notFound();
    return segment;
  });
}

/** `path` is `folder` or lies below it. Both absolute and real. */
export function isInside(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

const missing = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG', 'EISDIR', 'ENXIO', 'EINVAL']);

function asHttpError(error: unknown): unknown {
  const code = errorCode(error);
  if (missing.has(code)) return notFound();
  if (code === 'EACCES' || code === 'EPERM') {
    return new HttpError(403, 'unreadable', 'The companion is not allowed to read this file.');
  }
  return error;
}

/** The validator of one version of a file; the listing and the file answer use the same. */
export function fileEtag(sizeBytes: bigint, modifiedNs: bigint): string {
  return `"${sizeBytes.toString(36)}-${modifiedNs.toString(36)}"`;
}

/**
 * Opens `segments` below `realFolder` (a real path). Throws `HttpError` 404 when it is missing, no regular file, or
 * lies outside after following links. The caller owns the handle.
 */
export async function openInside(realFolder: string, segments: readonly string[]): Promise<OpenFile> {
  const path = join(realFolder, ...segments);
  const handle = await open(path, openFlags).catch((error: unknown) => {
    throw asHttpError(error);
  });
  try {
    const opened = await handle.stat({ bigint: true });
    if (!opened.isFile()) throw notFound();
    // The link may be turned between open and here: what counts is that the open file is the one found inside.
    const real = await realpath(path);
    const found = await stat(real, { bigint: true });
    if (!isInside(realFolder, real) || found.ino !== opened.ino || found.dev !== opened.dev) throw notFound();
    return {
      handle,
      sizeBytes: Number(opened.size),
      modifiedMs: Number(opened.mtimeMs),
      etag: fileEtag(opened.size, opened.mtimeNs),
    };
  } catch (error) {
    await handle.close();
    throw asHttpError(error);
  }
}

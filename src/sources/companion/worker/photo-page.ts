/** The companion's answer to `GET /api/photos`, read with care. Total: what does not fit is left out. Worker only. */
export interface RemotePhoto {
  readonly path: string;
  readonly name: string;
  readonly byteLength?: number;
  readonly modifiedMs?: number;
  readonly etag?: string;
}

export interface PhotoPage {
  readonly photos: readonly RemotePhoto[];
  /** Null at the end. */
  readonly next: string | null;
  /** Equal for equal content of the whole folder. */
  readonly revision: string;
}

export function readPage(answer: unknown): PhotoPage {
  if (!isRecord(answer) || !Array.isArray(answer.items)) return { photos: [], next: null, revision: '' };
  const photos = answer.items.map(readPhoto).filter((photo) => photo !== null);
  const { next, revision } = answer;
  return {
    photos,
    next: typeof next === 'string' ? next : null,
    revision: typeof revision === 'string' ? revision : '',
  };
}

function readPhoto(item: unknown): RemotePhoto | null {
  if (!isRecord(item) || typeof item.path !== 'string' || encodePath(item.path) === null) return null;
  const { path, name, size, modifiedMs, etag } = item;
  return {
    path,
    name: typeof name === 'string' && name !== '' ? name : path.slice(path.lastIndexOf('/') + 1),
    ...(isCount(size) && { byteLength: size }),
    ...(isCount(modifiedMs) && { modifiedMs }),
    ...(typeof etag === 'string' && { etag }),
  };
}

/** Each segment percent-encoded; null for a path that an address cannot hold (`..`, an empty or broken segment). */
export function encodePath(path: string): string | null {
  const segments = path.split('/');
  if (segments.some((segment) => segment === '' || segment === '.' || segment === '..')) return null;
  try {
    return segments.map(encodeURIComponent).join('/');
  } catch {
    return null;
  }
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

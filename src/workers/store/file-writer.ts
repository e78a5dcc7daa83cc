/**
 * Store worker: writes one file into the origin-private file system, piece by piece, so that a file of any size costs
 * one piece of memory. Synchronous access handles where they exist (Safari knows no other way), streams elsewhere.
 */
import { AppError } from '../../shared/errors.ts';

const pieceBytes = 4 * 2 ** 20;

interface SyncAccess {
  truncate(size: number): void;
  write(bytes: Uint8Array, options: { at: number }): number;
  flush(): void;
  close(): void;
}
interface SyncFileHandle {
  createSyncAccessHandle?(): Promise<SyncAccess>;
}

/** Replaces the content. Throws what reading or writing threw; the target is then incomplete. */
export async function writeFile(
  target: FileSystemFileHandle,
  content: Blob,
  call: { readonly signal?: AbortSignal; progress?(): void } = {},
): Promise<void> {
  const access = await (target as SyncFileHandle).createSyncAccessHandle?.();
  if (access) {
    try {
      access.truncate(0);
      for await (const { bytes, at } of pieces(content, call)) {
        if (access.write(bytes, { at }) < bytes.length) throw new DOMException('Disk full.', 'QuotaExceededError');
      }
      access.flush();
    } finally {
      access.close();
    }
    return;
  }
  const stream = await target.createWritable();
  try {
    for await (const { bytes } of pieces(content, call)) await stream.write(bytes);
    await stream.close();
  } catch (error) {
    await stream.abort().catch(() => undefined);
    throw error;
  }
}

async function* pieces(
  content: Blob,
  call: { readonly signal?: AbortSignal; progress?(): void },
): AsyncGenerator<{ bytes: Uint8Array<ArrayBuffer>; at: number }> {
  for (let at = 0; at < content.size; at += pieceBytes) {
    if (call.signal?.aborted) throw new AppError('aborted', 'Stopped.', { retryable: true });
    yield { bytes: new Uint8Array(await content.slice(at, at + pieceBytes).arrayBuffer()), at };
    call.progress?.();
  }
}

/**
 * Pictures that were fetched, kept on disk so that a wall of screens asks each host once. Owns its folder: one file per picture, a line
 * of facts and then the bytes. Bounded in bytes: what was not asked for longest goes first.
 *
 * Invariants: a file is complete, because it is renamed into place after its last byte; what does not have the length that its facts
 * say is deleted, not served; trouble with the disk costs the cache and never a picture.
 */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

export interface CachedFacts {
  readonly type: string;
  readonly length: number;
  readonly etag?: string;
  readonly lastModified?: string;
  /** Milliseconds since 1970: when the host last vouched for it. */
  readonly fetchedMs: number;
}

export interface CachedPicture {
  readonly facts: CachedFacts;
  body(): Readable;
}

/** Takes a picture while it goes by. */
export interface CacheWriter {
  write(piece: Buffer): void;
  /** The picture is whole. */
  keep(): Promise<void>;
  /** It is not: what was written goes. Harmless after `keep`. */
  drop(): Promise<void>;
}

export interface DiskCache {
  find(key: string): Promise<CachedPicture | null>;
  /** The host says that what is kept still holds. */
  renew(key: string, facts: CachedFacts, nowMs: number): Promise<void>;
  writer(key: string, facts: Omit<CachedFacts, 'length'>): Promise<CacheWriter | null>;
  /** Bytes on disk. */
  usedBytes(): Promise<number>;
}

/** The facts are padded to this, so that they can be written last. */
const headBytes = 1024;
/** A picture larger than this share of the whole would push out too many others. */
const largestShare = 0.25;

interface Kept {
  bytes: number;
  usedMs: number;
}

const fileName = (key: string): string => createHash('sha256').update(key).digest('hex');

function readHead(bytes: Buffer): CachedFacts | null {
  try {
    const facts = JSON.parse(bytes.toString('utf8')) as CachedFacts;
    return typeof facts.type === 'string' && typeof facts.length === 'number' && typeof facts.fetchedMs === 'number'
      ? facts
      : null;
  } catch {
    return null;
  }
}

function headOf(facts: CachedFacts): Buffer {
  const bytes = Buffer.alloc(headBytes, ' ');
  const text = JSON.stringify(facts);
  bytes.write(Buffer.byteLength(text) <= headBytes ? text : JSON.stringify({ ...facts, etag: undefined }));
  return bytes;
}

async function readFacts(path: string): Promise<CachedFacts | null> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    const facts = bytesRead === headBytes ? readHead(buffer) : null;
    return facts !== null && (await file.stat()).size === headBytes + facts.length ? facts : null;
  } finally {
    await file.close();
  }
}

class Folder implements DiskCache {
  readonly #folder: string;
  readonly #maxBytes: number;
  readonly #kept = new Map<string, Kept>();
  #opened: Promise<void> | null = null;
  #bytes = 0;

  constructor(folder: string, maxBytes: number) {
    this.#folder = folder;
    this.#maxBytes = maxBytes;
  }

  /** Once: what an earlier run left; half-written files go. */
  #open(): Promise<void> {
    this.#opened ??= (async () => {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      for (const name of await readdir(this.#folder)) {
        const path = join(this.#folder, name);
        if (!/^[\da-f]{64}$/.test(name)) {
          if (name.endsWith('.part')) await rm(path, { force: true });
          continue;
        }
        const { size, mtimeMs } = await stat(path);
        this.#kept.set(name, { bytes: size, usedMs: mtimeMs });
        this.#bytes += size;
      }
      await this.#makeRoom(0);
    })();
    return this.#opened;
  }

  async #forget(name: string): Promise<void> {
    this.#bytes -= this.#kept.get(name)?.bytes ?? 0;
    this.#kept.delete(name);
    await rm(join(this.#folder, name), { force: true });
  }

  async #makeRoom(bytes: number): Promise<void> {
    if (this.#bytes + bytes <= this.#maxBytes) return;
    const oldest = [...this.#kept].toSorted(([, a], [, b]) => a.usedMs - b.usedMs);
    for (const [name] of oldest) {
      if (this.#bytes + bytes <= this.#maxBytes) return;
      await this.#forget(name);
    }
  }

  async usedBytes(): Promise<number> {
    await this.#open();
    return this.#bytes;
  }

  async find(key: string): Promise<CachedPicture | null> {
    const name = fileName(key);
    try {
      await this.#open();
      const kept = this.#kept.get(name);
      if (!kept) return null;
      const path = join(this.#folder, name);
      const facts = await readFacts(path).catch(() => null);
      if (facts === null) {
        await this.#forget(name);
        return null;
      }
      kept.usedMs = Date.now();
      void utimes(path, new Date(), new Date()).catch(() => undefined);
      return { facts, body: () => createReadStream(path, { start: headBytes, end: headBytes + facts.length - 1 }) };
    } catch {
      return null;
    }
  }

  async renew(key: string, facts: CachedFacts, nowMs: number): Promise<void> {
    try {
      const file = await open(join(this.#folder, fileName(key)), 'r+');
      await file.write(headOf({ ...facts, fetchedMs: nowMs }), 0, headBytes, 0).finally(() => file.close());
    } catch {
      // It went meanwhile; then it is fetched anew.
    }
  }

  async writer(key: string, facts: Omit<CachedFacts, 'length'>): Promise<CacheWriter | null> {
    try {
      await this.#open();
    } catch {
      return null;
    }
    const path = join(this.#folder, `${randomUUID()}.part`);
    return new Part(path, facts, this.#maxBytes * largestShare, (length) => this.#take(path, fileName(key), length));
  }

  async #take(path: string, name: string, length: number): Promise<void> {
    if (this.#kept.has(name)) await this.#forget(name);
    await this.#makeRoom(headBytes + length);
    await rename(path, join(this.#folder, name));
    this.#kept.set(name, { bytes: headBytes + length, usedMs: Date.now() });
    this.#bytes += headBytes + length;
  }
}

class Part implements CacheWriter {
  readonly #path: string;
  readonly #facts: Omit<CachedFacts, 'length'>;
  readonly #mostBytes: number;
  readonly #take: (length: number) => Promise<void>;
  readonly #stream: WriteStream;
  #length = 0;
  #isOver = false;

  constructor(
    path: string,
    facts: Omit<CachedFacts, 'length'>,
    mostBytes: number,
    take: (length: number) => Promise<void>,
  ) {
    this.#path = path;
    this.#facts = facts;
    this.#mostBytes = mostBytes;
    this.#take = take;
    this.#stream = createWriteStream(path, { mode: 0o600 });
    this.#stream.on('error', () => (this.#isOver = true));
    this.#stream.write(Buffer.alloc(headBytes, ' '));
  }

  write(piece: Buffer): void {
    this.#length += piece.length;
    if (headBytes + this.#length > this.#mostBytes) void this.drop();
    // What the disk has not taken yet waits in memory, at most one picture.
    else if (!this.#isOver) this.#stream.write(piece);
  }

  async keep(): Promise<void> {
    if (this.#isOver) return;
    this.#isOver = true;
    try {
      this.#stream.end();
      await finished(this.#stream);
      const file = await open(this.#path, 'r+');
      await file.write(headOf({ ...this.#facts, length: this.#length }), 0, headBytes, 0).finally(() => file.close());
      await this.#take(this.#length);
    } catch {
      await rm(this.#path, { force: true }).catch(() => undefined);
    }
  }

  async drop(): Promise<void> {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#stream.destroy();
    await finished(this.#stream).catch(() => undefined);
    await rm(this.#path, { force: true }).catch(() => undefined);
  }
}

/** Nothing is read or written before the first use. */
export function createDiskCache(folder: string, maxBytes: number): DiskCache {
  return new Folder(folder, maxBytes);
}

/**
 * Folders and files in memory with the parts of the File System API that the app uses, so that tests can take away
 * permission, unplug a drive or fill the disk.
 */
export interface FakeDisk {
  permission: PermissionState;
  /** Bytes that still fit. */
  freeBytes: number;
  /** Calls of `getFile`, to see what a listing costs. */
  opened: number;
  /** Times someone asked whether it may be read. */
  asked: number;
}

export function createDisk(): FakeDisk {
  return { permission: 'granted', freeBytes: Infinity, opened: 0, asked: 0 };
}

export class FakeFile {
  readonly kind = 'file';
  content: Uint8Array<ArrayBuffer> = new Uint8Array();
  modifiedMs = 1_000;
  /** Thrown by `getFile`. */
  error: DOMException | null = null;

  constructor(
    readonly name: string,
    readonly disk: FakeDisk,
  ) {}

  getFile(): Promise<File> {
    this.disk.opened++;
    if (this.error) return Promise.reject(this.error);
    return Promise.resolve(new File([this.content], this.name, { lastModified: this.modifiedMs }));
  }

  createWritable() {
    const pieces: Uint8Array[] = [];
    return Promise.resolve({
      write: async (piece: Uint8Array) => {
        this.#spend(piece.length);
        pieces.push(piece.slice());
      },
      close: async () => {
        this.content = new Uint8Array(Buffer.concat(pieces));
      },
      abort: async () => undefined,
    });
  }

  #spend(bytes: number): void {
    if (bytes > this.disk.freeBytes) throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
    this.disk.freeBytes -= bytes;
  }
}

export class FakeDirectory {
  readonly kind = 'directory';
  readonly children = new Map<string, FakeFile | FakeDirectory>();
  /** Thrown when the directory is read. */
  error: DOMException | null = null;

  constructor(
    readonly name: string,
    readonly disk: FakeDisk,
  ) {}

  async *values(): AsyncGenerator<FakeFile | FakeDirectory> {
    if (this.disk.permission !== 'granted') throw new DOMException('Not allowed.', 'NotAllowedError');
    if (this.error) throw this.error;
    for (const child of this.children.values()) yield child;
  }

  async *keys(): AsyncGenerator<string> {
    for await (const { name } of this.values()) yield name;
  }

  queryPermission(): Promise<PermissionState> {
    this.disk.asked++;
    return Promise.resolve(this.disk.permission);
  }

  requestPermission(): Promise<PermissionState> {
    this.disk.permission = 'granted';
    return Promise.resolve('granted');
  }

  async getFileHandle(name: string, options?: { create?: boolean }): Promise<FakeFile> {
    const found = this.children.get(name);
    if (found instanceof FakeFile) return found;
    if (!options?.create) throw new DOMException('Not found.', 'NotFoundError');
    const made = new FakeFile(name, this.disk);
    this.children.set(name, made);
    return made;
  }

  async getDirectoryHandle(name: string, options?: { create?: boolean }): Promise<FakeDirectory> {
    const found = this.children.get(name);
    if (found instanceof FakeDirectory) return found;
    if (!options?.create) throw new DOMException('Not found.', 'NotFoundError');
    const made = new FakeDirectory(name, this.disk);
    this.children.set(name, made);
    return made;
  }

  async removeEntry(name: string): Promise<void> {
    if (!this.children.delete(name)) throw new DOMException('Not found.', 'NotFoundError');
  }

  /** Adds a file, with the folders on the way to it. */
  add(path: string, content = 'photo', modifiedMs = 1_000): FakeFile {
    const slash = path.indexOf('/');
    if (slash >= 0) {
      const name = path.slice(0, slash);
      const found = this.children.get(name);
      const folder = found instanceof FakeDirectory ? found : new FakeDirectory(name, this.disk);
      this.children.set(name, folder);
      return folder.add(path.slice(slash + 1), content, modifiedMs);
    }
    const file = new FakeFile(path, this.disk);
    file.content = new TextEncoder().encode(content);
    file.modifiedMs = modifiedMs;
    this.children.set(path, file);
    return file;
  }

  /** Every file below, by path. */
  paths(prefix = ''): string[] {
    return [...this.children.values()].flatMap((child) =>
      child instanceof FakeDirectory ? child.paths(`${prefix}${child.name}/`) : [prefix + child.name],
    );
  }
}

export function asHandle(fake: FakeDirectory): FileSystemDirectoryHandle;
export function asHandle(fake: FakeFile): FileSystemFileHandle;
export function asHandle(fake: FakeDirectory | FakeFile): FileSystemHandle {
  return fake as unknown as FileSystemHandle;
}

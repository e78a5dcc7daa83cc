/**
 * The one IndexedDB database of a profile, opened from any thread. Each thread has its own connection, opened on first use.
 *
 * Invariants:
 * - Opening always settles within `openDeadlineMs`, with a connection or an `AppError` `storage.*`; callers then go
 *   on without persistence.
 * - A connection that another tab's upgrade is waiting for is closed at once and opened again on the next use. So
 *   nobody keeps the connection in a variable: call `openDatabase()` (cached) or `withDatabase()` for each use.
 * - All stores have out-of-line keys (`put(store, value, key)`), except `quarantine`, which numbers its rows.
 *
 * `complete` fires before the bytes are flushed: what must survive a power cut asks for `{ durability: 'strict' }`.
 */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { AppError, type ErrorData } from './errors.ts';
import type { DeadLetter, PhotoMark } from './library-api.ts';
import type { LibraryJobRow, LibraryRow } from './library-rows.ts';
import { profiled } from './profile.ts';

export const databaseName = profiled('afterimage');
export const databaseVersion = 4;
export const openDeadlineMs = 3_000;

/** A namespace of settings as stored; read it as `unknown` and give it to `migrate`. */
export interface SettingsRow {
  readonly version: number;
  readonly values: Readonly<Record<string, unknown>>;
}

/** A row that did not fit, kept so that nothing is lost. */
export interface QuarantineRow {
  readonly namespace: string;
  readonly row: unknown;
  readonly message: string;
  /** Milliseconds since 1970. */
  readonly atMs: number;
}

export interface FailureRow {
  readonly photoId: string;
  readonly title: string;
  readonly revision: string | null;
  readonly attempts: number;
  /** Milliseconds since 1970; null: quarantined. */
  readonly retryAtMs: number | null;
  readonly error: ErrorData;
}

/** One file copied into the origin-private file system. */
export interface StoredFileRow {
  readonly entryId: string;
  /** Where the copy is, relative to the OPFS root. */
  readonly path: string;
  /** The file's path in the folder the user chose. */
  readonly name: string;
  readonly byteLength: number;
  readonly modifiedMs: number;
}

/** A transition that the user pasted. */
export interface CustomTransitionRow {
  readonly name: string;
  readonly glsl: string;
  /** Why it is not played any more, as the rest of a sentence; null: it is fine. */
  readonly blocked: string | null;
}

/** An entry's secret, sealed; only `secrets.ts` reads and writes it. */
export interface SecretRow {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly sealed: ArrayBuffer;
}

export interface AfterimageDb extends DBSchema {
  /** Key: namespace. */
  settings: { key: string; value: SettingsRow };
  /** Key: a number given by the store. */
  quarantine: { key: number; value: QuarantineRow };
  /** Key: entry id. Folders and files the user chose; permission is asked for again in each session. */
  handles: { key: string; value: readonly FileSystemHandle[] };
  /** Key: a name (`seed`, `history`, …). */
  queue: { key: string; value: unknown };
  /** Key: photo id and draw. */
  played: { key: string; value: unknown };
  /** Key: photo id. */
  failures: { key: string; value: FailureRow };
  /** Key: `path`. */
  files: { key: string; value: StoredFileRow; indexes: { entryId: string } };
  /** Key: the transition's id. */
  transitions: { key: string; value: CustomTransitionRow };
  /** Key: entry id. */
  secrets: { key: string; value: SecretRow };
  /** Key: what the key is for. Keys that cannot be taken out of the browser. */
  keys: { key: string; value: CryptoKey };
  /** Key: photo id. What a person thinks of a photo. */
  marks: { key: string; value: PhotoMark };
  /** Key: photo id. What the library worker found out; it can be found out again. */
  library: { key: string; value: LibraryRow };
  /** Key: the job's id. */
  jobs: { key: string; value: LibraryJobRow };
  /** Key: `kind:photo id`. */
  letters: { key: string; value: DeadLetter };
}

export type Database = IDBPDatabase<AfterimageDb>;

/** `upgrades[n]` turns version n into n + 1, inside the upgrade transaction. Never edit one that was released. */
const upgrades: readonly ((database: Database) => void)[] = [
  (database) => {
    database.createObjectStore('settings');
    database.createObjectStore('quarantine', { autoIncrement: true });
    database.createObjectStore('handles');
    database.createObjectStore('queue');
    database.createObjectStore('played');
    database.createObjectStore('failures');
    database.createObjectStore('files').createIndex('entryId', 'entryId');
  },
  (database) => {
    database.createObjectStore('transitions');
  },
  (database) => {
    database.createObjectStore('secrets');
    database.createObjectStore('keys');
  },
  (database) => {
    for (const name of ['marks', 'library', 'jobs', 'letters'] as const) database.createObjectStore(name);
  },
];

let current: Promise<Database> | null = null;

/** The connection, opened on first use and again after it was lost. Throws `AppError` `storage.*`. */
export function openDatabase(): Promise<Database> {
  if (current) return current;
  const opening: Promise<Database> = openOnce(() => {
    if (current === opening) current = null;
  });
  current = opening;
  opening.catch(() => {
    // The next caller tries again: the reason may have gone away.
    if (current === opening) current = null;
  });
  return opening;
}

/**
 * Runs `work` on the open database, once more when the connection was closed under it (another tab's upgrade).
 * Every failure of the database comes out as an `AppError` `storage.*`; other errors pass through.
 */
export async function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    const database = await openDatabase();
    try {
      return await work(database);
    } catch (error) {
      if (attempt === 0 && error instanceof DOMException && error.name === 'InvalidStateError') {
        current = null;
        database.close();
        continue;
      }
      throw error instanceof DOMException ? storageError(error) : error;
    }
  }
}

/** Closes this thread's connection; the next use opens it again. */
export async function closeDatabase(): Promise<void> {
  const open = current;
  current = null;
  try {
    (await open)?.close();
  } catch {
    // It never opened, so there is nothing to close.
  }
}

/** `lost` is called when the connection can no longer be used. */
async function openOnce(lost: () => void): Promise<Database> {
  let isBlocked = false;
  let isLate = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      isLate = true;
      reject(isBlocked ? blockedError() : unavailable('Opening took too long.'));
    }, openDeadlineMs);
  });
  const connection = openConnection({ blocked: () => (isBlocked = true), lost }).then((database) => {
    // Nobody waits for it any more, so nobody else would ever close it.
    if (isLate) database.close();
    return database;
  });
  try {
    return await Promise.race([connection, deadline]);
  } catch (error) {
    throw storageError(error);
  } finally {
    clearTimeout(timer);
  }
}

async function openConnection(on: { blocked: () => void; lost: () => void }): Promise<Database> {
  return openDB<AfterimageDb>(databaseName, databaseVersion, {
    upgrade(database, oldVersion) {
      for (const upgrade of upgrades.slice(oldVersion)) upgrade(database);
    },
    blocked: on.blocked,
    blocking(_currentVersion, _blockedVersion, event) {
      on.lost();
      (event.target as IDBDatabase).close();
    },
    terminated: on.lost,
  });
}

function blockedError(): AppError {
  return new AppError(
    'storage.unavailable',
    'Another tab is holding on to an older version of your settings. Close the other Afterimage tabs and reload this one.',
    { retryable: true },
  );
}

function unavailable(detail: string, cause?: unknown): AppError {
  return new AppError(
    'storage.unavailable',
    'Your browser keeps no data for this page, so changes last until you close it. Leave private browsing to keep them.',
    { retryable: true, detail, cause },
  );
}

/** Any failure of browser storage as a sentence. Total: never throws. */
export function storageError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const name = error instanceof Error ? error.name : '';
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  if (name === 'QuotaExceededError') {
    return new AppError(
      'storage.full',
      'Your device has no room left for this page. Free some space, then try again.',
      { detail, cause: error },
    );
  }
  if (name === 'VersionError') {
    return new AppError(
      'storage.unavailable',
      'A newer version of Afterimage is open in another tab. Reload this page to get it.',
      { detail, cause: error },
    );
  }
  return unavailable(detail, error);
}

/** What the companion's tests share: folders that vanish afterwards, a companion on a free port, plain requests. */
import { mkdtemp, mkdir, realpath, rm, writeFile } from 'node:fs/promises';
import { createServer, request, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { type CompanionOptions, createCompanion } from './companion.ts';

/** Real disks and real watches, perhaps on a busy machine; every wait inside ends by itself before. */
vi.setConfig({ testTimeout: 30_000 });

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly text: string;
  json<T = unknown>(): T;
}

export interface Listing {
  readonly items: readonly { path: string; name: string; size: number; modifiedMs: number; etag: string }[];
  readonly next: string | null;
  readonly revision: string;
  readonly scanning: boolean;
}

/** Files by relative path; removed when the test ends. */
export async function temporaryFolder(files: Readonly<Record<string, string | Buffer>> = {}): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'afterimage-')));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await putFiles(folder, files);
  return folder;
}

export async function putFiles(folder: string, files: Readonly<Record<string, string | Buffer>>): Promise<void> {
  const put = async ([path, content]: readonly [string, string | Buffer]) => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  };
  await Promise.all(Object.entries(files).map(put));
}

/** The path goes out exactly as written, unlike with `fetch`. */
export function send(
  port: number,
  path: string,
  options: { method?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const req = request({ host: '127.0.0.1', port, path, agent: false, ...options }, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('error', reject);
      res.on('end', () => {
        const bytes = Buffer.concat(chunks);
        const text = bytes.toString();
        resolve({
          status: res.statusCode ?? 0,
          headers: res.headers,
          bytes,
          text,
          json: <T>() => JSON.parse(text) as T,
        });
      });
    });
    req.on('error', reject);
    req.end();
  });
}

export interface TestCompanion {
  readonly port: number;
  get(path: string, headers?: Record<string, string>, method?: string): Promise<Answer>;
  listing(query?: string): Promise<Listing>;
}

/** A companion that notices changes quickly, stopped when the test ends. */
export async function startCompanion(options: Partial<CompanionOptions> = {}): Promise<TestCompanion> {
  const companion = await createCompanion({
    version: '1.2.3',
    host: '127.0.0.1',
    photoLibrary: { quietMs: 20, maxQuietMs: 200, rootCheckMs: 30, announceMs: 50 },
    ...options,
  });
  const server = createServer((req, res) => companion.handle(req, res));
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  onTestFinished(async () => {
    await companion.close();
    server.closeAllConnections();
    await new Promise((closed) => {
      server.close(closed);
    });
  });
  const { port } = server.address() as AddressInfo;
  const get: TestCompanion['get'] = (path, headers = {}, method = 'GET') => send(port, path, { method, headers });
  return { port, get, listing: async (query = '') => (await get(`/api/photos${query}`)).json<Listing>() };
}

/** Waits for something outside of this process (the disk, the system's watches) to come true. */
export async function until<T>(
  probe: () => Promise<T | false | null | undefined> | T | false | null | undefined,
): Promise<T> {
  const deadlineMs = performance.now() + 10_000;
  for (;;) {
    const value = await probe();
    if (value) return value;
    if (performance.now() > deadlineMs) throw new Error('It did not come true within ten seconds.');
    await new Promise((resolve) => {
      setTimeout(resolve, 15);
    });
  }
}

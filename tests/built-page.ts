/**
 * A page of tests, bundled as the app is: its many modules are put together once per run and not again for every test. The first
 * worker of a run that asks builds, the others wait for it.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, preview, type PluginOption } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = `${root}.cache/pages`;
/** A busy machine with two cores takes a while. */
export const buildDeadlineMs = 180_000;

export interface BuiltPage {
  /** Of its index.html. */
  readonly url: string;
  close(): Promise<void>;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** What earlier runs left. */
function sweep(name: string): void {
  for (const entry of existsSync(folder) ? readdirSync(folder) : []) {
    const [, of, pid] = /^(.*)-(\d+)(?:\.lock)?$/.exec(entry) ?? [];
    if (of === name && !isAlive(Number(pid))) rmSync(`${folder}/${entry}`, { recursive: true, force: true });
  }
}

/** True for the one worker that is to build. */
function takes(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    return false;
  }
}

async function buildPage(page: string, outDir: string, plugins: PluginOption[]): Promise<void> {
  const unfinished = `${outDir}.unfinished`;
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    plugins,
    define: { __APP_VERSION__: '"test"' },
    build: {
      outDir: unfinished,
      emptyOutDir: true,
      target: 'esnext',
      minify: false,
      reportCompressedSize: false,
      rolldownOptions: { input: `${root}${page}/index.html` },
    },
    worker: { format: 'es' },
  });
  renameSync(unfinished, outDir);
}

/** Serves `<page>/index.html`, a path from the root of the project. Throws where it cannot be built. */
export async function serveBuiltPage(page: string, plugins: PluginOption[] = []): Promise<BuiltPage> {
  const name = page.replaceAll('/', '-');
  // The workers of a run have the same parent, also those that take the place of others.
  const outDir = `${folder}/${name}-${process.ppid}`;
  const lock = `${outDir}.lock`;
  mkdirSync(folder, { recursive: true });
  sweep(name);
  if (takes(lock)) {
    await buildPage(page, outDir, plugins).catch((error: unknown) => {
      writeFileSync(`${lock}/failed`, String(error));
      throw error;
    });
  }
  for (const deadlineMs = Date.now() + buildDeadlineMs; !existsSync(outDir);) {
    if (existsSync(`${lock}/failed`)) throw new Error(`The page ${page} was not built; the first test says why.`);
    if (Date.now() > deadlineMs) throw new Error(`The page ${page} was not built in time.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const server = await preview({
    root,
    configFile: false,
    logLevel: 'error',
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0 },
  });
  const address = server.httpServer.address();
  if (!address || typeof address === 'string') throw new Error('The page has no address.');
  return { url: `http://127.0.0.1:${address.port}/${page}/index.html`, close: () => server.close() };
}

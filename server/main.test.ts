import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { putFiles, send, temporaryFolder, until } from './testing.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

let folder = '';

/** The companion as it is handed out: one file, in a folder without packages. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'afterimage-'));
  await putFiles(folder, { 'client/index.html': 'the page' });
  await build({
    root,
    configFile: join(root, 'vite.server.config.ts'),
    logLevel: 'error',
    build: { outDir: join(folder, 'server'), emptyOutDir: true },
  });
}, 60_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

function run(argv: readonly string[]) {
  const child = spawn(process.execPath, [join(folder, 'server', 'main.js'), ...argv], { cwd: folder });
  onTestFinished(() => void child.kill('SIGKILL'));
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const exit = new Promise<number | null>((resolve) => {
    child.on('close', resolve);
  });
  return { child, exit, out: () => out, err: () => err };
}

describe('the built companion', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('serves without any package and stops calmly on %s', async (signal) => {
    const photos = await temporaryFolder({ 'a.jpg': 'x' });
    const { child, exit, out, err } = run(['--port', '0', '--photos', photos]);
    const port = Number(await until(() => /127\.0\.0\.1:(\d+)/.exec(out())?.[1]));
    expect((await send(port, '/')).text).toBe('the page');
    expect((await send(port, '/photos/a.jpg')).text).toBe('x');
    child.kill(signal);
    expect(await exit).toBe(0);
    expect(err()).toBe('');
  });

  it('says one line and no stack when it cannot start', async () => {
    const { exit, out, err } = run(['--photos', 'no-such-folder']);
    expect(await exit).toBe(1);
    expect(err()).toMatch(/^There is no folder “.*no-such-folder”\. Check the path after --photos\.\n$/);
    expect(out()).toBe('');
  });

  it('knows its version', async () => {
    const { exit, out } = run(['--version']);
    expect(await exit).toBe(0);
    expect(out()).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

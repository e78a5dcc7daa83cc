/** The README's two commands in a fresh clone: `npm start` shows pictures, `npm test` sets itself up and counts. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, openShow, statusOf, temporaryFolder, test } from './support.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const minute = 60_000;

function address(child: ChildProcess): Promise<string> {
  let output = '';
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`npm start did not get ready:\n${output}`)), 6 * minute);
    const read = (data: Buffer) => {
      output += data.toString();
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
      if (!found) return;
      clearTimeout(timer);
      resolve(found);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => reject(new Error(`npm start ended with ${code}:\n${output}`)));
  });
}

/** Ctrl+C in a terminal reaches npm and everything it started; npm itself passes no signal on. */
function interrupt(child: ChildProcess): void {
  if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    process.kill(-child.pid, 'SIGINT');
  }
}

test('the two commands work in a fresh clone', async ({ page }) => {
  test.setTimeout(12 * minute);
  const clone = temporaryFolder();
  const folder = `${clone.path}/afterimage`;
  let started: ChildProcess | undefined;
  try {
    const cloned = spawnSync('git', ['clone', '--quiet', '--no-hardlinks', root, folder], { encoding: 'utf8' });
    expect(cloned.stderr).toBe('');
    started = spawn('npm', ['start', '--', '--port', '0'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const ended = new Promise<number | null>((resolve) => started?.once('exit', resolve));
    const url = await address(started);
    await openShow(page, url);
    expect((await statusOf(page)).photo).toMatchObject({ sourceId: 'generative' });
    interrupt(started);
    await ended;
    const changed = spawnSync('git', ['status', '--porcelain'], { cwd: folder, encoding: 'utf8' });
    expect(changed.stdout, 'starting changes no file of the repository').toBe('');
    const tested = spawnSync('npm', ['test', '--', 'lint'], { cwd: folder, encoding: 'utf8', timeout: 3 * minute });
    expect(tested.stdout).toMatch(/^Browser: .+/m);
    expect(tested.stdout.trimEnd()).toMatch(/\n1 passed, 0 failed$/);
    expect(tested.status).toBe(0);
  } finally {
    if (started) interrupt(started);
    clone.remove();
  }
});

/** A real WebDAV server, where this machine has one: rclone's. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import 'fake-indexeddb/auto';
import { listAll, setUp } from '../../../tests/fakes/service.ts';
import { forgetWays } from '../../shared/service-request.ts';
import { openUrl } from '../../workers/decode/open-url.ts';
import { source } from './index.ts';
import { provider } from './provider.worker.ts';

const isHere = spawnSync('rclone', ['version']).status === 0;
if (!isHere) process.stdout.write('WebDAV was not tried against a real server: rclone is not on this machine.\n');

let server: ChildProcess | undefined;
let folder = '';
let address = '';
/** What browsers and servers escape differently. */
const odd = "Sommer (2024) [1] 'a' + b & ~c, {d} ^e!*";

async function start(): Promise<string> {
  const args = ['serve', 'webdav', folder, '--addr', '127.0.0.1:0', '--user', 'mia', '--pass', 'hüsh:1'];
  const child = spawn('rclone', [...args, '--config', '/dev/null'], { stdio: ['ignore', 'pipe', 'pipe'] });
  server = child;
  return new Promise((resolve, reject) => {
    let said = '';
    const read = (data: Buffer): void => {
      said += String(data);
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
      if (url !== undefined) resolve(url);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', () => reject(new Error(`rclone ended: ${said}`)));
  });
}

describe.runIf(isHere)('a folder that rclone serves', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'afterimage-dav-'));
    mkdirSync(join(folder, 'Été #1/deep'), { recursive: true });
    mkdirSync(join(folder, odd));
    for (const name of [
      'a.jpg',
      'Été #1/100% & more.PNG',
      'Été #1/deep/日本.webp',
      `${odd}/it’s 50% ;=@$.jpg`,
      'Été #1/notes.txt',
      '.hidden.jpg',
    ]) {
      writeFileSync(join(folder, name), `bytes of ${name}`);
    }
    address = await start();
    forgetWays();
  }, 20_000);

  afterAll(() => {
    server?.kill('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  });

  const fields = () => ({ address, user: 'mia', password: 'hüsh:1', folder: '' });

  it('is listed with all below it, and its photos open', async () => {
    const { params } = await setUp(source, fields());
    const { refs, error } = await listAll(provider, params);
    expect(error).toBeNull();
    expect(refs.map(({ name }) => name).toSorted()).toEqual([
      `${odd}/it’s 50% ;=@$.jpg`,
      'a.jpg',
      'Été #1/100% & more.PNG',
      'Été #1/deep/日本.webp',
    ]);
    for (const { name, locator, byteLength, revision, dateMs } of refs) {
      if (locator.kind !== 'url') throw new Error('not an address');
      const signal = new AbortController().signal;
      const bytes = await openUrl(locator.url, 'https://show.test', signal, () => undefined, locator.auth);
      expect(new TextDecoder().decode(bytes)).toBe(`bytes of ${name}`);
      expect(byteLength).toBe(bytes.byteLength);
      expect(revision).toBeTruthy();
      expect(Math.abs(Date.now() - (dateMs ?? 0))).toBeLessThan(3_600_000);
    }
  });

  it('can be one of its folders', async () => {
    const { params } = await setUp(source, { ...fields(), folder: 'Été #1/deep' });
    expect((await listAll(provider, params)).refs.map(({ name }) => name)).toEqual(['日本.webp']);
    const other = await setUp(source, { ...fields(), folder: odd });
    expect((await listAll(provider, other.params)).refs.map(({ name }) => name)).toEqual(['it’s 50% ;=@$.jpg']);
  });

  it('is explained when the password is wrong, or the folder is not there', async () => {
    const wrong = await setUp(source, { ...fields(), password: 'x' });
    expect((await listAll(provider, wrong.params)).error?.message).toMatch(
      /does not accept your user name or password/,
    );
    const gone = await setUp(source, { ...fields(), folder: 'nowhere' });
    expect((await listAll(provider, gone.params)).error?.message).toMatch(/nothing at this address/);
  });
});

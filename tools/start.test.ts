import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { explainFailure, outdatedPackages } from './lib/install.mjs';
import { precompress } from './lib/precompress.mjs';
import { clearStamp, hashSources, isBuilt, writeStamp } from './lib/stamp.mjs';

async function project(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'afterimage-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await put(root, files);
  return root;
}

async function put(root: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
}

const entry = (version: string, optional = false) => ({ version, integrity: `sha512-${version}`, optional });
const lock = (packages: object) => JSON.stringify({ packages });

describe('whether to build', () => {
  const sources = {
    'index.html': 'page',
    'src/main.ts': 'code',
    'server/main.ts': 'server',
    'public/icon.svg': 'icon',
  };

  async function built() {
    const root = await project({ ...sources, 'dist/client/index.html': 'built' });
    expect(isBuilt(root)).toBe(false);
    writeStamp(root, hashSources(root), '1.0.0');
    expect(isBuilt(root)).toBe(true);
    return root;
  }

  it.each([
    ['a changed source', { 'src/main.ts': 'other code' }],
    ['a new source', { 'src/new.ts': '' }],
    ['the companion', { 'server/main.ts': 'other' }],
    ['the page', { 'index.html': 'other' }],
    ['a public file', { 'public/icon.svg': 'other' }],
    ['a configuration', { 'vite.config.ts': 'other' }],
    ['the locked packages', { 'package-lock.json': '{}' }],
    ['the build itself', { 'tools/build.mjs': 'other' }],
  ])('yes after a change of %s', async (_what, change) => {
    const root = await built();
    await put(root, change);
    expect(isBuilt(root)).toBe(false);
  });

  it('yes after a source was removed or the last build was not finished', async () => {
    const root = await built();
    await rm(join(root, 'src/main.ts'));
    expect(isBuilt(root)).toBe(false);
    const other = await built();
    clearStamp(other);
    expect(isBuilt(other)).toBe(false);
  });

  it('no after a change of a test, a document or a hidden file', async () => {
    const root = await built();
    await put(root, {
      'src/main.test.ts': 'test',
      'docs/guide.md': 'words',
      'README.md': 'words',
      'src/.DS_Store': '',
    });
    expect(isBuilt(root)).toBe(true);
  });
});

describe('whether to install', () => {
  const wanted = lock({
    '': { name: 'afterimage' },
    'node_modules/idb': entry('8.0.0'),
    'node_modules/only-on-windows': entry('1.0.0', true),
  });

  it.each([
    ['nothing is there', {}, ['node_modules/idb']],
    ['all is there', { 'node_modules/idb': entry('8.0.0') }, []],
    ['one is older', { 'node_modules/idb': entry('7.0.0') }, ['node_modules/idb']],
    [
      'an optional one is older',
      { 'node_modules/idb': entry('8.0.0'), 'node_modules/only-on-windows': entry('0.9.0') },
      ['node_modules/only-on-windows'],
    ],
    ['more is there than needed', { 'node_modules/idb': entry('8.0.0'), 'node_modules/x': entry('1.0.0') }, []],
  ])('when %s', async (_what, installed, expected) => {
    const root = await project({ 'package-lock.json': wanted, 'node_modules/.package-lock.json': lock(installed) });
    expect(outdatedPackages(root)).toEqual(expected);
  });

  it('when node_modules is missing or its note is damaged', async () => {
    expect(outdatedPackages(await project({ 'package-lock.json': wanted }))).toEqual(['node_modules/idb']);
    const damaged = await project({ 'package-lock.json': wanted, 'node_modules/.package-lock.json': '{"pack' });
    expect(outdatedPackages(damaged)).toEqual(['node_modules/idb']);
  });

  it('says one clear sentence when it fails', () => {
    expect(explainFailure(1)).toContain('offline');
    expect(explainFailure(127)).toContain('npm was not found');
    expect(explainFailure(130)).toContain('interrupted');
  });
});

describe('compressed copies', () => {
  it('are made of text that gets smaller, and hold the same', async () => {
    const script = 'export const answer = 42;\n'.repeat(200);
    const root = await project({ 'assets/a.js': script, 'assets/tiny.css': 'a{}', 'assets/photo.jpg': script });
    expect(await precompress(root)).toBe(1);
    expect((await readdir(join(root, 'assets'))).toSorted()).toEqual([
      'a.js',
      'a.js.br',
      'a.js.gz',
      'photo.jpg',
      'tiny.css',
    ]);
    expect(brotliDecompressSync(await readFile(join(root, 'assets/a.js.br'))).toString()).toBe(script);
    expect(gunzipSync(await readFile(join(root, 'assets/a.js.gz'))).toString()).toBe(script);
  });
});

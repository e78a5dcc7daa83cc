/**
 * Proof that the fences bite: `tests/fences/violations` holds code that must be refused. A loosened rule, a
 * mistyped path or a checker that looks at nothing turns one of these red.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { describe, expect, it } from 'vitest';
import { pageChunkFence } from '../../tools/page-chunk-fence.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const violations = `${root}tests/fences/violations`;

function run(command: string, args: string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [`${root}node_modules/${command}`, ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  return { output: stdout + stderr, status };
}

describe('dependency rules', () => {
  it('refuse every forbidden import', async () => {
    const script = `import { cruiseProject } from ${JSON.stringify(`${root}tools/check-deps.mjs`)};
      const { violations } = await cruiseProject(${JSON.stringify(violations)}, ['src']);
      console.log(JSON.stringify(violations.map(({ rule, from }) => rule.name + ' ' + from)));`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(stderr.replace(/npm warn.*\n/g, '')).toBe('');
    const found = JSON.parse(stdout) as string[];
    for (const expected of [
      'pixi-only-in-render src/slideshow/imports-pixi.ts',
      'slideshow-is-an-island src/slideshow/imports-render.ts',
      'shared-is-a-leaf src/shared/imports-ui.ts',
      'no-cycles src/ui/cycle.ts',
      'comlink-only-in-workers src/ui/imports-comlink.ts',
      'image-parsers-only-in-decode src/ui/imports-exif.ts',
      'node-only-on-the-server src/ui/imports-node.ts',
      'worker-code-only-by-url src/ui/imports-worker.ts',
      'plugins-never-import-siblings src/sources/one/index.ts',
    ]) {
      expect(found).toContain(expected);
    }
  }, 60_000);
});

describe('lint', () => {
  it('refuses fetching, decoding and parsing on the main thread, and default exports', () => {
    const config = JSON.parse(readFileSync(`${root}.oxlintrc.json`, 'utf8')) as Record<string, unknown>;
    mkdirSync(`${root}.cache`, { recursive: true });
    const file = `${root}.cache/fences.oxlintrc.json`;
    delete config['$schema'];
    writeFileSync(file, JSON.stringify({ ...config, ignorePatterns: [] }));
    const { output, status } = run('oxlint/bin/oxlint', ['-c', file, '--format', 'unix', violations]);
    expect(status).not.toBe(0);
    for (const word of [
      "'fetch'",
      "'window.fetch'",
      "'createImageBitmap'",
      "'DOMParser'",
      "'Image'",
      'Prefer named exports',
    ]) {
      expect(output).toContain(word);
    }
  }, 60_000);
});

describe('types per realm', () => {
  const check = (realm: 'page' | 'worker', files: string[]) => {
    const config = `${root}.cache/fences.tsconfig.${realm}.json`;
    const own = JSON.parse(readFileSync(`${root}tsconfig.${realm}.json`, 'utf8')) as { compilerOptions: object };
    mkdirSync(`${root}.cache`, { recursive: true });
    const options = {
      ...own.compilerOptions,
      outDir: `./fences/${realm}`,
      tsBuildInfoFile: `./fences/${realm}.tsbuildinfo`,
      types: [],
      rootDir: root,
    };
    writeFileSync(
      config,
      JSON.stringify({
        extends: '../tsconfig.base.json',
        compilerOptions: options,
        files: files.map((file) => `${violations}/src/${file}`),
      }),
    );
    return run('typescript/bin/tsc', ['--noEmit', '-p', config]).output;
  };

  it('page code cannot name what only workers have', () => {
    const output = check('page', ['ui/uses-worker-api.ts']);
    expect(output).toContain('DedicatedWorkerGlobalScope');
    expect(output).toContain('importScripts');
  }, 60_000);

  it('worker and shared code cannot name the page', () => {
    const output = check('worker', ['workers/decode/uses-page-api.ts', 'shared/uses-page-api.ts']);
    expect(output).toMatch(/workers\/decode\/uses-page-api.*'document'/);
    expect(output).toMatch(/workers\/decode\/uses-page-api.*'window'/);
    expect(output).toMatch(/shared\/uses-page-api.*'document'/);
  }, 60_000);
});

describe('the build', () => {
  it('refuses a page chunk that holds worker code', async () => {
    const building = build({
      root: violations,
      configFile: false,
      logLevel: 'silent',
      plugins: [pageChunkFence()],
      build: { write: false, rolldownOptions: { input: `${violations}/src/main.ts` } },
    });
    await expect(building).rejects.toThrow(/worker code in a page chunk.*src\/workers\/decode\/open\.ts/s);
  }, 60_000);
});

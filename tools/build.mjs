/**
 * `npm run build`: the client into dist/client, the companion into dist/server, then the steps of `postBuild` in order,
 * and last the stamp by which `npm start` knows that nothing needs to be built.
 */
import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { buildServiceWorker } from './build-sw.mjs';
import { precompress } from './lib/precompress.mjs';
import { shippedModules } from './lib/shipped-modules.mjs';
import { clearStamp, hashSources, writeStamp } from './lib/stamp.mjs';
import { writeNotices } from './notices.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/**
 * @typedef {object} BuildContext
 * @property {string} root
 * @property {string} version
 * @property {string} clientDir
 * @property {string} serverDir
 * @property {import('./lib/shipped-modules.mjs').ShippedModules} shipped what went into the files; a step that builds
 *   more (the service worker) passes `shipped.plugin()` to its own build
 */

/**
 * Steps between the two builds and the stamp. Order matters: whatever adds files to the client comes before
 * `precompress`.
 * @type {{ name: string, run: (context: BuildContext) => Promise<void> }[]}
 */
const postBuild = [
  { name: 'service worker', run: (context) => buildServiceWorker(context) },
  { name: 'third-party notices', run: (context) => writeNotices(context) },
  {
    name: 'compressed copies',
    run: async ({ clientDir }) => {
      await precompress(clientDir);
    },
  },
];

async function main() {
  const sources = hashSources(root);
  clearStamp(root);
  const shipped = shippedModules(root);
  const context = {
    root,
    version,
    clientDir: join(root, 'dist', 'client'),
    serverDir: join(root, 'dist', 'server'),
    shipped,
  };
  const common = { root, logLevel: /** @type {const} */ ('warn') };
  await build({
    ...common,
    configFile: join(root, 'vite.config.ts'),
    plugins: [shipped.plugin()],
    worker: { plugins: () => [shipped.plugin()] },
  });
  await build({ ...common, configFile: join(root, 'vite.server.config.ts'), plugins: [shipped.plugin()] });
  for (const step of postBuild) {
    const startedMs = performance.now();
    await step.run(context);
    process.stdout.write(`${step.name}: ${Math.round(performance.now() - startedMs)} ms\n`);
  }
  writeStamp(root, sources, version);
}

try {
  await main();
} catch (error) {
  rmSync(join(root, 'dist', 'build.json'), { force: true });
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.stderr.write('The build failed; the reason is above.\n');
  process.exitCode = 1;
}

/** A module of the app, with all that it imports, for Node: built once for each run of a tool. */
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * @param {string} entry from the root of the repository
 * @returns {Promise<any>} what it exports
 */
export async function loadTypescript(entry) {
  const name = basename(entry, '.ts');
  const outDir = join(root, '.cache/node', name);
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      outDir,
      ssr: join(root, entry),
      target: 'node20',
      rollupOptions: { output: { entryFileNames: `${name}.mjs` } },
    },
    ssr: { noExternal: true },
  });
  return import(pathToFileURL(join(outDir, `${name}.mjs`)).href);
}

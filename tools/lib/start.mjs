/** The steps of `npm start`, once the version of Node is known to be right. */
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureInstalled } from './install.mjs';
import { run } from './run.mjs';
import { isBuilt } from './stamp.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const say = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);

/** Resolves to a sentence when there is nothing to serve. A finished build needs no packages: it is self-contained. */
async function prepare() {
  if (isBuilt(root)) return null;
  const problem = await ensureInstalled(root, say);
  if (problem !== null) return problem;
  say('Building Afterimage (once)…');
  const code = await run(process.execPath, [join(root, 'tools', 'build.mjs')], { cwd: root });
  if (code > 128) return 'The build was interrupted. Run npm start again to finish it.';
  return code === 0 ? null : 'Afterimage could not be built. The lines above say why.';
}

export async function start() {
  const problem = await prepare();
  if (problem !== null) {
    process.stderr.write(`${problem}\n`);
    process.exitCode = 1;
    return;
  }
  await import(pathToFileURL(join(root, 'dist', 'server', 'main.js')).href);
}

/** Tells whether `dist` was built from exactly these sources: a hash of their contents, kept beside the build. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** Everything that decides what the build contains. */
const inputs = [
  'index.html',
  'package.json',
  'package-lock.json',
  'vite.config.ts',
  'vite.server.config.ts',
  'public',
  'src',
  'server',
  'tools/build.mjs',
  'tools/notices.mjs',
  'tools/lib',
];

const stampFile = (/** @type {string} */ root) => join(root, 'dist', 'build.json');

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesBelow(path) {
  let stats;
  try {
    stats = statSync(path);
  } catch {
    return [];
  }
  if (stats.isFile()) return [path];
  return readdirSync(path).flatMap((name) => (name.startsWith('.') ? [] : filesBelow(join(path, name))));
}

/**
 * @param {string} root
 * @returns {string}
 */
export function hashSources(root) {
  const hash = createHash('sha256');
  const files = inputs.flatMap((input) => filesBelow(join(root, input)));
  const names = files
    .map((file) => relative(root, file).split(sep).join('/'))
    .filter((name) => !name.includes('.test.'));
  for (const name of names.toSorted()) {
    const content = readFileSync(join(root, name));
    hash.update(`${name}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** @param {string} root */
export function isBuilt(root) {
  try {
    return JSON.parse(readFileSync(stampFile(root), 'utf8')).sources === hashSources(root);
  } catch {
    return false;
  }
}

/** Called before a build: an interrupted one must not look finished. @param {string} root */
export function clearStamp(root) {
  rmSync(stampFile(root), { force: true });
}

/**
 * Called last. `sources` is the hash taken before the build, so that an edit during it leads to another build.
 * @param {string} root
 * @param {string} sources
 * @param {string} version
 */
export function writeStamp(root, sources, version) {
  writeFileSync(stampFile(root), `${JSON.stringify({ version, sources })}\n`);
}

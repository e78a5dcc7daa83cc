/** Brings `node_modules` to what `package-lock.json` asks for, and only when it is not there already. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, link?: boolean }} LockEntry */

/**
 * @param {string} file
 * @returns {Record<string, LockEntry> | null}
 */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? null;
  } catch {
    return null;
  }
}

/**
 * Names of packages that are missing or of another version than locked. npm notes in `node_modules/.package-lock.json`
 * what it installed; comparing the contents does not depend on file times, which a fresh clone does not have.
 * Optional packages may be missing: they belong to other systems.
 * @param {string} root
 * @returns {string[]}
 */
export function outdatedPackages(root) {
  const locked = readPackages(join(root, 'package-lock.json')) ?? {};
  const installed = readPackages(join(root, 'node_modules', '.package-lock.json')) ?? {};
  return Object.entries(locked)
    .filter(([path, wanted]) => {
      if (path === '' || wanted.link) return false;
      const found = installed[path];
      if (!found) return !wanted.optional;
      return found.version !== wanted.version || found.integrity !== wanted.integrity;
    })
    .map(([path]) => path);
}

/** npm itself when npm started us, else the one on the PATH. */
function npmCommand() {
  const script = process.env.npm_execpath;
  if (script && /npm-cli\.c?js$/.test(script) && existsSync(script)) {
    return { command: process.execPath, args: [script], shell: false };
  }
  return { command: 'npm', args: [], shell: process.platform === 'win32' };
}

const flags = ['--include=dev', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];

/**
 * Its error lines are kept back: they are shown only when nothing else helps.
 * @param {string} root
 * @param {string[]} args
 */
async function npm(root, args) {
  const { command, args: first, shell } = npmCommand();
  let errors = '';
  const code = await run(command, [...first, ...args, ...flags], {
    cwd: root,
    shell,
    stdio: ['inherit', 'inherit', 'pipe'],
    onStderr: (text) => (errors += text),
  });
  return { code, errors };
}

/**
 * Installs when needed. Resolves to null when all is well, else to a sentence for the user.
 * @param {string} root
 * @param {(line: string) => void} say
 * @returns {Promise<string | null>}
 */
export async function ensureInstalled(root, say) {
  if (outdatedPackages(root).length === 0) return null;
  say('Installing what Afterimage needs (once)…');
  let { code, errors } = await npm(root, ['ci']);
  // A lock file written where packages for other systems were not to be had is refused by `ci`. The versions it does
  // name still hold for `install`.
  if (errors.includes('EUSAGE')) ({ code, errors } = await npm(root, ['install', '--no-save']));
  if (code === 0) return null;
  process.stderr.write(errors);
  return explainFailure(code);
}

/** @param {number} code */
export function explainFailure(code) {
  if (code === 127) {
    return 'npm was not found. Install Node.js together with npm from nodejs.org, then run npm start again.';
  }
  if (code > 128) return 'The installation was interrupted. Run npm start again to finish it.';
  return 'The packages could not be installed, most often because this device is offline. Connect it, then run npm start again.';
}

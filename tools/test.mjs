/** `npm test`: everything a fresh clone needs to pass the tests — packages, a browser, then all checks. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);

const { ensureInstalled } = await import('./lib/install.mjs');
try {
  const problem = await ensureInstalled(root, console.log);
  if (problem) throw new Error(problem);
  const { ensureChromium } = await import('./chromium.mjs');
  console.log(`Browser: ${ensureChromium()}`);
} catch (error) {
  console.error(error.message);
  console.log('0 passed, 1 failed');
  process.exit(1);
}
process.exitCode =
  spawnSync(process.execPath, ['tools/check.mjs', ...process.argv.slice(2)], { stdio: 'inherit' }).status ?? 1;

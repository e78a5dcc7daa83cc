/** Entry of `dist/server/main.js`: binds the command line to this process. */
import { fileURLToPath } from 'node:url';
import { runCli } from './cli.ts';
import { openBrowser } from './open-browser.ts';

declare const __APP_VERSION__: string;

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // Asked twice: the user does not want to wait.
    if (stop.signal.aborted) process.exit(1);
    stop.abort();
  });
}

process.exitCode = await runCli(process.argv.slice(2), {
  version: __APP_VERSION__,
  clientDir: fileURLToPath(new URL('../client', import.meta.url)),
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  openBrowser: (url) =>
    openBrowser(url, () => process.stderr.write(`No browser could be opened. Open ${url} yourself.\n`)),
  stop: stop.signal,
});

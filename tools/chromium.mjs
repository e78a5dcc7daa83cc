/**
 * Finds a Chromium for the browser tests: AFTERIMAGE_CHROMIUM, Playwright's own, one on the system, and at last
 * Debian's package. Playwright's own is downloaded where that works; a closed network is not an error.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright';

const systemPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  `${process.env.PROGRAMFILES ?? 'C:\\Program Files'}\\Google\\Chrome\\Application\\chrome.exe`,
];

/**
 * Software WebGL2, a quiet network, and no questions. The page itself is painted by the processor, as browsers without a graphics
 * processor do: painted through an emulated one, parts of it come out in the wrong place (docs/decisions/0033).
 */
export const chromiumArgs = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--enable-unsafe-swiftshader',
  '--use-angle=swiftshader',
  '--ignore-gpu-blocklist',
  '--disable-gpu-rasterization',
  '--force-color-profile=srgb',
];

function installed() {
  const own = chromium.executablePath();
  return [process.env.AFTERIMAGE_CHROMIUM, own, ...systemPaths].find((path) => path && existsSync(path)) ?? null;
}

function run(command, args, timeoutMs) {
  return spawnSync(command, args, { stdio: 'inherit', timeout: timeoutMs }).status === 0;
}

/** @returns {string | null} the path of a browser, without installing anything */
export const findChromium = installed;

/** @returns {string} throws with one sentence when there is no way to get a browser */
export function ensureChromium() {
  const found = installed();
  if (found) return found;
  console.log('No Chromium found. Trying Playwright’s download …');
  run(process.execPath, ['node_modules/playwright/cli.js', 'install', 'chromium'], 300_000);
  if (!installed() && process.platform === 'linux' && existsSync('/usr/bin/apt-get')) {
    console.log('Trying the system’s package …');
    const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
    const apt = (...args) => {
      const [command, ...rest] = [...sudo, 'apt-get', '-qq', '-y', ...args];
      return run(command, rest, 600_000);
    };
    apt('update');
    apt('install', '--no-install-recommends', 'chromium');
  }
  const path = installed();
  if (!path)
    throw new Error(
      'The browser tests need Chromium. Install it, or name one with AFTERIMAGE_CHROMIUM=/path/to/chromium.',
    );
  return path;
}

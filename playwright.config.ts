import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';
import { chromiumArgs, ensureChromium } from './tools/chromium.mjs';

if (!existsSync(new URL('./dist/server/main.js', import.meta.url))) {
  throw new Error('There is no build to test. Run “npm run build” first.');
}

/** These measure, keep time with sound, or take the whole machine: beside another they would raise false alarms. */
const alone = [
  'decode',
  'first-light',
  'main-thread',
  'newcomer',
  'offline-photos',
  'renderer',
  'sound',
  'sound-files',
  'supervisor',
  'workers',
].map((name) => `e2e/${name}.spec.ts`);

/**
 * The browser tests run against the built app, served by the companion as users get it. Everything is drawn by the
 * processor here, so pages are small. Scenes keep their own time, and most of the others wait more than they work: two of
 * those run side by side in `npm run check` (`--workers 2`), the rest one at a time.
 */
export default defineConfig({
  testDir: 'tests',
  projects: [
    { name: 'scenes', testMatch: 'scenes/**/*.spec.ts' },
    { name: 'e2e', testMatch: 'e2e/**/*.spec.ts', testIgnore: alone },
    { name: 'alone', testMatch: alone },
  ],
  outputDir: '.cache/test-results',
  workers: 1,
  fullyParallel: false,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  // See docs/decisions/0009-one-second-try.md.
  retries: 1,
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: process.env['AFTERIMAGE_REPORT'] ?? '.cache/playwright.json' }]],
  use: {
    viewport: { width: 640, height: 360 },
    deviceScaleFactor: 1,
    launchOptions: { executablePath: ensureChromium(), args: chromiumArgs },
    screenshot: 'only-on-failure',
  },
});

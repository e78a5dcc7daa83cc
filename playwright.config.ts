import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';
import { chromiumArgs, ensureChromium } from './tools/chromium.mjs';

if (!existsSync(new URL('./dist/server/main.js', import.meta.url))) {
  throw new Error('There is no build to test. Run “npm run build” first.');
}

/**
 * The browser tests run against the built app, served by the companion as users get it. Everything is drawn by the
 * processor here, so pages are small and one runs at a time: two would slow each other into false alarms. Scenes keep their own
 * time, so two of them may run side by side (`--workers 2`, as `npm run check` does).
 */
export default defineConfig({
  testDir: 'tests',
  testMatch: ['e2e/**/*.spec.ts', 'scenes/**/*.spec.ts'],
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

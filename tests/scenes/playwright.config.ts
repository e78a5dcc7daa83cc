import { defineConfig } from '@playwright/test';

/** Scenes: the renderers in a real browser, against pixels. `npx playwright test -c tests/scenes`. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  workers: 1,
  timeout: 120_000,
  reporter: 'list',
  outputDir: '../../test-results/scenes',
});

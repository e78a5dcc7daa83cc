import { defineConfig } from 'vitest/config';

export default defineConfig({
  define: { __APP_VERSION__: '"test"' },
  test: {
    include: ['src/**/*.test.ts', 'server/**/*.test.ts', 'tests/contracts/**/*.test.ts', 'tools/**/*.test.ts'],
    environment: 'node',
    // As the page has them from the first sentence with a plural on.
    setupFiles: ['src/shared/plurals.ts'],
    passWithNoTests: false,
  },
});

import { defineConfig } from 'vitest/config';

export default defineConfig({
  define: { __APP_VERSION__: '"test"' },
  test: {
    include: ['src/**/*.test.ts', 'server/**/*.test.ts', 'tests/contracts/**/*.test.ts', 'tools/**/*.test.ts'],
    environment: 'node',
    passWithNoTests: false,
  },
});

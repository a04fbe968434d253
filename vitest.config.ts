import { defineConfig } from 'vitest/config';

export default defineConfig({
  ssr: { resolve: { conditions: ['source'] } },
  resolve: { conditions: ['source'] },
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    // Real servers start in some tests; a condition that never comes must fail, not hang.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});

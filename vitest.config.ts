import { defineConfig } from 'vitest/config';

/** Where continuous integration wants the results as JSON, besides the terminal. */
const report = process.env['TEST_REPORT'];

export default defineConfig({
  ssr: { resolve: { conditions: ['@spcs-sd/source'] } },
  resolve: { conditions: ['@spcs-sd/source'] },
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', 'sd-cli/bundle/**'],
    // Most tests wait for servers: one worker less than there are cores would leave a core idle.
    maxWorkers: 2,
    // Real servers start in some tests; a condition that never comes must fail, not hang.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    ...(report === undefined ? {} : { reporters: ['default', 'json'], outputFile: { json: report } }),
  },
});

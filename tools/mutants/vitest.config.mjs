/**
 * How `npm run spec:coverage` runs vitest: with MUTANT, the named test under that mutant; without it, every
 * mutant that a vector must catch.
 */
import { defineConfig } from 'vitest/config';
import { repository } from '../run.mjs';
import { mutantCopies, oneMutant } from './plugin.mjs';

const one = process.env['MUTANT'];

// oxlint-disable-next-line import/no-default-export
export default defineConfig({
  root: repository,
  plugins: [one === undefined ? mutantCopies() : oneMutant(Number(one))],
  ssr: { resolve: { conditions: ['@spcs-sd/source'] } },
  resolve: { conditions: ['@spcs-sd/source'] },
  test: {
    include: one === undefined ? ['tools/mutants/vectors.run.mjs'] : ['**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    reporters: ['json'],
    maxWorkers: 1,
    testTimeout: 30_000,
  },
});

/**
 * How `npm run mutants` runs vitest: the core with a switch at every place, and its tests as functions.
 */
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { defineConfig } from 'vitest/config';
import { repository } from '../run.mjs';
import { coreMutants, sourceFiles } from './files.mjs';
import { withSwitches } from './switches.mjs';

/** What the core's tests import, and what they get. @type {Readonly<Record<string, string>>} */
const standIns = { vitest: 'collected.mjs', 'fast-check': 'fast-check.mjs' };

/** @type {import('vitest/config').Plugin} */
const mutatedCore = {
  name: 'mutated-core',
  enforce: 'pre',
  resolveId(source, importer) {
    const standIn = Object.hasOwn(standIns, source) ? standIns[source] : undefined;
    const isOfCore = importer?.startsWith(join(repository, 'sd-core', 'src')) ?? false;
    return standIn !== undefined && isOfCore ? join(import.meta.dirname, standIn) : null;
  },
  load(id) {
    const file = relative(repository, id);
    if (!sourceFiles.includes(file)) return null;
    const mutants = coreMutants.filter((mutant) => mutant.file === file);
    const first = coreMutants.findIndex((mutant) => mutant.file === file);
    return withSwitches(readFileSync(id, 'utf8'), mutants, first);
  },
};

// oxlint-disable-next-line import/no-default-export
export default defineConfig({
  root: repository,
  plugins: [mutatedCore],
  ssr: { resolve: { conditions: ['@spcs-sd/source'] } },
  resolve: { conditions: ['@spcs-sd/source'] },
  test: {
    include: ['tools/core-mutants/share.run.mjs'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    reporters: ['json'],
    maxWorkers: 1,
    testTimeout: 3_600_000,
  },
});

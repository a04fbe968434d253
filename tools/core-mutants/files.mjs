/**
 * The core's sources and tests, and every mutant of the sources, numbered.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../run.mjs';
import { mutantsOf } from './tree.mjs';

const folder = 'sd-core/src';

const names = readdirSync(join(repository, folder)).toSorted();

/** Below the repository. @type {readonly string[]} */
export const testFiles = names.filter((name) => name.endsWith('.test.ts')).map((name) => `${folder}/${name}`);

/** @type {readonly string[]} */
export const sourceFiles = names
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.endsWith('.arb.ts'))
  .map((name) => `${folder}/${name}`);

/** By file, in the order of the text. @type {readonly import('./tree.mjs').CoreMutant[]} */
export const coreMutants = sourceFiles.flatMap((file) =>
  mutantsOf(file, readFileSync(join(repository, file), 'utf8')),
);

/**
 * A Vite plugin that breaks sources in memory, so that no file on the disk ever holds a breach.
 */
import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { repository } from '../run.mjs';
import { mutants, mutated } from './mutant.mjs';

/** The marker of one mutant's copy of a module; the number is its place in the list. */
const copy = /\?mutant=(\d+)$/;

/**
 * Modules that are imported with `?mutant=N` are copies of their own, and so are those that they import, as
 * far as the way to the mutant's file leads; in them that file is broken.
 *
 * @returns {import('vitest/config').Plugin}
 */
export function mutantCopies() {
  return {
    name: 'mutant-copies',
    enforce: 'pre',
    async resolveId(source, importer) {
      const number = copy.exec(importer ?? '')?.[1] ?? copy.exec(source)?.[1];
      if (number === undefined) return null;
      const plainImporter = importer?.replace(copy, '');
      const found = await this.resolve(source.replace(copy, ''), plainImporter, { skipSelf: true });
      if (found === null || Boolean(found.external) || !isOnTheWay(found.id, Number(number))) return found;
      return { ...found, id: `${found.id}?mutant=${number}` };
    },
    load(id) {
      const number = copy.exec(id)?.[1];
      if (number === undefined) return null;
      return broken(Number(number), id.replace(copy, ''));
    },
  };
}

/**
 * One mutant everywhere, for the tests that mutants name.
 *
 * @param {number} number
 * @returns {import('vitest/config').Plugin}
 */
export function oneMutant(number) {
  return {
    name: 'one-mutant',
    enforce: 'pre',
    load: (id) => (isOurs(id) && pathOf(id) === mutants[number]?.file ? broken(number, id) : null),
  };
}

/**
 * Whether a module may lead from our answers to the mutant's file. The rest need not be copied, which is what
 * takes the time.
 *
 * @param {string} id
 * @param {number} number
 */
function isOnTheWay(id, number) {
  const mutant = mutants[number];
  if (mutant === undefined) return false;
  const { must, file } = mutant;
  const between = must.startsWith('SD-SNOW') ? ['sd-runtime/src/snowflake/', 'sd-runtime/src/index.ts'] : [];
  const folders = ['sd-cli/src/conform/self/', `${dirname(file)}/`, ...between];
  const path = pathOf(id);
  return isOurs(id) && (folders.some((folder) => path.startsWith(folder)) || isIndexOf(path, file));
}

/** @param {string} path @param {string} file */
function isIndexOf(path, file) {
  return path === `${file.split('/', 1)[0]}/src/index.ts`;
}

/** @param {string} id */
function isOurs(id) {
  return id.startsWith(repository) && !id.includes('/node_modules/') && id.endsWith('.ts');
}

/** @param {string} id */
function pathOf(id) {
  return relative(repository, id);
}

/** @param {number} number @param {string} id */
function broken(number, id) {
  const text = readFileSync(join(repository, pathOf(id)), 'utf8');
  const mutant = mutants[number];
  return mutant !== undefined && mutant.file === pathOf(id) ? mutated(mutant, text) : text;
}

/**
 * Puts functions that were compiled from the schemas in the place of the compiler, in the bundle.
 *
 * Same compiler, same options, same functions: only the time of compiling differs.
 */
import { join } from 'node:path';
import standalone from 'ajv/dist/standalone/index.js';
import { schemaCompiler, schemaFiles } from '../sd-cli/dist/config/schema-validators.js';

/** @param {string} folder where the built `schema-validators.js` is; @returns {import('rolldown').Plugin} */
export function compiledSchemas(folder) {
  const replaced = join(folder, 'schema-validators.js');
  // It is never written; as a file of this folder it finds what it requires.
  const functions = join(folder, 'compiled-schemas.cjs');
  return {
    name: 'compiled-schemas',
    resolveId: (id) => (id === functions ? id : undefined),
    load(id) {
      if (id === replaced) {
        const from = JSON.stringify(functions);
        return `import functions from ${from};\nexport const validatorOf = (name) => functions[name];\n`;
      }
      if (id !== functions) return undefined;
      return standalone.default(schemaCompiler(true), schemaFiles);
    },
  };
}

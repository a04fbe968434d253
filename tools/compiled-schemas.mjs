/**
 * Puts functions that were compiled from the schemas in the place of the compiler, in the bundle.
 *
 * Same compiler, same options, same functions: only the time of compiling differs. Each schema is a module
 * of its own, so that a start reads only those that it needs.
 */
import { join } from 'node:path';
import standalone from 'ajv/dist/standalone/index.js';
import { schemaCompiler, schemaFiles } from '../sd-cli/dist/config/schema-validators.js';

/** The modules that export a `validator`, and whose. @type {Readonly<Record<string, keyof typeof schemaFiles>>} */
const validators = {
  'config/config-schema.js': 'config',
  'web-config/web-config-schema.js': 'webConfig',
  'demo/scenario-schema.js': 'scenario',
};

/** @param {string} dist where the program was built; @returns {import('rolldown').Plugin} */
export function compiledSchemas(dist) {
  const compiler = schemaCompiler(true);
  const names = new Map(Object.entries(validators).map(([path, name]) => [join(dist, path), name]));
  // They are never written; as files of this folder they find what they require.
  const functions = new Map(Object.values(validators).map((name) => [join(dist, `${name}.cjs`), name]));
  return {
    name: 'compiled-schemas',
    resolveId: (id) => (functions.has(id) ? id : undefined),
    load(id) {
      const replaced = names.get(id);
      if (replaced !== undefined) {
        const from = JSON.stringify(join(dist, `${replaced}.cjs`));
        return `import validate from ${from};\nexport const validator = () => validate;\n`;
      }
      const name = functions.get(id);
      return name === undefined
        ? undefined
        : standalone.default(compiler, compiler.getSchema(schemaFiles[name]));
    },
  };
}

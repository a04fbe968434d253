/**
 * The schemas of files that users write, as functions that check data.
 *
 * Each has a module of its own beside its reader, and in the bundle that module is a function which was
 * compiled beforehand (`tools/compiled-schemas.mjs`): a compiler takes time and memory that a server never
 * needs again.
 */
import { createRequire } from 'node:module';
import type { Config, Scenario, WebConfig } from '@spcs-sd/spec';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

const require = createRequire(import.meta.url);

/** What each file is called in `@spcs-sd/spec`. */
export const schemaFiles = {
  config: 'config.schema.json',
  webConfig: 'web-config.schema.json',
  scenario: 'scenario.schema.json',
} as const;

/** What each file holds when it fits. */
export interface SchemaValues {
  readonly config: Config;
  readonly webConfig: WebConfig;
  readonly scenario: Scenario;
}

/** `keepsSource`: so that the functions can be written out as code. */
export function schemaCompiler(keepsSource = false): Ajv2020 {
  return new Ajv2020({
    allErrors: true,
    verbose: true,
    allowUnionTypes: true,
    // What the schema names once is one function, which a configuration that lacks it never calls.
    inlineRefs: false,
    keywords: ['x-expected'],
    code: { source: keepsSource },
  })
    .addSchema(require('@spcs-sd/spec/schemas/pool-list.schema.json'))
    .addSchema(require('@spcs-sd/spec/schemas/config.schema.json'))
    .addSchema(require('@spcs-sd/spec/schemas/web-config.schema.json'))
    .addSchema(require('@spcs-sd/spec/schemas/scenario.schema.json'));
}

let compiler: Ajv2020 | undefined;

/** Compiling costs tens of milliseconds, once for each. */
export function validatorOf<Name extends keyof SchemaValues>(
  name: Name,
): ValidateFunction<SchemaValues[Name]> {
  compiler ??= schemaCompiler();
  const validator = compiler.getSchema<SchemaValues[Name]>(schemaFiles[name]);
  if (validator === undefined) throw new Error(`no schema ${schemaFiles[name]}`);
  return validator;
}

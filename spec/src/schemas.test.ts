/** The schema files: sound, described, referring to each other, and accepting what they should. */
import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020, type AnySchemaObject } from 'ajv/dist/2020.js';
import { defaultPolicy } from '@spcs-sd/core';
import { describe, expect, test } from 'vitest';

const folder = new URL('../schemas/', import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith('.schema.json'));
const schemas = files.map((file) => ({ file, schema: read(file) }));

function read(file: string): AnySchemaObject {
  return JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
}

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
ajv.addVocabulary(['x-expected']);
for (const { schema } of schemas) ajv.addSchema(schema);

function validator(file: string) {
  const validate = ajv.getSchema(file);
  if (validate === undefined) throw new Error(`no schema ${file}`);
  return validate;
}

/** Every object in a schema that has `properties`, with the place it stands at. */
function* objects(node: unknown, at: string): Generator<readonly [string, AnySchemaObject]> {
  if (typeof node !== 'object' || node === null) return;
  if ('properties' in node && 'type' in node) yield [at, node];
  for (const [key, value] of Object.entries(node)) yield* objects(value, `${at}/${key}`);
}

describe.each(schemas)('$file', ({ file, schema }) => {
  test('compiles strictly, with every reference', () => {
    expect(schema.$id).toBe(file);
    expect(() => validator(file)).not.toThrow();
  });

  test('closes every object and describes every property', () => {
    for (const [at, object] of objects(schema, '')) {
      expect(object['additionalProperties'], at).toBe(false);
      for (const [name, property] of Object.entries<AnySchemaObject>(object['properties']))
        expect(property['description'] ?? property.$ref, `${at}/${name}`).toMatch(/./);
    }
  });

  test('avoids what other languages or the type generator cannot read', () => {
    const text = JSON.stringify(schema);
    expect(text).not.toContain('prefixItems');
    expect(text, 'RE2 has no lookaround').not.toMatch(/\(\?[=!<]/);
  });
});

test('the policy schema gives the defaults of the core', () => {
  const { limits, ...rest } = read('policy.schema.json')['properties'];
  const defaults = (properties: Readonly<Record<string, AnySchemaObject>>) =>
    Object.fromEntries(Object.entries(properties).map(([name, { default: value }]) => [name, value]));
  expect({ ...defaults(rest), limits: defaults(limits.properties) }).toEqual(defaultPolicy);
});

const groupOf = (target: unknown) => [{ targets: [target], labels: { __meta_spcs_compute_pool_name: 'p' } }];

test.each(['192.0.2.1:9001', '[2001:db8::1]:1', 'node-1.my_pool.internal:65535', 'a:9001'])(
  'target %s is one',
  (target) => {
    expect(validator('target-groups.schema.json')(groupOf(target))).toBe(true);
  },
);

test.each([
  '192.0.2.1',
  '192.0.2.1:0',
  '192.0.2.1:65536',
  '2001:db8::1:9001',
  '[2001:DB8::1]:1',
  'Node:9001',
  'node.:9001',
  '-node:9001',
  'a/b:9001',
  'a b:9001',
  'a:09001',
  ':9001',
  9001,
  null,
])('target %j is none', (target) => {
  expect(validator('target-groups.schema.json')(groupOf(target))).toBe(false);
});

const labels = { __meta_spcs_compute_pool_name: 'p' };

test.each([
  ['null', null],
  ['a null group', [null]],
  ['an empty group', [{ targets: [], labels }]],
  ['null targets', [{ targets: null, labels }]],
  ['no labels', [{ targets: ['a:1'] }]],
  ['a label of another namespace', [{ targets: ['a:1'], labels: { ...labels, job: 'x' } }]],
  ['a label that is no string', [{ targets: ['a:1'], labels: { ...labels, __meta_spcs_node: 1 } }]],
  ['an extra key', [{ targets: ['a:1'], labels, source: 'x' }]],
  ['a target twice', [{ targets: ['a:1', 'a:1'], labels }]],
])('%s is no body', (_what, body) => {
  expect(validator('target-groups.schema.json')(body)).toBe(false);
});

test('an empty list of groups is a body', () => {
  expect(validator('target-groups.schema.json')([])).toBe(true);
});

/**
 * Holds data against a configuration's schema and says in plain words what does not fit.
 *
 * The words come from the schema's own `x-expected`. Source: ajv's error objects.
 */
import type { AnySchemaObject, ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { foundText, shortText, type Finding, type Path } from './finding.ts';
import { nearest } from './nearest.ts';

/** What `data` is, and all that does not fit; none when it is a configuration. */
export type SchemaResult<Value> =
  | { readonly kind: 'config'; readonly config: Value }
  | { readonly kind: 'findings'; readonly findings: readonly Finding[] };

/** To find words and a place for one costs the size of its mapping, and nobody reads more of them. */
const maxFindings = 100;

/** One finding for each place, the first that the schema gives; a hundred at most. */
export type SchemaCheck<Value> = (data: unknown) => SchemaResult<Value>;

/** The function is made with the first data: it may have to be compiled. */
export function schemaCheck<Value>(validator: () => ValidateFunction<Value>): SchemaCheck<Value> {
  return (data) => {
    const validate = validator();
    if (validate(data)) return { kind: 'config', config: data };
    const byPlace = new Map<string, Finding>();
    for (const error of tellingErrors(validate.errors ?? [])) {
      if (byPlace.size === maxFindings) break;
      const finding = findingOf(data, error);
      const place = JSON.stringify(finding.path);
      if (!byPlace.has(place)) byPlace.set(place, finding);
    }
    return { kind: 'findings', findings: [...byPlace.values()] };
  };
}

/** Of a value that may have several forms, only what is wrong with the form that it has. */
function tellingErrors(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const choices = new Set(
    errors.flatMap(({ keyword, instancePath }) => (keyword === 'anyOf' ? [instancePath] : [])),
  );
  return errors.filter(({ keyword, instancePath, data }) => {
    const isOfOtherForm = keyword === 'type' && choices.has(instancePath);
    return keyword !== 'anyOf' && !(isOfOtherForm && typeof data === 'object' && data !== null);
  });
}

function findingOf(root: unknown, error: ErrorObject): Finding {
  const path = pathOf(root, error.instancePath);
  const schema: AnySchemaObject = error.parentSchema ?? {};
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownKey(path, String(error.params['additionalProperty']), Object.keys(schema['properties']));
    case 'required':
      return missingKey(path, String(error.params['missingProperty']), schema);
    case 'minProperties':
    case 'maxProperties':
      return wrongValue(path, schema, keysText(error.data), undefined);
    case 'uniqueItems':
      return repeatedItem(path, error);
    default:
      // What may be secret is never shown, not even where it is of the wrong type.
      if (schema['writeOnly'] === true) return wrongValue(path, schema, `a ${typeof error.data}`, undefined);
      return wrongValue(path, schema, foundText(error.data), hintFor(schema, error.data));
  }
}

function unknownKey(path: Path, key: string, known: readonly string[]): Finding {
  const meant = nearest(key, known);
  const hint = meant === undefined ? undefined : `did you mean ${meant}?`;
  const expected = meant === undefined ? `one of the keys ${known.join(', ')}` : 'a known key';
  const finding = { path: [...path, key], part: 'key', expected, found: shortText(key) } as const;
  return hint === undefined ? finding : { ...finding, hint };
}

function missingKey(path: Path, key: string, schema: AnySchemaObject): Finding {
  const expected = schema['properties']?.[key]?.['x-expected'] ?? 'a value';
  return { path: [...path, key], part: 'value', expected, found: 'nothing' };
}

function wrongValue(path: Path, schema: AnySchemaObject, found: string, hint: string | undefined): Finding {
  const expected = schema['x-expected'] ?? 'another value';
  const finding = { path, part: 'value', expected, found } as const;
  return hint === undefined ? finding : { ...finding, hint };
}

function hintFor(schema: AnySchemaObject, value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (Array.isArray(schema['enum'])) {
    const meant = nearest(value, schema['enum'].map(String));
    return meant === undefined ? undefined : `did you mean ${meant}?`;
  }
  if (schema['type'] === 'integer' && /^\d+$/.test(value)) return 'write it without quotes';
  if (schema['type'] !== 'boolean') return undefined;
  if (/^(yes|on|true)$/i.test(value)) return 'write true';
  return /^(no|off|false)$/i.test(value) ? 'write false' : undefined;
}

/** More of them would make the line too long to read. */
const maxKeys = 8;

function keysText(value: unknown): string {
  const keys = Object.keys(Object(value));
  const shown = keys.slice(0, maxKeys).map((key) => (/^[\w-]{1,60}$/.test(key) ? key : shortText(key)));
  if (keys.length > maxKeys) return `${shown.join(', ')} and ${keys.length - maxKeys} more`;
  return shown.length === 0 ? 'none' : shown.join(' and ');
}

function repeatedItem(path: Path, { params, data }: ErrorObject): Finding {
  const index = Math.max(Number(params['i']), Number(params['j']));
  const item: unknown = Array.isArray(data) ? data[index] : undefined;
  return {
    path: [...path, index],
    part: 'value',
    expected: 'each entry once',
    found: `${foundText(item)} again`,
  };
}

/** A JSON pointer's steps; those into lists become numbers. */
function pathOf(root: unknown, pointer: string): Path {
  let node = root;
  return pointer
    .split('/')
    .slice(1)
    .map((step) => {
      const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
      const isIndex = Array.isArray(node);
      node = Reflect.get(Object(node), key);
      return isIndex ? Number(key) : key;
    });
}

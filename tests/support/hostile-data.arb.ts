/**
 * Good data with a key somewhere that every object inherits: what a reader that copies keys, or asks whether
 * one is `in` an object, would take for its own or write where all objects share it.
 */
import fc from 'fast-check';

export const inheritedKeys = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
] as const;

type Mapping = Record<string, unknown>;

export interface Poisoned {
  readonly key: string;
  /** A copy of the good data with that key in one of its mappings. */
  readonly data: unknown;
}

/** What a merge would spread over every object. */
const payload: fc.Arbitrary<unknown> = fc.constantFrom(
  { polluted: true },
  { prototype: { polluted: true } },
  { name: 'polluted', path: 'polluted', kind: 'polluted' },
  ['polluted'],
  'polluted',
  null,
  1,
);

export function poisoned(good: unknown): fc.Arbitrary<Poisoned> {
  return fc.tuple(fc.constantFrom(...inheritedKeys), payload, fc.nat()).map(([key, value, place]) => {
    const data: unknown = structuredClone(good);
    const mappings = mappingsIn(data);
    const mapping = mappings[place % mappings.length];
    // An assignment would change the prototype instead of making a key.
    if (mapping !== undefined)
      Object.defineProperty(mapping, key, { value, enumerable: true, configurable: true });
    return { key, data };
  });
}

function mappingsIn(data: unknown): readonly Mapping[] {
  if (typeof data !== 'object' || data === null) return [];
  const inner = Object.values(data).flatMap(mappingsIn);
  return Array.isArray(data) ? inner : [data as Mapping, ...inner];
}

/** What all objects share, as text: equal texts before and after mean that nothing was written there. */
export function sharedByAll(): string {
  const shared = [
    Object.prototype,
    Array.prototype,
    Function.prototype,
    Object,
    String.prototype,
    Map.prototype,
  ];
  return shared.map((one) => Reflect.ownKeys(one).map(String).join(' ')).join('\n');
}

/**
 * Reads JSON that may be anything: each getter checks what it gives, and the first mismatch is
 * remembered with its place instead of being thrown.
 */

type Json = Readonly<Record<string, unknown>>;

export interface JsonReader {
  /** The first mismatch, such as `$.pools[3].name: expected a string, found 7`. */
  problem(): string | undefined;
  object(value: unknown, at: string): Json;
  array(from: Json, key: string, at: string): readonly unknown[];
  text(from: Json, key: string, at: string): string;
  flag(from: Json, key: string, at: string): boolean;
  /** A finite number. */
  number(from: Json, key: string, at: string): number;
  nullable<T>(from: Json, key: string, read: () => T): T | null;
  /** An absent key reads as undefined. */
  optional<T>(from: Json, key: string, read: () => T): T | undefined;
  oneOf<T extends string | number>(from: Json, key: string, at: string, values: readonly [T, ...T[]]): T;
}

export function jsonReader(): JsonReader {
  let first: string | undefined;
  function mismatch<T>(at: string, expected: string, found: unknown, instead: T): T {
    first ??= `${at}: expected ${expected}, found ${shown(found)}`;
    return instead;
  }
  /** Own keys only: a file cannot reach into the prototype. */
  const own = (from: Json, key: string): unknown => (Object.hasOwn(from, key) ? from[key] : undefined);
  return {
    problem: () => first,
    object: (value, at) => (isObject(value) ? value : mismatch(at, 'an object', value, {})),
    array(from, key, at) {
      const value = own(from, key);
      return Array.isArray(value)
        ? (value as readonly unknown[])
        : mismatch(`${at}.${key}`, 'an array', value, []);
    },
    text(from, key, at) {
      const value = own(from, key);
      return typeof value === 'string' ? value : mismatch(`${at}.${key}`, 'a string', value, '');
    },
    flag(from, key, at) {
      const value = own(from, key);
      return typeof value === 'boolean' ? value : mismatch(`${at}.${key}`, 'true or false', value, false);
    },
    number(from, key, at) {
      const value = own(from, key);
      return typeof value === 'number' && Number.isFinite(value)
        ? value
        : mismatch(`${at}.${key}`, 'a number', value, 0);
    },
    nullable: (from, key, read) => (own(from, key) === null ? null : read()),
    optional: (from, key, read) => (own(from, key) === undefined ? undefined : read()),
    oneOf(from, key, at, values) {
      const value = own(from, key);
      const known = values.find((allowed) => allowed === value);
      return known ?? mismatch(`${at}.${key}`, `one of ${values.join(', ')}`, value, values[0]);
    },
  };
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value of any kind in a few words; JSON of what JSON can hold. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'an array';
  if (isObject(value)) return 'an object';
  if (value === null) return 'null';
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
    return `a ${typeof value}`;
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

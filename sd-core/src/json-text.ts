/**
 * Canonical JSON text of strings: the same bytes on every machine, safe for strict YAML readers.
 *
 * vmagent reads `.json` files with a YAML parser after it has replaced `%{NAME}` by environment
 * variables, so what YAML calls unprintable and the opening of such a variable are escaped.
 * Source: VictoriaMetrics lib/envtemplate; YAML 1.2 section 5.1.
 */

import { compareUnits } from './order.ts';

/** What JSON.stringify leaves raw and a YAML parser refuses or folds. */
const unprintable = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** JSON.stringify would write a lone surrogate as an escape that strict parsers refuse. */
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** What needs no escape at all, as every address does: printable ASCII without `"`, `%` and `\`. */
const plain = /^[ !#$&-[\]-~]*$/;

/** One JSON string with its quotes. Lone surrogates become U+FFFD. */
export function jsonText(value: string): string {
  if (plain.test(value)) return `"${value}"`;
  const text = JSON.stringify(wellFormed(value));
  return text.replace(unprintable, escapeUnit).replaceAll('%{', '%\\u007b');
}

/** Lone surrogates become U+FFFD: UTF-8 cannot hold them. */
export function wellFormed(value: string): string {
  return value.replace(loneSurrogate, '\ufffd');
}

/** Any JSON value with its keys sorted: equal values give equal texts. For comparing, not for publishing. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (isRecord(inner) ? sortedKeys(inner) : inner));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sortedKeys(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => compareUnits(a, b)));
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/**
 * Whether a result is what a vector expects: rules of comparison by kind.
 *
 * Pure. A result comes from any program, so nothing is believed about its form.
 */
import type { SnowflakeListCase, VectorCase } from '@spcs-sd/spec';
import { byText, differences, isList, isRecord, own, place, type Difference } from './difference.ts';
import { judgePublished, judgeStep, type Scope } from './judge-step.ts';

/** Empty: it passes. Never throws. */
export function judge(vector: VectorCase, result: unknown, scope: Scope): readonly Difference[] {
  switch (vector.kind) {
    case 'step':
      return judgeAll(result, 'steps', vector.steps, scope === 'published' ? judgePublished : judgeStep);
    case 'snowflake-list':
      return judgeAll(result, 'refreshes', vector.refreshes, judgeList);
    case 'config':
      return judgeConfig(vector.expect, result);
    case 'lookup-decision':
    case 'join':
    case 'dns-message':
      return differences(vector.expect, withoutDetails(result));
    case 'endpoint-of':
    case 'pool-of':
    case 'shard':
    case 'share':
    case 'encode':
      return differences(vector.expect, result);
  }
}

function judgeAll<Part extends { readonly expect: unknown }>(
  result: unknown,
  what: string,
  parts: readonly Part[],
  judgeOne: (expected: Part['expect'], found: unknown, at: string) => readonly Difference[],
): readonly Difference[] {
  if (!isList(result) || result.length !== parts.length) {
    return [
      { at: '', expected: `a list of ${parts.length} results, one for each of ${what}`, found: result },
    ];
  }
  return parts.flatMap(({ expect }, index) => judgeOne(expect, result[index], `${what}[${index}]`));
}

type ListExpectation = SnowflakeListCase['refreshes'][number]['expect'];

function judgeList(expected: ListExpectation, found: unknown, at: string): readonly Difference[] {
  const result = isRecord(found) ? found : {};
  if ('known' in expected) {
    const pools = own(result, 'known');
    return differences(byText(expected.known), isList(pools) ? byText(pools) : found, at);
  }
  const why = own(result, 'unknown');
  if (typeof why !== 'string') return [{ at, expected, found }];
  const missing = expected.unknown.filter((text) => !why.includes(text));
  return missing.length === 0 ? [] : [{ at, expected: missing, found: why }];
}

type ConfigExpectation = Extract<VectorCase, { readonly kind: 'config' }>['expect'];

function judgeConfig(expected: ConfigExpectation, found: unknown): readonly Difference[] {
  const result = isRecord(found) ? found : {};
  if ('valid' in expected) return partialDifferences(expected, found, '');
  const errors = own(result, 'errors');
  if (!isList(errors)) return [{ at: 'errors', expected: expected.errors, found }];
  const worded = new Set(
    expected.errors.flatMap(({ path, message }) => (message === undefined ? [] : [path])),
  );
  const comparable = errors.map((error) => {
    const path = isRecord(error) ? own(error, 'path') : error;
    return isRecord(error) && typeof path === 'string' && worded.has(path)
      ? { path, message: own(error, 'message') }
      : { path };
  });
  return differences(byText(expected.errors), byText(comparable), 'errors');
}

/** Of records only the expected keys count, however deep. */
function partialDifferences(expected: unknown, found: unknown, at: string): readonly Difference[] {
  if (isList(expected) && isList(found) && expected.length === found.length) {
    return expected.flatMap((value, index) => partialDifferences(value, found[index], `${at}[${index}]`));
  }
  if (!isRecord(expected) || !isRecord(found)) return differences(expected, found, at);
  return Object.entries(expected).flatMap(([key, value]) =>
    partialDifferences(value, own(found, key), place(at, key)),
  );
}

/** `detail` is for people. */
function withoutDetails(value: unknown): unknown {
  if (!isRecord(value)) return value;
  const { detail: _, outcome, ...rest } = value;
  return outcome === undefined ? rest : { ...rest, outcome: withoutDetails(outcome) };
}

/**
 * What a schema cannot say: values that are wrong together, and texts that must mean something.
 *
 * Each rule also runs on data that does not fit the schema and is silent about the parts it cannot
 * read, so that one reading finds everything.
 */
import { parseCidr } from '@spcs-sd/core';
import { defaultMs } from './defaults.ts';
import { formatDuration, isTooLongDuration, parseDuration } from './duration.ts';
import { foundText, shortText, type Finding, type Path } from './finding.ts';
import { poolsFindings } from './pool-sections.ts';
import { parseServerAddress } from './server-address.ts';
import { valueAt } from './value-at.ts';

export function combinationFindings(
  data: unknown,
  env: Readonly<Record<string, string | undefined>>,
): readonly Finding[] {
  return [
    ...poolsFindings(valueAt(data, ['pools']), env),
    ...compatWithoutAddresses(data),
    ...textsAt(data, ['dns', 'servers'], 'an IP address, with :port if not 53', parseServerAddress),
    ...hostnamesWithoutSrv(data),
    ...atMost(data, ['dns', 'min_refresh'], ['dns', 'max_refresh']),
    ...atMost(data, ['retention', 'confirm_for'], ['retention', 'confirm_collapse']),
    ...maxAgeBelowRefresh(data),
    ...textsAt(data, ['limits', 'allow_cidrs'], 'an address block such as 10.0.0.0/8', parseCidr),
    ...tooLongDurations(data),
  ];
}

function textsAt(
  data: unknown,
  path: Path,
  expected: string,
  parse: (text: string) => unknown,
): readonly Finding[] {
  const values = valueAt(data, path);
  if (!Array.isArray(values)) return [];
  return values.flatMap((value: unknown, index) =>
    typeof value !== 'string' || value === '' || parse(value) !== undefined
      ? []
      : [{ path: [...path, index], part: 'value' as const, expected, found: shortText(value) }],
  );
}

/** Both must be written: a default gives way to what is written (see `defaults.ts`). */
function atMost(data: unknown, shorter: Path, longer: Path): readonly Finding[] {
  const least = parseDuration(valueAt(data, shorter));
  const value = valueAt(data, longer);
  const most = parseDuration(value);
  if (least === undefined || most === undefined || least <= most) return [];
  const expected = `at least ${shorter.at(-1)} (${formatDuration(least)})`;
  return [{ path: longer, part: 'value', expected, found: foundText(value) }];
}

function maxAgeBelowRefresh(data: unknown): readonly Finding[] {
  const path = ['retention', 'max_age'];
  const maxAge = durationOr(data, path, defaultMs.maxAge);
  const minRefresh = durationOr(data, ['dns', 'min_refresh'], defaultMs.minRefresh);
  const longest = durationOr(data, ['dns', 'max_refresh'], Math.max(defaultMs.maxRefresh, minRefresh ?? 0));
  if (maxAge === undefined || longest === undefined || maxAge > longest) return [];
  const found =
    valueAt(data, path) === undefined
      ? `its default, ${formatDuration(maxAge)}`
      : foundText(valueAt(data, path));
  const expected = `more than dns.max_refresh (${formatDuration(longest)})`;
  const hint = 'answers would expire before they are renewed';
  return [{ path, part: 'value', expected, found, hint }];
}

function durationOr(data: unknown, path: Path, defaultValue: number): number | undefined {
  const value = valueAt(data, path);
  return value === undefined ? defaultValue : parseDuration(value);
}

/** The plugin asked for addresses alone. */
function compatWithoutAddresses(data: unknown): readonly Finding[] {
  const path = ['dns', 'record_type'];
  const value = valueAt(data, path);
  const snowflake = valueAt(data, ['pools', 'snowflake']);
  const isCompat = [snowflake, valueAt(snowflake, [0])].some(
    (entry) => valueAt(entry, ['compat']) === 'plugin',
  );
  if (!isCompat || value === undefined || value === 'A') return [];
  const expected = 'A with pools.snowflake.compat plugin';
  return [{ path, part: 'value', expected, found: foundText(value), hint: 'leave it out' }];
}

function hostnamesWithoutSrv(data: unknown): readonly Finding[] {
  const path = ['dns', 'address'];
  if (valueAt(data, path) !== 'hostname' || valueAt(data, ['dns', 'record_type']) !== 'A') return [];
  const hint = 'only SRV answers hold host names';
  return [{ path, part: 'value', expected: 'ip with dns.record_type A', found: '"hostname"', hint }];
}

const durationPaths: readonly Path[] = [
  ['pools', 'file', 'refresh_interval'],
  ['pools', 'snowflake', 'refresh_interval'],
  ['pools', 'snowflake', 0, 'refresh_interval'],
  ['dns', 'timeout'],
  ['dns', 'min_refresh'],
  ['dns', 'max_refresh'],
  ['retention', 'confirm_for'],
  ['retention', 'confirm_collapse'],
  ['retention', 'max_age'],
  ['retention', 'startup_grace'],
];

/** Of durations that are written as such, but mean more than a clock can hold. */
function tooLongDurations(data: unknown): readonly Finding[] {
  return durationPaths.flatMap((path) => {
    const value = valueAt(data, path);
    if (!isTooLongDuration(value)) return [];
    return [
      { path, part: 'value' as const, expected: 'a duration of at most 292y', found: foundText(value) },
    ];
  });
}

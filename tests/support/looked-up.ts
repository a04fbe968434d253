/**
 * Looks up a whole fleet and says what it found in the words of targets.
 */
import type { PoolOutcome } from '@spcs-sd/core';
import type { LookupQuestion, SrvLookup } from '@spcs-sd/runtime';

const firstQuestion: Omit<LookupQuestion, 'name'> = {
  recordType: 'auto',
  gaveSrv: false,
  port: 9001,
  address: 'ip',
  transport: 'any',
};

export function ask(
  lookup: SrvLookup,
  name: string,
  more: Partial<LookupQuestion> = {},
): Promise<PoolOutcome> {
  return lookup.lookup({ ...firstQuestion, name, ...more }, new AbortController().signal);
}

/** `host:port` in code-unit order, each once; an absence has none, and what is unknown is an error. */
export function targetsOf(outcome: PoolOutcome, name = 'the name'): readonly string[] {
  if (outcome.kind === 'unknown') {
    throw new Error(`${name} is unknown: ${outcome.why}: ${outcome.detail ?? ''}`);
  }
  if (outcome.kind === 'absent') return [];
  const targets = outcome.records.map(({ host, port }) =>
    host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`,
  );
  // Code-unit order, as the fleet and kdig have it.
  return [...new Set(targets)].toSorted((a, b) => (a < b ? -1 : 1));
}

/** All names at once. */
export async function targetsOfAll(
  lookup: SrvLookup,
  names: readonly string[],
  more: Partial<LookupQuestion> = {},
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = await Promise.all(
    names.map(async (name) => [name, targetsOf(await ask(lookup, name, more), name)] as const),
  );
  return new Map(found);
}

/**
 * Asks the DNS how it writes a pool's underscore, where only SHOW names the pools.
 *
 * Names of the old suffix keep underscores, services turn them into hyphens, and of today's suffix
 * nobody has published which. Costs two lookups for each of at most three pools, until one tells.
 */
import type { SrvLookup } from '../ports.ts';
import { builtEndpoint, withHyphens } from './endpoint-memory.ts';
import type { ShownPool } from './pool-rows.ts';

export interface UnderscoreProbe {
  readonly template: string;
  readonly lookup: SrvLookup;
  readonly signal: AbortSignal;
}

const maxAsked = 3;
/** Its names keep underscores. */
const oldSuffix = '.snowflakecomputing.internal';

/** Undefined: no pool tells, or none yet. */
export async function probeUnderscore(
  pools: readonly ShownPool[],
  { template, lookup, signal }: UnderscoreProbe,
): Promise<'_' | '-' | undefined> {
  if (template.includes('{pool-}') || template.endsWith(oldSuffix)) return undefined;
  const answers = await Promise.all(
    tellingNames(pools).map(async (name) => {
      const asked = (['_', '-'] as const).map(async (writtenAs) => {
        const endpoint = builtEndpoint(name, template, writtenAs === '-');
        return (await exists(endpoint, lookup, signal)) ? writtenAs : undefined;
      });
      const [underscore, hyphen] = await Promise.all(asked);
      return underscore ?? hyphen;
    }),
  );
  return answers.find((answer) => answer !== undefined);
}

/** Pools with nodes whose name with hyphens is nobody else's. */
function tellingNames(pools: readonly ShownPool[]): readonly string[] {
  const names = new Set(pools.map(({ name }) => name.toLowerCase()));
  return pools
    .filter(({ metadata }) => metadata.activeNodes !== 0 && metadata.state?.toUpperCase() !== 'SUSPENDED')
    .map(({ name }) => name.toLowerCase())
    .filter((name) => /^[a-z0-9_]+$/.test(name) && name.includes('_') && !names.has(withHyphens(name)))
    .slice(0, maxAsked);
}

/** A name without records exists too. Whether one that nobody answers for does is not known, so it tells nothing. */
async function exists(name: string, lookup: SrvLookup, signal: AbortSignal): Promise<boolean> {
  const outcome = await lookup.lookup(
    { name, recordType: 'auto', gaveSrv: false, port: 1, address: 'hostname', transport: 'any' },
    signal,
  );
  return outcome.kind === 'records' || (outcome.kind === 'absent' && outcome.why === 'nodata');
}

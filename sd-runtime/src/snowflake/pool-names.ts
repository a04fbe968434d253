/**
 * Which pools there are and under which names: from the function, or from SHOW where that takes over.
 */
import { defaultEndpointTemplate, type UnknownList } from '@spcs-sd/core';
import { readEndpointCell, type NamedPool } from './endpoint-cell.ts';
import { builtEndpoint, createEndpointMemory, type EndpointMemory } from './endpoint-memory.ts';
import type { EmitSnowflake } from './event.ts';
import { refusals, type News } from './news.ts';
import type { QueryMode } from './query-mode.ts';
import type { ShownList } from './shown-list.ts';
import { failed, unknownBecause } from './statement.ts';
import type { Statements } from './statements.ts';
import { probeUnderscore } from './underscore-probe.ts';
import type { SrvLookup } from '../ports.ts';

export interface NamedList {
  readonly kind: 'named';
  readonly pools: readonly NamedPool[];
  /** Entries could not be read at all, so this is not the whole list. */
  readonly isDamaged: boolean;
  /** As the function named them just now; absent where SHOW named them. */
  readonly told?: readonly NamedPool[];
}

export interface PoolNames {
  /** `show` is asked for once a refresh at most, by whoever needs it first. */
  list(
    statements: Statements,
    asksFunction: boolean,
    show: () => Promise<ShownList | UnknownList>,
    signal: AbortSignal,
  ): Promise<NamedList | UnknownList>;
  /** How endpoints were seen to write underscores; counts for names that must be built from now on. */
  learnUnderscore(writtenAs: '_' | '-'): void;
}

export interface PoolNamesOptions {
  readonly mode: QueryMode;
  readonly template?: string;
  readonly lookup?: SrvLookup;
  readonly emit: EmitSnowflake;
  readonly news: News;
}

export function createPoolNames(options: PoolNamesOptions): PoolNames {
  const { emit, lookup, template = defaultEndpointTemplate } = options;
  const memory = createEndpointMemory(emit);
  let underscore: '_' | '-' | undefined;
  const learnUnderscore = (writtenAs: '_' | '-'): void => {
    if (underscore !== writtenAs) emit({ kind: 'underscore-met', writtenAs });
    underscore = writtenAs;
  };
  return {
    async list(statements, asksFunction, show, signal) {
      const named = asksFunction ? await byFunction(statements, memory, options) : undefined;
      if (named !== undefined) return named;
      const shown = await show();
      if (shown.kind === 'unknown') return shown;
      if (underscore === undefined && lookup !== undefined) {
        const writtenAs = await probeUnderscore(shown.pools, { template, lookup, signal });
        if (writtenAs !== undefined) learnUnderscore(writtenAs);
      }
      const built = shown.pools.map(({ name }) => {
        const lower = name.toLowerCase();
        return { name: lower, endpoint: builtEndpoint(lower, template, underscore === '-') };
      });
      return { kind: 'named', pools: memory.recall('show_compute_pools', built), isDamaged: shown.isDamaged };
    },
    learnUnderscore,
  };
}

/** Undefined: SHOW takes over. */
async function byFunction(
  statements: Statements,
  memory: EndpointMemory,
  { mode, news }: PoolNamesOptions,
): Promise<NamedList | UnknownList | undefined> {
  const outcome = await statements.endpoints();
  const cell = outcome.kind === 'rows' ? readEndpointCell(outcome) : undefined;
  if (cell?.kind === 'endpoints') {
    mode.functionWorked();
    news.tell('endpoints', refusals(cell.refused));
    return {
      kind: 'named',
      pools: memory.recall('monitor_endpoints', cell.pools),
      isDamaged: cell.isDamaged,
      told: cell.pools,
    };
  }
  const problem = outcome.kind === 'rows' ? failed('malformed', cell?.why ?? '') : outcome;
  if (mode.functionFailed(problem) === 'show') return undefined;
  return unknownBecause('SYSTEM$GET_COMPUTE_POOL_MONITOR_ENDPOINTS', problem);
}

/**
 * Pools as a Snowflake account names them: which there are, under which DNS names, and their metadata.
 *
 * Owns the order of questions and what is remembered between refreshes; knows no transport. One
 * statement a refresh, two with metadata, three with the plugin's filter, and never a login.
 */
import type { ListOutcome, Pool, UnknownList } from '@spcs-sd/core';
import { guarded } from '../event.ts';
import type { PoolSource } from '../ports.ts';
import { systemClock } from '../system-clock.ts';
import type { EmitSnowflake } from './event.ts';
import { createListMemory } from './list-memory.ts';
import { tellList } from './list-news.ts';
import { createDescribe, type Describe } from './metadata.ts';
import { createNews, type News } from './news.ts';
import type { SnowflakeOptions } from './options.ts';
import { filtered, underscoreOf, withoutMetadata } from './pool-join.ts';
import { createPoolNames, type PoolNames } from './pool-names.ts';
import { createQueryMode, type QueryMode } from './query-mode.ts';
import { createRunner, originOf } from './runner.ts';
import { shownList, type ShownList } from './shown-list.ts';
import { unknownBecause } from './statement.ts';
import { statementsOf, type Statements } from './statements.ts';

/** A list as one refresh found it. */
interface Found {
  readonly kind: 'found';
  readonly pools: readonly Pool[];
  /** Entries could not be read, so this is not the whole list. */
  readonly isDamaged: boolean;
}

interface Parts {
  readonly mode: QueryMode;
  readonly names: PoolNames;
  readonly describe: Describe;
  readonly news: News;
  readonly emit: EmitSnowflake;
  readonly wantsMetadata: boolean;
  readonly wantsFilter: boolean;
}

/** Nothing is asked before the first `list`. Secrets are read when they are needed. */
export function createSnowflakeSource(options: SnowflakeOptions): PoolSource {
  return createSourceOn(options, createRunner);
}

/** The same on whatever runs statements. */
export function createSourceOn(options: SnowflakeOptions, runnerOf: typeof createRunner): PoolSource {
  const { clock = systemClock, random = Math.random, refreshIntervalMs = 60_000 } = options;
  const { query = 'auto', endpointTemplate: template, metadataGraceMs: graceMs = 120_000, lookup } = options;
  const emit = guarded(options.onEvent);
  const news = createNews(emit);
  const nowMs = (): number => clock.nowMs();
  const runner = runnerOf(options, { clock, random, emit });
  const mode = createQueryMode(query, nowMs, emit);
  const memory = createListMemory(news);
  const parts: Parts = {
    mode,
    news,
    emit,
    names: createPoolNames({
      mode,
      emit,
      news,
      ...(template !== undefined && { template }),
      ...(lookup !== undefined && { lookup }),
    }),
    describe: createDescribe({ graceMs, nowMs, emit, news }),
    wantsMetadata: options.metadata ?? true,
    wantsFilter: options.filter === 'plugin',
  };
  return {
    refreshIntervalMs,
    async list(signal): Promise<ListOutcome> {
      const found = await find(parts, statementsOf(runner, signal, { clock, emit }), signal);
      if (found.kind === 'unknown') return { ...found, why: `${placeOf(options)}: ${found.why}` };
      const list = memory.list(found.pools, found.isDamaged);
      const isEmpty = list.pools.length === 0;
      news.tell('no-pools', isEmpty ? [{ kind: 'no-pools', message: noPools(options) }] : []);
      return list;
    },
    close: () => runner.close?.(),
  };
}

/** All statements at once: a refresh takes as long as the slowest. */
async function find(parts: Parts, statements: Statements, signal: AbortSignal): Promise<Found | UnknownList> {
  const { mode, names, news, wantsMetadata, wantsFilter } = parts;
  const needed = wantsFilter ? ['state', 'owner'] : [];
  let showing: Promise<ShownList | UnknownList> | undefined;
  const show = (): Promise<ShownList | UnknownList> =>
    (showing ??= statements.pools().then((outcome) => shownList(outcome, needed, news)));
  const asksFunction = mode.asksFunction();
  if (wantsMetadata || wantsFilter || !asksFunction) void show();
  const [named, role] = await Promise.all([
    names.list(statements, asksFunction, show, signal),
    wantsFilter ? statements.currentRole() : undefined,
  ]);
  const shown = await showing;
  if (named.kind === 'unknown') return named;
  const { isDamaged } = named;
  if (role !== undefined && role.kind !== 'role') {
    return unknownBecause('SELECT CURRENT_ROLE()', role);
  }
  // Without the columns that it looks at, the filter would drop everything.
  if (wantsFilter && shown?.kind === 'unknown') return shown;
  const list = shown?.kind === 'shown' ? shown : undefined;
  const isDescribed = (wantsMetadata || wantsFilter) && shown !== undefined;
  const described = isDescribed
    ? parts.describe(named.pools, shown)
    : ({ kind: 'described', pools: withoutMetadata(named.pools) } as const);
  if (described.kind === 'unknown') return described;
  const underscore =
    list === undefined || named.told === undefined ? undefined : underscoreOf(named.told, list.pools);
  if (underscore !== undefined) names.learnUnderscore(underscore);
  const { pools } = described;
  const kept = filtered(pools, role?.role);
  tellList({ named, shown: list, pools, kept, currentRole: role?.role }, parts.emit, news);
  return { kind: 'found', pools: kept, isDamaged };
}

/** For errors: whom we asked, as whom. Nothing of it is secret. */
function placeOf(options: SnowflakeOptions): string {
  const role = options.role === undefined ? '' : `, role ${options.role}`;
  return `Snowflake at ${originOf(options)} (account ${options.account}${role})`;
}

function noPools(options: SnowflakeOptions): string {
  const role = options.role === undefined ? 'the role in use' : `role ${options.role}`;
  return (
    `${placeOf(options)} names no pool: either there is none, or ${role} may not see any. ` +
    'Grant it MONITOR on the pools'
  );
}

/** Every event and what it counts, as a table; how things stand; and that series go with their pools. */
import { initialState, step, type ListOutcome, type PoolOutcome } from '@spcs-sd/core';
import { defaultPolicy, type Pool } from '@spcs-sd/core';
import { discover, type DiscoveryEvent, type DiscoveryStatus, type SnowflakeEvent } from '@spcs-sd/runtime';
import { expect, describe, test } from 'vitest';
import { createMetrics } from './metrics.ts';

const metrics = (): ReturnType<typeof createMetrics> => createMetrics({ version: '1.2.3' });

const waiting = step(initialState(), [], 0, defaultPolicy).snapshot;
const nothing: DiscoveryStatus = {
  snapshot: waiting,
  confirmedAgeMs: null,
  list: { origin: null, ageMs: null, failure: null, skipped: [] },
  pools: [],
  pending: [],
  conflicts: new Map(),
  collapsing: false,
  lookups: { names: 0, inFlight: 0, failing: 0, failingInFlight: 0 },
};

/** Lines of the text that start so, without our prefix. */
async function lines(
  source: ReturnType<typeof createMetrics>,
  start: string,
  status: DiscoveryStatus = nothing,
): Promise<readonly string[]> {
  const text = await source.text(status);
  return text
    .split('\n')
    .filter((line) => line.startsWith(`spcs_sd_${start}`))
    .map((line) => line.slice('spcs_sd_'.length));
}

const records: PoolOutcome = {
  kind: 'records',
  records: [],
  recordType: 'SRV',
  transport: 'udp',
  ttlSeconds: 5,
  doubtful: false,
};
const lookup = (outcome: PoolOutcome): DiscoveryEvent => ({
  kind: 'lookup-finished',
  pools: ['p'],
  endpoint: 'e',
  outcome,
  durationMs: 20,
});
const list = (outcome: ListOutcome): DiscoveryEvent => ({ kind: 'list-finished', outcome, durationMs: 20 });

describe('an event counts', () => {
  test.each<readonly [DiscoveryEvent, string]>([
    [lookup(records), 'lookups_total{outcome="records"} 1'],
    [lookup({ kind: 'unknown', why: 'servfail' }), 'lookups_total{outcome="unknown"} 1'],
    [lookup({ kind: 'unknown', why: 'servfail' }), 'lookup_failures_total{reason="servfail"} 1'],
    [lookup(records), 'lookup_duration_seconds_sum 0.02'],
    [list({ kind: 'known', origin: 'operator', pools: [] }), 'list_refreshes_total 1'],
    [list({ kind: 'known', origin: 'operator', pools: [] }), 'list_refresh_failures_total{reason="other"} 0'],
    [list({ kind: 'unknown', why: 'w' }), 'list_refresh_failures_total{reason="other"} 1'],
    [
      list({ kind: 'unknown', why: 'w', reason: 'rate-limited' }),
      'list_refresh_failures_total{reason="rate-limited"} 1',
    ],
    [list({ kind: 'unknown', why: 'w' }), 'list_refresh_duration_seconds_count 1'],
    [{ kind: 'list-late', forMs: 1 }, 'list_late 1'],
    [{ kind: 'list-in-time' }, 'list_late 0'],
    [{ kind: 'targets-added', pool: 'p', targets: ['a', 'b'] }, 'targets_added_total 2'],
    [
      { kind: 'targets-removed', pool: 'p', targets: ['a', 'b'], why: 'list' },
      'targets_removed_total{why="list"} 2',
    ],
    [
      { kind: 'target-refused', pool: 'p', target: 't', why: 'address' },
      'targets_refused_total{why="address"} 1',
    ],
    [{ kind: 'state-saved', bytes: 5, durationMs: 1 }, 'state_saves_total 1'],
    [{ kind: 'state-save-failed', why: 'w' }, 'state_save_failures_total 1'],
    [{ kind: 'lookup-postponed', endpoint: 'e', durationMs: 1 }, 'lookups_postponed_total 1'],
    [{ kind: 'stood-still', forMs: 1 }, 'standstills_total 1'],
    [{ kind: 'clock-set', byMs: -7000 }, 'clock_sets_total 1'],
    [{ kind: 'state-restored' }, 'state_loads_total{outcome="restored"} 1'],
    [{ kind: 'state-rejected', why: 'w' }, 'state_loads_total{outcome="rejected"} 1'],
    [{ kind: 'removal-held', pool: 'p', targets: 3, why: 'list' }, 'removals_held_total{why="list"} 1'],
  ])('%j → %s', async (event, expected) => {
    const counted = metrics();
    counted.onEvent(event);
    expect(await lines(counted, expected.split(' ')[0] ?? '')).toEqual([expected]);
  });

  test('successes have a time, failures leave it', async () => {
    const counted = metrics();
    counted.onEvent(lookup({ kind: 'unknown', why: 'timeout' }));
    counted.onEvent(list({ kind: 'unknown', why: 'w' }));
    expect(await lines(counted, 'lookup_last_success')).toEqual(['lookup_last_success_timestamp_seconds 0']);
    expect(await lines(counted, 'list_last_success')).toEqual(['list_last_success_timestamp_seconds 0']);
    counted.onEvent(lookup(records));
    expect((await lines(counted, 'lookup_last_success'))[0]).toMatch(/ \d{10}(\.\d+)?$/);
  });
});

describe('DNS servers', () => {
  test('count what they send and whether they fail', async () => {
    const counted = metrics();
    const onEvent = counted.listenToDns();
    for (const server of ['a', 'b', 'a']) onEvent({ kind: 'server-failed', server, why: 'timeout' });
    onEvent({ kind: 'message-ignored', server: 'a' });
    onEvent({ kind: 'servers-disagree', name: 'n' });
    expect(await lines(counted, 'dns_')).toEqual([
      'dns_messages_ignored_total 1',
      'dns_servers_failing 2',
      'dns_servers_disagree 1',
    ]);
    onEvent({ kind: 'server-recovered', server: 'b' });
    onEvent({ kind: 'servers-agree' });
    expect((await lines(counted, 'dns_servers')).map((line) => line.at(-1))).toEqual(['1', '0']);
  });

  test('do not fail any more after a reload', async () => {
    const counted = metrics();
    counted.listenToDns()({ kind: 'server-failed', server: 'a', why: 'timeout' });
    counted.listenToDns();
    expect(await lines(counted, 'dns_servers_failing')).toEqual(['dns_servers_failing 0']);
  });
});

describe('Snowflake', () => {
  test.each<readonly [SnowflakeEvent, string]>([
    [
      { kind: 'statement-finished', statement: 's', rows: 1, durationMs: 1 },
      'statements_total{outcome="rows"} 1',
    ],
    [
      { kind: 'statement-failed', statement: 's', why: 'w', durationMs: 1 },
      'statements_total{outcome="failed"} 1',
    ],
    [{ kind: 'request-retried', why: 'w', delayMs: 1 }, 'request_retries_total 1'],
    [{ kind: 'metadata-failed', why: 'w' }, 'metadata_stale 1'],
    [{ kind: 'credential-kept', why: 'w' }, 'credential_stale 1'],
    [{ kind: 'mode-changed', mode: 'show_compute_pools', why: 'w' }, 'fallback 1'],
  ])('%j → %s', async (event, expected) => {
    const counted = metrics();
    counted.onSnowflakeEvent(event);
    expect(await lines(counted, 'snowflake_')).toContain(`snowflake_${expected}`);
  });

  test('is well again', async () => {
    const counted = metrics();
    counted.onSnowflakeEvent({ kind: 'metadata-failed', why: 'w' });
    counted.onSnowflakeEvent({ kind: 'credential-kept', why: 'w' });
    counted.onSnowflakeEvent({ kind: 'mode-changed', mode: 'show_compute_pools', why: 'w' });
    counted.onSnowflakeEvent({ kind: 'metadata-recovered' });
    counted.onSnowflakeEvent({ kind: 'credential-read' });
    counted.onSnowflakeEvent({ kind: 'mode-changed', mode: 'monitor_endpoints', why: 'w' });
    const gauges = (await lines(counted, 'snowflake_')).filter((line) => !line.includes('_total'));
    expect(gauges.map((line) => line.at(-1))).toEqual(['0', '0', '0']);
  });
});

describe('the program', () => {
  test('says its version, its answers and its reloads', async () => {
    const counted = metrics();
    counted.onAnswer({ code: 503, bytes: 7, aborted: true });
    counted.onReload(true);
    counted.onReload(false);
    expect(await lines(counted, 'build_info')).toEqual([
      `build_info{version="1.2.3",node_version="${process.versions.node}"} 1`,
    ]);
    expect(await lines(counted, 'http_answer')).toEqual([
      'http_answers_total{code="503"} 1',
      'http_answer_bytes_total 7',
      'http_answers_aborted_total 1',
    ]);
    expect(await lines(counted, 'config_last_reload_successful')).toEqual([
      'config_last_reload_successful 0',
    ]);
    expect((await lines(counted, 'config_last_reload_success_t'))[0]).toMatch(/ \d{10}/);
  });

  test('says nothing of a file that it does not write, and why it cannot write one', async () => {
    expect(await lines(metrics(), 'file_')).toEqual([]);
    const writing = createMetrics({ version: '1', outputPath: '/nope/spcs.json' });
    const failure = { why: 'no-space', code: 'ENOSPC', message: 'm' } as const;
    writing.onFileEvent({ kind: 'failed', failure, repeated: false });
    writing.onFileEvent({ kind: 'written', bytes: 1, why: 'restored', durationMs: 1 });
    expect(await lines(writing, 'file_')).toEqual([
      'file_writes_total{why="changed"} 0',
      'file_writes_total{why="restored"} 1',
      'file_renewals_total 0',
      'file_write_failures_total{reason="locked"} 0',
      'file_write_failures_total{reason="no-space"} 1',
      'file_write_failures_total{reason="read-only"} 0',
      'file_write_failures_total{reason="no-permission"} 0',
      'file_write_failures_total{reason="no-folder"} 0',
      'file_write_failures_total{reason="other"} 0',
    ]);
  });

  test('prefixes and explains every metric', async () => {
    const text = await createMetrics({ version: '1', outputPath: '/nope' }).text(nothing);
    const names = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '', type = '']) => [
      name,
      type,
    ]);
    expect(names.length).toBeGreaterThan(40);
    expect(names.filter(([name = '']) => !/^(spcs_sd|process|nodejs)_/.test(name))).toEqual([]);
    expect(names.filter(([name = '', type]) => (type === 'counter') !== name.endsWith('_total'))).toEqual([]);
    const helps = [...text.matchAll(/^# HELP (\S+) .+$/gm)];
    expect(helps).toHaveLength(names.length);
  });

  test('defines exactly what it shows', async () => {
    const shown = createMetrics({ version: '1', outputPath: '/nope' });
    const text = await shown.text(nothing);
    const defined = shown.definitions.map(({ name, type }) => `# TYPE ${name} ${type}`);
    expect(text.match(/^# TYPE .+$/gm)?.toSorted()).toEqual(defined.toSorted());
  });

  test("tells of its process what Prometheus' users look for", async () => {
    const source = metrics();
    const value = async (name: string): Promise<number> =>
      Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(await source.text(nothing))?.[1]);
    expect(
      Math.abs((await value('process_start_time_seconds')) + process.uptime() - Date.now() / 1000),
    ).toBeLessThan(2);
    const cpu = await value('process_cpu_seconds_total');
    expect(cpu).toBeGreaterThan(0);
    // The same counter again, and not twice as much.
    expect(await value('process_cpu_seconds_total')).toBeLessThan(1.5 * cpu);
    expect(await value('process_resident_memory_bytes')).toBeGreaterThan(2 ** 20);
    expect(await value('nodejs_heap_size_used_bytes')).toBeGreaterThan(2 ** 20);
    expect(await value('process_open_fds')).toBeGreaterThan(2);
    expect(await value('process_max_fds')).toBeGreaterThan(await value('process_open_fds'));
  });
});

describe('how discovery stands', () => {
  const pools: readonly Pool[] = [
    { name: 'a', endpoint: 'a.example', metadata: { activeNodes: 3 } },
    { name: 'b', endpoint: 'b.example' },
  ];

  /** The status of a real discovery that has seen these pools answer once. */
  async function statusOf(listed: readonly Pool[]): Promise<DiscoveryStatus> {
    const ending = new AbortController();
    const discovery = discover(
      {
        source: {
          refreshIntervalMs: 60_000,
          list: () => Promise.resolve({ kind: 'known', origin: 'operator', pools: listed }),
        },
        lookup: {
          lookup: ({ name }) =>
            Promise.resolve({
              ...records,
              records: [1, 2].map((last) => ({
                host: `192.0.2.${last}`,
                port: name === 'a.example' ? 9001 : 9002,
              })),
            }),
          close: () => undefined,
        },
      },
      { signal: ending.signal },
    );
    for await (const snapshot of discovery) if (snapshot.kind === 'ready') break;
    const status = discovery.status();
    ending.abort();
    await discovery.ended;
    return status;
  }

  test('is read at each scrape, and pools that are gone have no series', async () => {
    const shown = metrics();
    const both = await statusOf(pools);
    expect(await lines(shown, 'snapshot_', both)).toEqual(['snapshot_ready 1', 'snapshot_complete 1']);
    expect(await lines(shown, 'pool_targets', both)).toEqual([
      'pool_targets{pool="a"} 2',
      'pool_targets{pool="b"} 2',
    ]);
    expect(await lines(shown, 'pool_expected_nodes', both)).toEqual(['pool_expected_nodes{pool="a"} 3']);
    expect(await lines(shown, 'pool_answer_age_seconds{', both)).toHaveLength(2);
    const { snapshot } = both;
    const body =
      snapshot.kind === 'ready' ? `[\n${snapshot.groups.map(({ json }) => json).join(',\n')}\n]\n` : '';
    expect(await lines(shown, 'body_bytes', both)).toEqual([`body_bytes ${body.length}`]);

    const one = await statusOf(pools.slice(1));
    expect(await lines(shown, 'pool_targets', one)).toEqual(['pool_targets{pool="b"} 2']);
    expect(await lines(shown, 'pool_expected_nodes', one)).toEqual([]);
  });

  test('without any answer has no ages', async () => {
    expect(await lines(metrics(), 'list_age')).toEqual([]);
    expect(await lines(metrics(), 'oldest_pool')).toEqual([]);
    expect(await lines(metrics(), 'snapshot_ready')).toEqual(['snapshot_ready 0']);
    expect(await lines(metrics(), 'body_bytes')).toEqual(['body_bytes 0']);
  });
});

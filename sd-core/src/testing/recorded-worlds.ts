/**
 * Worlds that are the same on every machine and for every version of every tool, and all that the core says in
 * them: what is published, told, asked, remembered.
 */
import {
  applyPolicy,
  conflicts,
  defaultPolicy,
  initialState,
  listStatus,
  needsTcp,
  pendingPools,
  poolsToAsk,
  poolStatuses,
  poolTargets,
  restoreState,
  saveState,
  step,
  type CoreEvent,
  type Observation,
  type Policy,
  type Pool,
  type PoolOutcome,
  type Snapshot,
  type State,
} from '../index.ts';

/** Whole numbers from 0 to below `count`. Source: mulberry32. */
type Choose = (count: number) => number;

function choices(seed: number): Choose {
  let state = seed;
  return (count) => {
    state = (state + 0x6d2b79f5) | 0;
    const mixed = Math.imul(state ^ (state >>> 15), state | 1);
    const more = mixed ^ (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61));
    return ((more ^ (more >>> 14)) >>> 0) % count;
  };
}

const names = ['a', 'b', 'c', 'constructor'];
const hosts = ['192.0.2.1', '192.0.2.2', '192.0.2.3', '192.0.2.4', '192.0.2.5', '2001:DB8::1', 'N5.example.'];
const badHosts = ['127.0.0.1', 'localhost', 'bad host', '::ffff:169.254.1.1', ''];
const nodes = ['n1.example', 'n2.example', undefined];

/** So many lines are one world. */
export function recordedWorld(seed: number): readonly string[] {
  const choose = choices(seed);
  let policy = policyOf(choose);
  let state = initialState();
  return Array.from({ length: 14 }, (_, index) => {
    const nowMs = index * 10_000;
    const observations = observed(choose, nowMs, index === 0);
    const tcp = observations.flatMap((one) =>
      one.of === 'pool' && needsTcp(state, one.pool, one.outcome) ? [one.pool] : [],
    );
    const result = step(state, observations, nowMs, policy);
    state = result.state;
    const lines = [
      line(`${seed}.${index}`, result.snapshot, result.events, state, nowMs),
      ` tcp ${tcp.join(' ')}`,
    ];
    if (choose(7) === 0) {
      policy = policyOf(choose);
      const applied = applyPolicy(state, policy);
      state = applied.state;
      lines.push(` policy ${JSON.stringify(applied.events)}`);
    }
    if (choose(9) === 0) state = restarted(state, nowMs, policy);
    return lines.join('\n');
  });
}

function line(
  at: string,
  snapshot: Snapshot,
  events: readonly CoreEvent[],
  state: State,
  nowMs: number,
): string {
  const groups = snapshot.kind === 'ready' ? snapshot.groups.map(({ json }) => json) : [];
  const rest = Object.entries(snapshot).filter(([key]) => key !== 'groups');
  const targets = poolsToAsk(state).map(({ pool }) => poolTargets(state, pool, nowMs));
  const standing = {
    list: listStatus(state, nowMs),
    pools: poolStatuses(state, nowMs),
    targets,
    asks: poolsToAsk(state),
    pending: pendingPools(state),
    conflicts: [...conflicts(state)],
    saved: saveState(state, nowMs, 0, 'f'),
  };
  return [
    at,
    ` snapshot ${JSON.stringify(rest)} ${groups.join(' ')}`,
    ...events.map((event) => ` event ${JSON.stringify(event)}`),
    ` state ${JSON.stringify(standing)}`,
  ].join('\n');
}

function policyOf(choose: Choose): Policy {
  return {
    confirmForMs: [0, 20_000, 30_000][choose(3)] ?? 0,
    confirmCollapseMs: [20_000, 60_000][choose(2)] ?? 0,
    maxAgeMs: [40_000, 3_600_000][choose(2)] ?? 0,
    startupGraceMs: [0, 20_000][choose(2)] ?? 0,
    dropExpiredPools: choose(3) === 0,
    perNode: choose(3) === 0,
    limits: {
      ...defaultPolicy.limits,
      maxPools: [3, 100][choose(2)] ?? 0,
      maxTargetsPerPool: [3, 100][choose(2)] ?? 0,
      maxTargets: [6, 1000][choose(2)] ?? 0,
      allowCidrs: choose(4) === 0 ? ['192.0.2.0/30', '127.0.0.0/8'] : [],
      allowPorts: choose(5) === 0 ? [9001] : [],
    },
  };
}

function observed(choose: Choose, nowMs: number, isFirst: boolean): readonly Observation[] {
  const observedAtMs = (): number => nowMs - choose(3) * 3000;
  const list = isFirst || choose(4) === 0 ? [listed(choose, isFirst ? nowMs : observedAtMs())] : [];
  const answers = Array.from({ length: choose(6) }, (): Observation => ({
    of: 'pool',
    pool: names[choose(names.length)] ?? '',
    observedAtMs: observedAtMs(),
    outcome: outcomeOf(choose),
  }));
  return [...answers, ...list];
}

function listed(choose: Choose, observedAtMs: number): Observation {
  const kind = choose(10);
  if (kind === 0) return { of: 'list', observedAtMs, outcome: { kind: 'unknown', why: 'it failed' } };
  if (kind === 1)
    return { of: 'list', observedAtMs, outcome: { kind: 'unknown', why: 'slow', reason: 'timeout' } };
  const pools = kind === 2 ? [] : names.filter(() => choose(4) > 0).map((name) => poolOf(name, choose));
  const odd = kind < 6 ? [oddPool(choose)] : [];
  const outcome = { kind: 'known', origin: choose(4) === 0 ? 'operator' : 'service' } as const;
  return { of: 'list', observedAtMs, outcome: { ...outcome, pools: [...odd, ...pools] } };
}

function poolOf(name: string, choose: Choose): Pool {
  const endpoint = `${choose(12) === 0 ? 'other' : 'discover'}.monitor.${name}.Example.`;
  const state = ['ACTIVE', 'suspended', 'STOPPING', undefined][choose(4)];
  const activeNodes = [0, 3, undefined, undefined][choose(4)];
  const known = { ...(state !== undefined && { state }), ...(activeNodes !== undefined && { activeNodes }) };
  if (choose(3) === 0) return { name: name.toUpperCase(), endpoint };
  return {
    name,
    endpoint,
    metadata: { ...known, ...(choose(2) === 0 && { owner: 'R', isExclusive: true }) },
  };
}

function oddPool(choose: Choose): Pool {
  const odd: readonly Pool[] = [
    { name: '', endpoint: 'x.example' },
    { name: 'bad', endpoint: 'bad name.example' },
    { name: 'A', endpoint: 'second.example' },
    { name: 'long', endpoint: `${'x'.repeat(64)}.example` },
  ];
  return odd[choose(odd.length)] ?? { name: '', endpoint: '' };
}

function outcomeOf(choose: Choose): PoolOutcome {
  const common = {
    transport: choose(3) === 0 ? ('udp' as const) : ('tcp' as const),
    ttlSeconds: [null, 0, 5, 20][choose(4)] ?? null,
    doubtful: choose(6) === 0,
  };
  switch (choose(7)) {
    case 0:
      return { kind: 'unknown', why: 'servfail' };
    case 1:
      return { kind: 'unknown', why: 'timeout', detail: 'both servers' };
    case 2:
      return { kind: 'absent', why: choose(2) === 0 ? 'nxdomain' : 'nodata', ...common };
  }
  const records = Array.from({ length: 1 + choose(4) }, () => {
    const node = nodes[choose(3)];
    const from = choose(6) === 0 ? badHosts : hosts;
    const host = from[choose(from.length)] ?? '';
    return { host, port: [9001, 9001, 9001, 9002, 0][choose(5)] ?? 0, ...(node !== undefined && { node }) };
  });
  return { kind: 'records', records, recordType: choose(3) === 0 ? 'A' : 'SRV', ...common };
}

/** What a restart leaves of it; nothing when it breaks a limit of today. */
function restarted(state: State, nowMs: number, policy: Policy): State {
  const file: unknown = JSON.parse(JSON.stringify(saveState(state, nowMs, 1_000_000, 'f')));
  const restored = restoreState(file, { fingerprint: 'f', nowMs, wallMs: 1_005_000, policy });
  return restored.kind === 'rejected' ? initialState() : restored.state;
}

/**
 * Stories: what was observed when, and what scrapers then see, one line each.
 *
 *   `10 a: 1 2`            pool a's answer at 10 s has nodes 192.0.2.1 and 192.0.2.2
 *   `10 a: udp 1`          the same over UDP; also `doubtful`
 *   `10 a: nxdomain ttl 45`, `10 a: nodata`, `10 a: timeout`, `10 a: refused`
 *   `10 list: a b=SUSPENDED c=0`   a service's list; states and numbers of active nodes where known
 *   `10 operator: a`       a list that a person wrote
 *   `10 list: failed`      a list that could not be read
 *   `10 now:`              nothing was observed
 *
 * Each line may end in ` => …`: the nodes published afterwards in order, `none`, `waiting` or
 * `expired`, with `incomplete` in front where the snapshot is.
 */
import {
  defaultPolicy,
  initialState,
  step,
  type CoreEvent,
  type KnownList,
  type Observation,
  type Policy,
  type Pool,
  type PoolOutcome,
  type Snapshot,
} from '../index.ts';

/** By chapter and title: lines that `tell` must give back as they are. */
export type Stories = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

export interface Told {
  /** Each line with what scrapers saw after it, for those lines that say it. */
  readonly seen: readonly string[];
  readonly events: readonly CoreEvent[];
}

/** Plays a story line by line; `seen` has the same lines with what really was published. */
export function tell(lines: readonly string[], rules: Partial<Policy> = {}): Told {
  const policy = { ...defaultPolicy, ...rules };
  const events: CoreEvent[] = [];
  let state = initialState();
  const seen = lines.map((line) => {
    const [said = '', expected] = line.split(' => ');
    const [, seconds = '', subject = '', what = ''] = /^(\d+) (\w+): ?(.*)$/.exec(said) ?? [];
    const observedAtMs = Number(seconds) * 1000;
    const result = step(state, observations(subject, what, observedAtMs), observedAtMs, policy);
    state = result.state;
    events.push(...result.events);
    return expected === undefined ? line : `${said} => ${shown(result.snapshot)}`;
  });
  return { seen, events };
}

function observations(subject: string, what: string, observedAtMs: number): readonly Observation[] {
  if (subject === 'now') return [];
  if (subject !== 'list' && subject !== 'operator') {
    return [{ of: 'pool', pool: subject, observedAtMs, outcome: outcomeOf(what) }];
  }
  if (what === 'failed')
    return [{ of: 'list', observedAtMs, outcome: { kind: 'unknown', why: 'it failed' } }];
  return [
    { of: 'list', observedAtMs, outcome: listOf(subject === 'operator' ? 'operator' : 'service', what) },
  ];
}

function listOf(origin: KnownList['origin'], what: string): KnownList {
  const pools = words(what).map((word): Pool => {
    const [name = '', said] = word.split('=');
    const pool = { name, endpoint: `discover.monitor.${name}.cp.spcs.internal` };
    if (said === undefined) return pool;
    return { ...pool, metadata: /^\d+$/.test(said) ? { activeNodes: Number(said) } : { state: said } };
  });
  return { kind: 'known', origin, pools };
}

function outcomeOf(what: string): PoolOutcome {
  const [, ttl] = /ttl (\d+)$/.exec(what) ?? [];
  const said = words(what.replace(/ttl \d+$/, ''));
  const common = {
    transport: said.includes('udp') ? ('udp' as const) : ('tcp' as const),
    ttlSeconds: ttl === undefined ? null : Number(ttl),
    doubtful: said.includes('doubtful'),
  };
  const absent = said.find((word) => word === 'nxdomain' || word === 'nodata');
  if (absent !== undefined) return { kind: 'absent', why: absent, ...common };
  const unknown = said.find((word) => word === 'timeout' || word === 'refused');
  if (unknown !== undefined) return { kind: 'unknown', why: unknown };
  const records = said
    .filter((word) => /^\d+$/.test(word))
    .map((node) => ({ host: `192.0.2.${node}`, port: 9001 }));
  return { kind: 'records', records, recordType: 'SRV', ...common };
}

function words(text: string): readonly string[] {
  return text.split(' ').filter((word) => word !== '');
}

function shown(snapshot: Snapshot): string {
  if (snapshot.kind !== 'ready') return snapshot.kind;
  const nodes = snapshot.groups.map(({ targets }) => targets.map((target) => target.slice(8, -5)).join(' '));
  return `${snapshot.complete ? '' : 'incomplete '}${nodes.join(' | ') || 'none'}`;
}

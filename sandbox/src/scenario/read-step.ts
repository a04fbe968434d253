/**
 * From one entry of a scenario to what happens, or to what is wrong with it. Pure.
 *
 * The entry fits `scenario.schema.json`; which keys go with which deed is decided here.
 */
import type { ScenarioStep } from '@spcs-sd/spec';
import type { PoolSpec } from '../account/change.ts';
import { sqlFaultNames, sqlFaultOf } from '../control/sql-command.ts';
import { switchesOf } from '../control/switch-query.ts';
import { dnsFaults, isDnsFault } from '../dns/fault.ts';
import type { Happening } from './step.ts';

type Deed = ScenarioStep['do'];
type Key = Exclude<keyof ScenarioStep, 'at' | 'do'>;

interface Keys {
  readonly needs: readonly Key[];
  readonly takes: readonly Key[];
}

const pool = { needs: ['pool'], takes: [] } as const satisfies Keys;
const nothing = { needs: [], takes: [] } as const satisfies Keys;
const keysOf: Readonly<Record<Deed, Keys>> = {
  add: { needs: ['pool'], takes: ['nodes', 'owner', 'family', 'publishes', 'idle', 'suspended'] },
  drop: pool,
  scale: { needs: ['pool', 'nodes'], takes: [] },
  suspend: pool,
  resume: pool,
  move: pool,
  rotate_token: nothing,
  expire_tokens: nothing,
  dns_fault: { needs: ['fault'], takes: ['pool', 'type'] },
  sql_fault: { needs: ['fault'], takes: ['statement', 'times'] },
  clear_faults: nothing,
  switch: { needs: ['switches'], takes: [] },
};

const allKeys = [...new Set(Object.values(keysOf).flatMap(({ needs, takes }) => [...needs, ...takes]))];

/** `key` absent: the entry as a whole, which lacks something. */
export interface StepProblem {
  readonly key?: Key;
  readonly expected: string;
  readonly found: string;
}

export type StepRead =
  | { readonly kind: 'happening'; readonly happening: Happening }
  | { readonly kind: 'wrong'; readonly problems: readonly StepProblem[] };

/** Everything that is wrong at once. */
export function readStep(entry: ScenarioStep): StepRead {
  const problems = [...keyProblems(entry), ...faultProblems(entry)];
  return problems.length > 0
    ? { kind: 'wrong', problems }
    : { kind: 'happening', happening: happeningOf(entry) };
}

function keyProblems(entry: ScenarioStep): readonly StepProblem[] {
  const { needs, takes } = keysOf[entry.do];
  const known = [...needs, ...takes];
  const given = allKeys.filter((key) => entry[key] !== undefined);
  const missing = needs.filter((key) => entry[key] === undefined);
  const words =
    known.length === 0 ? 'no key besides at and do' : `one of the keys at, do, ${known.join(', ')}`;
  return [
    ...missing.map((key) => ({ expected: `the key ${key}, which ${entry.do} needs`, found: 'none' })),
    ...given
      .filter((key) => !known.includes(key))
      .map((key) => ({ key, expected: `${words} with ${entry.do}`, found: key })),
  ];
}

function faultProblems({ do: deed, fault }: ScenarioStep): readonly StepProblem[] {
  if (fault === undefined) return [];
  const text = `${fault}`;
  const found = JSON.stringify(fault);
  if (deed === 'dns_fault' && !isDnsFault(text)) {
    return [{ key: 'fault', expected: `one of ${dnsFaults.join(', ')}`, found }];
  }
  if (deed === 'sql_fault' && sqlFaultOf(text) === undefined) {
    return [{ key: 'fault', expected: `a status such as 503, or one of ${sqlFaultNames}`, found }];
  }
  return [];
}

/** The entry has all that its deed needs; what stands in for a missing key is never used. */
function happeningOf(entry: ScenarioStep): Happening {
  const { do: deed, pool: name = '', fault = '' } = entry;
  switch (deed) {
    case 'add':
      return { kind: 'change', change: { kind: 'add', pool: poolSpec({ ...entry, name }) } };
    case 'scale':
      return { kind: 'change', change: { kind: 'scale', pool: name, nodes: entry.nodes ?? 0 } };
    case 'drop':
    case 'suspend':
    case 'resume':
    case 'move':
      return { kind: 'change', change: { kind: deed, pool: name } };
    case 'rotate_token':
      return { kind: 'token', action: 'rotate' };
    case 'expire_tokens':
      return { kind: 'token', action: 'expire' };
    case 'dns_fault':
      return dnsFault(entry);
    case 'sql_fault':
      return {
        kind: 'sql-fault',
        set: {
          fault: sqlFaultOf(`${fault}`) ?? { kind: 'garbage' },
          ...(entry.statement !== undefined && { statement: entry.statement }),
          ...(entry.times !== undefined && { times: entry.times }),
        },
      };
    case 'clear_faults':
      return { kind: 'clear-faults' };
    case 'switch':
      return switches(entry);
  }
}

function dnsFault({ fault, pool: name, type }: ScenarioStep): Happening {
  const text = `${fault}`;
  const scope = { ...(name !== undefined && { pool: name }), ...(type !== undefined && { type }) };
  return { kind: 'dns-fault', fault: isDnsFault(text) ? text : 'silent', scope };
}

/** The control's words, but with underscores as in every file. */
function switches({ switches: given = {} }: ScenarioStep): Happening {
  const words = Object.entries(given).map(([key, value]) => [key.replaceAll('_', '-'), `${value}`] as const);
  const read = switchesOf(words);
  return { kind: 'switches', changed: read.kind === 'switches' ? read.changed : {} };
}

type PoolEntry = Pick<ScenarioStep, 'nodes' | 'owner' | 'family' | 'publishes' | 'idle' | 'suspended'> & {
  readonly name: string;
};

export function poolSpec(entry: PoolEntry): PoolSpec {
  const { name, nodes, owner, family, publishes, idle, suspended } = entry;
  return {
    name,
    ...(nodes !== undefined && { nodes }),
    ...(owner !== undefined && { owner }),
    ...(family !== undefined && { instanceFamily: family }),
    ...(publishes !== undefined && { publishes }),
    ...(idle !== undefined && { idle }),
    ...(suspended !== undefined && { suspended }),
  };
}

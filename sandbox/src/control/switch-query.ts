/**
 * Switches as a request to the control names them. Pure.
 */
import type { Switches } from '../switches.ts';

export type SwitchQuery =
  | { readonly kind: 'switches'; readonly changed: Partial<Switches> }
  | { readonly kind: 'wrong'; readonly message: string };

type Choice = Readonly<Record<string, Partial<Switches>>>;

/** Every switch but the port, with all that it can be. */
const switchChoices: Readonly<Record<string, Choice>> = {
  function: {
    present: { endpointsFunction: 'present' },
    missing: { endpointsFunction: 'missing' },
    'not-permitted': { endpointsFunction: 'not-permitted' },
  },
  idle: { listed: { idleListed: true }, hidden: { idleListed: false } },
  suspended: { listed: { suspendedListed: true }, hidden: { suspendedListed: false } },
  'no-pools': { empty: { noPoolsCell: '[]' }, null: { noPoolsCell: 'null' } },
  underscore: { _: { underscore: '_' }, '-': { underscore: '-' } },
  'without-nodes': {
    nxdomain: { withoutNodes: 'nxdomain' },
    nodata: { withoutNodes: 'nodata' },
    servfail: { withoutNodes: 'servfail' },
  },
  srv: { present: { srv: 'present' }, absent: { srv: 'absent' }, refused: { srv: 'refused' } },
  addresses: {
    present: { addresses: 'present' },
    absent: { addresses: 'absent' },
    refused: { addresses: 'refused' },
  },
  'srv-target': { node: { srvTarget: 'node' }, pool: { srvTarget: 'pool' } },
};

/** All that are named, or what is wrong with the first that is wrong. */
export function switchesOf(query: Iterable<readonly [string, string]>): SwitchQuery {
  let changed: Partial<Switches> = {};
  for (const [name, value] of query) {
    const one = name === 'srv-port' ? portOf(value) : chosen(name, value);
    if (typeof one === 'string') return { kind: 'wrong', message: one };
    changed = { ...changed, ...one };
  }
  return { kind: 'switches', changed };
}

function chosen(name: string, value: string): Partial<Switches> | string {
  const choice = Object.hasOwn(switchChoices, name) ? switchChoices[name] : undefined;
  if (choice === undefined) {
    return `${name} is no switch; there are ${Object.keys(switchChoices).join(', ')}, srv-port`;
  }
  const found = Object.hasOwn(choice, value) ? choice[value] : undefined;
  return found ?? `${name} is one of ${Object.keys(choice).join(', ')}`;
}

function portOf(value: string): Partial<Switches> | string {
  const port = /^\d{1,5}$/.test(value) ? Number(value) : NaN;
  return port <= 65_535 ? { srvPort: port } : "srv-port is a port, or 0 for the nodes' own";
}

/**
 * What can happen to the account at its time, as a value and in words. Pure.
 */
import type { Change } from '../account/change.ts';
import type { DnsFault, DnsFaultScope } from '../dns/fault.ts';
import type { SetSqlFault } from '../sql-api/fault.ts';
import type { Switches } from '../switches.ts';

export type Happening =
  | { readonly kind: 'change'; readonly change: Change }
  | { readonly kind: 'token'; readonly action: 'rotate' | 'expire' }
  | { readonly kind: 'dns-fault'; readonly fault: DnsFault; readonly scope: DnsFaultScope }
  | { readonly kind: 'sql-fault'; readonly set: SetSqlFault }
  | { readonly kind: 'clear-faults' }
  | { readonly kind: 'switches'; readonly changed: Partial<Switches> };

export interface Step {
  /** Since the start. */
  readonly atMs: number;
  readonly happening: Happening;
}

/** One line for people, without its time. */
export function happeningText(happening: Happening): string {
  switch (happening.kind) {
    case 'change':
      return changeText(happening.change);
    case 'token':
      return happening.action === 'rotate' ? 'rotate the session token' : 'expire every session token';
    case 'dns-fault': {
      const { pool, type } = happening.scope;
      const of = [type, pool].filter((part) => part !== undefined).join(' of ');
      return `DNS fault ${happening.fault}${of === '' ? '' : ` for ${of}`}`;
    }
    case 'sql-fault': {
      const { fault, statement, times } = happening.set;
      const name = fault.kind === 'status' ? `${fault.status}` : fault.kind;
      return `SQL fault ${name}${statement === undefined ? '' : ` for ${statement}`}${times === undefined ? '' : `, ${times} times`}`;
    }
    case 'clear-faults':
      return 'clear all faults';
    case 'switches':
      return `switch ${Object.entries(happening.changed)
        .map(([name, value]) => `${name} to ${value}`)
        .join(', ')}`;
  }
}

function changeText(change: Change): string {
  switch (change.kind) {
    case 'add':
      return `add ${change.pool.name} with ${change.pool.nodes ?? 1} nodes`;
    case 'scale':
      return `scale ${change.pool} to ${change.nodes} nodes`;
    case 'drop':
    case 'suspend':
    case 'resume':
    case 'move':
      return `${change.kind} ${change.pool}`;
  }
}

/**
 * What can be said of a list by reading it, while nothing changes: the chapters Labels and Bytes.
 */
import type { Check } from './check.ts';
import type { Endpoint } from './endpoint.ts';
import type { Observer } from './observer.ts';
import { textProblem } from './reading.ts';

export function listChecks(endpoint: Endpoint, observer: Observer): readonly Check[] {
  return [
    {
      name: 'there is a list that every scraper takes whole: no null, no empty group, no target twice',
      rules: ['SD-BYTES-5', 'SD-LABEL-1'],
      run: () => observer.begin(),
    },
    {
      name: 'it is the canonical text',
      rules: ['SD-BYTES-1', 'SD-BYTES-2', 'SD-BYTES-3', 'SD-BYTES-4'],
      run: async () => {
        const reading = await endpoint.read();
        return reading.kind === 'list' ? textProblem(reading.text, reading.groups) : reading.why;
      },
    },
    {
      name: 'labels are those of the contract',
      rules: ['SD-LABEL-2', 'SD-LABEL-3'],
      run: async () => {
        const reading = await endpoint.read();
        if (reading.kind !== 'list') return reading.why;
        const names = new Set(reading.groups.flatMap(({ labels }) => Object.keys(labels)));
        const odd = [...names].find((name) => !allowed.has(name));
        if (odd !== undefined) return `${odd} is no label of the contract`;
        return names.has(`${prefix}endpoint`) || reading.groups.length === 0
          ? undefined
          : `no group has ${prefix}endpoint`;
      },
    },
  ];
}

const prefix = '__meta_spcs_compute_pool_';
const keys = ['name', 'endpoint', 'state', 'owner', 'instance_family', 'application', 'is_exclusive'];
const allowed = new Set([...keys.map((key) => `${prefix}${key}`), '__meta_spcs_node']);

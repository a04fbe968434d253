/**
 * Every fault there is, by class.
 */
import { dnsFaults } from './classes/dns-failures.ts';
import { dnsLies } from './classes/dns-lies.ts';
import { snowflakeFaults } from './classes/snowflake.ts';
import type { Fault, FaultClass } from './fault.ts';

export const catalogue: readonly FaultClass[] = [
  {
    name: 'snowflake',
    title: 'The pool list',
    about: 'Snowflake is away, slow or wrong while everything runs.',
    faults: snowflakeFaults,
  },
  { name: 'dns', title: 'DNS', about: 'The only DNS server fails.', faults: dnsFaults },
  {
    name: 'dns-lies',
    title: 'DNS that lies',
    about: 'The only DNS server answers, and wrongly.',
    faults: dnsLies,
  },
];

export const allFaults: readonly Fault[] = catalogue.flatMap(({ faults }) => faults);

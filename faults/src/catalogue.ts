/**
 * Every fault there is, by class.
 */
import { clientFaults } from './classes/clients.ts';
import { clockFaults } from './classes/clock.ts';
import { dnsFaults } from './classes/dns-failures.ts';
import { dnsLies } from './classes/dns-lies.ts';
import { dnsServerFaults } from './classes/dns-servers.ts';
import { outputFaults } from './classes/output.ts';
import { processFaults } from './classes/processes.ts';
import { replicaFaults } from './classes/replicas.ts';
import { restartsWithoutState, restartsWithState } from './classes/restarts.ts';
import { snowflakeFaults } from './classes/snowflake.ts';
import { stateFaults } from './classes/state.ts';
import { tokenFaults } from './classes/token.ts';
import type { FaultClass } from './fault.ts';

export const catalogue: readonly FaultClass[] = [
  {
    name: 'snowflake',
    title: 'The pool list',
    about: 'Snowflake is away, slow or wrong while everything runs.',
    faults: snowflakeFaults,
  },
  {
    name: 'token',
    title: 'The session token',
    about: 'The file that Snowflake rewrites is not as it should be.',
    faults: tokenFaults,
  },
  { name: 'dns', title: 'DNS fails', about: 'The only DNS server gives no answers.', faults: dnsFaults },
  { name: 'dns-lies', title: 'DNS lies', about: 'The only DNS server gives wrong answers.', faults: dnsLies },
  {
    name: 'dns-servers',
    title: 'One of two DNS servers is bad',
    about: "The other one's answers count.",
    faults: dnsServerFaults,
  },
  {
    name: 'restart',
    title: 'Restarts with the state file',
    about: 'Both programs start in the middle of a fault and go on from what they saved.',
    faults: restartsWithState,
  },
  {
    name: 'first-start',
    title: 'Restarts without a state file',
    about:
      'The same with nothing to go on from: `http` answers 503 until it knows, `file` goes on from the file that it published.',
    faults: restartsWithoutState,
  },
  {
    name: 'state',
    title: 'The state file',
    about: 'It is damaged, of somebody else, or cannot be written.',
    faults: stateFaults,
  },
  {
    name: 'output',
    title: 'The published file',
    about:
      'The file, its folder or its disk is damaged under the program. A damaged file is noticed and restored in one.',
    faults: outputFaults,
  },
  {
    name: 'process',
    title: 'The process',
    about: 'It is killed, told to end, or suspended.',
    faults: processFaults,
  },
  {
    name: 'clock',
    title: 'The clock',
    about: 'It is set while the programs run, or between.',
    faults: clockFaults,
  },
  {
    name: 'clients',
    title: 'Clients',
    about: 'They take more than their share; every answer to a scraper is still there.',
    faults: clientFaults,
  },
  {
    name: 'replicas',
    title: 'Two replicas behind one address',
    about: 'One of them is in trouble; Prometheus is sent to either.',
    faults: replicaFaults,
  },
];

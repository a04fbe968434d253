/**
 * The table of all faults as a document. Pure.
 */
import type { Fault, FaultClass, Sign } from '../fault.ts';
import { unionOf, type Outcome, type Ran } from '../run/outcome.ts';
import { durationText } from './duration.ts';

const head = `# What is lost when something fails

Each row is a fault that was brought about while the built program ran against NSD, the simulated account and a real
Prometheus, with readers that looked at the HTTP answer, the file and Prometheus' own lists all the time. \`lost\` are
targets that exist and that any of these readers missed at any moment, \`invented\` targets that do not exist and that
any of them had. Prometheus is asked for both ways, \`http_sd\` and \`file_sd\`.

\`noticed\` is the time until metric and log line said so; \`well again\` the time from the end of the fault until the log
line, the metrics, readiness and all lists were as before. They were taken with short intervals (names are asked every
second, the list every second), on a busy machine. Log lines are those at the beginning and the end; each is
there exactly once, or once for each pool that the fault meets.

mdservice is told from its published source: one login, one query and one lookup after the other for each request; no
memory, no time-outs, no health and no metrics.

This document is written by

\`\`\`sh
npm run test:faults -- --all
\`\`\`
`;

export function documentOf(classes: readonly FaultClass[], outcomes: readonly Outcome[]): string {
  const ran = new Map(
    outcomes.flatMap((outcome) => (outcome.kind === 'ran' ? [[outcome.fault, outcome] as const] : [])),
  );
  const faults = classes.flatMap((one) => one.faults);
  return [head, summaryOf(faults, ran), ...classes.map((one) => sectionOf(one, ran))].join('\n');
}

function summaryOf(faults: readonly Fault[], ran: ReadonlyMap<string, Ran>): string {
  const plain = faults
    .filter(({ excuse }) => excuse === undefined)
    .flatMap(({ name }) => ran.get(name) ?? []);
  const sum = (of: 'lost' | 'invented'): number =>
    plain.reduce((total, { seen }) => total + unionOf(seen, of).size, 0);
  const tallies = [...ran.values()].flatMap(({ seen }) => [...seen.values()]);
  const reads = tallies.reduce((total, tally) => total + tally.reads, 0);
  return [
    `${ran.size} faults, ${reads.toLocaleString('en')} lists read. In the ${plain.length} where nobody damaged what`,
    `was published, ${sum('lost')} targets were lost and ${sum('invented')} invented.\n`,
  ].join('\n');
}

const columns = [
  'fault',
  'lost',
  'invented',
  'noticed',
  'well again',
  'metric',
  'log line at its start',
  'log line at its end',
  'mdservice',
];

function sectionOf({ title, about, faults }: FaultClass, ran: ReadonlyMap<string, Ran>): string {
  const rows = faults.map((fault) => rowOf(fault, ran.get(fault.name)));
  const table = [columns, columns.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return [`## ${title}\n`, `${about}\n`, ...table, ''].join('\n');
}

function rowOf(fault: Fault, ran: Ran | undefined): readonly string[] {
  const { what, signs, excuse, mdservice } = fault;
  const excused = excuse === undefined ? '' : ` (${excuse})`;
  const count = (of: 'lost' | 'invented'): string =>
    ran === undefined ? 'not run' : `${unionOf(ran.seen, of).size}`;
  const each = (text: (sign: Sign) => string): string =>
    [...new Set(signs.map(text))].filter((cell) => cell !== '').join('; ') || '–';
  return [
    `${what}${excused}`,
    count('lost'),
    count('invented'),
    signs.length === 0 ? 'nothing fails' : durationText(ran?.noticeMs),
    durationText(ran?.recoverMs),
    each(({ metric, shows }) => `\`${metric}\` ${showsText(shows)}`),
    each(({ begins }) => messageOf(begins)),
    each(({ ends }) => (ends === undefined ? '' : messageOf(ends))),
    mdservice,
  ].map((cell) => cell.replaceAll('|', String.raw`\|`));
}

function showsText(shows: Sign['shows']): string {
  if (typeof shows === 'string') return shows;
  return 'above' in shows ? `is above ${shows.above}` : `is below ${shows.below}`;
}

/** `msg="…"` without what surrounds it. */
function messageOf(part: string): string {
  return part.replace(/^msg="?/, '').replace(/"$/, '');
}

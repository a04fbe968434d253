/**
 * The table of all faults as a document. Pure.
 */
import type { Fault, FaultClass, Sign } from '../fault.ts';
import { unionOf, type Outcome } from '../run/outcome.ts';
import { durationText } from './duration.ts';

const title = '# What is lost when something fails\n';

const reading = `## How to read it

Each row is a fault that was brought about while the built program ran against NSD, the simulated account and a real
Prometheus, with readers that looked at the HTTP answer, the file and Prometheus' own lists all the time. \`lost\` are
targets that exist and that any of these readers missed at any moment, \`invented\` targets that do not exist and that
any of them had. Prometheus is asked for both ways, \`http_sd\` and \`file_sd\`.

\`noticed\` is the time until metric and log line said so; \`well again\` the time from the end of the fault until the log
line, the metrics, readiness and all lists were as before. A program that is started anew is timed from its first
answer on. They were taken with short intervals (names are asked every second, the list every second), on a busy
machine. \`ready\` is what \`/-/ready\` said meanwhile. Log lines are those at the beginning and the end; each is there
exactly once, or once for each pool that the fault meets. All of this is demanded by the run: a row in which a target
was lost, a line was missing or said twice, a metric stood still or readiness was wrong says that it failed.

mdservice is told from its published source: one login, one query and one lookup after the other for each request; no
memory, no time-outs, no health and no metrics.

This document is written by

\`\`\`sh
# not run: it takes many minutes
npm run test:faults -- --all
\`\`\`
`;

export function documentOf(classes: readonly FaultClass[], outcomes: readonly Outcome[]): string {
  const byFault = new Map(outcomes.map((outcome) => [outcome.fault, outcome]));
  const faults = classes.flatMap((one) => one.faults);
  return [title, summaryOf(faults, outcomes), reading, ...classes.map((one) => sectionOf(one, byFault))].join(
    '\n',
  );
}

function summaryOf(faults: readonly Fault[], outcomes: readonly Outcome[]): string {
  const ran = outcomes.filter((outcome) => outcome.kind === 'ran');
  const excused = new Set(faults.filter(({ excuse }) => excuse !== undefined).map(({ name }) => name));
  const plain = ran.filter(({ fault }) => !excused.has(fault));
  const sum = (of: 'lost' | 'invented'): number =>
    plain.reduce((total, { seen }) => total + unionOf(seen, of).size, 0);
  const reads = ran
    .flatMap(({ seen }) => [...seen.values()])
    .reduce((total, tally) => total + tally.reads, 0);
  return [
    `${ran.length} faults, ${reads.toLocaleString('en')} lists read. In ${plain.length} faults ${sum('lost')} targets were lost and ${sum('invented')} invented.`,
    `In the other ${ran.length - plain.length} somebody damages the published file itself, or the first answer of all is wrong and`,
    'nothing remembers a better one; their rows say so in brackets.\n',
  ].join('\n');
}

const columns = [
  'fault',
  'lost',
  'invented',
  'noticed',
  'well again',
  'ready',
  'metric',
  'log line at its start',
  'log line at its end',
  'mdservice',
];

function sectionOf({ title, about, faults }: FaultClass, outcomes: ReadonlyMap<string, Outcome>): string {
  const rows = faults.map((fault) => rowOf(fault, outcomes.get(fault.name)));
  const table = [columns, columns.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return [`## ${title}\n`, `${about}\n`, ...table, ''].join('\n');
}

function rowOf(fault: Fault, outcome: Outcome | undefined): readonly string[] {
  const { what, signs, unready, mdservice } = fault;
  const ran = outcome?.kind === 'ran' ? outcome : undefined;
  const count = (of: 'lost' | 'invented'): string =>
    ran === undefined ? '–' : `${unionOf(ran.seen, of).size}`;
  const each = (text: (sign: Sign) => string): string =>
    [...new Set(signs.map(text))].filter((cell) => cell !== '').join('; ') || '–';
  return [
    `${what}${remarkOf(fault, outcome)}`,
    count('lost'),
    count('invented'),
    signs.length === 0 ? 'nothing fails' : durationText(ran?.noticeMs),
    durationText(ran?.recoverMs),
    unready === undefined ? 'yes' : `not ${unready.join(', ')}`,
    each(({ metric, shows }) => `\`${metric}\` ${showsText(shows)}`),
    each(({ begins }) => messageOf(begins)),
    each(({ ends }) => (ends === undefined ? '' : messageOf(ends))),
    mdservice,
  ].map((cell) => cell.replaceAll('|', String.raw`\|`).replaceAll('\n', ' '));
}

/** Why readers are excused, and what else a reader of the row must know. */
function remarkOf({ excuse }: Fault, outcome: Outcome | undefined): string {
  const excused = excuse === undefined ? '' : ` (${excuse})`;
  switch (outcome?.kind) {
    case undefined:
      return `${excused} **not run**`;
    case 'skipped':
      return `${excused} **not run: ${outcome.why}**`;
    case 'broken':
      return `${excused} **failed: it did not come to an end**`;
    case 'ran':
      return outcome.problems.length === 0
        ? excused
        : `${excused} **failed: ${outcome.problems.join('; ')}**`;
  }
}

function showsText(shows: Sign['shows']): string {
  if (typeof shows === 'string') return shows;
  return 'above' in shows ? `is above ${shows.above}` : `is below ${shows.below}`;
}

/** `msg="…"` without what surrounds it. */
function messageOf(part: string): string {
  return part.replace(/^msg="?/, '').replace(/"$/, '');
}

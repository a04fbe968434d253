/**
 * What is known of one pool: facts, targets, refused addresses, and the command that gives the same. Pure.
 */
import type { PoolTargetStatus } from '@spcs-sd/core';
import { commandLine, curlOf } from './command.ts';
import { badge } from './condition.ts';
import type { PageModel } from './model.ts';
import type { PoolReport } from './report.ts';
import { h, type Branch } from './tree.ts';
import { ageText, counted, countText, visible } from './words.ts';

/** More would not be read; the command gives them all. */
const maxTargets = 200;

const refusedWords = {
  address: 'this address is not allowed (limits.allow_cidrs)',
  port: 'this port is not allowed (limits.allow_ports)',
  name: 'this is no name of a host',
} as const;

export function detailRow(pool: PoolReport, model: PageModel, columns: number): Branch {
  const { members, place, live } = model;
  return h(
    'tr',
    { 'data-key': `detail ${pool.pool}`, class: 'detail' },
    h(
      'td',
      { colspan: String(columns) },
      h('dl', {}, factsOf(pool, model).map(fact)),
      targetList(pool, members.get(pool.pool), model.elapsedMs),
      pool.refused.length > 0 && refusedList(pool),
      commandLine(curlOf(place, pool.pool), live === null ? undefined : live.copied),
    ),
  );
}

type Fact = readonly [string, string];

function fact([name, value]: Fact): Branch {
  return h('div', {}, h('dt', {}, name), h('dd', {}, h('bdi', {}, visible(value))));
}

function factsOf(pool: PoolReport, { elapsedMs }: PageModel): readonly Fact[] {
  const { endpoint, metadata, failure } = pool;
  const known: readonly (readonly [string, string | undefined])[] = [
    ['Asked name', endpoint],
    ['Answer', answerText(pool, elapsedMs)],
    ['Error', failure === null ? undefined : failureText(failure, elapsedMs)],
    ['State', metadata.state],
    ['Owner', metadata.owner],
    ['Instance family', metadata.instanceFamily],
    ['Application', metadata.application],
    ['Exclusive', metadata.isExclusive === undefined ? undefined : metadata.isExclusive ? 'yes' : 'no'],
  ];
  return known.flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, value] as const],
  );
}

function answerText({ answer }: PoolReport, elapsedMs: number): string {
  if (answer === null) return 'none yet';
  const ago = `${ageText(answer.ageMs + elapsedMs)} ago`;
  const transport = answer.transport === 'system' ? '' : ` over ${answer.transport.toUpperCase()}`;
  if (answer.kind === 'absent') return `the name has no records${transport}, ${ago}`;
  return `${answer.recordType === 'A' ? 'A and AAAA' : 'SRV'}${transport}, ${ago}`;
}

function failureText({ why, detail, forMs }: NonNullable<PoolReport['failure']>, elapsedMs: number): string {
  return `${why} for ${ageText(forMs + elapsedMs)}${detail === undefined ? '' : `: ${detail}`}`;
}

function targetList(
  pool: PoolReport,
  members: readonly PoolTargetStatus[] | undefined,
  elapsedMs: number,
): Branch {
  if (members === undefined) return h('p', { class: 'quiet' }, 'Its targets are on their way.');
  if (members.length === 0) return h('p', { class: 'quiet' }, 'It has no targets.');
  const shown = members.slice(0, maxTargets);
  const more = members.length - shown.length;
  return h(
    'div',
    {},
    h('h3', {}, counted(pool.targets, 'target')),
    h(
      'ul',
      { class: 'targets' },
      shown.map((member) => targetItem(pool.pool, member, elapsedMs)),
    ),
    more > 0 && h('p', { class: 'quiet' }, `and ${countText(more)} more: the command below gives them all`),
  );
}

function targetItem(
  pool: string,
  { address, node, heldForMs, owner }: PoolTargetStatus,
  elapsedMs: number,
): Branch {
  const held = heldForMs === null ? undefined : `held ${ageText(heldForMs + elapsedMs)}`;
  return h(
    'li',
    { 'data-key': address },
    h('code', {}, visible(address)),
    held !== undefined && badge({ tone: 'warn', text: held }),
    owner !== pool && badge({ tone: 'warn', text: `given by ${visible(owner)}` }),
    node !== '' && h('bdi', { class: 'quiet' }, visible(node)),
  );
}

function refusedList({ refused }: PoolReport): Branch {
  const shown = refused.slice(0, maxTargets);
  const more = refused.length - shown.length;
  return h(
    'div',
    {},
    h('h3', {}, `${countText(refused.length)} refused`),
    h(
      'ul',
      { class: 'targets' },
      shown.map(({ target, why }) =>
        h(
          'li',
          { 'data-key': target },
          h('code', {}, visible(target)),
          h('span', { class: 'quiet' }, refusedWords[why]),
        ),
      ),
    ),
    more > 0 && h('p', { class: 'quiet' }, `and ${countText(more)} more`),
  );
}

/**
 * Every wrong answer gives the outcome that the rule says; none gives a shorter list.
 */
import { hostileAnswers, hostileNodes, startScriptedServer, type HostileAnswer } from '@spcs-sd/sandbox';
import type { PoolOutcome } from '@spcs-sd/core';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { LookupQuestion } from '../ports.ts';
import { createWireLookup } from './wire-lookup.ts';

const question: LookupQuestion = {
  name: 'discover.monitor.p1.internal',
  recordType: 'auto',
  // A pool that has targets: the question that must not lose any.
  gaveSrv: true,
  port: 9001,
  address: 'ip',
  transport: 'any',
};

async function outcomeOf(answer: HostileAnswer, asked: Partial<LookupQuestion> = {}): Promise<PoolOutcome> {
  const server = await startScriptedServer(answer.script);
  // One short try where the outcome is silence; otherwise time enough for a busy machine.
  const timeoutMs = answer.allows === 'timeout' ? 150 : 10_000;
  const lookup = createWireLookup({ servers: [server.address], timeoutMs, attempts: 1 });
  onTestFinished(async () => {
    lookup.close();
    await server.close();
  });
  return lookup.lookup({ ...question, ...asked }, new AbortController().signal);
}

function check(answer: HostileAnswer, outcome: PoolOutcome): void {
  switch (answer.allows) {
    case 'whole':
    case 'one':
    case 'many':
      expect(outcome.kind).toBe('records');
      break;
    case 'absent':
      expect(outcome).toMatchObject({ kind: 'absent', why: 'nodata' });
      break;
    case 'malformed':
    case 'timeout':
    case 'unreachable':
    case 'other':
      expect(outcome).toMatchObject({ kind: 'unknown', why: answer.allows });
      break;
  }
  if (outcome.kind !== 'records') return;
  const nodes = new Set(outcome.records.map(({ node }) => node));
  if (answer.allows === 'whole') expect(nodes).toEqual(new Set(hostileNodes));
  if (answer.allows === 'one') expect(nodes.size).toBe(1);
  if (answer.ttlSeconds !== undefined) expect(outcome.ttlSeconds).toBe(answer.ttlSeconds);
}

describe('a wrong answer', () => {
  const withHostNames = hostileAnswers.filter(({ allows }) => allows === 'many');
  const withAddresses = hostileAnswers.filter(({ allows }) => allows !== 'many');

  test.each(withAddresses)('$name: $allows', async (answer) => {
    check(answer, await outcomeOf(answer));
  });

  test.each(withHostNames)('$name: $allows', async (answer) => {
    const outcome = await outcomeOf(answer, { address: 'hostname' });
    check(answer, outcome);
    expect(outcome.kind === 'records' && outcome.records.length).toBeGreaterThan(1900);
  });

  test.each(hostileAnswers.filter(({ allows }) => allows === 'malformed'))(
    '$name: also of a name that never gave SRV',
    async (answer) => {
      check(answer, await outcomeOf(answer, { gaveSrv: false }));
    },
  );

  test.each(
    hostileAnswers.filter(({ allows, onlyTogether }) => allows === 'malformed' && onlyTogether !== true),
  )('$name: the next server is asked', async (answer) => {
    const servers = await Promise.all(
      [answer.script, honestScript()].map((script) => startScriptedServer(script)),
    );
    const lookup = createWireLookup({ servers: servers.map(({ address }) => address), timeoutMs: 10_000 });
    onTestFinished(async () => {
      lookup.close();
      await Promise.all(servers.map((server) => server.close()));
    });
    const outcome = await lookup.lookup(question, new AbortController().signal);
    expect(outcome).toMatchObject({ kind: 'records', doubtful: true });
    expect(outcome.kind === 'records' && outcome.records).toHaveLength(3);
  });
});

function honestScript(): HostileAnswer['script'] {
  const honest = hostileAnswers.find(({ name }) => name === 'an honest answer');
  if (honest === undefined) throw new Error('the table has no honest answer');
  return honest.script;
}

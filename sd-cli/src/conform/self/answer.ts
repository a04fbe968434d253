/**
 * This implementation's answers to the questions of the conformance runner.
 *
 * Owns no rule: each kind of question is handed to the public function that has it.
 */
import {
  decideLookup,
  encodeGroup,
  encodeTargetGroups,
  endpointOf,
  joinAddresses,
  needsAddresses,
  poolOf,
  selectGroups,
  shardOf,
  type AddressAnswer,
  type SrvAnswer,
  type TargetGroup,
} from '@spcs-sd/core';
import { readDnsMessage } from '@spcs-sd/runtime';
import type { LookupDecisionCase, ShareCase, VectorCase } from '@spcs-sd/spec';
import { configResult } from './config-result.ts';
import { snowflakeResults } from './snowflake-results.ts';
import { stepResults } from './step-results.ts';

/** A case without its name, its rules and what it expects. */
export type Question = VectorCase;

/** The result in the form of the case's `expect`. Rejects on a question that breaks the schema. */
export async function answerTo(question: Question): Promise<unknown> {
  switch (question.kind) {
    case 'step':
      return stepResults(question);
    case 'endpoint-of':
      return endpointOf(question.pool, question.template);
    case 'pool-of':
      return poolOf(question.endpoint) ?? null;
    case 'shard':
      return shardOf(question.address, question.modulus);
    case 'share':
      return share(question);
    case 'encode':
      return encodeTargetGroups(question.groups);
    case 'lookup-decision':
      return lookupDecision(question);
    case 'join':
      return joinAddresses(asAddresses(question.a), asAddresses(question.aaaa));
    case 'dns-message':
      return readDnsMessage(Buffer.from(question.message, 'hex'), question.question);
    case 'config':
      return configResult(question);
    case 'snowflake-list':
      return snowflakeResults(question);
  }
}

function share({ groups, index, of }: ShareCase): readonly TargetGroup[] {
  const published = groups.map((group) => ({ ...group, pool: '', json: encodeGroup(group) }));
  return selectGroups(published, { shard: { index, of } }).map(plain);
}

function plain({ targets, labels }: TargetGroup): TargetGroup {
  return { targets, labels };
}

function lookupDecision({ gaveSrv, srv, addresses }: LookupDecisionCase): unknown {
  const service = asSrv(srv);
  const answers = { srv: service, gaveSrv, ...(addresses !== null && { addresses: asAddresses(addresses) }) };
  return { asksAddresses: needsAddresses(service, gaveSrv), outcome: decideLookup(answers) };
}

/** The schema has one form for both record types, the core one for each. */
function asSrv(answer: LookupDecisionCase['srv']): SrvAnswer {
  return answer.kind === 'records' ? { ...answer, recordType: 'SRV' } : answer;
}

function asAddresses(answer: NonNullable<LookupDecisionCase['addresses']>): AddressAnswer {
  return answer.kind === 'records' ? { ...answer, recordType: 'A' } : answer;
}

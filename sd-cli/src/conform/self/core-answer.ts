/**
 * The core's answers to the questions of the conformance runner: those that need neither DNS messages, nor
 * configuration, nor Snowflake, and so can be given in any JavaScript runtime.
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
import type { LookupDecisionCase, ShareCase, VectorCase } from '@spcs-sd/spec';
import { stepResults } from './step-results.ts';

/** A case without its name, its rules and what it expects. */
export type Question = VectorCase;

const coreKinds = [
  'step',
  'endpoint-of',
  'pool-of',
  'shard',
  'share',
  'encode',
  'lookup-decision',
  'join',
] as const;

export type CoreQuestion = Extract<Question, { readonly kind: (typeof coreKinds)[number] }>;

export function isCoreQuestion(question: Question): question is CoreQuestion {
  return coreKinds.some((kind) => kind === question.kind);
}

/** The result in the form of the case's `expect`. Throws on a question that breaks the schema. */
export function coreAnswerTo(question: CoreQuestion): unknown {
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

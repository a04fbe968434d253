/**
 * A name's addresses: A and AAAA at once, joined.
 */
import { joinAddresses, type AddressAnswer } from '@spcs-sd/core';
import { askName, type Asking } from './name-question.ts';

export interface AddressQuestion {
  readonly name: string;
  /** For the targets. */
  readonly port: number;
  readonly transport: 'udp' | 'tcp';
}

export async function askAddresses(question: AddressQuestion, asking: Asking): Promise<AddressAnswer> {
  const [a, aaaa] = await Promise.all([
    askFamily(question, 'A', asking),
    askFamily(question, 'AAAA', asking),
  ]);
  return joinAddresses(a, aaaa);
}

async function askFamily(
  { name, port, transport }: AddressQuestion,
  type: 'A' | 'AAAA',
  asking: Asking,
): Promise<AddressAnswer> {
  const answer = await askName({ asked: { name, type, address: 'ip', port }, transport }, asking);
  if (answer.kind !== 'found') return answer;
  const { found, ttlSeconds, doubtful } = answer;
  const { records } = found;
  return { kind: 'records', recordType: 'A', records, transport: answer.transport, ttlSeconds, doubtful };
}

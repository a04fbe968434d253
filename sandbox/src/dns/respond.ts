/**
 * Bytes in, bytes out: the whole server but its sockets. Pure.
 */
import { faultFor, type DnsFault, type DnsFaults } from './fault.ts';
import { encodeReply } from './message.ts';
import { readQuery } from './query.ts';
import { absentReply, bareReply, replyTo, type Question, type Reply } from './reply.ts';
import type { ZoneIndex } from './zone-index.ts';

/** What is served, and what is wrong with it. */
export interface Served {
  readonly index: ZoneIndex;
  readonly faults: DnsFaults;
}

const maxTcpBytes = 65_535;

/** What to say; undefined for nothing at all. */
function replyUnder(fault: DnsFault | undefined, index: ZoneIndex, question: Question): Reply | undefined {
  switch (fault) {
    case 'silent':
      return undefined;
    case 'servfail':
      return bareReply('SERVFAIL');
    case 'refused':
      return bareReply('REFUSED');
    case 'notimp':
      return bareReply('NOTIMP');
    case 'nxdomain':
      return absentReply(index);
    case 'truncate':
    case undefined:
      return replyTo(index, question);
  }
}

/** The reply to one message; undefined when there is none. Never throws. */
export function respond(
  { index, faults }: Served,
  message: Buffer,
  transport: 'udp' | 'tcp',
): Buffer | undefined {
  const query = readQuery(message);
  switch (query.kind) {
    case 'noise':
      return undefined;
    case 'wrong':
      return encodeReply(query.head, bareReply(query.rcode), maxTcpBytes);
    case 'question': {
      const fault = faultFor(faults, query.question, index.zone.origin);
      const reply = replyUnder(fault, index, query.question);
      const udpBytes = fault === 'truncate' ? 0 : query.udpBytes;
      return reply && encodeReply(query.head, reply, transport === 'udp' ? udpBytes : maxTcpBytes);
    }
  }
}

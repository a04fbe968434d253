/**
 * Answers that go wrong on their way, and servers that dislike EDNS.
 */
import { optRecord, rcodes, uint16 } from './crafted-message.ts';
import { answerTo, reply } from './scripted-query.ts';
import {
  services,
  nodeAddresses,
  honest,
  onSrv,
  answering,
  overTcp,
  truncated,
  messageOf,
  type HostileAnswer,
} from './hostile-answer.ts';

export const transportAnswers: readonly HostileAnswer[] = [
  { name: 'truncated over TCP too', script: answering(truncated), allows: 'malformed' },
  {
    name: 'a truncated answer with records',
    script: onSrv((query) =>
      reply(
        query,
        query.transport === 'udp' ? { ...honest, answers: services.slice(0, 1), ...truncated } : honest,
      ),
    ),
    allows: 'whole',
  },
  {
    name: 'one byte per TCP segment',
    script: overTcp((query) => [{ kind: 'trickle', message: answerTo(query, honest), chunkBytes: 1 }]),
    allows: 'whole',
  },
  {
    name: '65,535 bytes over TCP',
    script: overTcp((query) => [{ kind: 'send', message: messageOf(query, 65_535) }]),
    allows: 'many',
  },
  { name: 'TCP closed before the answer', script: overTcp(() => [{ kind: 'close' }]), allows: 'unreachable' },
  {
    name: 'TCP closed within the answer',
    script: overTcp((query) => [
      { kind: 'raw', bytes: Buffer.concat([uint16(500), answerTo(query, honest).subarray(0, 100)]) },
      { kind: 'close' },
    ]),
    allows: 'unreachable',
  },
  {
    name: 'an empty message over TCP',
    script: overTcp(() => [{ kind: 'raw', bytes: uint16(0) }]),
    allows: 'timeout',
  },
  {
    name: 'several messages in one segment',
    script: overTcp((query) => {
      const wrong = answerTo(query, { ...honest, id: query.id ^ 1 });
      const right = answerTo(query, honest);
      return [
        { kind: 'raw', bytes: Buffer.concat([uint16(wrong.length), wrong, uint16(right.length), right]) },
      ];
    }),
    allows: 'whole',
  },
  {
    name: 'a wrong id over TCP',
    script: overTcp((query) => reply(query, { ...honest, id: query.id ^ 1 })),
    allows: 'timeout',
  },
  {
    name: 'EDNS is a format error',
    script: onSrv((query) =>
      query.ednsBytes === undefined
        ? reply(query, { answers: services, additionals: nodeAddresses })
        : reply(query, { rcode: rcodes.FORMERR }),
    ),
    allows: 'whole',
  },
  {
    name: 'EDNS is a format error without a question',
    script: onSrv((query) =>
      query.ednsBytes === undefined
        ? reply(query, { answers: services, additionals: nodeAddresses })
        : reply(query, { rcode: rcodes.FORMERR, question: Buffer.alloc(0) }),
    ),
    allows: 'whole',
  },
  {
    name: 'EDNS is not implemented',
    script: onSrv((query) =>
      query.ednsBytes === undefined
        ? reply(query, { answers: services, additionals: nodeAddresses })
        : reply(query, { rcode: rcodes.NOTIMP }),
    ),
    allows: 'whole',
  },
  {
    name: 'EDNS has a bad version',
    script: onSrv((query) =>
      query.ednsBytes === undefined
        ? reply(query, { answers: services, additionals: nodeAddresses })
        : reply(query, { additionals: [optRecord(1232, 1)] }),
    ),
    allows: 'whole',
  },
  { name: 'a format error for ever', script: answering({ rcode: rcodes.FORMERR }), allows: 'other' },
];

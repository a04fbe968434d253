/**
 * Answers whose names or lengths are broken.
 */
import { addressRecord, labelBytes, recordTypes, srvRecord } from './crafted-message.ts';
import { reply } from './scripted-query.ts';
import {
  services,
  honest,
  onSrv,
  answering,
  withService,
  withTarget,
  nameOfOctets,
  answerAt,
  pointer,
  type HostileAnswer,
} from './hostile-answer.ts';

export const nameAnswers: readonly HostileAnswer[] = [
  {
    name: 'a name that points to itself',
    script: onSrv((query) =>
      reply(query, { answers: [{ ...srvRecord('n1.p1.internal'), owner: pointer(answerAt(query)) }] }),
    ),
    allows: 'malformed',
  },
  {
    name: 'a name that points forward',
    script: onSrv((query) =>
      reply(query, { answers: [{ ...srvRecord('n1.p1.internal'), owner: pointer(answerAt(query) + 20) }] }),
    ),
    allows: 'malformed',
  },
  {
    name: 'a target that points to itself',
    script: onSrv((query) => reply(query, { answers: [srvRecord(pointer(answerAt(query) + 18))] })),
    allows: 'malformed',
  },
  {
    name: 'a target that points beyond the message',
    script: withTarget(pointer(0x3fff)),
    allows: 'malformed',
  },
  { name: 'a reserved label type', script: withTarget(Buffer.from([0x41, 0x61, 0])), allows: 'malformed' },
  {
    name: 'rdata beyond the message',
    script: answering({
      answers: [...services.slice(0, 2), srvRecord('n3.p1.internal', 9001, { rdlength: 500 })],
    }),
    allows: 'malformed',
  },
  {
    name: 'rdata announced too short',
    script: answering({
      ...honest,
      answers: [...services.slice(0, 2), srvRecord('n3.p1.internal', 9001, { rdlength: 10 })],
    }),
    allows: 'malformed',
  },
  {
    name: 'rdata announced too long',
    script: withService({
      ...srvRecord('n4.p1.internal'),
      rdata: Buffer.concat([srvRecord('n4.p1.internal').rdata, Buffer.from('more')]),
    }),
    allows: 'malformed',
  },
  {
    name: 'rdata of six bytes',
    script: withService({ type: recordTypes.SRV, rdata: Buffer.alloc(6) }),
    allows: 'malformed',
  },
  { name: 'a label with a dot', script: withTarget(labelBytes('n4.p1', 'internal')), allows: 'malformed' },
  { name: 'a label with NUL', script: withTarget(labelBytes('n4\0', 'internal')), allows: 'malformed' },
  { name: 'a label with a space', script: withTarget(labelBytes('n 4', 'internal')), allows: 'malformed' },
  { name: 'a label with a newline', script: withTarget(labelBytes('n4\n', 'internal')), allows: 'malformed' },
  { name: 'a label with a slash', script: withTarget(labelBytes('n4/x', 'internal')), allows: 'malformed' },
  {
    name: 'a label of bytes that are no text',
    script: withTarget(labelBytes('\xff\xfe', 'internal')),
    allows: 'malformed',
  },
  {
    name: 'a label of 64 octets',
    script: withTarget(labelBytes('x'.repeat(64), 'internal')),
    allows: 'malformed',
  },
  { name: 'a name of 256 octets', script: withTarget(nameOfOctets(256)), allows: 'malformed' },
  {
    name: 'a label of 63 octets',
    script: answering({
      answers: [srvRecord(labelBytes('x'.repeat(63), 'internal'))],
      additionals: [
        { ...addressRecord(undefined, '127.64.7.1'), owner: labelBytes('x'.repeat(63), 'internal') },
      ],
    }),
    allows: 'one',
  },
  {
    name: 'a name of 255 octets',
    script: answering({
      answers: [srvRecord(nameOfOctets(255))],
      additionals: [{ ...addressRecord(undefined, '127.64.7.1'), owner: nameOfOctets(255) }],
    }),
    allows: 'one',
  },
];

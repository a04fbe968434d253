/**
 * Answers whose sections or records do not fit together.
 */
import { addressRecord, nameBytes, recordTypes, soaRecord, srvRecord } from './crafted-message.ts';
import {
  hostileNodes,
  services,
  nodeAddresses,
  honest,
  answering,
  sending,
  withService,
  shortened,
  sliced,
  type HostileAnswer,
} from './hostile-answer.ts';

export const sectionAnswers: readonly HostileAnswer[] = [
  {
    name: 'one record of another type',
    script: answering({
      ...honest,
      answers: [...services.slice(1), { type: recordTypes.TXT, rdata: Buffer.from([1, 65]) }],
    }),
    allows: 'malformed',
  },
  {
    name: 'all records of another owner',
    script: answering({
      answers: hostileNodes.map((node) => srvRecord(node, 9001, { owner: nameBytes('other.internal') })),
    }),
    allows: 'malformed',
  },
  {
    name: 'one record of another owner',
    script: withService(srvRecord('n4.p1.internal', 9001, { owner: nameBytes('other.internal') })),
    allows: 'malformed',
  },
  {
    name: 'a record of another class',
    script: withService(srvRecord('n4.p1.internal', 9001, { class: 3 })),
    allows: 'malformed',
  },
  {
    name: 'only another type',
    script: answering({ answers: [{ type: recordTypes.TXT, rdata: Buffer.from([1, 65]) }] }),
    allows: 'malformed',
  },
  { name: 'a message cut in the additional section', script: sending(shortened), allows: 'whole' },
  { name: 'a message cut in the answer section', script: sending(sliced), allows: 'malformed' },
  {
    name: 'more answers announced than sent',
    script: answering({ answers: services, answerCount: 60_000 }),
    allows: 'malformed',
  },
  {
    name: 'fewer answers announced than sent',
    script: answering({ answers: services, answerCount: 2 }),
    allows: 'malformed',
  },
  {
    name: 'bytes after the message',
    script: answering({ ...honest, tail: Buffer.from('surplus') }),
    allows: 'malformed',
  },
  {
    name: 'a broken authority section',
    script: answering({ ...honest, authorities: [{ ...soaRecord('internal', 5), rdlength: 60_000 }] }),
    allows: 'malformed',
  },
  {
    name: 'a broken additional section',
    script: answering({
      ...honest,
      additionals: [...nodeAddresses, { ...addressRecord('n9.internal', '127.64.7.9'), rdlength: 3 }],
    }),
    allows: 'whole',
  },
  {
    name: 'addresses of strangers along',
    script: answering({
      ...honest,
      additionals: [addressRecord('stranger.internal', '127.64.9.9'), ...nodeAddresses],
    }),
    allows: 'whole',
  },
  {
    name: 'an A record of 16 bytes along',
    script: answering({
      answers: services,
      additionals: [{ ...addressRecord('n1.p1.internal', '::1'), type: recordTypes.A }],
    }),
    allows: 'whole',
  },
];

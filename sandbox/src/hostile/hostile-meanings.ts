/**
 * Answers that are well-formed and contradict themselves, or deny badly.
 */
import {
  cnameRecord,
  flagBits,
  nameBytes,
  optRecord,
  rcodes,
  recordTypes,
  soaRecord,
} from './crafted-message.ts';
import { reply } from './scripted-query.ts';
import { services, honest, onSrv, answering, type HostileAnswer } from './hostile-answer.ts';

export const meaningAnswers: readonly HostileAnswer[] = [
  {
    name: 'an alias of itself',
    script: onSrv((query) => reply(query, { answers: [cnameRecord(query.name, query.name)] })),
    allows: 'malformed',
  },
  {
    name: 'two aliases in a ring',
    script: onSrv((query) =>
      reply(query, {
        answers: [cnameRecord(query.name, 'a.internal'), cnameRecord('a.internal', query.name)],
      }),
    ),
    allows: 'malformed',
  },
  {
    name: 'aliases without end',
    onlyTogether: true,
    script: onSrv((query) =>
      reply(query, { answers: [cnameRecord(query.name, `a.${query.name}`.slice(-200))] }),
    ),
    allows: 'malformed',
  },
  {
    name: 'an alias with SRV beside it',
    script: onSrv((query) => reply(query, { answers: [cnameRecord(query.name, 'a.internal'), ...services] })),
    allows: 'malformed',
  },
  {
    name: 'records of a name that does not exist',
    script: answering({ ...honest, rcode: rcodes.NXDOMAIN }),
    allows: 'malformed',
  },
  {
    name: 'a referral',
    script: answering({
      flags: flagBits.response,
      authorities: [{ owner: nameBytes('internal'), type: recordTypes.NS, rdata: nameBytes('ns.internal') }],
    }),
    allows: 'other',
  },
  { name: 'no SOA in a negative answer', script: answering({}), allows: 'absent' },
  {
    name: 'a broken SOA',
    script: answering({ authorities: [{ ...soaRecord('internal', 5), rdata: Buffer.from([0, 0, 1]) }] }),
    allows: 'malformed',
  },
  {
    name: 'nothing, and a broken additional section',
    script: answering({
      authorities: [soaRecord('internal', 5)],
      additionals: [{ ...optRecord(), rdlength: 9 }],
    }),
    allows: 'malformed',
  },
];

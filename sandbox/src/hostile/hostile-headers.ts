/**
 * Answers whose id, question or header is wrong, or that do not come alone.
 */
import { flagBits, nameBytes, rcodes, uint16 } from './crafted-message.ts';
import { answerTo, reply } from './scripted-query.ts';
import { honest, onSrv, answering, sending, type HostileAnswer } from './hostile-answer.ts';

export const headerAnswers: readonly HostileAnswer[] = [
  { name: 'an honest answer', script: answering(honest), allows: 'whole' },
  {
    name: 'a wrong id',
    script: onSrv((query) => reply(query, { ...honest, id: query.id ^ 1 })),
    allows: 'timeout',
  },
  {
    name: 'another question',
    script: answering({
      ...honest,
      question: Buffer.concat([nameBytes('other.internal'), uint16(33), uint16(1)]),
    }),
    allows: 'timeout',
  },
  {
    name: 'another type in the question',
    script: onSrv((query) =>
      reply(query, {
        ...honest,
        question: Buffer.concat([query.question.subarray(0, -4), uint16(1), uint16(1)]),
      }),
    ),
    allows: 'timeout',
  },
  { name: 'no question', script: answering({ ...honest, question: Buffer.alloc(0) }), allows: 'timeout' },
  { name: 'a question instead of an answer', script: answering({ ...honest, flags: 0 }), allows: 'timeout' },
  {
    name: 'another opcode',
    script: answering({ ...honest, flags: flagBits.response | 0x2800 }),
    allows: 'timeout',
  },
  {
    name: 'a header alone, cut',
    script: sending((query) => answerTo(query, honest).subarray(0, 7)),
    allows: 'timeout',
  },
  {
    name: 'the question in another case',
    script: onSrv((query) =>
      reply(query, {
        ...honest,
        question: Buffer.from(query.question.toString('latin1').toUpperCase(), 'latin1'),
      }),
    ),
    allows: 'whole',
  },
  {
    name: 'a wrong id first, then the truth',
    script: onSrv((query) => [
      ...reply(query, { id: query.id ^ 1, rcode: rcodes.NXDOMAIN }),
      ...reply(query, honest),
    ]),
    allows: 'whole',
  },
];

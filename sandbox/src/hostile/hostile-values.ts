/**
 * Answers with extreme values or in extreme numbers.
 */
import { rcodes, srvRecord } from './crafted-message.ts';
import { reply } from './scripted-query.ts';
import { services, nodeAddresses, honest, onSrv, answering, type HostileAnswer } from './hostile-answer.ts';

export const valueAnswers: readonly HostileAnswer[] = [
  {
    name: 'a TTL with bit 31',
    script: answering({
      ...honest,
      answers: services.map((record) => ({ ...record, ttlSeconds: 0x80000001 })),
    }),
    allows: 'whole',
    ttlSeconds: 5,
  },
  {
    name: 'a TTL of 68 years',
    script: answering({
      answers: services.map((record) => ({ ...record, ttlSeconds: 0x7fffffff })),
      additionals: nodeAddresses.map((record) => ({ ...record, ttlSeconds: 0x7fffffff })),
    }),
    allows: 'whole',
    ttlSeconds: 86_400,
  },
  {
    name: 'a TTL of zero',
    script: answering({ ...honest, answers: services.map((record) => ({ ...record, ttlSeconds: 0 })) }),
    allows: 'whole',
    ttlSeconds: 5,
  },
  { name: 'the target `.`', script: answering({ answers: [srvRecord('.', 0)] }), allows: 'absent' },
  {
    name: 'thousands of answers to one question',
    script: onSrv((query) => Array.from({ length: 3000 }, () => reply(query, honest)[0]!)),
    allows: 'whole',
  },
  {
    name: 'thousands of forged answers',
    script: onSrv((query) => [
      ...Array.from(
        { length: 3000 },
        (_, i) => reply(query, { ...honest, id: (query.id + 1 + i) & 0xffff, rcode: rcodes.NXDOMAIN })[0]!,
      ),
      ...reply(query, honest),
    ]),
    allows: 'whole',
  },
];

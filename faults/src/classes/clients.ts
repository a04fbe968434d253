/**
 * Clients that take more than their share, while a scraper asks as always.
 */
import { Worker } from 'node:worker_threads';
import type { Course, Fault, Sign } from '../fault.ts';
import type { World, WorldOptions } from '../world/world.ts';
import type { Crowd, Manners } from './crowd-worker.ts';
import { mdservice } from './mdservice.ts';

const world: WorldOptions = { programs: ['http'], prometheus: true };

const requestsRefused = (reason: string): Sign => ({
  metric: `spcs_sd_http_requests_refused_total{reason="${reason}"}`,
  shows: 'grows',
  begins: 'msg="requests are refused before anyone looks at what they ask for"',
  ends: 'msg="no such requests came for a while"',
});

/** So many clients, each with one connection at a time, from the beginning to the end. */
function crowd(count: number, manners: Manners): Course {
  let worker: Worker | undefined;
  return {
    begin: (it: World) => {
      const workerData: Crowd = { port: Number(new URL(it.program('http').url).port), count, manners };
      worker = new Worker(new URL('crowd-worker.js', import.meta.url), { workerData });
    },
    end: async () => void (await worker?.terminate()),
  };
}

const cases: readonly Omit<Fault, 'world' | 'mdservice'>[] = [
  {
    name: 'slow-loris',
    what: '500 clients send one byte of a header every half second',
    ...crowd(500, 'drip'),
    signs: [requestsRefused('timeout')],
  },
  {
    name: 'idle-connections',
    what: '10,000 clients connect and say nothing',
    ...crowd(10_000, 'idle'),
    signs: [
      {
        metric: 'spcs_sd_http_connections_evicted_total',
        shows: 'grows',
        begins: 'msg="too many connections: those that do nothing are ended"',
        ends: 'msg="there are not too many connections any more"',
      },
    ],
  },
  {
    name: 'huge-headers',
    what: '20 clients send headers of a megabyte, again and again',
    ...crowd(20, 'huge-headers'),
    signs: [requestsRefused('headers-too-large')],
  },
  {
    name: 'garbage-requests',
    what: '20 clients send what is no HTTP, again and again',
    ...crowd(20, 'garbage'),
    signs: [requestsRefused('malformed')],
  },
];

export const clientFaults: readonly Fault[] = cases.map((fault) => ({
  ...fault,
  world,
  alwaysServed: true,
  isLong: true,
  mdservice: mdservice.unserved,
}));

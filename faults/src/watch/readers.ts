/**
 * The ways in which targets are seen: the HTTP answer, the file, and Prometheus' own list of each.
 */
import { readFile } from 'node:fs/promises';
import { get } from '../world/get.ts';
import type { PrometheusPeer } from '../world/scrape.ts';
import { targetsIn } from '../world/targets.ts';
import type { Read } from './tally.ts';
import type { Reader } from './watcher.ts';

/** Equal bytes are equal targets: they are parsed once. */
function parser(): (text: string) => Read {
  let last: { readonly text: string; readonly read: Read } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, read: parsed(text) };
    return last.read;
  };
}

function parsed(text: string): Read {
  try {
    return { kind: 'targets', targets: targetsIn(text) };
  } catch {
    return { kind: 'broken' };
  }
}

/** As long as a scraper waits by default. */
const patienceMs = 10_000;

/** A connection for each read, so that replicas behind one address all have their turn. */
export function httpReader(url: string): Reader {
  const parse = parser();
  return {
    name: 'HTTP',
    everyMs: 25,
    read: async () => {
      const { status, body } = await get(`${url}/targets`, patienceMs);
      return status === 200 ? parse(body) : { kind: 'refused', why: `status ${status}` };
    },
  };
}

export function fileReader(path: string, everyMs: number): Reader {
  const parse = parser();
  return { name: 'file', everyMs, read: async () => parse(await readFile(path, 'utf8')) };
}

/** One for each of its jobs, all fed by the same question. */
export function prometheusReaders(prometheus: PrometheusPeer, jobs: readonly string[]): readonly Reader[] {
  return jobs.map((job) => ({
    name: `Prometheus, ${job}`,
    everyMs: 300,
    read: async () => {
      const targets = (await prometheus.targets()).get(job);
      return targets === undefined ? { kind: 'refused', why: `no job ${job}` } : { kind: 'targets', targets };
    },
  }));
}

/**
 * Where the time of a piece of work goes, by V8's own sampling profiler.
 */
import { Session, type Profiler } from 'node:inspector/promises';

export interface Share {
  /** A function's name, or what V8 was doing instead. */
  readonly name: string;
  /** Of the time in which it worked, 0 to 1. */
  readonly share: number;
}

/** The functions that the samples met most often themselves, not what they call; the largest shares first. */
export async function profileOf(work: () => void, count: number): Promise<readonly Share[]> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.start');
    work();
    const { profile } = await session.post('Profiler.stop');
    return sharesOf(profile).slice(0, count);
  } finally {
    session.disconnect();
  }
}

/** What V8 calls the time in which no script runs, and the native call that starts and ends the profile. */
const idle: ReadonlySet<string> = new Set(['(root)', '(program)', '(idle)', 'dispatch']);

function sharesOf({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): readonly Share[] {
  // Node's own frames here are the profiler's.
  const ours = nodes.filter(
    ({ callFrame: { url, functionName } }) => !url.startsWith('node:') && !idle.has(functionName),
  );
  const nameOf = new Map(ours.map(({ id, callFrame }) => [id, callFrame.functionName || '(no name)']));
  const times = new Map<string, number>();
  let all = 0;
  for (const [at, id] of samples.entries()) {
    const [name, passed] = [nameOf.get(id), timeDeltas[at] ?? 0];
    if (name === undefined) continue;
    times.set(name, (times.get(name) ?? 0) + passed);
    all += passed;
  }
  return [...times]
    .map(([name, time]) => ({ name, share: time / all }))
    .toSorted((a, b) => b.share - a.share);
}

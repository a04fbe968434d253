/**
 * Where the time of a piece of work goes, by V8's own sampling profiler.
 */
import { Session, type Profiler, type Runtime } from 'node:inspector/promises';

export type Work = () => Promise<void> | void;

export interface Share {
  /** A function, or another part of the work. */
  readonly name: string;
  /** Of the time in which it worked, 0 to 1. */
  readonly share: number;
}

/** What a function belongs to; undefined when that is what its caller belongs to. */
export type PartOf = (frame: Runtime.CallFrame) => string | undefined;

/** The functions that the samples met most often themselves, not what they call; the largest shares first. */
export async function functionShares(work: Work, count: number): Promise<readonly Share[]> {
  const profile = await profileOf(work);
  // Node's own frames here are the profiler's.
  const ours = profile.nodes.filter(({ callFrame: { url } }) => !url.startsWith('node:'));
  const names = new Map(ours.map(({ id, callFrame }) => [id, callFrame.functionName || '(no name)']));
  for (const [id, name] of names) if (isOutside(name)) names.delete(id);
  return sharesOf(profile, names).slice(0, count);
}

/** The parts that the samples met, with all that they call which belongs to no other; the largest shares first. */
export async function partShares(work: Work, partOf: PartOf): Promise<readonly Share[]> {
  return partsIn(await profileOf(work), partOf);
}

export function partsIn(profile: Profiler.Profile, partOf: PartOf): readonly Share[] {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const callers = new Map(
    profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])),
  );
  const partFrom = (id: number): string => {
    for (let node = nodes.get(id); node !== undefined; node = nodes.get(callers.get(node.id) ?? -1)) {
      const part = partOf(node.callFrame);
      if (part !== undefined) return part;
    }
    return 'the rest';
  };
  const parts = new Map(profile.nodes.map(({ id }) => [id, partFrom(id)]));
  for (const { id, callFrame } of profile.nodes) {
    if (callFrame.functionName === '(program)') parts.set(id, 'outside of JavaScript');
    else if (isOutside(callFrame.functionName) || callFrame.url === 'node:inspector') parts.delete(id);
  }
  return sharesOf(profile, parts);
}

/** `step 35 %, read 13 %` */
export function sharesText(shares: readonly Share[]): string {
  return shares.map(({ name, share }) => `${name} ${Math.round(share * 100)} %`).join(', ');
}

async function profileOf(work: Work): Promise<Profiler.Profile> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.start');
    await work();
    return (await session.post('Profiler.stop')).profile;
  } finally {
    session.disconnect();
  }
}

/** What V8 calls the time in which no script runs, and the native call that starts and ends the profile. */
function isOutside(functionName: string): boolean {
  return ['(root)', '(program)', '(idle)', 'dispatch'].includes(functionName);
}

/** Of the samples whose node has a name. */
function sharesOf(
  { samples = [], timeDeltas = [] }: Profiler.Profile,
  names: ReadonlyMap<number, string>,
): readonly Share[] {
  const times = new Map<string, number>();
  let all = 0;
  for (const [at, id] of samples.entries()) {
    const [name, passed] = [names.get(id), timeDeltas[at] ?? 0];
    if (name === undefined) continue;
    times.set(name, (times.get(name) ?? 0) + passed);
    all += passed;
  }
  return [...times]
    .map(([name, time]) => ({ name, share: time / all }))
    .toSorted((a, b) => b.share - a.share);
}

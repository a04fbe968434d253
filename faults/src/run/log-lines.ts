/**
 * The programs' log, as far as a fault's signs are looked for in it. Pure.
 */

export function countOf(log: string, part: string): number {
  return log.split('\n').filter((line) => line.includes(part)).length;
}

/** What warnings and errors said, without time and fields, and how often. */
export function warnings(log: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const line of log.split('\n')) {
    const [, message] = /level=(?:warn|error) msg=("(?:[^"\\]|\\.)*"|\S+)/.exec(line) ?? [];
    if (message !== undefined) counts.set(message, (counts.get(message) ?? 0) + 1);
  }
  return counts;
}

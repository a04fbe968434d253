/**
 * Lists of targets as their consumers read them. Pure.
 */

interface Group {
  readonly targets: readonly string[];
}

/** Every `host:port` of a file_sd or HTTP-SD text. Throws on what no consumer would read. */
export function targetsIn(text: string): ReadonlySet<string> {
  const groups: unknown = JSON.parse(text);
  if (!Array.isArray(groups)) throw new Error('not a list of groups');
  return new Set(groups.flatMap((group: Group) => group.targets));
}

export function sameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((one) => b.has(one));
}

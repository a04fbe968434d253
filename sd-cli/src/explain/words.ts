/**
 * Numbers and names in sentences. Pure.
 */

/** `1 pool`, `2 pools`. */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** More would not be read; the count says how many there are. */
const maxNames = 20;

export function namesText(names: readonly string[]): string {
  const more = names.length - maxNames;
  return `${names.slice(0, maxNames).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/**
 * Numbers, ages and foreign text as people read them. Pure, and the same in every locale.
 */

const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
] as const;

/** `0s`, `59s`, `3m 20s`, `2h 5m`, `4d 1h`: two units at most, cut and not rounded. */
export function ageText(ms: number): string {
  const first = units.findIndex(([, size]) => ms >= size);
  const [name, size] = units[first] ?? ['s', 1000];
  const [lesserName, lesserSize] = units[first + 1] ?? ['', 0];
  const lesser = lesserSize === 0 ? 0 : Math.floor((ms % size) / lesserSize);
  const head = `${Math.max(0, Math.floor(ms / size))}${name}`;
  return first < 0 || lesser === 0 ? head : `${head} ${lesser}${lesserName}`;
}

/** `20,000`. */
export function countText(count: number): string {
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
}

/** `1 pool`, `2 pools`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`;
}

/**
 * Text from the DNS or a pool list: what could hide, reorder or end text becomes visible, such as `\u202e`.
 * Half of a surrogate pair would arrive as another character.
 */
export function visible(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}

/** Code-unit order, as everywhere. */
export function compareUnits(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

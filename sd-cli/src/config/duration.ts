/**
 * Durations as Prometheus writes them: `1m30s`, units from the largest to the smallest, or `0`.
 *
 * Source: prometheus/common model/time.go (`ParseDuration`): a day is 24 h, a year 365 d.
 */

const unitsMs: readonly (readonly [unit: string, ms: number])[] = [
  ['y', 365 * 86_400_000],
  ['w', 7 * 86_400_000],
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
];

const form = new RegExp(`^(?:0|${unitsMs.map(([unit]) => `(?:(\\d+)${unit})?`).join('')})$`);

/** Prometheus counts nanoseconds in 64 bits, so its longest duration is a little over 292 years. */
const longestDurationMs = 292 * 365 * 86_400_000;

/** Milliseconds; undefined when it is no duration, or too long. The number 0 is one without a unit. */
export function parseDuration(value: unknown): number | undefined {
  const ms = unboundedMs(value);
  return ms !== undefined && ms <= longestDurationMs ? ms : undefined;
}

/** Written as a duration, but more than Prometheus can hold. */
export function isTooLongDuration(value: unknown): boolean {
  return (unboundedMs(value) ?? 0) > longestDurationMs;
}

function unboundedMs(value: unknown): number | undefined {
  if (value === 0) return 0;
  if (typeof value !== 'string' || value === '') return undefined;
  const counts = form.exec(value)?.slice(1);
  return counts && unitsMs.reduce((sum, [, unitMs], at) => sum + Number(counts[at] ?? 0) * unitMs, 0);
}

/** The shortest text that means the same: 90,000 is `1m30s`. For whole milliseconds from 0. */
export function formatDuration(durationMs: number): string {
  if (durationMs === 0) return '0';
  let rest = durationMs;
  return unitsMs
    .filter(([unit]) => unit !== 'y' && unit !== 'w')
    .map(([unit, unitMs]) => {
      const count = Math.floor(rest / unitMs);
      rest -= count * unitMs;
      return count === 0 ? '' : `${count}${unit}`;
    })
    .join('');
}

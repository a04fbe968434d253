/**
 * Durations as people read them. Pure.
 */

export function durationText(ms: number | undefined): string {
  if (ms === undefined) return '–';
  if (ms < 950) return `${Math.max(0.1, Math.round(ms / 100) / 10)} s`;
  return ms < 9_950 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`;
}

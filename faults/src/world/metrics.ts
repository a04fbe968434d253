/**
 * Prometheus' text format, read as far as faults are told from it. Pure.
 */

/** By series as it is written: `name` or `name{label="value"}`. */
export type Metrics = ReadonlyMap<string, number>;

export const noMetrics: Metrics = new Map();

export function parseMetrics(text: string): Metrics {
  return new Map(
    text.split('\n').flatMap((line) => {
      const at = line.lastIndexOf(' ');
      const isSample = at > 0 && !line.startsWith('#');
      return isSample ? [[line.slice(0, at), Number(line.slice(at + 1))] as const] : [];
    }),
  );
}

/** The sum of all series of a name, or of those with this label: `name` or `name{label="value"}`. */
export function valueOf(metrics: Metrics, metric: string): number {
  const [name = '', label] = metric.replace(/}$/, '').split('{');
  let sum = 0;
  for (const [series, value] of metrics) {
    const isOfName = series === name || series.startsWith(`${name}{`);
    if (isOfName && (label === undefined || series.includes(label))) sum += value;
  }
  return sum;
}

/**
 * Our own metrics and their names. Owns the registry; nothing outside this folder knows prom-client.
 *
 * Source of the naming: Prometheus' "Metric and label naming", base units and `_total` for counters.
 */
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** DNS answers within a data centre take well below a millisecond, time-outs some seconds. */
const lookupBuckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const listBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

/** Makes metrics in one registry: the name gets our prefix. */
export interface Meters {
  readonly registry: Registry;
  readonly counter: <Label extends string>(
    name: string,
    help: string,
    labelNames?: readonly Label[],
  ) => Counter<Label>;
  readonly gauge: <Label extends string>(
    name: string,
    help: string,
    labelNames?: readonly Label[],
  ) => Gauge<Label>;
  readonly histogram: (name: string, help: string, kind: 'lookup' | 'list') => Histogram;
}

export function createMeters(): Meters {
  const registry = new Registry();
  const registers = [registry];
  const full = (name: string): string => `spcs_sd_${name}`;
  return {
    registry,
    counter: (name, help, labelNames = []) => new Counter({ name: full(name), help, labelNames, registers }),
    gauge: (name, help, labelNames = []) => new Gauge({ name: full(name), help, labelNames, registers }),
    histogram: (name, help, kind) => {
      const buckets = kind === 'lookup' ? lookupBuckets : listBuckets;
      return new Histogram({ name: full(name), help, buckets, registers });
    },
  };
}

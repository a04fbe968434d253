/**
 * Our own metrics and their names. Owns the registry and the list of what is in it; nothing outside this
 * folder knows prom-client.
 *
 * Source of the naming: Prometheus' "Metric and label naming", base units and `_total` for counters.
 */
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** DNS answers within a data centre take well below a millisecond, time-outs some seconds. */
const lookupBuckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const listBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

/** One metric as documents tell of it. */
export interface MetricDefinition {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly labels: readonly string[];
  readonly help: string;
  /** The heading that it stands under. */
  readonly group: string;
}

/** Makes metrics in one registry: the name gets our prefix. */
export interface Meters {
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

export interface MetricsRegistry {
  readonly registry: Registry;
  /** In the order in which they were made. */
  readonly definitions: readonly MetricDefinition[];
  /** Makers of metrics under one heading. The prefix is ours unless another one is given. */
  readonly group: (title: string, prefix?: string) => Meters;
}

export function createRegistry(): MetricsRegistry {
  const registry = new Registry();
  const definitions: MetricDefinition[] = [];
  const registers = [registry];
  return {
    registry,
    definitions,
    group: (group, prefix = 'spcs_sd_') => {
      const defined = (
        type: MetricDefinition['type'],
        name: string,
        help: string,
        labels: readonly string[],
      ): { readonly name: string; readonly help: string } => {
        definitions.push({ name: `${prefix}${name}`, type, labels, help, group });
        return { name: `${prefix}${name}`, help };
      };
      return {
        counter: (name, help, labelNames = []) =>
          new Counter({ ...defined('counter', name, help, labelNames), labelNames, registers }),
        gauge: (name, help, labelNames = []) =>
          new Gauge({ ...defined('gauge', name, help, labelNames), labelNames, registers }),
        histogram: (name, help, kind) => {
          const buckets = kind === 'lookup' ? lookupBuckets : listBuckets;
          return new Histogram({ ...defined('histogram', name, help, []), buckets, registers });
        },
      };
    },
  };
}

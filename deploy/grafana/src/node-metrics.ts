/**
 * How the nodes' metrics are asked: their labels, and the shapes that both of their dashboards use.
 *
 * Source of names and labels: Snowflake's documentation of the metrics of compute pools. All are gauges.
 */
import { graph, type PanelSource } from './panel.ts';

/** Labels that tell pools, nodes, services and volumes apart. */
export const labels = {
  account: 'snow_account_name',
  pool: 'snow_compute_pool_name',
  node: 'snow_compute_pool_node_id',
  database: 'snow_database_name',
  schema: 'snow_schema_name',
  service: 'snow_service_name',
  container: 'snow_service_container_name',
  volume: 'snow_volume_name',
} as const;

const { account, pool, database, schema, service } = labels;

/** What the variables of a dashboard choose, between the braces of a selector. */
export const chosenPools: string = `${account}=~"$account",${pool}=~"$pool"`;
export const chosenServices: string = `${chosenPools},${database}=~"$database",${schema}=~"$schema",${service}=~"$service"`;

/** A legend such as `{{a}} {{b}}`. */
export const legendOf = (...names: readonly string[]): string => names.map((name) => `{{${name}}}`).join(' ');

export interface NetworkOptions {
  /** Which series. */
  readonly chosen: string;
  /** Which lines. */
  readonly by: string;
}

/** Traffic with the world outside, which Snowflake counts per container and interval. */
export function networkPanels({ chosen, by }: NetworkOptions): readonly PanelSource[] {
  const sum = (metric: string): string => `sum by (${by}) (${metric}{${chosen}})`;
  return [
    graph({
      title: 'Egress, bytes',
      unit: 'bytes',
      series: [
        [sum('network_egress_transmitted_bytes'), `${legendOf(by)} out`],
        [sum('network_egress_received_bytes'), `${legendOf(by)} in`],
      ],
    }),
    graph({
      title: 'Egress, packets',
      series: [
        [sum('network_egress_transmitted_packets'), `${legendOf(by)} out`],
        [sum('network_egress_received_packets'), `${legendOf(by)} in`],
      ],
    }),
    graph({
      title: 'Egress, denied packets',
      description: 'Packets to addresses that no network rule allows.',
      series: [[sum('network_egress_denied_packets'), legendOf(by)]],
    }),
    graph({
      title: 'Ingress, connections',
      series: [
        [sum('network_ingress_connections_active'), `${legendOf(by)} open`],
        [sum('network_ingress_cps'), `${legendOf(by)} new per second`],
      ],
    }),
  ];
}

/** Block volumes of containers. */
export function volumePanels({ chosen, by }: NetworkOptions): readonly PanelSource[] {
  const of = [by, labels.volume];
  const sum = (metric: string): string => `sum by (${of.join(', ')}) (${metric}{${chosen}})`;
  const legend = legendOf(...of);
  return [
    graph({
      title: 'Volumes, used',
      description: 'Share of the volume that is in use.',
      unit: 'percentunit',
      max: 1,
      series: [[`${sum('volume_usage')} / ${sum('volume_capacity')}`, legend]],
    }),
    graph({
      title: 'Volumes, throughput',
      unit: 'binBps',
      series: [
        [sum('volume_read_throughput'), `${legend} read`],
        [sum('volume_write_throughput'), `${legend} write`],
      ],
    }),
    graph({
      title: 'Volumes, operations per second',
      unit: 'iops',
      series: [
        [sum('volume_read_iops'), `${legend} read`],
        [sum('volume_write_iops'), `${legend} write`],
      ],
    }),
    graph({ title: 'Volumes, operations under way', series: [[sum('volume_io_inflight'), legend]] }),
  ];
}

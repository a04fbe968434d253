/**
 * The dashboard of compute pools: their nodes, what runs there, and how full they are.
 */
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { dashboardOf } from './dashboard.ts';
import { chosenPools, labels, legendOf, networkPanels, volumePanels } from './node-metrics.ts';
import { graph, stat, table, type PanelSource } from './panel.ts';
import { labelVariable } from './variables.ts';

const { account, pool, node } = labels;
const chosen = (metric: string): string => `${metric}{${chosenPools}}`;
const byPool = (metric: string): string => `sum by (${pool}) (${chosen(metric)})`;
const byNode = (metric: string): string => `sum by (${pool}, ${node}) (${chosen(metric)})`;
const total = (metric: string): string => `sum(${chosen(metric)})`;
const share = (used: string, capacity: string, sum = byPool): string => `${sum(used)} / ${sum(capacity)}`;

const overview: readonly PanelSource[] = [
  stat({ title: 'Pools', query: `count(count by (${pool}) (${chosen('node_cpu_capacity')}))` }),
  stat({ title: 'Nodes', query: `count(${chosen('node_cpu_capacity')})` }),
  stat({ title: 'Containers that run', query: total('container_state_running') }),
  stat({
    title: 'Containers that wait',
    description: 'Pending: no room yet, or an image that cannot be pulled.',
    query: total('container_state_pending'),
    threshold: { at: 1, good: 'below' },
  }),
  stat({
    title: 'CPU in use',
    unit: 'percentunit',
    query: share('container_cpu_usage', 'node_cpu_capacity', total),
    threshold: { at: 0.9, good: 'below' },
  }),
  stat({
    title: 'Memory in use',
    unit: 'percentunit',
    query: share('container_memory_usage', 'node_memory_capacity', total),
    threshold: { at: 0.9, good: 'below' },
  }),
  table({
    title: 'Pools now',
    rows: [account, pool],
    columns: [
      [`count by (${account}, ${pool}) (${chosen('node_cpu_capacity')})`, 'nodes'],
      [`sum by (${account}, ${pool}) (${chosen('node_cpu_capacity')})`, 'cores'],
      [`sum by (${account}, ${pool}) (${chosen('container_cpu_usage')})`, 'cores in use'],
      [`sum by (${account}, ${pool}) (${chosen('node_memory_capacity')}) / 2^30`, 'GiB of memory'],
      [`sum by (${account}, ${pool}) (${chosen('container_memory_usage')}) / 2^30`, 'GiB in use'],
      [`sum by (${account}, ${pool}) (${chosen('node_gpu_capacity')})`, 'GPUs'],
      [`sum by (${account}, ${pool}) (${chosen('container_state_running')})`, 'containers'],
    ],
  }),
];

const containers: readonly PanelSource[] = [
  graph({
    title: 'Containers by state',
    stacked: true,
    series: ['running', 'pending', 'started', 'finished'].map((state) => [
      total(`container_state_${state}`),
      state,
    ]),
  }),
  graph({ title: 'Restarts', series: [[byPool('container_restarts'), legendOf(pool)]] }),
];

const busiest = (expr: string): string => `topk(20, ${expr})`;

const nodes: readonly PanelSource[] = [
  graph({
    title: 'CPU in use, by pool',
    unit: 'percentunit',
    max: 1,
    series: [[share('container_cpu_usage', 'node_cpu_capacity'), legendOf(pool)]],
  }),
  graph({
    title: 'Memory in use, by pool',
    unit: 'percentunit',
    max: 1,
    series: [[share('container_memory_usage', 'node_memory_capacity'), legendOf(pool)]],
  }),
  graph({
    title: 'CPU in use, the twenty busiest nodes',
    unit: 'percentunit',
    max: 1,
    series: [[busiest(share('container_cpu_usage', 'node_cpu_capacity', byNode)), legendOf(pool, node)]],
  }),
  graph({
    title: 'Memory in use, the twenty fullest nodes',
    unit: 'percentunit',
    max: 1,
    series: [
      [busiest(share('container_memory_usage', 'node_memory_capacity', byNode)), legendOf(pool, node)],
    ],
  }),
  graph({
    title: 'CPU that was asked for',
    description: 'Requests over what the nodes have: what is left is room for more containers.',
    unit: 'percentunit',
    max: 1,
    series: [[share('container_cpu_requested', 'node_cpu_capacity'), legendOf(pool)]],
  }),
  graph({
    title: 'Memory that was asked for',
    unit: 'percentunit',
    max: 1,
    series: [[share('container_memory_requested', 'node_memory_capacity'), legendOf(pool)]],
  }),
];

const gpus: readonly PanelSource[] = [
  graph({
    title: 'GPU utilization',
    unit: 'percentunit',
    max: 1,
    series: [[`avg by (${pool}) (${chosen('container_gpu_utilization')})`, legendOf(pool)]],
  }),
  graph({
    title: 'GPU memory in use',
    unit: 'percentunit',
    max: 1,
    series: [[share('container_gpu_memory_usage', 'container_gpu_memory_capacity'), legendOf(pool)]],
  }),
  graph({
    title: 'GPUs that were asked for',
    series: [
      [byPool('container_gpu_requested'), `${legendOf(pool)} asked for`],
      [`${byPool('node_gpu_capacity')} > 0`, `${legendOf(pool)} there`],
    ],
  }),
];

export const computePools: Dashboard = dashboardOf({
  uid: 'spcs-compute-pools',
  title: 'Compute pools',
  description: 'Nodes of compute pools: what runs there and how full they are.',
  variables: [
    labelVariable('account', 'Account', 'node_cpu_capacity', account),
    labelVariable('pool', 'Pool', `node_cpu_capacity{${account}=~"$account"}`, pool),
  ],
  rows: [
    { title: 'Overview', panels: overview },
    { title: 'Containers', panels: containers },
    { title: 'Nodes', panels: nodes },
    { title: 'GPUs', panels: gpus },
    { title: 'Volumes', panels: volumePanels({ chosen: chosenPools, by: pool }) },
    { title: 'Network', panels: networkPanels({ chosen: chosenPools, by: pool }) },
  ],
});

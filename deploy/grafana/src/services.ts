/**
 * The dashboard of services: their containers, and what these use of what they asked for.
 */
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { dashboardOf } from './dashboard.ts';
import { chosenServices, labels, legendOf, networkPanels, volumePanels } from './node-metrics.ts';
import { graph, stat, table, type PanelSource } from './panel.ts';
import { labelVariable } from './variables.ts';

const { account, pool, database, schema, service, container } = labels;
const identity = `${database}, ${schema}, ${service}`;
const chosen = (metric: string): string => `${metric}{${chosenServices}}`;
const total = (metric: string): string => `sum(${chosen(metric)})`;
const byService = (metric: string): string => `sum by (${service}) (${chosen(metric)})`;
const byContainer = (metric: string): string => `sum by (${service}, ${container}) (${chosen(metric)})`;
const containerLegend = legendOf(service, container);

const overview: readonly PanelSource[] = [
  stat({ title: 'Services', query: `count(count by (${identity}) (${chosen('container_state_running')}))` }),
  stat({ title: 'Containers that run', query: total('container_state_running') }),
  stat({
    title: 'Containers that wait',
    query: total('container_state_pending'),
    threshold: { at: 1, good: 'below' },
  }),
  stat({ title: 'Containers that ended', query: total('container_state_finished') }),
  stat({ title: 'Restarts', query: total('container_restarts') }),
  stat({
    title: 'Memory of the fullest container',
    description: 'Of its limit. At 100 % it is ended.',
    unit: 'percentunit',
    query: `max(${chosen('container_memory_usage')} / ${chosen('container_memory_limit')})`,
    threshold: { at: 0.9, good: 'below' },
  }),
  table({
    title: 'Services now',
    rows: [database, schema, service],
    columns: [
      [`sum by (${identity}) (${chosen('container_state_running')})`, 'containers that run'],
      [`sum by (${identity}) (${chosen('container_state_pending')})`, 'that wait'],
      [`sum by (${identity}) (${chosen('container_restarts')})`, 'restarts'],
      [`sum by (${identity}) (${chosen('container_cpu_usage')})`, 'cores in use'],
      [`sum by (${identity}) (${chosen('container_memory_usage')}) / 2^30`, 'GiB in use'],
    ],
  }),
];

const states: readonly PanelSource[] = [
  graph({
    title: 'Containers that run',
    stacked: true,
    series: [[byContainer('container_state_running'), containerLegend]],
  }),
  graph({
    title: 'Containers that wait',
    stacked: true,
    series: [[byContainer('container_state_pending'), containerLegend]],
  }),
  graph({
    title: 'Why they wait',
    stacked: true,
    series: [
      [
        `sum by (${service}, reason) (${chosen('container_state_pending_reason')})`,
        legendOf(service, 'reason'),
      ],
    ],
  }),
  graph({
    title: 'Why they ended last',
    stacked: true,
    series: [
      [
        `sum by (${service}, reason) (${chosen('container_state_last_finished_reason')})`,
        legendOf(service, 'reason'),
      ],
    ],
  }),
  graph({ title: 'Restarts', series: [[byContainer('container_restarts'), containerLegend]] }),
  graph({
    title: 'Last exit code',
    description:
      'The largest among the instances of a container. 137 is an end by force, often for its memory.',
    series: [
      [
        `max by (${service}, ${container}) (${chosen('container_state_last_finished_exitcode')})`,
        containerLegend,
      ],
    ],
  }),
];

/** What is used, asked for and allowed of one resource. */
function resourcePanel(title: string, resource: string, unit: string): PanelSource {
  return graph({
    title,
    unit,
    series: [
      [byService(`container_${resource}_usage`), `${legendOf(service)} used`],
      [byService(`container_${resource}_requested`), `${legendOf(service)} asked for`],
      [byService(`container_${resource}_limit`), `${legendOf(service)} allowed`],
    ],
  });
}

const ofLimit = (resource: string): string =>
  `max by (${service}, ${container}) (${chosen(`container_${resource}_usage`)} / ${chosen(`container_${resource}_limit`)})`;

const resources: readonly PanelSource[] = [
  resourcePanel('CPU, cores', 'cpu', 'short'),
  resourcePanel('Memory', 'memory', 'bytes'),
  graph({
    title: 'CPU of its limit, the busiest instance',
    unit: 'percentunit',
    max: 1,
    series: [[ofLimit('cpu'), containerLegend]],
  }),
  graph({
    title: 'Memory of its limit, the fullest instance',
    unit: 'percentunit',
    max: 1,
    series: [[ofLimit('memory'), containerLegend]],
  }),
  graph({
    title: 'GPU utilization',
    unit: 'percentunit',
    max: 1,
    series: [[`avg by (${service}) (${chosen('container_gpu_utilization')})`, legendOf(service)]],
  }),
  graph({
    title: 'GPUs',
    series: [
      [byService('container_gpu_requested'), `${legendOf(service)} asked for`],
      [byService('container_gpu_limit'), `${legendOf(service)} allowed`],
    ],
  }),
];

const metric = 'container_state_running';

export const services: Dashboard = dashboardOf({
  uid: 'spcs-services',
  title: 'Services',
  description: 'Services on compute pools: their containers, and what these use of what they asked for.',
  variables: [
    labelVariable('account', 'Account', metric, account),
    labelVariable('pool', 'Pool', `${metric}{${account}=~"$account"}`, pool),
    labelVariable('database', 'Database', `${metric}{${account}=~"$account",${pool}=~"$pool"}`, database),
    labelVariable('schema', 'Schema', `${metric}{${account}=~"$account",${database}=~"$database"}`, schema),
    labelVariable(
      'service',
      'Service',
      `${metric}{${account}=~"$account",${pool}=~"$pool",${database}=~"$database",${schema}=~"$schema"}`,
      service,
    ),
  ],
  rows: [
    { title: 'Overview', panels: overview },
    { title: 'Containers', panels: states },
    { title: 'Resources', panels: resources },
    { title: 'Volumes', panels: volumePanels({ chosen: chosenServices, by: service }) },
    { title: 'Network', panels: networkPanels({ chosen: chosenServices, by: service }) },
  ],
});

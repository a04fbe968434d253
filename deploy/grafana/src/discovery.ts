/**
 * The dashboard of discovery itself: whether the list is whole and fresh, and why not.
 *
 * Names and meanings: docs/metrics.md.
 */
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { dashboardOf } from './dashboard.ts';
import { graph, stat, table, type PanelSource } from './panel.ts';
import { labelVariable } from './variables.ts';

const chosen = (metric: string): string => `spcs_sd_${metric}{instance=~"$instance"}`;
const ofPool = (metric: string): string => `spcs_sd_${metric}{instance=~"$instance",pool=~"$pool"}`;
const ofProcess = (metric: string): string => `${metric}{job="spcs-sd",instance=~"$instance"}`;
/** Per second. */
const rate = (metric: string): string => `rate(${chosen(metric)}[$__rate_interval])`;
const quantile = (q: number, metric: string): string =>
  `histogram_quantile(${q}, sum by (instance, le) (${rate(`${metric}_bucket`)}))`;

const instance = '{{instance}}';

const overview: readonly PanelSource[] = [
  stat({
    title: 'There is a list',
    description: '0: it answers 503, and scrapers keep what they have.',
    query: `min(${chosen('snapshot_ready')})`,
    threshold: { at: 1, good: 'above' },
  }),
  stat({
    title: 'The list is complete',
    description: '0: a listed pool has never answered.',
    query: `min(${chosen('snapshot_complete')})`,
    threshold: { at: 1, good: 'above' },
  }),
  stat({ title: 'Pools', query: `max(${chosen('pools')})` }),
  stat({ title: 'Targets', query: `max(${chosen('targets')})` }),
  stat({
    title: 'Stale pools',
    description: 'Their last lookup failed; their last targets are given.',
    query: `max(${chosen('stale_pools')})`,
    threshold: { at: 1, good: 'below' },
  }),
  stat({
    title: 'Removals held',
    description: 'Targets that are still given while their removal is confirmed.',
    query: `max(${chosen('held_removals')})`,
    threshold: { at: 1, good: 'below' },
  }),
  graph({
    title: 'Ages',
    description: 'They grow while nobody answers.',
    unit: 's',
    series: [
      [chosen('list_age_seconds'), `${instance} pool list`],
      [chosen('oldest_pool_answer_age_seconds'), `${instance} oldest answer of a pool`],
      [chosen('confirmed_age_seconds'), `${instance} anything at all`],
    ],
  }),
  graph({
    title: 'Targets that come and go',
    unit: 'short',
    series: [
      [`increase(${chosen('targets_added_total')}[$__rate_interval])`, `${instance} came`],
      [`increase(${chosen('targets_removed_total')}[$__rate_interval])`, `${instance} went: {{why}}`],
    ],
  }),
];

const pools: readonly PanelSource[] = [
  table({
    title: 'Pools now',
    description: 'Nodes are what Snowflake counts as active; more nodes than targets are missing in the DNS.',
    rows: ['instance', 'pool'],
    columns: [
      [ofPool('pool_targets'), 'targets'],
      [ofPool('pool_expected_nodes'), 'nodes'],
      [ofPool('pool_answer_age_seconds'), 'seconds since its last answer'],
    ],
  }),
  graph({ title: 'Targets by pool', stacked: true, series: [[ofPool('pool_targets'), '{{pool}}']] }),
  graph({
    title: 'Nodes that are missing in the DNS',
    series: [[`clamp_min(${ofPool('pool_expected_nodes')} - ${ofPool('pool_targets')}, 0)`, '{{pool}}']],
  }),
  graph({
    title: 'What is wrong with the list',
    series: [
      [chosen('unknown_pools'), `${instance} pools that have not answered yet`],
      [chosen('skipped_pools'), `${instance} entries that cannot be used`],
      [chosen('pending_pools'), `${instance} pools with a removal to confirm`],
      [chosen('conflicts'), `${instance} targets that several pools claim`],
      [`sum by (instance) (${chosen('refused_targets')})`, `${instance} addresses that are refused`],
    ],
  }),
  graph({
    title: 'Size of the list',
    unit: 'bytes',
    series: [[chosen('body_bytes'), instance]],
  }),
];

const upstream: readonly PanelSource[] = [
  graph({
    title: 'DNS lookups per second',
    stacked: true,
    series: [[`sum by (outcome) (${rate('lookups_total')})`, '{{outcome}}']],
  }),
  graph({
    title: 'DNS lookups that found nothing out, per second',
    stacked: true,
    series: [[`sum by (reason) (${rate('lookup_failures_total')})`, '{{reason}}']],
  }),
  graph({
    title: 'Duration of DNS lookups',
    unit: 's',
    series: [
      [quantile(0.5, 'lookup_duration_seconds'), `${instance} half are faster`],
      [quantile(0.99, 'lookup_duration_seconds'), `${instance} 99 % are faster`],
    ],
  }),
  graph({
    title: 'Lookups under way',
    series: [
      [chosen('lookups_in_flight'), `${instance} under way`],
      [chosen('lookup_failing_names'), `${instance} names that fail`],
      [chosen('lookup_names'), `${instance} names in all`],
      [`increase(${chosen('lookups_postponed_total')}[$__rate_interval])`, `${instance} postponed`],
    ],
  }),
  graph({
    title: 'Reading the pool list',
    series: [
      [`increase(${chosen('list_refreshes_total')}[$__rate_interval])`, `${instance} read or tried`],
      [
        `increase(${chosen('list_refresh_failures_total')}[$__rate_interval])`,
        `${instance} failed: {{reason}}`,
      ],
    ],
  }),
  graph({
    title: 'Duration of reading the pool list',
    unit: 's',
    series: [[quantile(0.9, 'list_refresh_duration_seconds'), `${instance} nine of ten are faster`]],
  }),
];

const downstream: readonly PanelSource[] = [
  graph({
    title: 'Answers per second, by status code',
    stacked: true,
    series: [[`sum by (code) (${rate('http_answers_total')})`, '{{code}}']],
  }),
  graph({
    title: 'Bytes answered per second',
    unit: 'binBps',
    series: [
      [rate('http_answer_bytes_total'), instance],
      [rate('http_answers_aborted_total'), `${instance} answers that nobody waited for`],
    ],
  }),
  graph({
    title: 'Age of the file',
    description: 'Its time is renewed whenever anything is confirmed. Only where spcs-sd keeps a file.',
    unit: 's',
    series: [[`time() - ${chosen('file_mtime_seconds')}`, instance]],
  }),
  graph({
    title: 'Writes of the file',
    series: [
      [`increase(${chosen('file_writes_total')}[$__rate_interval])`, `${instance} written: {{why}}`],
      [`increase(${chosen('file_renewals_total')}[$__rate_interval])`, `${instance} confirmed unchanged`],
      [
        `increase(${chosen('file_write_failures_total')}[$__rate_interval])`,
        `${instance} failed: {{reason}}`,
      ],
    ],
  }),
  graph({
    title: 'What Prometheus has',
    description: 'Targets that it discovered in the job compute-pools, and scrapes after relabelling.',
    series: [
      ['prometheus_sd_discovered_targets{config="compute-pools"}', 'discovered'],
      ['prometheus_target_scrape_pool_targets{scrape_job="compute-pools"}', 'scraped'],
      ['count(up{job="compute-pools"} == 1)', 'that answer'],
    ],
  }),
  graph({
    title: 'Times that Prometheus got no list over HTTP',
    series: [['increase(prometheus_sd_http_failures_total[$__rate_interval])', instance]],
  }),
];

const program: readonly PanelSource[] = [
  table({
    title: 'Versions',
    width: 12,
    rows: ['instance', 'version', 'node_version'],
    columns: [[chosen('build_info'), 'runs']],
  }),
  graph({
    title: 'Age of the configuration',
    unit: 's',
    series: [[`time() - ${chosen('config_last_reload_success_timestamp_seconds')}`, instance]],
  }),
  graph({
    title: 'CPU, cores',
    series: [[`rate(${ofProcess('process_cpu_seconds_total')}[$__rate_interval])`, instance]],
  }),
  graph({
    title: 'Memory',
    unit: 'bytes',
    series: [
      [ofProcess('process_resident_memory_bytes'), `${instance} in RAM`],
      [ofProcess('nodejs_heap_size_used_bytes'), `${instance} JavaScript values`],
    ],
  }),
  graph({
    title: 'File descriptors',
    series: [
      [ofProcess('process_open_fds'), `${instance} open`],
      [ofProcess('process_max_fds'), `${instance} allowed`],
    ],
  }),
  graph({
    title: 'Restarts, refusals, standstills, state file',
    series: [
      [`changes(${ofProcess('process_start_time_seconds')}[$__rate_interval])`, `${instance} restarts`],
      [`1 - ${chosen('config_last_reload_successful')}`, `${instance} its configuration was refused`],
      [`increase(${chosen('standstills_total')}[$__rate_interval])`, `${instance} stood still for seconds`],
      [`increase(${chosen('state_saves_total')}[$__rate_interval])`, `${instance} state saved`],
      [`increase(${chosen('state_save_failures_total')}[$__rate_interval])`, `${instance} state not saved`],
    ],
  }),
];

export const discovery: Dashboard = dashboardOf({
  uid: 'spcs-discovery',
  title: 'Discovery',
  description: 'spcs-sd itself: whether its list of targets is whole and fresh, and why not.',
  variables: [
    labelVariable('instance', 'Instance', 'spcs_sd_build_info', 'instance'),
    labelVariable('pool', 'Pool', 'spcs_sd_pool_targets{instance=~"$instance"}', 'pool'),
  ],
  rows: [
    { title: 'Overview', panels: overview },
    { title: 'Pools', panels: pools },
    { title: 'Upstream: DNS and pool list', panels: upstream },
    { title: 'Downstream: scrapers and files', panels: downstream },
    { title: 'The program', panels: program },
  ],
});

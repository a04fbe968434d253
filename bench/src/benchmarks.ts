/**
 * All benchmarks by name, in the order in which they run.
 */
import { benchCompute } from './core/compute.ts';
import { benchDns } from './dns.ts';
import { benchFile } from './file/updates.ts';
import { benchPublish } from './file/publish.ts';
import type { Benchmark } from './frame/benchmark.ts';
import { benchMemory } from './process/memory.ts';
import { benchStart } from './process/start.ts';
import { benchPrometheus } from './prometheus/dns-sd.ts';
import { benchRefresh } from './refresh/refresh.ts';
import { benchScale } from './refresh/scale.ts';
import { benchBusy } from './serve/busy.ts';
import { benchServe } from './serve/serve.ts';
import { benchSilent } from './silent.ts';
import { benchSoak } from './soak.ts';

export const benchmarks: Readonly<Record<string, Benchmark>> = {
  refresh: { about: 'a whole fleet from NSD, beside what node:dns can do', run: benchRefresh },
  prometheus: { about: 'the same names by dns_sd_configs, beside ours', run: benchPrometheus },
  dns: { about: 'what a lookup costs, beside node:dns and dnsperf', run: benchDns },
  compute: { about: 'answers to canonical groups, beside JSON.stringify of them', run: benchCompute },
  publish: { about: 'a snapshot to the file and to the first byte over HTTP', run: benchPublish },
  serve: { about: 'requests a second, beside bare node:http and nginx', run: benchServe },
  busy: { about: 'latency at 200 requests a second during full refreshes', run: benchBusy },
  file: { about: 'from the DNS to the file and to Prometheus', run: benchFile },
  memory: { about: 'memory of the program by the number of targets', run: benchMemory },
  start: { about: 'from the start of the process until it listens', run: benchStart },
  scale: { about: 'how the cost of a refresh grows from 1,000 nodes on', run: benchScale },
  silent: { about: 'healthy names among as many silent ones, for three minutes', run: benchSilent },
  soak: { about: 'memory and latency over minutes of churn', run: benchSoak },
};

/**
 * All benchmarks by name, in the order in which they run.
 */
import type { Benchmark } from './frame/benchmark.ts';
import { benchCompute } from './core/compute.ts';
import { benchDns } from './dns.ts';
import { benchRefresh } from './refresh/refresh.ts';
import { benchSilent } from './silent.ts';
import { benchSoak } from './soak.ts';

export const benchmarks: Readonly<Record<string, Benchmark>> = {
  refresh: { about: 'a whole fleet from NSD, beside what node:dns can do', run: benchRefresh },
  dns: { about: 'what a lookup costs, beside node:dns and dnsperf', run: benchDns },
  compute: { about: 'answers to canonical groups, beside JSON.stringify of them', run: benchCompute },
  silent: { about: 'healthy names among as many silent ones, for three minutes', run: benchSilent },
  soak: { about: 'memory and latency over minutes of churn', run: benchSoak },
};

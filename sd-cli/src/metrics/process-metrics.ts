/**
 * What every process tells Prometheus: since when it runs, its CPU, memory and file descriptors.
 *
 * Read when someone scrapes. Of Node's own numbers only the heap: event-loop histograms and GC observers
 * would work all the time for few readers, and `spcs_sd_standstills_total` counts the pauses that matter.
 * Source: the process metrics of Prometheus' client libraries; proc(5).
 */
import { readdir, readFile } from 'node:fs/promises';
import type { MetricsRegistry } from './registry.ts';

/** Never rejects: what this system does not tell is absent. */
export type CollectProcess = () => Promise<void>;

export function createProcessMetrics({ group }: Pick<MetricsRegistry, 'group'>): CollectProcess {
  const title = 'The process';
  const { counter, gauge } = group(title, 'process_');
  const start = gauge('start_time_seconds', 'When the process started, since 1970.');
  const cpu = counter('cpu_seconds_total', 'CPU time of the process, user and system.');
  const memory = gauge('resident_memory_bytes', 'Memory of the process that is in RAM.');
  const open = gauge('open_fds', 'Open file descriptors. Linux only.');
  const limit = gauge('max_fds', 'How many file descriptors may be open. Linux only.');
  const heap = group(title, 'nodejs_').gauge('heap_size_used_bytes', 'Memory that JavaScript values take.');
  start.set(Math.round(Date.now() / 1000 - process.uptime()));
  return async () => {
    const { user, system } = process.cpuUsage();
    const { rss, heapUsed } = process.memoryUsage();
    cpu.reset();
    cpu.inc((user + system) / 1e6);
    memory.set(rss);
    heap.set(heapUsed);
    const [openCount, limitCount] = await Promise.all([openFileDescriptors(), maxFileDescriptors()]);
    for (const [metric, count] of [[open, openCount] as const, [limit, limitCount] as const]) {
      if (count === undefined) metric.remove();
      else metric.set(count);
    }
  };
}

async function openFileDescriptors(): Promise<number | undefined> {
  const names = await readdir('/proc/self/fd').catch(() => undefined);
  // One of them was the folder itself.
  return names && names.length - 1;
}

async function maxFileDescriptors(): Promise<number | undefined> {
  const limits = await readFile('/proc/self/limits', 'utf8').catch(() => '');
  const soft = /^Max open files\s+(\d+|unlimited)/m.exec(limits)?.[1];
  return soft === undefined ? undefined : soft === 'unlimited' ? Infinity : Number(soft);
}

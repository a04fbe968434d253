/**
 * The nodes' metrics: readable by promtool, moving, within what the node has.
 */
import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { needs, pathOf } from '../../../tests/support/needs.ts';
import type { SandboxPool } from '../account/account.ts';
import { capacityOf } from './families.ts';
import { nodeMetrics } from './metrics.ts';

const node = { name: 'node-0000', address: '127.64.0.1' };
const pool: SandboxPool = {
  name: 'My"Pool',
  state: 'ACTIVE',
  owner: 'R',
  instanceFamily: 'GPU_NV_M',
  publishes: 'srv',
  idle: false,
  size: 1,
  nodes: [node],
};

function cpuUsage(atSeconds: number): number {
  const line = nodeMetrics(pool, node, atSeconds)
    .split('\n')
    .find((each) => each.startsWith('container_cpu_usage{'));
  return Number(line?.split(' ').at(-1));
}

needs('promtool').test('promtool has nothing to say about them', () => {
  const output = execFileSync(pathOf('promtool'), ['check', 'metrics'], {
    input: nodeMetrics(pool, node, 0),
  });
  expect(output.toString()).toBe('');
});

describe('the values', () => {
  const { cpuCores } = capacityOf(pool.instanceFamily);
  const samples = Array.from({ length: 200 }, (_, i) => cpuUsage(1_700_000_000 + 15 * i));

  test('move and stay within what the node has', () => {
    expect(new Set(samples).size).toBeGreaterThan(190);
    expect(Math.min(...samples)).toBeGreaterThan(0);
    expect(Math.max(...samples)).toBeLessThanOrEqual(cpuCores);
  });

  test('are the same for the same node and time, others for another node', () => {
    expect(cpuUsage(5)).toBe(cpuUsage(5));
    expect(nodeMetrics(pool, { ...node, name: 'node-0001' }, 5)).not.toBe(nodeMetrics(pool, node, 5));
  });

  test('name the pool in upper case and each GPU', () => {
    const text = nodeMetrics(pool, node, 0);
    expect(text).toContain(String.raw`snow_compute_pool_name="MY\"POOL"`);
    expect(text.match(/^container_gpu_utilization\{.*gpu="\d"/gm)).toHaveLength(4);
  });
});

/**
 * A report as JSON, made a part at a time: 20,000 pools are megabytes, and other answers wait meanwhile.
 */
import { setImmediate as turn } from 'node:timers/promises';
import type { PoolStatus } from '@spcs-sd/core';
import type { ReportHead } from './status-report.ts';
import type { PoolReport } from './view/report.ts';

const poolsPerTurn = 500;

/** One line a pool; the pools come last. Each turn of the event loop costs a few milliseconds. */
export async function reportBytes(
  head: ReportHead,
  pools: readonly PoolStatus[],
  reportOf: (pool: PoolStatus) => PoolReport,
): Promise<Uint8Array> {
  const pieces = [Buffer.from(`${JSON.stringify(head).slice(0, -1)},"pools":[`)];
  for (let first = 0; first < pools.length; first += poolsPerTurn) {
    const some = pools.slice(first, first + poolsPerTurn);
    const lines = some.map((pool) => JSON.stringify(reportOf(pool)));
    pieces.push(Buffer.from(`${first === 0 ? '\n' : ',\n'}${lines.join(',\n')}`));
    await turn();
  }
  return Buffer.concat([...pieces, Buffer.from('\n]}\n')]);
}

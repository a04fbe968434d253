/**
 * A report as JSON, made a part at a time: 20,000 pools are megabytes, and other answers wait meanwhile.
 */
import { setImmediate as turn } from 'node:timers/promises';
import type { Report } from './view/report.ts';

const poolsPerTurn = 500;

/** One line a pool; the pools come last. Each turn of the event loop costs a few milliseconds. */
export async function reportBytes({ pools, ...rest }: Report): Promise<Uint8Array> {
  const pieces = [Buffer.from(`${JSON.stringify(rest).slice(0, -1)},"pools":[`)];
  for (let first = 0; first < pools.length; first += poolsPerTurn) {
    const lines = pools.slice(first, first + poolsPerTurn).map((pool) => JSON.stringify(pool));
    pieces.push(Buffer.from(`${first === 0 ? '\n' : ',\n'}${lines.join(',\n')}`));
    await turn();
  }
  return Buffer.concat([...pieces, Buffer.from('\n]}\n')]);
}

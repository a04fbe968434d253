/**
 * How the programs stood when a fault began, so that what it changed can be told.
 */
import { noMetrics, valueOf, type Metrics } from '../world/metrics.ts';
import type { Program } from '../world/program.ts';

export interface Mark {
  readonly logLength: number;
  readonly lives: number;
  readonly metrics: Metrics;
}

export async function markOf(program: Program): Promise<Mark> {
  const metrics = await program.metrics();
  return { logLength: program.log().length, lives: program.lives(), metrics };
}

export function logSince(program: Program, { logLength }: Mark): string {
  return program.log().slice(logLength);
}

/** A process that was started since counts from zero. */
export function before(program: Program, { lives, metrics }: Mark): Metrics {
  return program.lives() === lives ? metrics : noMetrics;
}

export async function growth(program: Program, mark: Mark, metric: string): Promise<number> {
  return valueOf(await program.metrics(), metric) - valueOf(before(program, mark), metric);
}

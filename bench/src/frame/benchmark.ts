/**
 * What a benchmark is to the command: a name, what it measures, and a run that reports.
 */
import type { Figure } from './figures.ts';
import type { Plot } from './plot.ts';

/** What flags choose; each benchmark takes what concerns it. */
export interface Choice {
  /** How often everything is measured; undefined for the benchmark's own number. */
  readonly rounds: number | undefined;
  /** Numbers of nodes. */
  readonly sizes: readonly number[];
  /** How long the soak takes. */
  readonly minutes: number;
}

export interface Report {
  /** The name of its results, where a flag makes it another measurement than its benchmark's. */
  readonly savedAs?: string;
  readonly figures: readonly Figure[];
  readonly plots?: readonly Plot[];
  /** Sentences about the conditions: sizes, peers that are missing. */
  readonly notes: readonly string[];
}

/** Says what is under way; shown on a terminal only. */
export type Say = (what: string) => void;

export interface Benchmark {
  readonly about: string;
  readonly run: (choice: Choice, say: Say) => Promise<Report>;
}

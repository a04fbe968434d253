/**
 * What is measured of Prometheus' own discovery and of ours, as it is told from one process to the other.
 */
import type { Cost } from '../refresh/loop.ts';

export interface Round {
  /** From the loaded configuration until every name was answered. */
  readonly answered: Cost;
  /** Until `/api/v1/targets` shows all of them. */
  readonly shownMs: number;
  /** The refresh loop asked for the same: the SRV targets' names, and no address. */
  readonly names: Cost;
  /** With addresses: the refresh loop with a new resolver, from nothing to the whole list. */
  readonly first: Cost;
  /** The same with a resolver that has asked before. */
  readonly later: Cost;
  /** From the start of the file sidecar, and a configuration with its file, until the API shows all. */
  readonly sidecarMs: number;
}

export type Message =
  | { readonly kind: 'say'; readonly what: string }
  | { readonly kind: 'rounds'; readonly rounds: readonly Round[] };

export const fleet = { pools: 1000, nodes: 20 } as const;

/**
 * What changed in a step, for logs and metrics. One event per change, not per observation.
 */
import type { UnknownWhy } from './answer.ts';
import type { ListFailureReason } from './observation.ts';

/** Why a target or pool left. */
export type RemovalWhy = 'dns' | 'list' | 'operator' | 'expired';

/** Why an address from DNS was refused. */
export type RefusalWhy = 'address' | 'port' | 'name';

export type CoreEvent =
  | { readonly kind: 'list-failed'; readonly why: string; readonly reason: ListFailureReason }
  | { readonly kind: 'list-recovered' }
  | { readonly kind: 'pool-added'; readonly pool: string }
  | { readonly kind: 'pool-removed'; readonly pool: string; readonly why: RemovalWhy }
  | { readonly kind: 'pool-skipped'; readonly pool: string; readonly why: string }
  | {
      readonly kind: 'pool-failed';
      readonly pool: string;
      readonly why: UnknownWhy;
      readonly detail?: string;
    }
  | { readonly kind: 'pool-recovered'; readonly pool: string }
  /** Here and below: targets in code-unit order. */
  | { readonly kind: 'targets-added'; readonly pool: string; readonly targets: readonly string[] }
  | {
      readonly kind: 'targets-removed';
      readonly pool: string;
      readonly targets: readonly string[];
      readonly why: RemovalWhy;
    }
  /** `why`: its answer lacks the targets, or the list lacks the pool. */
  | {
      readonly kind: 'removal-held';
      readonly pool: string;
      readonly targets: number;
      readonly why: 'dns' | 'list';
    }
  | { readonly kind: 'removal-cleared'; readonly pool: string }
  | { readonly kind: 'collapse-held'; readonly held: number; readonly published: number }
  | { readonly kind: 'collapse-cleared' }
  | {
      readonly kind: 'target-refused';
      readonly pool: string;
      readonly target: string;
      readonly why: RefusalWhy;
    }
  /** No record of the pool's answer is refused any more. */
  | { readonly kind: 'refusal-cleared'; readonly pool: string }
  | { readonly kind: 'conflict'; readonly target: string; readonly pools: readonly string[] }
  | { readonly kind: 'conflict-cleared'; readonly target: string }
  | { readonly kind: 'snapshot-first'; readonly complete: boolean; readonly unknownPools: readonly string[] }
  | { readonly kind: 'snapshot-completed' }
  | { readonly kind: 'snapshot-expired' }
  | { readonly kind: 'snapshot-renewed' };

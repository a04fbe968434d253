/**
 * What discovery tells whoever runs it, for logs and metrics. Nothing here is needed for targets.
 */
import type { CoreEvent, ListOutcome, PoolOutcome } from '@spcs-sd/core';

export type RuntimeEvent =
  | {
      readonly kind: 'lookup-finished';
      /** Every pool that has this name; nearly always one. */
      readonly pools: readonly string[];
      readonly endpoint: string;
      readonly outcome: PoolOutcome;
      readonly durationMs: number;
    }
  /** It took unusually long while others waited, and is asked again among the failing names. */
  | { readonly kind: 'lookup-postponed'; readonly endpoint: string; readonly durationMs: number }
  | { readonly kind: 'list-finished'; readonly outcome: ListOutcome; readonly durationMs: number }
  | { readonly kind: 'step'; readonly observations: number; readonly durationMs: number }
  /** The process stood still; what is known is not touched until the names due were asked again. */
  | { readonly kind: 'stood-still'; readonly forMs: number }
  | { readonly kind: 'state-restored' }
  /** Discovery starts without what was saved. */
  | { readonly kind: 'state-rejected'; readonly why: string }
  | { readonly kind: 'state-saved'; readonly bytes: number; readonly durationMs: number }
  | { readonly kind: 'state-save-failed'; readonly why: string };

export type DiscoveryEvent = CoreEvent | RuntimeEvent;

export type Emit = (event: DiscoveryEvent) => void;

/** A listener that throws is its owner's bug: it is reported, and discovery goes on. */
export function guarded(listener: Emit | undefined): Emit {
  if (listener === undefined) return () => undefined;
  return (event) => {
    try {
      listener(event);
    } catch (error) {
      process.emitWarning(error instanceof Error ? error : String(error), 'SpcsSdListenerWarning');
    }
  };
}

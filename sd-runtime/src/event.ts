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
  /** Reading the list takes unusually long, and still goes on. Told once, until one is read in time again. */
  | { readonly kind: 'list-late'; readonly forMs: number }
  | { readonly kind: 'list-in-time' }
  | { readonly kind: 'list-finished'; readonly outcome: ListOutcome; readonly durationMs: number }
  | { readonly kind: 'step'; readonly observations: number; readonly durationMs: number }
  /** The process stood still; what is known is not touched until the names due were asked again. */
  | { readonly kind: 'stood-still'; readonly forMs: number }
  /** After that: they were asked, or there was time enough. */
  | { readonly kind: 'caught-up' }
  /** The wall clock was set by so much; nothing of discovery depends on it. */
  | { readonly kind: 'clock-set'; readonly byMs: number }
  /** A first result without any target is not given before it is confirmed. */
  | { readonly kind: 'first-empty' }
  | { readonly kind: 'state-restored' }
  /** Discovery starts without what was saved. */
  | { readonly kind: 'state-rejected'; readonly why: string }
  | { readonly kind: 'state-saved'; readonly bytes: number; readonly durationMs: number }
  | { readonly kind: 'state-save-failed'; readonly why: string };

export type DiscoveryEvent = CoreEvent | RuntimeEvent;

export type Emit = (event: DiscoveryEvent) => void;

/** A listener that throws is its owner's bug: it is reported, and discovery goes on. */
export function guarded<Event>(listener: ((event: Event) => void) | undefined): (event: Event) => void {
  if (listener === undefined) return () => undefined;
  return (event) => {
    try {
      listener(event);
    } catch (error) {
      process.emitWarning(error instanceof Error ? error : String(error), 'SpcsSdListenerWarning');
    }
  };
}

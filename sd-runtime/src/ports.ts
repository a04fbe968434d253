/**
 * What the refresh loop needs of the outside world: a pool list, DNS answers, a clock, a place
 * to keep its state. Each port has one suite that every implementation passes, the fakes too.
 */
import type { ListOutcome, PoolOutcome } from '@spcs-sd/core';

/** Where the pools come from. */
export interface PoolSource {
  /** How often to read the list again, in milliseconds. */
  readonly refreshIntervalMs: number;
  /** Reads the whole list. Never rejects: a failure is `unknown` with a sentence for people. */
  list(signal: AbortSignal): Promise<ListOutcome>;
  /** Calls back when the list may have changed before its time. Returns how to stop. */
  watch?(changed: () => void): () => void;
  /** Ends what it keeps between readings, such as a session. Discovery calls it when it is done with it. */
  close?(): void;
}

/** One pool's question. */
export interface LookupQuestion {
  /** An absolute name without its last dot. */
  readonly name: string;
  /** `auto` asks SRV first, and A and AAAA only of a name that has never given SRV. */
  readonly recordType: 'auto' | 'SRV' | 'A';
  /** The name has given SRV before: a missing SRV is then a removal, never a reason for A. */
  readonly gaveSrv: boolean;
  /** The port for A and AAAA answers. */
  readonly port: number;
  /** `hostname` publishes SRV targets as they are and looks up no address. */
  readonly address: 'ip' | 'hostname';
  /** `tcp`: the answer counts only over TCP, because it would remove something. */
  readonly transport: 'any' | 'tcp';
}

/** Asks the DNS. */
export interface SrvLookup {
  /**
   * Resolves within its deadline. Never rejects: what cannot be known is `unknown`. The signal is the
   * question's own while it is under way; later ones may be given the same.
   */
  lookup(question: LookupQuestion, signal: AbortSignal): Promise<PoolOutcome>;
  /** Frees sockets. Questions under way end as `unknown`. */
  close(): void;
}

/** Time, so that tests need not wait for it. */
export interface Clock {
  /** Monotonic milliseconds; their origin means nothing. */
  nowMs(): number;
  /** Milliseconds since 1970, for the state file alone. */
  wallMs(): number;
  /** Calls back once after `delayMs`. Returns how to cancel. */
  after(delayMs: number, callback: () => void): () => void;
}

/** What a load found. `why` is a sentence for people. */
export type StateLoad =
  | { readonly kind: 'found'; readonly text: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly why: string };

export type StateSave = { readonly kind: 'saved' } | { readonly kind: 'failed'; readonly why: string };

/** Keeps the state over restarts. Nothing here rejects; one call at a time. */
export interface StateStore {
  load(): Promise<StateLoad>;
  /**
   * All or nothing: a crash leaves the old text or the new one whole. Parts of a text are made while
   * they are taken, so that a large one is never whole in memory.
   */
  save(text: string | Iterable<string>): Promise<StateSave>;
  /** Keeps what `load` found, which was of no use, where no `save` overwrites it. */
  setAside(): Promise<void>;
}

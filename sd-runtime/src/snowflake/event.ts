/**
 * What the Snowflake source met, for logs and for whoever asks why a pool is not there.
 *
 * No event holds a token, a password or a key.
 */

/** How the pools are found. */
export type SnowflakeMode = 'monitor_endpoints' | 'show_compute_pools';

export type SnowflakeEvent =
  | {
      readonly kind: 'statement-finished';
      readonly statement: string;
      readonly rows: number;
      readonly durationMs: number;
    }
  | {
      readonly kind: 'statement-failed';
      readonly statement: string;
      readonly why: string;
      readonly durationMs: number;
    }
  /** The credential's file cannot be read: the last one that it held is used. */
  | { readonly kind: 'credential-kept'; readonly why: string }
  /** It can be read again. */
  | { readonly kind: 'credential-read' }
  /** A request is sent again; `why` says what became of it. */
  | { readonly kind: 'request-retried'; readonly why: string; readonly delayMs: number }
  /** `auto` goes another way from now on. */
  | { readonly kind: 'mode-changed'; readonly mode: SnowflakeMode; readonly why: string }
  /** A list was found: which statement named its pools, and of how many the metadata is known. */
  | {
      readonly kind: 'pools-named';
      readonly mode: SnowflakeMode;
      readonly pools: number;
      readonly described: number;
    }
  /** SHOW lists them and the function does not name them: the role may see, but not monitor them. */
  | { readonly kind: 'pools-unnamed'; readonly pools: readonly string[] }
  /** The plugin's filter leaves them out. */
  | { readonly kind: 'pools-filtered'; readonly pools: readonly string[]; readonly currentRole: string }
  /** One entry is left out, alone. `entry` is shortened. */
  | { readonly kind: 'entry-refused'; readonly entry: string; readonly why: string }
  /** Entries were damaged, so pools that are missing were kept. */
  | { readonly kind: 'pools-kept'; readonly pools: readonly string[] }
  /** The answer lacks a column that would have been used. */
  | { readonly kind: 'column-missing'; readonly column: string }
  | { readonly kind: 'metadata-failed'; readonly why: string }
  | { readonly kind: 'metadata-recovered' }
  /** The role may see no pool, or there is none. */
  | { readonly kind: 'no-pools'; readonly message: string }
  /** Another way of asking names another endpoint for a known pool; the known one stays. */
  | {
      readonly kind: 'endpoint-kept';
      readonly pool: string;
      readonly endpoint: string;
      readonly other: string;
    }
  /** How DNS names write a pool's underscore, which nobody has published. */
  | { readonly kind: 'underscore-met'; readonly writtenAs: '_' | '-' };

export type EmitSnowflake = (event: SnowflakeEvent) => void;

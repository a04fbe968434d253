/**
 * What the Snowflake source can be told. The configuration's keys, with units.
 */
import type { Clock, SrvLookup } from '../ports.ts';
import type { Random } from '../refresh/due-time.ts';
import type { LoadDriver } from './authenticators/password.ts';
import type { EmitSnowflake } from './event.ts';
import type { SnowflakeQuery } from './query-mode.ts';

export type SnowflakeAuthenticator =
  /** The session token that Snowflake keeps in every container of a service. */
  | { readonly kind: 'token'; readonly tokenPath: string }
  | {
      readonly kind: 'key-pair';
      readonly user: string;
      readonly privateKeyPath: string;
      readonly passphrasePath?: string;
    }
  | { readonly kind: 'pat'; readonly patPath: string }
  | { readonly kind: 'password'; readonly user: string; readonly password: SnowflakePassword };

export type SnowflakePassword =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'file'; readonly path: string };

export interface SnowflakeOptions {
  readonly authenticator: SnowflakeAuthenticator;
  readonly account: string;
  readonly host: string;
  /** Default 443. */
  readonly port?: number;
  /** Default https. */
  readonly protocol?: 'https' | 'http';
  /** Absent: the credential's own. AuthTypePassword needs one. */
  readonly role?: string;
  /** Default 60,000. */
  readonly refreshIntervalMs?: number;
  /** Default `auto`. */
  readonly query?: SnowflakeQuery;
  /** Default true. */
  readonly metadata?: boolean;
  /** With `{pool}`, or `{pool-}` for hyphens instead of underscores. Default: today's form. */
  readonly endpointTemplate?: string;
  /**
   * Asks how DNS writes a pool's underscore, where SHOW alone names the pools. Without it, and until
   * a pool tells, as the template says. Not closed by the source.
   */
  readonly lookup?: SrvLookup;
  /** `plugin`: only active pools of the current role. Default `none`. */
  readonly filter?: 'none' | 'plugin';
  /** How long the first list waits for its metadata. Default 120,000. */
  readonly metadataGraceMs?: number;
  /** Of one statement with everything around it. Default 55,000. */
  readonly deadlineMs?: number;
  /** Of one statement's answers. Default 32 MiB. */
  readonly maxBytes?: number;
  readonly onEvent?: EmitSnowflake;
  /** For tests. */
  readonly clock?: Clock;
  /** For tests. */
  readonly random?: Random;
  /** For tests: loads snowflake-sdk. */
  readonly loadDriver?: LoadDriver;
}

/** The names that the plugin asked, and `filter: plugin` and record type A besides, make its targets. */
export const pluginEndpointTemplate = 'metrics.{pool}.snowflakecomputing.internal';

/**
 * What a request to the SQL API shows for itself.
 */
import type { StatementFailure } from '../statement.ts';

export interface Credential {
  readonly kind: 'credential';
  /** Secret. */
  readonly token: string;
  /** The value of `X-Snowflake-Authorization-Token-Type`. */
  readonly tokenType: 'OAUTH' | 'KEYPAIR_JWT' | 'PROGRAMMATIC_ACCESS_TOKEN';
}

export interface Authenticator {
  /**
   * The credential for one request. Never rejects.
   *
   * `refused` is one that the server has just refused: another one is given if there can be one.
   */
  credential(signal: AbortSignal, refused?: Credential): Promise<Credential | StatementFailure>;
}

/**
 * How a configuration of the program names a simulated account: the part of `pools.snowflake` that says where
 * it is, and whose token opens it.
 */

export interface AccountPlace {
  readonly host: string;
  readonly port: number;
  readonly accountName: string;
}

export interface AccountAccess {
  readonly authenticator: 'AuthTypeToken';
  readonly token_path: string;
  readonly account: string;
  readonly host: string;
  readonly port: number;
  readonly protocol: 'http';
}

/** `tokenPath`: absolute, or from the configuration's folder. */
export function accessTo({ host, port, accountName }: AccountPlace, tokenPath = 'token'): AccountAccess {
  return {
    authenticator: 'AuthTypeToken',
    token_path: tokenPath,
    account: accountName,
    host,
    port,
    protocol: 'http',
  };
}

/**
 * From options to what runs statements: the SQL API with one of three credentials, or the driver.
 */
import { readFile } from 'node:fs/promises';
import { isIPv6 } from 'node:net';
import type { Clock } from '../ports.ts';
import type { Random } from '../refresh/due-time.ts';
import type { Authenticator } from './authenticators/credential.ts';
import { keyPairAuthenticator } from './authenticators/key-pair.ts';
import { createPasswordRunner } from './authenticators/password.ts';
import { tokenFileAuthenticator } from './authenticators/token-file.ts';
import type { EmitSnowflake } from './event.ts';
import type { SnowflakeOptions, SnowflakePassword } from './options.ts';
import { createSqlApi } from './sql-api/sql-api.ts';
import { failed, type StatementFailure, type StatementRunner } from './statement.ts';

export interface RunnerContext {
  readonly clock: Clock;
  readonly random: Random;
  readonly emit: EmitSnowflake;
}

export function originOf({ protocol = 'https', host, port = 443 }: SnowflakeOptions): string {
  const isDefault = port === (protocol === 'https' ? 443 : 80);
  return `${protocol}://${isIPv6(host) ? `[${host}]` : host}${isDefault ? '' : `:${port}`}`;
}

export function createRunner(options: SnowflakeOptions, context: RunnerContext): StatementRunner {
  const { authenticator, account, role, deadlineMs, maxBytes, loadDriver } = options;
  const origin = originOf(options);
  if (authenticator.kind === 'password') {
    return createPasswordRunner({
      origin,
      account,
      user: authenticator.user,
      password: () => readPassword(authenticator.password),
      role: role ?? '',
      clock: context.clock,
      ...(deadlineMs !== undefined && { deadlineMs }),
      ...(loadDriver !== undefined && { load: loadDriver }),
    });
  }
  return createSqlApi({
    ...context,
    origin,
    authenticator: authenticatorOf(authenticator, account, context),
    ...(role !== undefined && { role }),
    ...(deadlineMs !== undefined && { deadlineMs }),
    ...(maxBytes !== undefined && { maxBytes }),
  });
}

function authenticatorOf(
  options: Exclude<SnowflakeOptions['authenticator'], { readonly kind: 'password' }>,
  account: string,
  { clock, emit }: RunnerContext,
): Authenticator {
  switch (options.kind) {
    case 'token':
      return tokenFileAuthenticator({
        path: options.tokenPath,
        tokenType: 'OAUTH',
        name: 'the session token',
        clock,
        emit,
      });
    case 'pat':
      return tokenFileAuthenticator({
        path: options.patPath,
        tokenType: 'PROGRAMMATIC_ACCESS_TOKEN',
        name: 'the programmatic access token',
        clock,
        emit,
      });
    case 'key-pair':
      return keyPairAuthenticator({ ...options, account, clock });
  }
}

async function readPassword(password: SnowflakePassword): Promise<string | StatementFailure> {
  if (password.kind === 'text') return password.text;
  try {
    return (await readFile(password.path, 'utf8')).trim();
  } catch {
    return failed('credentials', `the password file ${password.path} cannot be read`);
  }
}

/**
 * `pools.snowflake`: the plugin's keys and ours as settings, with what the environment of a service says.
 *
 * Source: the plugin's `spcs_sd_configs`; the variables of Snowpark Container Services.
 */
import { resolve } from 'node:path';
import { pluginEndpointTemplate, type SnowflakeAuthenticator, type SnowflakeOptions } from '@spcs-sd/runtime';
import type { SnowflakePools as SnowflakeConfig } from '@spcs-sd/spec';
import { defaultMs } from './defaults.ts';
import { parseDuration } from './duration.ts';
import type { SectionContext } from './section-context.ts';

export interface SnowflakePools {
  readonly kind: 'snowflake';
  readonly options: SnowflakeOptions;
  /** The plugin's targets: addresses are asked for, and SRV is not. */
  readonly compat: boolean;
}

type Env = SectionContext['env'];

/** Every container of a service has one there. */
const defaultTokenPath = '/snowflake/session/token';

/** What mdservice does without a configuration: the session token, and the rest from the environment. */
export const serviceDefaults: SnowflakeConfig = { authenticator: 'AuthTypeToken' };

/** The plugin's block is a list; one entry of it may stand alone. */
export function onlyEntry(value: SnowflakeConfig | readonly SnowflakeConfig[]): SnowflakeConfig {
  return isList(value) ? (value[0] ?? {}) : value;
}

function isList(value: SnowflakeConfig | readonly SnowflakeConfig[]): value is readonly SnowflakeConfig[] {
  return Array.isArray(value);
}

/** The value fits the schema and has no findings. */
export function snowflakeSettings(value: SnowflakeConfig, { folder, env }: SectionContext): SnowflakePools {
  const compat = value.compat === 'plugin';
  const account = value.account ?? filled(env['SNOWFLAKE_ACCOUNT']) ?? '';
  const template = compat ? pluginEndpointTemplate : value.endpoint_template;
  const options: SnowflakeOptions = {
    authenticator: authenticatorOf(value, folder),
    account,
    host: value.host ?? filled(env['SNOWFLAKE_HOST']) ?? accountHost(account),
    port: value.port ?? portIn(env) ?? 443,
    protocol: protocolOf(value, env),
    refreshIntervalMs: parseDuration(value.refresh_interval) ?? defaultMs.snowflakeRefresh,
    query: compat ? 'show_compute_pools' : (value.query ?? 'auto'),
    metadata: value.metadata ?? true,
    filter: compat ? 'plugin' : (value.filter ?? 'none'),
    ...(value.role !== undefined && { role: value.role }),
    ...(template !== undefined && { endpointTemplate: template }),
  };
  return { kind: 'snowflake', options, compat };
}

function authenticatorOf(value: SnowflakeConfig, folder: string): SnowflakeAuthenticator {
  const { user = '', password, password_file: passwordFile } = value;
  const at = (path: string | undefined): string => resolve(folder, path ?? '');
  switch (value.authenticator) {
    case 'AuthTypeKeyPair': {
      const passphrase = value.private_key_passphrase_file;
      const key = { kind: 'key-pair', user, privateKeyPath: at(value.private_key_file) } as const;
      return passphrase === undefined ? key : { ...key, passphrasePath: at(passphrase) };
    }
    case 'AuthTypePAT':
      return { kind: 'pat', patPath: at(value.pat_file) };
    case 'AuthTypePassword':
      return passwordFile === undefined
        ? { kind: 'password', user, password: { kind: 'text', text: password ?? '' } }
        : { kind: 'password', user, password: { kind: 'file', path: at(passwordFile) } };
    default:
      return { kind: 'token', tokenPath: at(value.token_path ?? defaultTokenPath) };
  }
}

/** An empty variable counts as none. */
export function filled(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text.trim();
}

/** Source: Snowflake's account identifiers, "in a URL". */
function accountHost(account: string): string {
  return `${account.toLowerCase().replaceAll('_', '-')}.snowflakecomputing.com`;
}

/** Undefined when it is not set; NaN when it is no port. */
export function portIn(env: Env): number | undefined {
  const text = filled(env['SNOWFLAKE_PORT']);
  if (text === undefined) return undefined;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  return port >= 1 && port <= 65_535 ? port : NaN;
}

function protocolOf({ protocol }: SnowflakeConfig, env: Env): 'https' | 'http' {
  return protocol ?? (filled(env['SNOWFLAKE_PROTOCOL'])?.toLowerCase() === 'http' ? 'http' : 'https');
}

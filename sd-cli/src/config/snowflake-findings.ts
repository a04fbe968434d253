/**
 * What is wrong with `pools.snowflake` that a schema cannot say: what each authenticator needs, what
 * does not go together, what the environment lacks.
 *
 * The first three messages are the plugin's own words, which its users know.
 */
import { dnsNameProblem } from '@spcs-sd/core';
import { foundText, shortText, type Finding, type Path } from './finding.ts';
import { filled, portIn } from './snowflake-section.ts';

type Env = Readonly<Record<string, string | undefined>>;
type Entry = Readonly<Record<string, unknown>>;

const supported = 'Supported Authenticator types are AuthTypeToken, AuthTypePassword';
const moreHint = 'AuthTypeKeyPair and AuthTypePAT are supported too';

/** Keys that belong to one authenticator alone. The plugin's own are read over where they do not apply. */
const keysOf: Readonly<Record<string, readonly string[]>> = {
  AuthTypeToken: [],
  AuthTypePassword: ['password_file'],
  AuthTypeKeyPair: ['private_key_file', 'private_key_passphrase_file'],
  AuthTypePAT: ['pat_file'],
};

/** `value` is anything; parts that do not fit the schema are passed over. */
export function snowflakeFindings(value: unknown, path: Path, env: Env): readonly Finding[] {
  if (Array.isArray(value)) return value.length === 1 ? entryFindings(value[0], [...path, 0], env) : [];
  return entryFindings(value, path, env);
}

function entryFindings(value: unknown, path: Path, env: Env): readonly Finding[] {
  if (!isEntry(value)) return [];
  return [
    ...authenticatorFindings(value, path),
    ...otherAuthenticators(value, path),
    ...compatFindings(value, path),
    ...templateFindings(value, path),
    ...placeFindings(value, path, env),
  ];
}

function authenticatorFindings(value: Entry, path: Path): readonly Finding[] {
  const { authenticator } = value;
  const at = [...path, 'authenticator'];
  if (authenticator === undefined || authenticator === null || authenticator === '') {
    const message = `Spcs SD configuration requires an Authenticator to be specified. ${supported}`;
    return [
      { path: at, part: 'value', expected: 'an authenticator', found: 'nothing', message, hint: moreHint },
    ];
  }
  if (typeof authenticator !== 'string') return [];
  switch (authenticator) {
    case 'AuthTypeToken':
      return [];
    case 'AuthTypePassword':
      return passwordFindings(value, path);
    case 'AuthTypeKeyPair':
      return ['user', 'private_key_file'].flatMap((key) => missing(value, path, key, authenticator));
    case 'AuthTypePAT':
      return missing(value, path, 'pat_file', authenticator);
    default: {
      const message = `Spcs SD configuration unsupported Authenticator ${oneLine(authenticator)}. ${supported}`;
      const found = shortText(authenticator);
      return [
        { path: at, part: 'value', expected: 'a supported authenticator', found, message, hint: moreHint },
      ];
    }
  }
}

function passwordFindings(value: Entry, path: Path): readonly Finding[] {
  const hasBoth = isSet(value, 'password') && isSet(value, 'password_file');
  if (hasBoth) {
    const expected = 'either password or password_file';
    return [{ path: [...path, 'password_file'], part: 'key', expected, found: 'both' }];
  }
  const hasPassword = isSet(value, 'password') || isSet(value, 'password_file');
  if (hasPassword && isSet(value, 'user') && isSet(value, 'role')) return [];
  const message =
    'Spcs SD configuration requires { User, Password, Role } when Authenticator type is AuthTypePassword';
  return [
    {
      path: [...path, 'authenticator'],
      part: 'value',
      expected: 'user, password and role',
      found: 'less',
      message,
    },
  ];
}

function missing(value: Entry, path: Path, key: string, authenticator: string): readonly Finding[] {
  if (isSet(value, key)) return [];
  return [
    { path: [...path, key], part: 'value', expected: `${key} with ${authenticator}`, found: 'nothing' },
  ];
}

function otherAuthenticators(value: Entry, path: Path): readonly Finding[] {
  const { authenticator } = value;
  if (typeof authenticator !== 'string' || !Object.hasOwn(keysOf, authenticator)) return [];
  return Object.entries(keysOf).flatMap(([owner, keys]) =>
    owner === authenticator
      ? []
      : keys
          .filter((key) => isSet(value, key))
          .map((key) => ({
            path: [...path, key],
            part: 'key' as const,
            expected: `${key} only with ${owner}`,
            found: `it with ${authenticator}`,
          })),
  );
}

/** What `compat: plugin` decides cannot be decided besides. */
function compatFindings(value: Entry, path: Path): readonly Finding[] {
  if (value['compat'] !== 'plugin') return [];
  const own: readonly (readonly [key: string, same: string])[] = [
    ['query', 'show_compute_pools'],
    ['filter', 'plugin'],
    ['endpoint_template', ''],
  ];
  return own
    .filter(([key, same]) => isSet(value, key) && value[key] !== same)
    .map(([key]) => ({
      path: [...path, key],
      part: 'value',
      expected: `no ${key} with compat plugin, which sets it`,
      found: foundText(value[key]),
    }));
}

function templateFindings(value: Entry, path: Path): readonly Finding[] {
  const template = value['endpoint_template'];
  if (typeof template !== 'string' || !/^[^{}]*\{pool-?\}[^{}]*$/.test(template)) return [];
  const problem = dnsNameProblem(template.replace(/\{pool-?\}/, 'pool').replace(/\.$/, ''));
  if (problem === undefined) return [];
  const found = `${shortText(template)}, which ${problem}`;
  return [{ path: [...path, 'endpoint_template'], part: 'value', expected: 'a DNS name', found }];
}

/** Which account, and where. */
function placeFindings(value: Entry, path: Path, env: Env): readonly Finding[] {
  const needed = (key: string, variable: string): Finding => ({
    path: [...path, key],
    part: 'value',
    expected: `${key}, or the environment variable ${variable}`,
    found: 'neither',
  });
  const hasAccount = isSet(value, 'account') || filled(env['SNOWFLAKE_ACCOUNT']) !== undefined;
  const isToken = value['authenticator'] === 'AuthTypeToken';
  const hasHost = isSet(value, 'host') || filled(env['SNOWFLAKE_HOST']) !== undefined;
  const protocol = filled(env['SNOWFLAKE_PROTOCOL'])?.toLowerCase();
  return [
    ...(hasAccount ? [] : [needed('account', 'SNOWFLAKE_ACCOUNT')]),
    // A session token works at the service's own host alone.
    ...(isToken && !hasHost ? [needed('host', 'SNOWFLAKE_HOST')] : []),
    ...(isSet(value, 'port') || !Number.isNaN(portIn(env))
      ? []
      : [variableFinding([...path, 'port'], 'a port from 1 to 65535', 'SNOWFLAKE_PORT', env)]),
    ...(isSet(value, 'protocol') || protocol === undefined || protocol === 'https' || protocol === 'http'
      ? []
      : [variableFinding([...path, 'protocol'], 'https or http', 'SNOWFLAKE_PROTOCOL', env)]),
  ];
}

function variableFinding(path: Path, expected: string, variable: string, env: Env): Finding {
  const found = `${shortText(env[variable] ?? '')} in the environment variable ${variable}`;
  return { path, part: 'value', expected, found };
}

function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSet(value: Entry, key: string): boolean {
  return Object.hasOwn(value, key) && value[key] !== undefined && value[key] !== null && value[key] !== '';
}

/** As it is, in the plugin's words; nothing in it may start another line. */
function oneLine(text: string): string {
  return shortText(text).slice(1, -1);
}

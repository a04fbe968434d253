/** `pools.snowflake`: settings, the environment's part, and every mistake word by word. */
import { describe, expect, it, test } from 'vitest';
import { configErrorLine } from './config-error.ts';
import { fingerprintOf } from './fingerprint.ts';
import { loadConfig } from './load-config.ts';
import type { Settings } from './settings.ts';
import type { SnowflakePools } from './snowflake-section.ts';

const service = { SNOWFLAKE_ACCOUNT: 'ENV_ACCOUNT', SNOWFLAKE_HOST: 'env.example' };
type Env = Readonly<Record<string, string>>;

function load(text: string, env: Env = service): Settings {
  const loaded = loadConfig(text, '/etc/spcs-sd/spcs-sd.yml', env);
  if (loaded.kind === 'ok') return loaded.settings;
  throw new Error(loaded.errors.map(configErrorLine).join('\n'));
}

function snowflake(entry: string, env: Env = service): SnowflakePools {
  const { pools } = load(`pools: { snowflake: ${entry} }`, env);
  if (pools.kind !== 'snowflake') throw new Error(pools.kind);
  return pools;
}

function errorLines(entry: string, env: Env = service): readonly string[] {
  const loaded = loadConfig(`pools: { snowflake: ${entry} }`, 'x.yml', env);
  return loaded.kind === 'ok'
    ? []
    : loaded.errors.map((error) => configErrorLine(error).replace(/^x\.yml:1:\d+: /, ''));
}

describe("the plugin's own cases", () => {
  const key = 'pools.snowflake.authenticator';
  const supported = 'Supported Authenticator types are AuthTypeToken, AuthTypePassword';

  test.each([
    ['{}', `Spcs SD configuration requires an Authenticator to be specified. ${supported}`],
    [
      '{ authenticator: "" }',
      `Spcs SD configuration requires an Authenticator to be specified. ${supported}`,
    ],
    ['{ authenticator: SomeType }', `Spcs SD configuration unsupported Authenticator SomeType. ${supported}`],
  ])('%s', (entry, message) => {
    expect(errorLines(entry)).toEqual([
      `${key}: ${message}; AuthTypeKeyPair and AuthTypePAT are supported too`,
    ]);
  });

  test.each([
    '{ authenticator: AuthTypePassword }',
    '{ authenticator: AuthTypePassword, user: U, password: P }',
    '{ authenticator: AuthTypePassword, user: U, role: R }',
    '{ authenticator: AuthTypePassword, password: P, role: R }',
  ])('%s', (entry) => {
    expect(errorLines(entry)).toEqual([
      `${key}: Spcs SD configuration requires { User, Password, Role } when Authenticator type is AuthTypePassword`,
    ]);
  });

  it('a token with the account and host of the environment', () => {
    expect(snowflake('{ authenticator: AuthTypeToken }')).toEqual({
      kind: 'snowflake',
      compat: false,
      options: {
        authenticator: { kind: 'token', tokenPath: '/snowflake/session/token' },
        account: 'ENV_ACCOUNT',
        host: 'env.example',
        port: 443,
        protocol: 'https',
        refreshIntervalMs: 60_000,
        query: 'auto',
        metadata: true,
        filter: 'none',
      },
    });
  });

  it('a token with an account and a path of its own', () => {
    expect(snowflake('{ authenticator: AuthTypeToken, account: A, token_path: t }').options).toMatchObject({
      authenticator: { kind: 'token', tokenPath: '/etc/spcs-sd/t' },
      account: 'A',
      host: 'env.example',
    });
  });

  it('a password with every key', () => {
    const entry =
      '{ authenticator: AuthTypePassword, user: U, password: P, role: R, account: A, host: h, port: 8443, protocol: http, refresh_interval: 2m }';
    expect(snowflake(entry, {}).options).toMatchObject({
      authenticator: { kind: 'password', user: 'U', password: { kind: 'text', text: 'P' } },
      account: 'A',
      host: 'h',
      port: 8443,
      protocol: 'http',
      role: 'R',
      refreshIntervalMs: 120_000,
    });
  });

  it('a list with one entry is that entry', () => {
    expect(snowflake('[{ authenticator: AuthTypeToken }]')).toEqual(
      snowflake('{ authenticator: AuthTypeToken }'),
    );
  });

  it('compat gives its filter, its names and its record type', () => {
    const { pools, dns } = load('pools: { snowflake: [{ authenticator: AuthTypeToken, compat: plugin }] }');
    expect(dns.recordType).toBe('A');
    expect(pools).toMatchObject({
      compat: true,
      options: {
        query: 'show_compute_pools',
        filter: 'plugin',
        endpointTemplate: 'metrics.{pool}.snowflakecomputing.internal',
      },
    });
  });
});

test.each([
  [
    '{ authenticator: AuthTypeKeyPair, user: U, private_key_file: k, private_key_passphrase_file: p }',
    { kind: 'key-pair', user: 'U', privateKeyPath: '/etc/spcs-sd/k', passphrasePath: '/etc/spcs-sd/p' },
  ],
  ['{ authenticator: AuthTypePAT, pat_file: /p }', { kind: 'pat', patPath: '/p' }],
  [
    '{ authenticator: AuthTypePassword, user: U, password_file: p, role: R }',
    { kind: 'password', user: 'U', password: { kind: 'file', path: '/etc/spcs-sd/p' } },
  ],
])('%s', (entry, authenticator) => {
  expect(snowflake(entry).options.authenticator).toEqual(authenticator);
});

describe('the environment', () => {
  const token = '{ authenticator: AuthTypeToken }';

  it('gives port and protocol where it has them', () => {
    const env = { ...service, SNOWFLAKE_PORT: '8085', SNOWFLAKE_PROTOCOL: 'http' };
    expect(snowflake(token, env).options).toMatchObject({ port: 8085, protocol: 'http' });
    const written = '{ authenticator: AuthTypeToken, port: 1, protocol: https }';
    expect(snowflake(written, { ...env, SNOWFLAKE_PORT: 'x' }).options).toMatchObject({
      port: 1,
      protocol: 'https',
    });
  });

  it('without a host leaves the name that belongs to the account, except for session tokens', () => {
    const env = { SNOWFLAKE_ACCOUNT: 'MY_ORG-MY_ACCOUNT' };
    const pat = '{ authenticator: AuthTypePAT, pat_file: p }';
    expect(snowflake(pat, env).options.host).toBe('my-org-my-account.snowflakecomputing.com');
    expect(errorLines(token, env)).toEqual([
      'pools.snowflake.host: expected host, or the environment variable SNOWFLAKE_HOST, found neither',
    ]);
  });

  test.each([
    [
      { ...service, SNOWFLAKE_PORT: '0' },
      'port: expected a port from 1 to 65535, found "0" in the environment variable SNOWFLAKE_PORT',
    ],
    [
      { ...service, SNOWFLAKE_PROTOCOL: 'ftp' },
      'protocol: expected https or http, found "ftp" in the environment variable SNOWFLAKE_PROTOCOL',
    ],
    [
      { ...service, SNOWFLAKE_ACCOUNT: ' ' },
      'account: expected account, or the environment variable SNOWFLAKE_ACCOUNT, found neither',
    ],
  ])('%j', (env, line) => {
    expect(errorLines(token, env)).toEqual([`pools.snowflake.${line}`]);
  });
});

test.each([
  ['5', [': expected a mapping with an authenticator, found 5']],
  ['[]', [': expected a list with exactly one entry, found an empty list']],
  [
    '[{ authenticator: AuthTypeToken }, { authenticator: AuthTypeToken }]',
    [': expected a list with exactly one entry, found a list'],
  ],
  [
    '[{ authenticator: AuthTypeToken, rol: R }]',
    ['[0].rol: expected a known key, found "rol"; did you mean role?'],
  ],
  [
    '{ authenticator: AuthTypeToken, tokenpath: t }',
    ['.tokenpath: expected a known key, found "tokenpath"; did you mean token_path?'],
  ],
  [
    '{ authenticator: AuthTypeToken, host: "https://h" }',
    ['.host: expected a host name such as org-account.snowflakecomputing.com, found "https://h"'],
  ],
  [
    '{ authenticator: AuthTypeToken, query: show }',
    ['.query: expected auto, monitor_endpoints or show_compute_pools, found "show"'],
  ],
  [
    '{ authenticator: AuthTypeToken, refresh_interval: 300y }',
    ['.refresh_interval: expected a duration of at most 292y, found "300y"'],
  ],
  [
    '{ authenticator: AuthTypeToken, endpoint_template: a.b }',
    ['.endpoint_template: expected a DNS name with {pool} or {pool-} in it, once, found "a.b"'],
  ],
  [
    '{ authenticator: AuthTypeToken, endpoint_template: "a..{pool}" }',
    ['.endpoint_template: expected a DNS name, found "a..{pool}", which has an empty label'],
  ],
  [
    '{ authenticator: AuthTypeToken, pat_file: p }',
    ['.pat_file: expected pat_file only with AuthTypePAT, found it with AuthTypeToken'],
  ],
  [
    '{ authenticator: AuthTypeKeyPair }',
    [
      '.user: expected user with AuthTypeKeyPair, found nothing',
      '.private_key_file: expected private_key_file with AuthTypeKeyPair, found nothing',
    ],
  ],
  ['{ authenticator: AuthTypePAT }', ['.pat_file: expected pat_file with AuthTypePAT, found nothing']],
  [
    '{ authenticator: AuthTypePassword, user: U, role: R, password: P, password_file: p }',
    ['.password_file: expected either password or password_file, found both'],
  ],
  [
    '{ authenticator: AuthTypeToken, compat: plugin, query: monitor_endpoints }',
    ['.query: expected no query with compat plugin, which sets it, found "monitor_endpoints"'],
  ],
  [
    '{ authenticator: AuthTypeToken, compat: plugin, filter: none }',
    ['.filter: expected no filter with compat plugin, which sets it, found "none"'],
  ],
])('%s', (entry, lines) => {
  expect(errorLines(entry)).toEqual(lines.map((line) => `pools.snowflake${line}`));
});

test('a password is never shown, also where it is none', () => {
  const entry = '{ authenticator: AuthTypePassword, user: U, role: R, password: 123456 }';
  expect(errorLines(entry)).toEqual(['pools.snowflake.password: expected a password, found a number']);
});

test('compat does not go together with SRV', () => {
  const text =
    'pools: { snowflake: { authenticator: AuthTypeToken, compat: plugin } }\ndns: { record_type: auto }';
  expect(() => load(text)).toThrow(
    '2:21: dns.record_type: expected A with pools.snowflake.compat plugin, found "auto"; leave it out',
  );
});

test('a state belongs to account and role, and not to how they are asked', () => {
  const state = (entry: string): string => fingerprintOf(load(`pools: { snowflake: ${entry} }`));
  const one = state('{ authenticator: AuthTypeToken, account: a }');
  expect(state('{ authenticator: AuthTypePAT, pat_file: p, account: A, host: h, metadata: false }')).toBe(
    one,
  );
  expect(state('{ authenticator: AuthTypeToken, account: b }')).not.toBe(one);
  expect(state('{ authenticator: AuthTypeToken, account: a, role: r }')).not.toBe(one);
});

/**
 * The web configuration as an operator uses it: flags, mistakes, reloads, warnings.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import bcrypt from 'bcrypt';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { stringify } from 'yaml';
import { runProgram } from '../sd-cli/src/program.ts';
import { makeCertificate } from './support/certificates.ts';
import { httpsClient } from './support/https-client.ts';
import { needs } from './support/needs.ts';
import { startSpcsSd, urlOf } from './support/spcs-sd.ts';
import { tempFolder, type TempFolder } from './support/temp.ts';
import { startWeb } from './support/web.ts';

const bound = { timeout: 20_000, interval: 20 };
const valid =
  'pools: { static: [ { name: p1, endpoint: p1.example } ] }\ndns: { servers: ["127.0.0.1:9"], attempts: 1 }\n';
const password = { alice: bcrypt.hashSync('secret', 4) };

let folder: TempFolder;
beforeAll(async () => {
  folder = await tempFolder('web-config');
  await mkdir(folder.file('folder'));
  await Promise.all(
    Object.entries({
      'valid.yml': valid,
      'wrong.yml': 'pools: {}\n',
      'good-web.yml': stringify({ basic_auth_users: password }),
      'wrong-web.yml': 'basic_auth_users: { alice: secret }\nhttp2: true\n',
      'files-web.yml':
        'tls_server_config: { cert_file: folder, key_file: nope.key }\nbearer_token_file: tokens\n',
      tokens: 'short\n\nsecret words that are none\n',
    }).map(([name, text]) => writeFile(folder.file(name), text)),
  );
});
afterAll(() => folder.remove());

describe('what is wrong with it is told', () => {
  const web = [
    'wrong-web.yml:1:28: basic_auth_users.alice: expected a bcrypt hash with a cost from 4 to 18, as htpasswd -nBC 10 makes it, found a string',
    'wrong-web.yml:2:1: http2: expected one of the keys tls_server_config, http_server_config, basic_auth_users, bearer_token_file, rate_limit, found "http2"',
  ];
  const main =
    'wrong.yml:1:8: pools: expected a mapping with exactly one of snowflake, file, static, found none';
  test.each<readonly [string, number, readonly string[]]>([
    ['http --config.file=valid.yml --web.config.file=wrong-web.yml', 2, web],
    ['http --config.file=wrong.yml --web.config.file=wrong-web.yml', 2, [main, ...web]],
    ['file --config.file=wrong.yml --output.file=o.json --web.config.file=wrong-web.yml', 2, [main, ...web]],
    ['check --web.config.file=wrong-web.yml wrong.yml', 2, [main, ...web]],
    ['check --web.config.file=wrong-web.yml valid.yml', 2, web],
    [
      'http --config.file=valid.yml --web.config.file=nope.yml',
      1,
      ['cannot read "HERE/nope.yml": it does not exist'],
    ],
    [
      'file --config.file=valid.yml --output.file=o.json --web.config.file=good-web.yml',
      2,
      ['--web.config.file says how to listen: give --web.listen-address too, or leave it out'],
    ],
    [
      'check --web.config.file=files-web.yml valid.yml',
      2,
      [
        'files-web.yml:1:33: tls_server_config.cert_file: expected a file to read, found "HERE/folder", which is not a regular file',
        'files-web.yml:1:51: tls_server_config.key_file: expected a file to read, found "HERE/nope.key", which does not exist',
        'files-web.yml:2:20: bearer_token_file: expected one token of at least 16 characters in each line of the file, found 5 characters in line 1',
        'files-web.yml:2:20: bearer_token_file: expected one token of at least 16 characters in each line of the file, found a character in line 3 that no token can have',
      ],
    ],
  ])('%s', async (line, code, lines) => {
    let said = '';
    const args = line.split(' ').map((arg) => arg.replace(/(?<==|^)([\w-]+\.yml)$/, `${folder.path}/$1`));
    const result = await runProgram(args, { out: () => undefined, err: (text) => (said += text), env: {} });
    const expected = lines
      .map((text) => `error: ${/^[\w-]+\.yml:/.test(text) ? 'HERE/' : ''}${text}\n`)
      .join('');
    expect({ code: result, said: said.replaceAll(folder.path, 'HERE') }).toEqual({ code, said: expected });
  });

  test('and nothing, when nothing is wrong', async () => {
    let said = '';
    const args = ['check', `--web.config.file=${folder.file('good-web.yml')}`, folder.file('valid.yml')];
    const code = await runProgram(args, { out: (text) => (said += text), err: () => undefined, env: {} });
    expect(code).toBe(0);
    expect(said.replaceAll(folder.path, 'HERE')).toBe(
      'HERE/good-web.yml is valid.\nHERE/valid.yml is valid, and its pool list names 1 pool.\n',
    );
  });
});

needs('openssl').describe('files that are read, but of no use', () => {
  test.each([
    [{ cert_file: 'tokens' }, 'cert_file: expected certificates in PEM, found none in "HERE/tokens"'],
    [
      { key_file: 'server.pem' },
      'key_file: expected a private key in PEM without a passphrase, found none that can be read in "HERE/server.pem"',
    ],
    [
      { key_file: 'other.key' },
      'key_file: expected the certificate\'s private key, found another\'s in "HERE/other.key"',
    ],
    [
      { client_ca_file: 'tokens', client_auth_type: 'RequireAndVerifyClientCert' },
      'client_ca_file: expected certificates in PEM, found none in "HERE/tokens"',
    ],
  ])('%j', async (tls, said) => {
    await Promise.all(['server', 'other'].map((name) => makeCertificate(folder, name)));
    const server = { cert_file: 'server.pem', key_file: 'server.key' };
    const configFile = folder.file('useless.yml');
    await writeFile(configFile, stringify({ tls_server_config: { ...server, ...tls } }));
    const error = await startWeb({ configFile }).then(
      () => 'no error',
      (thrown: Error) => thrown.message,
    );
    const [line = ''] = error.replaceAll(folder.path, 'HERE').split('\n');
    expect(line.replace(/^HERE\/useless\.yml:\d+:\d+: tls_server_config\./, '')).toBe(said);
  });
});

describe('a warning', () => {
  test.each([
    ['127.0.0.1:0', undefined, []],
    ['[::1]:0', undefined, []],
    [':0', undefined, ['everybody who reaches this address may ask']],
    ['0.0.0.0:0', 'good-web.yml', ['passwords and tokens cross the network in plain text']],
  ] as const)('on %s with %s: %j', async (listenAddress, config, messages) => {
    const web = await startWeb({
      listenAddress,
      ...(config !== undefined && { configFile: folder.file(config) }),
    });
    await web.close();
    expect(web.log.filter(({ level }) => level === 'warn').map(({ message }) => message)).toEqual(messages);
  });
});

needs('openssl').test('SIGHUP takes both configurations over, or neither', async () => {
  const authority = await makeCertificate(folder, 'ca');
  await makeCertificate(folder, 'tls', { issuer: authority, names: 'DNS:localhost' });
  const tls = { cert_file: 'tls.pem', key_file: 'tls.key' };
  const [config, webConfig] = [folder.file('spcs-sd.yml'), folder.file('web.yml')];
  await writeFile(config, valid);
  await writeFile(webConfig, stringify({ tls_server_config: tls, basic_auth_users: password }));
  const program = startSpcsSd(
    [
      'http',
      '--config.file=spcs-sd.yml',
      '--web.config.file=web.yml',
      '--web.listen-address=127.0.0.1:0',
      '--web.enable-lifecycle',
      '--log.level=debug',
    ],
    { cwd: folder.path },
  );
  const port = Number(new URL(await urlOf(program)).port);
  const client = httpsClient(authority);
  const headers = { authorization: `Basic ${Buffer.from('alice:secret').toString('base64')}` };
  const ask = (path: string, rest: object = { headers }): Promise<string> =>
    client.ask(port, { path, ...rest });
  const pools = async (): Promise<string> =>
    /^spcs_sd_pools (.*)$/m.exec(await ask('/metrics'))?.[1] ?? 'nothing';

  expect(program.stderr()).toMatch(/msg=listening .*tls=true authentication=true/);
  expect(await ask('/metrics', {})).toBe('Who asks must be known here.\n');
  expect(await ask('/targets', {})).toBe('Who asks must be known here.\n');
  expect(await ask('/-/reload', { method: 'POST' })).toBe('Who asks must be known here.\n');
  await vi.waitFor(async () => expect(await pools()).toBe('1'), bound);

  // The list is right and would be taken over, but the other one is not.
  await writeFile(config, valid.replace('[ {', '[ { name: p2, endpoint: p2.example }, {'));
  await writeFile(webConfig, 'tls_server_config: {}\n');
  expect(await ask('/-/reload', { method: 'POST', headers })).toMatch(
    /the old one stays:\n.*web\.yml:1:20: tls_server_config\.cert_file: expected.*\n.*key_file/,
  );
  expect(await pools()).toBe('1');
  expect(await ask('/metrics')).toMatch(/^spcs_sd_web_config_last_reload_successful 0$/m);

  // This one is right and takes the password away, but the list is wrong.
  await writeFile(webConfig, stringify({ tls_server_config: tls }));
  await writeFile(config, 'pools: {}\n');
  program.signal('SIGHUP');
  await program.says(/configuration not taken over.*spcs-sd\.yml:1:8/);
  expect(await ask('/-/healthy', {})).toBe('Who asks must be known here.\n');

  await writeFile(config, valid.replace('[ {', '[ { name: p2, endpoint: p2.example }, {'));
  program.signal('SIGHUP');
  await program.says('msg="configuration read again"');
  expect(await ask('/-/healthy', {})).toBe('spcs-sd is healthy.\n');
  expect(await pools()).toBe('2');
  const { code, stderr } = await program.stop();
  expect(code).toBe(0);
  expect(stderr).not.toContain('secret');
  expect(stderr.match(/a request was not let in/g)).toHaveLength(1);
});

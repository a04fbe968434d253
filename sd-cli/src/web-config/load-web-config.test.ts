/** What a user is told about a wrong web configuration, word by word, and what a right one means. */
import { readFileSync } from 'node:fs';
import { createSecureContext, getCiphers } from 'node:tls';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { configErrorLine } from '../config/config-error.ts';
import { loadWebConfig } from './load-web-config.ts';
import { nodeCiphers, nodeCurves } from './tls-names.ts';
import type { WebSettings } from './web-settings.ts';

const hash = '$2y$10$X0h1gDsPszWURQaxFh.zoubFi6DXncSjhoQNJgRrnGs7EsimhC7zG';

/** The lines without the file's name, which is the same in all. */
function errorLines(text: string): readonly string[] {
  const loaded = loadWebConfig(text, 'web.yml');
  if (loaded.kind === 'ok') return [];
  return loaded.errors.map((error) => configErrorLine(error).replace(/^web\.yml:/, ''));
}

function settings(text: string): WebSettings {
  const loaded = loadWebConfig(text, '/etc/spcs-sd/web.yml');
  if (loaded.kind === 'invalid') throw new Error(loaded.errors.map(configErrorLine).join('\n'));
  return loaded.settings;
}

describe('is refused', () => {
  const root = 'a mapping with keys such as tls_server_config and basic_auth_users';
  test.each([
    ['', `1:1: expected ${root}, found nothing`],
    [
      'basic_auth_users:',
      '1:18: basic_auth_users: expected a mapping from users to bcrypt hashes, found nothing',
    ],
    [
      'basic_auth_user: {}',
      '1:1: basic_auth_user: expected a known key, found "basic_auth_user"; did you mean basic_auth_users?',
    ],
    [
      'basic_auth_users: { alice: hunter2 }',
      '1:28: basic_auth_users.alice: expected a bcrypt hash with a cost from 4 to 18, as htpasswd -nBC 10 makes it, found a string',
    ],
    [
      `basic_auth_users: { alice: "${hash.replace('$10$', '$31$')}" }`,
      '1:28: basic_auth_users.alice: expected a bcrypt hash with a cost from 4 to 18, as htpasswd -nBC 10 makes it, found a string',
    ],
    [
      `basic_auth_users: { "a:b": "${hash}" }`,
      '1:21: basic_auth_users["a:b"]: expected a user without ":", which ends the user in a request, found "a:b"',
    ],
    [
      'tls_server_config: {}',
      '1:20: tls_server_config.cert_file: expected cert_file, or cert with the text itself, found nothing',
      '1:20: tls_server_config.key_file: expected key_file, or key with the text itself, found nothing',
    ],
    [
      'tls_server_config: { cert_file: c, cert: x, key_file: k }',
      '1:36: tls_server_config.cert: expected either cert or cert_file, found both',
    ],
    [
      'tls_server_config: { cert_file: c, key_file: k, min_version: TLS10 }',
      '1:62: tls_server_config.min_version: expected TLS12 or TLS13: Node does not speak older versions, found "TLS10"; did you mean TLS12?',
    ],
    [
      'tls_server_config: { cert_file: c, key_file: k, min_version: TLS13, max_version: TLS12 }',
      '1:82: tls_server_config.max_version: expected at least min_version (TLS13), found "TLS12"',
    ],
    [
      'tls_server_config: { cert_file: c, key_file: k, client_auth_type: Always }',
      '1:67: tls_server_config.client_auth_type: expected NoClientCert, RequestClientCert, RequireAnyClientCert, VerifyClientCertIfGiven or RequireAndVerifyClientCert, found "Always"',
    ],
    [
      'tls_server_config: { cert_file: c, key_file: k, client_ca_file: ca }',
      '1:20: tls_server_config.client_auth_type: expected a client_auth_type that asks for certificates, such as RequireAndVerifyClientCert, found nothing',
    ],
    [
      'tls_server_config: { cert_file: c, key_file: k, client_auth_type: RequireAndVerifyClientCert }',
      "1:20: tls_server_config.client_ca_file: expected client_ca_file with RequireAndVerifyClientCert, found nothing; without it a certificate of any public authority would do, and those are anybody's",
    ],
    [
      'tls_server_config: { cert_file: c, key_file: k, client_auth_type: RequestClientCert, client_allowed_sans: [a] }',
      '1:86: tls_server_config.client_allowed_sans: expected client_allowed_sans only with RequireAnyClientCert or RequireAndVerifyClientCert, found it with "RequestClientCert"',
    ],
    [
      'tls_server_config: { cert_file: c, key_file: k, cipher_suites: [TLS_RSA_WITH_RC4_128_SHA] }',
      '1:65: tls_server_config.cipher_suites[0]: expected one of Go\'s secure cipher suites such as TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, found "TLS_RSA_WITH_RC4_128_SHA"',
    ],
    [
      'tls_server_config: { cert_file: c, key_file: k, curve_preferences: [P256] }',
      '1:69: tls_server_config.curve_preferences[0]: expected CurveP256, CurveP384, CurveP521 or X25519, found "P256"',
    ],
    [
      'http_server_config: { headers: { Server: x } }',
      '1:34: http_server_config.headers.Server: expected one of the keys Content-Security-Policy, X-Frame-Options, X-Content-Type-Options, X-XSS-Protection, Strict-Transport-Security, found "Server"',
    ],
    [
      'http_server_config: { headers: { X-Frame-Options: allow } }',
      '1:51: http_server_config.headers.X-Frame-Options: expected deny or sameorigin, found "allow"',
    ],
    [
      'http_server_config: { headers: { X-XSS-Protection: "1\\r\\nSet-Cookie: x" } }',
      '1:52: http_server_config.headers.X-XSS-Protection: expected a header\'s value: one line of ASCII, found "1\\r\\nSet-Cookie: x"',
    ],
    [
      'rate_limit: { interval: 1m1h, burst: 0 }',
      '1:25: rate_limit.interval: expected a duration such as 100ms or 1s, or 0, found "1m1h"',
      '1:38: rate_limit.burst: expected a whole number from 1 to 1000000, found 0',
    ],
  ])('%s', (text = '', ...lines) => {
    expect(errorLines(text)).toEqual(lines);
  });

  test('whatever it is, in one line each, without a secret, and without an exception', () => {
    const secret = 'SECRET-0123456789';
    const key = fc.constantFrom(
      'tls_server_config',
      'key',
      'cert',
      'basic_auth_users',
      'alice',
      '__proto__',
      'x',
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(secret, null, 1, true, 'RequireAndVerifyClientCert'),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }).map((members) => Object.fromEntries(members)),
      ),
    }));
    const secretAt = fc.constantFrom('key', 'basic_auth_users.alice');
    fc.assert(
      fc.property(value, secretAt, (data, at) => {
        const plain = typeof data === 'object' && data !== null && !Array.isArray(data) ? data : {};
        const hostile =
          at === 'key'
            ? { ...plain, tls_server_config: { key: [secret] } }
            : { ...plain, basic_auth_users: { alice: secret } };
        const said = errorLines(JSON.stringify(hostile)).join('\n');
        expect(said).not.toMatch(/undefined|\r/);
        if (JSON.stringify(plain).includes(secret)) return;
        expect(said).not.toContain(secret);
        expect(said).toMatch(/expected/);
      }),
      { numRuns: 300 },
    );
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
  });
});

describe('means', () => {
  test('everything that there is', () => {
    expect(
      settings(`
tls_server_config:
  cert_file: server.pem
  key: KEY
  client_ca_file: /etc/ssl/ca.pem
  client_auth_type: RequireClientCert
  client_allowed_sans: [prometheus.example]
  min_version: TLS13
  cipher_suites: [TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384]
  prefer_server_cipher_suites: false
  curve_preferences: [X25519, CurveP256]
http_server_config:
  http2: true
  headers: { X-Frame-Options: deny, X-XSS-Protection: "" }
basic_auth_users: { alice: "${hash}", 7: "${hash}" }
bearer_token_file: ../tokens
rate_limit: { interval: 1s500ms, burst: 20 }
`),
    ).toEqual({
      tls: {
        cert: { kind: 'file', path: '/etc/spcs-sd/server.pem', at: ['tls_server_config', 'cert_file'] },
        key: { kind: 'inline', text: 'KEY', at: ['tls_server_config', 'key'] },
        clientCa: { kind: 'file', path: '/etc/ssl/ca.pem', at: ['tls_server_config', 'client_ca_file'] },
        clientAuth: 'RequireAnyClientCert',
        allowedSans: ['prometheus.example'],
        limits: {
          minVersion: 'TLSv1.3',
          maxVersion: 'TLSv1.3',
          honorCipherOrder: false,
          ciphers:
            'TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256:ECDHE-RSA-AES256-GCM-SHA384',
          ecdhCurve: 'X25519:P-256',
        },
      },
      headers: new Map([['X-Frame-Options', 'deny']]),
      users: new Map([
        ['7', hash],
        ['alice', hash],
      ]),
      tokens: { kind: 'file', path: '/etc/tokens', at: ['bearer_token_file'] },
      rateLimit: { intervalMs: 1500, burst: 20 },
    });
  });

  test('what the README shows', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const [, example = ''] = /```yaml\n(tls_server_config:\n[^`]*)```/.exec(readme) ?? [];
    expect(settings(example)).toMatchObject({
      tls: { clientAuth: 'RequireAndVerifyClientCert' },
      users: new Map([['prometheus', hash]]),
      rateLimit: { intervalMs: 10, burst: 100 },
    });
  });

  test('nothing but its defaults', () => {
    expect(settings('{}')).toEqual({ headers: new Map(), users: new Map() });
    expect(settings('rate_limit: { interval: 0 }').rateLimit).toBeUndefined();
    expect(settings('rate_limit: { interval: 1s }').rateLimit).toEqual({ intervalMs: 1000, burst: 1 });
    expect(settings('tls_server_config: { cert: c, key: k }').tls).toMatchObject({
      clientAuth: 'NoClientCert',
      limits: { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.3', honorCipherOrder: true },
    });
  });
});

test('Node has every cipher suite and curve that can be named', () => {
  const suites = nodeCiphers([
    'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA',
    'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA',
    'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA',
    'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA',
    'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
    'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
    'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
    'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
    'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
    'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256',
    'TLS_AES_128_GCM_SHA256',
  ]);
  const known = getCiphers().map((name) => name.toLowerCase());
  expect(suites.split(':').filter((name) => !known.includes(name.toLowerCase()))).toEqual([]);
  const curves = nodeCurves(['CurveP256', 'CurveP384', 'CurveP521', 'X25519']);
  expect(() => createSecureContext({ ciphers: suites, ecdhCurve: curves })).not.toThrow();
});

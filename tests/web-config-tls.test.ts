/**
 * TLS as the web configuration asks for it: versions, suites, curves, and which client certificates are
 * enough. Every case of the exporter-toolkit's `client_auth_type` against every kind of client.
 */
import { writeFile } from 'node:fs/promises';
import type { ConnectionOptions } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { makeCertificate, type Pair } from './support/certificates.ts';
import { httpsClient, type HttpsClient } from './support/https-client.ts';
import { needs } from './support/needs.ts';
import { tempFolder, type TempFolder } from './support/temp.ts';
import { startWeb, type TestWeb } from './support/web.ts';

let folder: TempFolder;
let authority: Pair;
let clients: Readonly<Record<'known' | 'stranger' | 'server', Pair>>;
let files = 0;
let client: HttpsClient;

async function startTls(tls: object): Promise<TestWeb> {
  const configFile = folder.file(`web-${files++}.yml`);
  const server = { cert_file: 'server.pem', key_file: 'server.key' };
  await writeFile(configFile, stringify({ tls_server_config: { ...server, ...tls } }));
  return startWeb({ configFile });
}

const certificate = ({ cert, key }: Pair): ConnectionOptions => ({ cert, key });

needs('openssl').describe.concurrent('TLS', () => {
  beforeAll(async () => {
    folder = await tempFolder('tls');
    authority = await makeCertificate(folder, 'ca');
    client = httpsClient(authority);
    const stranger = await makeCertificate(folder, 'other-ca');
    await makeCertificate(folder, 'server', { issuer: authority, names: 'DNS:localhost,IP:127.0.0.1' });
    const names = 'DNS:prometheus.example,IP:2001:db8::1,email:ops@example.com,URI:spiffe://example/scraper';
    clients = {
      known: await makeCertificate(folder, 'known', { issuer: authority, names }),
      stranger: await makeCertificate(folder, 'stranger', { issuer: stranger, names }),
      server: await makeCertificate(folder, 'server-only', { issuer: authority, use: 'serverAuth' }),
    };
  });
  afterAll(() => folder.remove());

  describe.each([
    ['NoClientCert', { none: true, stranger: true, known: true }],
    ['RequestClientCert', { none: true, stranger: true, known: true }],
    ['RequireAnyClientCert', { none: false, stranger: true, known: true }],
    ['RequireClientCert', { none: false, stranger: true, known: true }],
    ['VerifyClientCertIfGiven', { none: true, stranger: false, known: true }],
    ['RequireAndVerifyClientCert', { none: false, stranger: false, known: true }],
  ])('client_auth_type %s', (type, welcome) => {
    test.each(['TLSv1.2', 'TLSv1.3'] as const)('over %s', async (maxVersion) => {
      const verifies = type.includes('Verify');
      const web = await startTls({ client_auth_type: type, ...(verifies && { client_ca_file: 'ca.pem' }) });
      const results = await Promise.all([
        client.ask(web.port, { maxVersion }),
        client.ask(web.port, { maxVersion, ...certificate(clients.stranger) }),
        client.ask(web.port, { maxVersion, ...certificate(clients.known) }),
      ]);
      await web.close();
      const [none, stranger, known] = results.map((result) => result === 'answer');
      expect({ none, stranger, known }, results.join()).toEqual(welcome);
      const failures = Object.values(welcome).filter((isWelcome) => !isWelcome).length;
      expect(web.count('tls-failed')).toBe(failures);
    });
  });

  test('a certificate that is for servers alone is none of a client', async () => {
    const verify = { client_auth_type: 'RequireAndVerifyClientCert', client_ca_file: 'ca.pem' };
    const web = await startTls(verify);
    expect(await client.ask(web.port, certificate(clients.server))).toMatch(/^refused/);
    expect(await client.ask(web.port, certificate(clients.known))).toBe('answer');
    await web.close();
  });

  test.each([
    [['prometheus.example'], true],
    [['elsewhere.example', 'spiffe://example/scraper'], true],
    [['2001:db8:0:0::1'], true],
    [['ops@example.com'], true],
    [['example'], false],
    [['PROMETHEUS.example'], false],
    [['known'], false],
  ])('client_allowed_sans %j', async (sans, isWelcome) => {
    const verify = { client_auth_type: 'RequireAndVerifyClientCert', client_ca_file: 'ca.pem' };
    const web = await startTls({ ...verify, client_allowed_sans: sans });
    const answer = await client.ask(web.port, certificate(clients.known));
    const stranger = await client.ask(web.port, certificate(clients.stranger));
    await web.close();
    expect([answer === 'answer', stranger === 'answer'], answer).toEqual([isWelcome, false]);
  });

  test.each([
    [{ min_version: 'TLS13' }, 'TLSv1.2', false],
    [{ min_version: 'TLS13' }, 'TLSv1.3', true],
    [{ max_version: 'TLS12' }, 'TLSv1.2', true],
    [{ max_version: 'TLS12' }, 'TLSv1.3', false],
    [{}, 'TLSv1.2', true],
    [{}, 'TLSv1.3', true],
  ] as const)('%j and a client of %s alone', async (versions, version, isWelcome) => {
    const web = await startTls(versions);
    const answer = await client.ask(web.port, { minVersion: version, maxVersion: version });
    await web.close();
    expect(answer === 'answer', answer).toBe(isWelcome);
  });

  test('no one is spoken to in an older version', async () => {
    const web = await startTls({});
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    expect(await client.ask(web.port, old)).toMatch(/^refused/);
    await web.close();
  });

  test('cipher_suites, their order and curve_preferences decide', async () => {
    const suites = ['TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384', 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256'];
    const web = await startTls({ cipher_suites: suites, curve_preferences: ['CurveP384'] });
    const theirs = await startTls({ cipher_suites: suites, prefer_server_cipher_suites: false });
    const ciphers =
      'ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384';
    const chosen = async ({ port }: TestWeb): Promise<readonly [string, unknown]> => {
      const socket = await client.shake(port, { maxVersion: 'TLSv1.2', ciphers });
      const key = socket.getEphemeralKeyInfo();
      const { name } = socket.getCipher();
      socket.destroy();
      return [name, key !== null && 'name' in key ? key.name : undefined];
    };
    expect(await chosen(web)).toEqual(['ECDHE-ECDSA-AES256-GCM-SHA384', 'secp384r1']);
    expect((await chosen(theirs))[0]).toBe('ECDHE-ECDSA-AES128-GCM-SHA256');
    expect(await client.ask(web.port, { minVersion: 'TLSv1.3' }), 'TLS 1.3 has its own').toBe('answer');
    expect(
      await client.ask(web.port, { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-CHACHA20-POLY1305' }),
    ).toMatch(/^refused/);
    await Promise.all([web.close(), theirs.close()]);
  });

  test('a client that offers HTTP/2 too gets HTTP/1.1', async () => {
    const web = await startTls({});
    const socket = await client.shake(web.port, { ALPNProtocols: ['h2', 'http/1.1'] });
    expect(socket.alpnProtocol).toBe('http/1.1');
    socket.destroy();
    await web.close();
  });
});

/**
 * A real Prometheus and a real vmagent, in each way that the web configuration knows: TLS with an
 * authority of one's own, a password, a token, a client certificate. Those that lack something see nothing.
 */
import { writeFile } from 'node:fs/promises';
import { createHttpSd } from '@spcs-sd/http-adapter';
import bcrypt from 'bcrypt';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { stringify } from 'yaml';
import { groupOf, readySnapshot, snapshotFeed } from '../sd-http-adapter/src/testing/snapshots.ts';
import { makeCertificate, type Pair } from './support/certificates.ts';
import { needs } from './support/needs.ts';
import { startPrometheus } from './support/prometheus.ts';
import type { Scraper } from './support/scraper.ts';
import { tempFolder, type TempFolder } from './support/temp.ts';
import { startVmagent } from './support/vmagent.ts';
import { startWeb, type TestWeb } from './support/web.ts';

const password = 'correct horse: battery';
const token = 'scrapers-token-0123456789';
const targets = ['127.91.0.1:9', '127.91.0.2:9'];
const bound = { timeout: 30_000, interval: 100 };

let folder: TempFolder;
/** One that wants a password or a token, and one that wants a certificate. */
let secret: TestWeb;
let mutual: TestWeb;
let allJobs: readonly Job[];
const scrapers: Scraper[] = [];

async function startSecure(name: string, rest: object, tls: object = {}): Promise<TestWeb> {
  const server = { cert_file: 'server.pem', key_file: 'server.key' };
  const configFile = folder.file(`${name}.yml`);
  await writeFile(configFile, stringify({ tls_server_config: { ...server, ...tls }, ...rest }));
  const feed = snapshotFeed();
  const handler = createHttpSd(feed.snapshots);
  await feed.give(readySnapshot([groupOf('a', targets)]));
  return startWeb({ configFile, handler });
}

interface Job {
  readonly name: string;
  readonly port: number;
  readonly with: object;
}

function jobs(authority: Pair, client: Pair): readonly Job[] {
  const ca = { ca_file: authority.certFile };
  const certificate = { ...ca, cert_file: client.certFile, key_file: client.keyFile };
  const basic = { username: 'scraper', password };
  // Prometheus 2.42 sends the bare token where the type is not written.
  const bearer = { type: 'Bearer', credentials_file: folder.file('tokens') };
  return [
    { name: 'password', port: secret.port, with: { tls_config: ca, basic_auth: basic } },
    { name: 'token', port: secret.port, with: { tls_config: ca, authorization: bearer } },
    { name: 'certificate', port: mutual.port, with: { tls_config: certificate } },
    { name: 'no-authority', port: secret.port, with: { basic_auth: basic } },
    { name: 'no-password', port: secret.port, with: { tls_config: ca } },
    {
      name: 'wrong-password',
      port: secret.port,
      with: { tls_config: ca, basic_auth: { ...basic, password: 'battery' } },
    },
    { name: 'no-certificate', port: mutual.port, with: { tls_config: ca } },
  ];
}

/** vmagent is told how often to ask by a flag. */
function scrapeConfig(rest: object): string {
  const scrape_configs = allJobs.map(({ name, port, with: authentication }) => ({
    job_name: name,
    // Nobody listens there: that they are found is enough.
    scrape_interval: '1h',
    http_sd_configs: [{ url: `https://127.0.0.1:${port}/targets`, ...rest, ...authentication }],
  }));
  return stringify({ scrape_configs });
}

async function foundBy(scraper: Scraper): Promise<Readonly<Record<string, readonly string[]>>> {
  const found = await Promise.all(
    Object.keys(expected).map(async (name) => [name, await scraper.addresses(name)] as const),
  );
  return Object.fromEntries(found);
}

const expected = {
  password: targets,
  token: targets,
  certificate: targets,
  'no-authority': [],
  'no-password': [],
  'wrong-password': [],
  'no-certificate': [],
};

needs('openssl', 'prometheus', 'vmagent').describe('real scrapers', () => {
  beforeAll(async () => {
    folder = await tempFolder('clients');
    const authority = await makeCertificate(folder, 'ca');
    await makeCertificate(folder, 'server', { issuer: authority, names: 'IP:127.0.0.1', use: 'serverAuth' });
    const client = await makeCertificate(folder, 'client', {
      issuer: authority,
      names: 'DNS:prometheus.example',
      use: 'clientAuth',
    });
    await writeFile(folder.file('tokens'), `${token}\n`);
    secret = await startSecure('secret', {
      basic_auth_users: { scraper: bcrypt.hashSync(password, 10) },
      bearer_token_file: 'tokens',
    });
    mutual = await startSecure(
      'mutual',
      {},
      {
        client_auth_type: 'RequireAndVerifyClientCert',
        client_ca_file: 'ca.pem',
        client_allowed_sans: ['prometheus.example'],
      },
    );
    allJobs = jobs(authority, client);
  });
  afterAll(async () => {
    await Promise.all(scrapers.map((scraper) => scraper.stop()));
    await Promise.all([secret?.close(), mutual?.close()]);
    await folder?.remove();
  });

  test.each([
    ['Prometheus', startPrometheus, { refresh_interval: '1s' }],
    ['vmagent', startVmagent, {}],
  ])(
    '%s sees the targets where it is known, and nothing elsewhere',
    async (_name, start, rest) => {
      const wrong = secret.count('stranger', 'wrong');
      const missing = secret.count('stranger', 'missing');
      const unwelcome = mutual.count('tls-failed', 'handshake');
      const scraper = await start(scrapeConfig(rest));
      scrapers.push(scraper);
      await vi.waitFor(async () => expect(await foundBy(scraper)).toEqual(expected), bound);
      await vi.waitFor(() => {
        expect(secret.count('stranger', 'wrong')).toBeGreaterThan(wrong + 1);
        expect(secret.count('stranger', 'missing')).toBeGreaterThan(missing + 1);
        expect(mutual.count('tls-failed', 'handshake')).toBeGreaterThan(unwelcome + 1);
      }, bound);
      expect(await foundBy(scraper)).toEqual(expected);
    },
    90_000,
  );
});

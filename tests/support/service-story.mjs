/**
 * What happens in a container of a service: the account and its DNS, the program without any
 * configuration, and a client that asks it. Prints what was seen as JSON.
 *
 * Runs in its own network, so every port is the real one. Uses the built packages.
 */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { startDnsServer, startSqlApi } from '@spcs-sd/sandbox';

const [, , main = '', folder = ''] = process.argv;
const origin = 'cp.spcs.internal';
const hosts = { web: ['192.0.2.1', '192.0.2.2'], batch: ['192.0.2.9'] };

const records = Object.entries(hosts).flatMap(([pool, addresses]) =>
  addresses.map((address) => ({
    name: `discover.monitor.${pool}.${origin}`,
    type: /** @type {const} */ ('A'),
    ttlSeconds: 30,
    address,
  })),
);
const pools = Object.entries(hosts).map(([name, addresses]) => ({
  name,
  state: /** @type {const} */ ('ACTIVE'),
  owner: 'R',
  instanceFamily: 'CPU_X64_S',
  publishes: /** @type {const} */ ('a'),
  idle: false,
  size: addresses.length,
  nodes: addresses.map((address, index) => ({ name: `n${index}`, address })),
}));
const sql = await startSqlApi({ account: () => ({ pools, nodesMade: 0 }) });
const dns = await startDnsServer({ origin, serial: 1, negativeTtlSeconds: 5, records }, 53);

const env = {
  PATH: process.env.PATH,
  SNOWFLAKE_ACCOUNT: sql.accountName,
  SNOWFLAKE_HOST: sql.host,
  SNOWFLAKE_PORT: `${sql.port}`,
  SNOWFLAKE_PROTOCOL: 'http',
};
const program = spawn(process.execPath, [main, 'http'], {
  cwd: folder,
  env,
  stdio: ['ignore', 'inherit', 'pipe'],
});
let log = '';
program.stderr.setEncoding('utf8').on('data', (text) => (log += text));
const ended = new Promise((resolve) => program.once('exit', resolve));

/** @param {string} path */
async function ask(path) {
  const response = await fetch(`http://127.0.0.1:9003${path}`);
  const { status, headers } = response;
  return {
    path,
    status,
    type: headers.get('content-type'),
    retryAfter: headers.has('retry-after'),
    body: await response.text(),
  };
}

/** @param {string} path @param {(answer: Awaited<ReturnType<typeof ask>>) => boolean} isWanted */
async function until(path, isWanted) {
  const endMs = performance.now() + 30_000;
  for (;;) {
    const answer = await ask(path).catch(() => undefined);
    if (answer !== undefined && isWanted(answer)) return answer;
    if (performance.now() > endMs) throw new Error(`${path}: ${JSON.stringify(answer)}\n${log}`);
    await pause(20);
  }
}

const paths = ['/', '/targets', '/any/path?from=mdservice'];
await until('/-/healthy', ({ status }) => status === 200);
const before = await Promise.all(paths.map(ask));
writeFileSync('/snowflake/session/token', `${sql.sessionToken()}\n`);
await until('/targets', ({ status }) => status === 200);
const after = await Promise.all(paths.map(ask));
program.kill('SIGTERM');
const code = await ended;
await Promise.all([sql.close(), dns.close()]);
console.log(JSON.stringify({ before, after, code, tokenInLog: log.includes(sql.sessionToken()) }));

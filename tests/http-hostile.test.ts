/**
 * Hundreds of hostile requests to the built program: it never ends, never stops to answer others, never
 * repeats a client's text in a header or a log line, and holds no more memory afterwards.
 */
import { readFile, writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { hostileBytes, legalRequest, marker } from './support/hostile-request.arb.ts';
import { exchange, rawClient } from './support/raw-client.ts';
import { startSpcsSd, urlOf, type SpcsSd } from './support/spcs-sd.ts';
import { tempFolder, type TempFolder } from './support/temp.ts';

let folder: TempFolder;
let program: SpcsSd;
let url: string;

beforeAll(async () => {
  folder = await tempFolder('hostile');
  const config =
    'pools: { static: [ { name: a, endpoint: a.example } ] }\ndns: { servers: ["127.0.0.1:9"], attempts: 1 }\n';
  await writeFile(folder.file('spcs-sd.yml'), config);
  program = startSpcsSd(
    ['http', '--config.file=spcs-sd.yml', '--web.listen-address=127.0.0.1:0', '--web.enable-lifecycle'],
    { cwd: folder.path },
  );
  url = await urlOf(program);
});
afterAll(async () => {
  await program?.stop();
  await folder?.remove();
});

const metric = async (name: string): Promise<number> =>
  Number(new RegExp(`^${name} (.*)$`, 'm').exec(await (await fetch(`${url}/metrics`)).text())?.[1]);

/** What the program may say to anyone: of its own making, whole, and never about a fault of its own. */
const statuses = [200, 304, 400, 404, 405, 406, 408, 413, 414, 417, 431, 503];

/** The heads of all answers in what came back. Throws on what is no answer. */
function headsOf(received: string): readonly string[] {
  const heads: string[] = [];
  let rest = received;
  while (rest !== '') {
    const end = rest.indexOf('\r\n\r\n');
    const head = rest.slice(0, end);
    if (end < 0 || !head.startsWith('HTTP/1.1 '))
      throw new Error(`no answer: ${JSON.stringify(rest.slice(0, 200))}`);
    heads.push(head);
    rest = afterBody(head, rest.slice(end + 4));
  }
  return heads;
}

function afterBody(head: string, rest: string): string {
  // An answer to HEAD has no body, and the next begins at once.
  if (rest.startsWith('HTTP/1.1 ')) return rest;
  // Only Node's own answers have chunks, and only the last one.
  if (/^transfer-encoding: chunked$/im.test(head)) return rest.replace(/^0\r\n\r\n/, '');
  return rest.slice(Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? 0));
}

test('whatever is sent, the answers are its own, and it goes on', async () => {
  const port = Number(new URL(url).port);
  await exchange(port, 'GET /targets HTTP/1.1\r\nHost: x\r\n\r\n');
  const before = await metric('process_resident_memory_bytes');
  await fc.assert(
    fc.asyncProperty(hostileBytes, async (parts) => {
      const received = await exchange(port, ...parts);
      for (const head of headsOf(received)) {
        expect(head).not.toContain(marker);
        expect(statuses).toContain(Number(head.slice(9, 12)));
      }
    }),
    { numRuns: 300, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: true },
  );
  expect((await fetch(`${url}/-/healthy`)).status).toBe(200);
  await vi.waitFor(async () => expect(await metric('spcs_sd_http_connections')).toBeLessThan(5), {
    timeout: 20_000,
  });
  expect((await metric('process_resident_memory_bytes')) - before).toBeLessThan(100 * 1024 * 1024);
}, 90_000);

test('whatever is allowed is answered', async () => {
  const port = Number(new URL(url).port);
  await fc.assert(
    fc.asyncProperty(legalRequest, async (request) => {
      const client = await rawClient(port);
      client.send(request);
      await client.closed;
      const [head = '', ...more] = headsOf(client.received());
      expect(more).toEqual([]);
      expect(head).not.toContain(marker);
      expect(statuses).toContain(Number(head.slice(9, 12)));
    }),
    { numRuns: 200, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: true },
  );
}, 90_000);

test('none of it stands in the log, and nothing was a fault of the program', async () => {
  const said = program.stderr();
  expect(said).not.toContain(marker);
  expect(said).not.toMatch(/an answer could not be made|\n\s+at |Unhandled|Warning/);
  expect(await readFile(folder.file('spcs-sd.yml'), 'utf8')).toContain('a.example');
});

/**
 * A name from Snowflake or from the DNS is a value wherever it comes out: never a header, a path, or a line of
 * the log or of the metrics of its own. (The page: tests/page.test.ts.)
 */
import { mkdir, readdir } from 'node:fs/promises';
import { validateTargetGroups, type Snapshot } from '@spcs-sd/core';
import { createFileSd } from '@spcs-sd/file-adapter';
import { createHttpSd } from '@spcs-sd/http-adapter';
import {
  createSourceOn,
  discover,
  type Discovery,
  type DiscoveryEvent,
  type SnowflakeEvent,
  type StatementOutcome,
} from '@spcs-sd/runtime';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { eventLine } from '../sd-cli/src/logging/event-lines.ts';
import { createLog, logFormats } from '../sd-cli/src/logging/logger.ts';
import { snowflakeLine } from '../sd-cli/src/logging/snowflake-lines.ts';
import { createMetrics } from '../sd-cli/src/metrics/metrics.ts';
import { startServer } from '../sd-http-adapter/src/testing/server.ts';
import { hostileConstants, hostileName } from './support/hostile-names.ts';
import { tempFolder } from './support/temp.ts';

/** Stands in every hostile text, so that it can be looked for where it must not be. */
const marker = 'zq9x';

interface Found {
  readonly discovery: Discovery;
  readonly snapshot: Snapshot;
  readonly events: readonly DiscoveryEvent[];
  readonly snowflake: readonly SnowflakeEvent[];
}

/** An account whose every text is one of `texts`, behind a DNS that answers with them too. */
async function discovered(texts: readonly string[], signal: AbortSignal): Promise<Found> {
  const events: DiscoveryEvent[] = [];
  const snowflake: SnowflakeEvent[] = [];
  const names = ['good', '__proto__', ...texts];
  const shown = [...names, 'unnamed', ...texts.map((text) => `${text}_`)];
  const source = createSourceOn(
    {
      account: 'A',
      host: 'h.example',
      authenticator: { kind: 'token', tokenPath: 'none' },
      onEvent: (event) => snowflake.push(event),
    },
    () => ({
      run: (sql): Promise<StatementOutcome> => {
        if (sql.startsWith('CALL')) {
          const cell = JSON.stringify([...names.map((name) => `discover.monitor.${name}.cp.x`), ...texts, 1]);
          return Promise.resolve({ kind: 'rows', columns: ['f'], rows: [[cell]] });
        }
        const text = (at: number): string => texts[at % texts.length] ?? '';
        const rows = shown.map((name, at) => [name, text(at), text(at + 1), text(at + 2), text(at + 3), '3']);
        const columns = ['name', 'state', 'owner', 'instance_family', 'application', 'active_nodes'];
        return Promise.resolve({ kind: 'rows', columns, rows });
      },
    }),
  );
  const discovery = discover(
    {
      source,
      lookup: {
        lookup: () =>
          Promise.resolve({
            kind: 'records',
            records: [
              { host: '192.0.2.1', port: 9001, node: texts[0] ?? '' },
              ...texts.map((host) => ({ host, port: 9001, node: host })),
            ],
            recordType: 'SRV',
            transport: 'tcp',
            ttlSeconds: 30,
            doubtful: false,
          }),
        close: () => undefined,
      },
    },
    { signal, onEvent: (event) => events.push(event) },
  );
  for await (const snapshot of discovery) {
    if (snapshot.kind === 'ready') return { discovery, snapshot, events, snowflake };
  }
  throw new Error('discovery ended');
}

/** Every line of the log, each as it was written. */
function logged({ events, snowflake }: Found, format: (typeof logFormats)[number]): readonly string[] {
  const written: string[] = [];
  const log = createLog({ level: 'debug', format, write: (text) => written.push(text) });
  for (const line of [...events.map(eventLine), ...snowflake.map(snowflakeLine)]) {
    if (line !== undefined) log(line);
  }
  return written;
}

/** Half of a surrogate pair cannot stand in a URL. */
function escaped(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Cs}/gu, ''));
}

const oneSample = /^[a-z_]+(\{[a-z_]+="([^"\\\n]|\\["\\n])*"(,[a-z_]+="([^"\\\n]|\\["\\n])*")*\})? \S+$/;

const texts = fc
  .uniqueArray(fc.oneof(fc.constantFrom(...hostileConstants), hostileName), { minLength: 4, maxLength: 8 })
  .map((names) => names.map((name) => `${name}${marker}${name}`));

test('comes out as a value, in one line, and nowhere else', async () => {
  const folder = await tempFolder('hostile-names');
  onTestFinished(() => folder.remove());
  let round = 0;
  await fc.assert(
    fc.asyncProperty(texts, async (hostile) => {
      const end = new AbortController();
      const found = await discovered(hostile, end.signal);
      for (const format of logFormats) {
        const lines = logged(found, format);
        expect(lines.join('').toLowerCase()).toContain(marker);
        for (const line of lines) expect(line).toMatch(/^(\{"level"|ts=)[^\p{Cc}\u2028-\u202e]*\n$/u);
      }
      const metrics = createMetrics({ version: '1.2.3' });
      for (const event of found.events) metrics.onEvent(event);
      const samples = (await metrics.text(found.discovery.status())).split('\n');
      for (const line of samples) if (line !== '' && !line.startsWith('# ')) expect(line).toMatch(oneSample);

      const http = await startServer(createHttpSd(found.discovery));
      for (const path of ['/', ...hostile.map((text) => `/?pool=${escaped(text)}`)]) {
        const { headers, body } = await http.ask(path);
        expect(JSON.stringify(headers).toLowerCase()).not.toContain(marker);
        expect(Object.keys(headers)).not.toContain('set-cookie');
        if (path === '/') expect(validateTargetGroups(JSON.parse(body.toString())).kind).toBe('valid');
      }
      await http.close();

      round += 1;
      const place = folder.file(`${round}`);
      await mkdir(place);
      const file = createFileSd({ path: `${place}/x.json` });
      expect((await file.publish(found.snapshot)).kind).toBe('written');
      await file.close();
      expect((await readdir(place, { recursive: true })).join(' ').toLowerCase()).not.toContain(marker);
      expect(await readdir(folder.path)).toHaveLength(round);
      end.abort();
      await found.discovery.ended;
    }),
    { numRuns: 12 },
  );
});

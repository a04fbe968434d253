/**
 * Every alert of `deploy/prometheus/rules/` in a real Prometheus: it fires when the simulated account goes wrong
 * in its way, and none fires any more when all is mended.
 *
 * What is changed in the rules is their patience: `for` is nothing, ranges are three seconds, and so are the ages
 * that are minutes. The minutes themselves are held by the unit tests in `deploy/prometheus/rules-test.yml`.
 */
import { execFile } from 'node:child_process';
import { mkdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { deployedAs, deployPath, deployText } from './support/deploy-files.ts';
import { startDeployStack, type DeployPlaces, type DeployStack } from './support/deploy-stack.ts';
import { needs, pathOf } from './support/needs.ts';
import { startPrometheus } from './support/prometheus.ts';
import type { Scraper } from './support/scraper.ts';

interface Alert {
  readonly alert: string;
  readonly annotations: Readonly<Record<string, string>>;
}

const { groups }: { readonly groups: readonly { readonly rules: readonly Alert[] }[] } = parse(
  deployText('prometheus/rules/alerts.yml'),
);
const alerts = groups.flatMap(({ rules }) => rules);
const names = alerts.map(({ alert }) => alert);

describe('the alerts', () => {
  needs('promtool').test('keep their times: promtool test rules', async () => {
    const { stderr } = await promisify(execFile)(pathOf('promtool'), [
      'test',
      'rules',
      deployPath('prometheus/rules-test.yml'),
    ]);
    expect(stderr).toBe('');
    const tested = deployText('prometheus/rules-test.yml');
    expect(names.filter((name) => !tested.includes(`"${name}"`) && !tested.includes(`: ${name}\n`))).toEqual(
      [],
    );
  });

  test('name a part of the document that says what to do', async () => {
    const text = await readFile(new URL('../docs/troubleshooting.md', import.meta.url), 'utf8');
    const anchors = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\w -]/g, '')
        .replaceAll(' ', '-'),
    );
    expect(alerts.filter(({ annotations }) => !anchors.includes(annotations['see'] ?? ''))).toEqual([]);
  });
});

/** The same rules in a hurry. */
const hurried = (text: string): string =>
  text
    .replaceAll(/^( +for:) \d+m$/gm, '$1 0s')
    .replaceAll(/\[\d+m\]/g, '[3s]')
    .replaceAll(/> (600|1200|1800)$/gm, '> 3');

async function prometheusConfig(places: DeployPlaces): Promise<(self: string) => string> {
  const { folder, httpAddress, fileAddress, outputPath } = places;
  for (const name of ['alerts', 'recording']) {
    await writeFile(folder.file(`${name}.rules.yml`), hurried(deployText(`prometheus/rules/${name}.yml`)));
  }
  return (self) => {
    const main = deployedAs('prometheus/prometheus.yml', {
      'http://127.0.0.1:9003/': `http://${httpAddress}/`,
      "'127.0.0.1:9003'": `'${httpAddress}', '${fileAddress}'`,
      '127.0.0.1:9090': self,
      'rules/*.yml': folder.file('*.rules.yml'),
      'scrape_interval: 30s': 'scrape_interval: 250ms\n  evaluation_interval: 250ms',
      'refresh_interval: 30s': 'refresh_interval: 1s',
    });
    return `${main}\n  - job_name: reads-file\n    file_sd_configs: [{ files: ['${outputPath}'], refresh_interval: 1s }]\n`;
  };
}

interface AlertsAnswer {
  readonly data: {
    readonly alerts: readonly { readonly state: string; readonly labels: Record<string, string> }[];
  };
}

needs('prometheus').describe('in the simulated account', () => {
  let stack: DeployStack;
  let prometheus: Scraper;
  const seen = new Set<string>();

  async function firing(): Promise<readonly string[]> {
    const answer: AlertsAnswer = JSON.parse(await (await fetch(`${prometheus.url}/api/v1/alerts`)).text());
    const all = answer.data.alerts.filter(({ state }) => state === 'firing');
    const found = [...new Set(all.map(({ labels }) => labels['alertname'] ?? ''))].toSorted();
    for (const name of found) seen.add(name);
    return found;
  }
  async function fire(...expected: readonly string[]): Promise<void> {
    await vi.waitFor(async () => expect(await firing()).toEqual(expect.arrayContaining([...expected])), {
      timeout: 25_000,
      interval: 100,
    });
  }

  const poolList = (text: string): Promise<void> => writeFile(stack.folder.file('pools.yml'), text);

  // Long enough for a person to look; here a collapse is mended before.
  const retention = { confirm_for: '1s', confirm_collapse: '2m', startup_grace: '2s' };
  const narrow = { limits: { allow_cidrs: ['127.64.0.0/29'] } };
  const ofFile = { pools: { file: { path: 'pools.yml', refresh_interval: '1s' } } };
  const webTwice = [
    '- { name: web, endpoint: discover.monitor.web.cp.spcs.internal }',
    '- { name: web-again, endpoint: discover.monitor.web.cp.spcs.internal }',
    '- { name: "no name" }',
  ].join('\n');

  beforeAll(async () => {
    stack = await startDeployStack({
      config: { retention },
      prepare: async (places) => {
        places.sandbox.setFault('servfail');
        await places.configure('http', narrow);
        await places.configure('file', ofFile);
        await writeFile(places.folder.file('pools.yml'), webTwice);
        prometheus = await startPrometheus(await prometheusConfig(places));
        await fire('SpcsSdDown', 'SpcsSdReaderRefused');
      },
    });
  });
  afterAll(async () => {
    await prometheus?.stop();
    await stack?.stop();
  });

  test('without any answer at the start', async () => {
    await fire('SpcsSdNotReady', 'SpcsSdLookupsFail');
  });

  test('with answers that are not as they should be', async () => {
    const { sandbox, folder, outputPath, http } = stack;
    sandbox.setFault(undefined);
    sandbox.setFault('servfail', { pool: 'LEGACY' });
    await fire(
      'SpcsSdIncomplete',
      'SpcsSdTargetsRefused',
      'SpcsSdConflicts',
      'SpcsSdPoolsSkipped',
      'SpcsSdNodesMissing',
    );
    await writeFile(folder.file('http.yml'), 'pools: none\n');
    http.signal('SIGHUP');
    await rename(folder.file('state'), folder.file('state-away'));
    await writeFile(folder.file('state'), '');
    // Its writer may write it anew in between.
    await vi.waitFor(async () => {
      await rm(outputPath, { force: true });
      await mkdir(outputPath);
    }, 10_000);
    await fire('SpcsSdConfigNotTakenOver', 'SpcsSdStateNotSaved', 'SpcsSdFileNotWritten');
  });

  test('when nothing upstream answers, and nodes go away', async () => {
    const { sandbox, folder, outputPath, http } = stack;
    await rm(folder.file('state'));
    await rename(folder.file('state-away'), folder.file('state'));
    await rmdir(outputPath);
    await poolList(webTwice.split('\n')[0] ?? '');
    await stack.configure('http');
    http.signal('SIGHUP');
    sandbox.setFault(undefined, { pool: 'LEGACY' });
    sandbox.setFault('servfail');
    sandbox.sql.setFault({ fault: { kind: 'status', status: 503 } });
    await poolList('- {');
    await sandbox.change({ kind: 'suspend', pool: 'WEB' });
    await fire(
      'SpcsSdListOld',
      'SpcsSdStalePools',
      'SpcsSdPoolAnswerOld',
      'SpcsSdNothingConfirmed',
      'SpcsSdFileTooOld',
      'SpcsSdReadFileTooOld',
      'ComputePoolNodeDown',
      'ComputePoolDown',
    );
  });

  test('when most targets would go', async () => {
    const { sandbox } = stack;
    await sandbox.change({ kind: 'resume', pool: 'WEB' });
    sandbox.sql.setFault(undefined);
    await poolList(webTwice.split('\n')[0] ?? '');
    sandbox.setFault('nxdomain');
    await fire('SpcsSdCollapseHeld', 'SpcsSdRemovalsHeld');
  });

  test('have all fired, and clear', async () => {
    stack.sandbox.setFault(undefined);
    await vi.waitFor(async () => expect(await firing()).toEqual([]), { timeout: 25_000, interval: 100 });
    expect(names.filter((name) => !seen.has(name))).toEqual([]);
  });
});

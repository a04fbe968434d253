/**
 * From a change in the DNS to the file and to Prometheus, with the real program: how long it takes, how
 * many directory events it makes, and what happens when nothing changes.
 */
import { watch } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { startNsd } from '../../../tests/support/nsd.ts';
import { startPrometheus } from '../../../tests/support/prometheus.ts';
import { tempFolder } from '../../../tests/support/temp.ts';
import { until } from '../../../tests/support/until.ts';
import { fleetZone, targetsIn } from '../fleet.ts';
import type { Choice, Report, Say } from '../frame/benchmark.ts';
import { figure } from '../frame/figures.ts';
import { startProgram, untilServed, type Program } from '../world/program.ts';

const fleet = { pools: 500, nodes: 20 };
const usualRounds = 8;
const quietMs = 15_000;
const boundMs = 60_000;

interface Update {
  readonly toFileMs: number;
  readonly toPrometheusMs: number;
  readonly events: number;
  readonly bytes: number;
}

/** Counts what the folder's watchers are told; a renewed time is an event of attributes, not of names. */
function watchFolder(path: string): { names: () => number; close: () => void } {
  let names = 0;
  const watcher = watch(path, (kind, name) => {
    if (kind === 'rename' && name === 'targets.json') names += 1;
  });
  return { names: () => names, close: () => watcher.close() };
}

/** How many targets Prometheus has discovered. */
async function discovered(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^prometheus_sd_discovered_targets\{config="file",[^}]*\} (\d+)/m.exec(text)?.[1] ?? 0);
}

async function untilEqual(found: () => Promise<number>, wanted: number): Promise<void> {
  await until(async () => {
    const value = await found();
    if (value !== wanted) throw new Error(`${value} targets instead of ${wanted}`);
  }, boundMs);
}

const scrapeConfig = (path: string): string => `
global: { scrape_interval: 1h }
scrape_configs:
  - job_name: file
    file_sd_configs: [ { files: [ ${path} ], refresh_interval: 1h } ]
`;

export async function benchFile(choice: Choice, say: Say): Promise<Report> {
  const rounds = choice.rounds ?? usualRounds;
  const zone = (more: number) =>
    fleetZone(fleet, {
      serial: more + 1,
      ttlSeconds: 1,
      nodesOf: (pool) => fleet.nodes + (pool === 0 ? more : 0),
    });
  const folder = await tempFolder('bench-file');
  const nsd = await startNsd(zone(0));
  const path = folder.file('targets.json');
  let program: Program | undefined;
  const dns = ['min_refresh: 1s', 'max_refresh: 1s'];
  try {
    program = await startProgram({ fleet, server: nsd.address, folder, command: 'file', dns });
    await untilServed(program, targetsIn(fleet), boundMs);
    const prometheus = await startPrometheus(scrapeConfig(path));
    const folderEvents = watchFolder(folder.path);
    try {
      await untilEqual(() => discovered(prometheus.url), targetsIn(fleet));
      const updates: Update[] = [];
      for (let round = 1; round <= rounds; round++) {
        say(`update ${round} of ${rounds}`);
        const [eventsBefore, { ino }] = [folderEvents.names(), await stat(path)];
        await nsd.reload(zone(round));
        const servedMs = performance.now();
        await until(
          async () => {
            if ((await stat(path)).ino === ino) throw new Error('the file was not replaced');
          },
          boundMs,
          2,
        );
        const writtenMs = performance.now();
        await untilEqual(() => discovered(prometheus.url), targetsIn(fleet) + round);
        updates.push({
          toFileMs: writtenMs - servedMs,
          toPrometheusMs: performance.now() - writtenMs,
          events: folderEvents.names() - eventsBefore,
          bytes: (await readFile(path)).length,
        });
      }
      say('nothing changes');
      const eventsBefore = folderEvents.names();
      await delay(quietMs);
      return reportOf(updates, folderEvents.names() - eventsBefore);
    } finally {
      folderEvents.close();
      await prometheus.stop();
    }
  } finally {
    await program?.stop();
    await nsd.stop();
    await folder.remove();
  }
}

function reportOf(updates: readonly Update[], quietWrites: number): Report {
  const of = (key: keyof Update): readonly number[] => updates.map((update) => update[key]);
  return {
    figures: [
      figure('from the served zone to the replaced file', 'ms', of('toFileMs')),
      figure('from the file to the targets of Prometheus', 'ms', of('toPrometheusMs')),
      figure('directory events of an update', 'events', of('events'), { kind: 'at most', value: 1 }),
      figure('bytes written for an update', 'bytes', of('bytes')),
      figure('writes while nothing changed', 'writes', [quietWrites], { kind: 'at most', value: 0 }),
    ],
    notes: [
      `10,000 targets, asked for every second; Prometheus takes up changes at most every five seconds. ` +
        `Nothing changed for ${quietMs / 1000} s, in which all pools were asked again and again.`,
    ],
  };
}

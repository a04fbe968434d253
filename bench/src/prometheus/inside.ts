/**
 * The part of the benchmark that runs in a network of its own, where port 53 is free: NSD on it, and a
 * Prometheus that asks it for every name by `dns_sd_configs`; beside it our loop and our file sidecar.
 *
 * Its argument is the number of rounds. Tells them by messages.
 */
import { startNsdOnPort53 } from '../../../tests/support/nsd.ts';
import { tempFolder } from '../../../tests/support/temp.ts';
import { until } from '../../../tests/support/until.ts';
import { fleetZone, nameOf, targetsIn } from '../fleet.ts';
import { lastingLookup, namesOnly, refreshOnce, type Cost } from '../refresh/loop.ts';
import { processFigures } from '../world/process-figures.ts';
import { startProgram } from '../world/program.ts';
import { configOf, noJobs, startReloadedPrometheus, untilShown } from './reloaded-prometheus.ts';
import { fleet, type Message, type Round } from './rounds.ts';

const boundMs = 60_000;
/** Metrics cost Prometheus some of the time that is measured. */
const lookEveryMs = 25;
/** A program that runs for days has compiled what it runs all the time. */
const warmUps = 10;
const targets = targetsIn(fleet);
const lookups = 'prometheus_sd_dns_lookups_total';
const failures = 'prometheus_sd_dns_lookup_failures_total';

const tell = (message: Message): void => void process.send?.(message);

type Peer = Awaited<ReturnType<typeof startReloadedPrometheus>>;

/** Every name in one entry, as a user would write them. */
const dnsJob = configOf(
  [
    '  - job_name: dns',
    '    dns_sd_configs:',
    '      - type: SRV',
    '        refresh_interval: 1h',
    `        names: [${Array.from({ length: fleet.pools }, (_, pool) => nameOf(pool)).join(', ')}]`,
  ].join('\n'),
);

const fileJob = (path: string): string =>
  configOf(`  - job_name: file\n    file_sd_configs: [ { files: [ ${path} ], refresh_interval: 1h } ]`);

/** Prometheus keeps nothing of the round before. */
async function forgetAll(peer: Peer): Promise<void> {
  await peer.load(noJobs);
  await untilShown(peer, 0, boundMs);
}

async function bySrv(peer: Peer): Promise<{ readonly answered: Cost; readonly shownMs: number }> {
  await forgetAll(peer);
  const before = await peer.metric(lookups);
  const failed = await peer.metric(failures);
  const cpuBefore = processFigures(peer.pid).cpuSeconds;
  const startMs = performance.now();
  await peer.load(dnsJob);
  await until(
    async () => {
      const answers = (await peer.metric(lookups)) - before;
      if (answers < fleet.pools) throw new Error(`${answers} of ${fleet.pools} names answered`);
    },
    boundMs,
    lookEveryMs,
  );
  const wallMs = performance.now() - startMs;
  const cpuMs = (processFigures(peer.pid).cpuSeconds - cpuBefore) * 1000;
  await untilShown(peer, targets, boundMs);
  const shownMs = performance.now() - startMs;
  if ((await peer.metric(failures)) !== failed) throw new Error('Prometheus was not answered every question');
  return { answered: { wallMs, cpuMs }, shownMs };
}

async function bySidecar(peer: Peer, server: string): Promise<number> {
  await forgetAll(peer);
  const folder = await tempFolder('bench-sidecar');
  try {
    const startMs = performance.now();
    const loaded = peer.load(fileJob(folder.file('targets.json')));
    const program = await startProgram({ fleet, server, folder, command: 'file' });
    try {
      await loaded;
      await untilShown(peer, targets, boundMs);
      return performance.now() - startMs;
    } finally {
      await program.stop();
    }
  } finally {
    await folder.remove();
  }
}

async function measure(rounds: number): Promise<readonly Round[]> {
  const nsd = await startNsdOnPort53(fleetZone(fleet));
  const lasting = lastingLookup(nsd.address);
  const srvOnly = lastingLookup(nsd.address);
  const peer = await startReloadedPrometheus();
  try {
    for (let warmUp = 0; warmUp < warmUps; warmUp++) {
      tell({ kind: 'say', what: 'warming up' });
      await refreshOnce(fleet, lasting);
      await refreshOnce(fleet, srvOnly, namesOnly);
    }
    const taken: Round[] = [];
    for (let round = 0; round <= rounds; round++) {
      tell({ kind: 'say', what: `round ${round} of ${rounds}` });
      const later = await refreshOnce(fleet, lasting);
      const names = await refreshOnce(fleet, srvOnly, namesOnly);
      const asked = await bySrv(peer);
      const fresh = lastingLookup(nsd.address);
      const first = await refreshOnce(fleet, fresh).finally(() => fresh.end());
      const one = { ...asked, names, first, later, sidecarMs: await bySidecar(peer, nsd.address) };
      if (round > 0) taken.push(one);
    }
    return taken;
  } finally {
    await peer.stop();
    lasting.end();
    srvOnly.end();
    await nsd.stop();
  }
}

tell({ kind: 'rounds', rounds: await measure(Number(process.argv[2])) });
// The channel to the parent keeps a process alive.
process.disconnect?.();

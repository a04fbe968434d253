/**
 * Prometheus' own `dns_sd_configs` on the names of 1,000 pools, beside ours.
 *
 * It asks port 53 of the servers in `/etc/resolv.conf` and no other, so all of it runs in a network of its own.
 */
import type { Choice, Report, Say } from '../frame/benchmark.ts';
import { figure, ratios, type Figure } from '../frame/figures.ts';
import { missingNote } from '../frame/installed.ts';
import type { Cost } from '../refresh/loop.ts';
import { allowsNamespaces, runInNamespace } from '../world/namespace.ts';
import { fleet, type Message, type Round } from './rounds.ts';

const usualRounds = 5;

/** Why it cannot be compared here; none when it can. */
function obstacles(): readonly string[] {
  const missing = [...missingNote('prometheus'), ...missingNote('unshare'), ...missingNote('python3')];
  if (missing.length > 0 || allowsNamespaces()) return missing;
  return ['Not compared: this machine lets nobody make a network and mounts of their own.'];
}

const isMessage = (value: unknown): value is Message =>
  typeof value === 'object' && value !== null && 'kind' in value;

export async function benchPrometheus(choice: Choice, say: Say): Promise<Report> {
  const notes = obstacles();
  if (notes.length > 0) return { figures: [], notes };
  let taken: readonly Round[] = [];
  const take = (message: unknown): void => {
    if (!isMessage(message)) return;
    if (message.kind === 'say') say(message.what);
    else taken = message.rounds;
  };
  const rounds = String(choice.rounds ?? usualRounds);
  await runInNamespace(new URL('./inside.js', import.meta.url), [rounds], take);
  return reportOf(taken);
}

function reportOf(taken: readonly Round[]): Report {
  const of = (value: (round: Round) => number): readonly number[] => taken.map(value);
  const way = (name: 'answered' | 'names' | 'first' | 'later', part: keyof Cost): readonly number[] =>
    taken.map((round) => round[name][part]);
  const [answered, cpu] = [way('answered', 'wallMs'), way('answered', 'cpuMs')];
  const [shown, sidecar] = [of(({ shownMs }) => shownMs), of(({ sidecarMs }) => sidecarMs)];
  const ours = (what: string, name: 'names' | 'first' | 'later'): readonly Figure[] => [
    figure(what, 'ms', way(name, 'wallMs')),
    figure('  faster than dns_sd_configs', 'times', ratios(answered, way(name, 'wallMs'))),
    figure('  CPU', 'ms', way(name, 'cpuMs')),
    figure('  as a share of that of dns_sd_configs', 'of 1', ratios(way(name, 'cpuMs'), cpu)),
  ];
  return {
    figures: [
      figure('dns_sd_configs, until every name was answered', 'ms', answered),
      figure('  CPU of Prometheus', 'ms', cpu),
      ...ours('the refresh loop asked for the same, names without addresses', 'names'),
      ...ours('the refresh loop with addresses, every time but the first', 'later'),
      ...ours('the refresh loop with addresses, the first time', 'first'),
      figure('dns_sd_configs, until Prometheus shows all targets', 'ms', shown),
      figure('the file sidecar, from its start until Prometheus shows them', 'ms', sidecar),
    ],
    notes: [
      `${fleet.pools} pools of ${fleet.nodes} nodes on NSD at port 53, ${taken.length} rounds. Both are asked to know ` +
        'everything anew: Prometheus by a reloaded configuration that has the names, the loop by starting it. ' +
        'Whether it was answered is looked for every 25 ms.',
      "Prometheus takes the SRV targets' names as they are: it looks up no address, asks one question a pool over " +
        'UDP, and would ask over TCP only when an answer is truncated. The loop brings the addresses as well.',
      'Prometheus hands on what was discovered every five seconds, whoever discovered it: the last two rows hold ' +
        'that wait. The sidecar has to be started first; its row holds that too.',
    ],
  };
}

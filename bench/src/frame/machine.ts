/**
 * Where a result comes from. Without the machine's name and without paths: results are published.
 */
import { spawnSync } from 'node:child_process';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { findBinary } from './installed.ts';

export interface Machine {
  readonly processors: string;
  readonly memoryGb: number;
  readonly system: string;
  readonly node: string;
  /** Peers with their versions, as they say it themselves. */
  readonly peers: Readonly<Record<string, string>>;
}

const versionFlags = {
  nsd: ['-v'],
  // It tells its version only when it has something to do: here an empty list of questions.
  dnsperf: ['-d', '/dev/null', '-n', '1'],
  prometheus: ['--version'],
  nginx: ['-v'],
  go: ['version'],
} as const;

export function describeMachine(): Machine {
  const all = cpus();
  return {
    processors: `${all.length} x ${all[0]?.model.trim() ?? 'unknown'}`,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release().split('-')[0] ?? ''}`,
    node: process.version,
    peers: peerVersions(),
  };
}

/** How many processes wanted to run, on average over the last minute. */
export const load = (): number => Math.round((loadavg()[0] ?? 0) * 10) / 10;

function peerVersions(): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const name of ['nsd', 'dnsperf', 'prometheus', 'nginx', 'go'] as const) {
    const path = findBinary(name);
    if (path !== undefined) found[name] = versionOf(path, versionFlags[name]);
  }
  return found;
}

/** Servers tell theirs on either stream, and may end as if that were a failure. */
function versionOf(path: string, args: readonly string[]): string {
  const { stdout, stderr } = spawnSync(path, args, { encoding: 'utf8', timeout: 5000 });
  return /\d+\.\d+[\w.-]*/.exec(`${stdout}${stderr}`)?.[0] ?? 'unknown';
}

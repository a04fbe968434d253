/**
 * Where a result comes from. Without the machine's name and without paths: results are published.
 */
import { execFileSync } from 'node:child_process';
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
  dnsperf: ['-h'],
  prometheus: ['--version'],
  nginx: ['-v'],
} as const;

export function describeMachine(): Machine {
  const all = cpus();
  return {
    processors: `${all.length} x ${all[0]?.model.trim() ?? 'unknown'}`,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.version,
    peers: peerVersions(),
  };
}

/** How many processes wanted to run, on average over the last minute. */
export const load = (): number => Math.round((loadavg()[0] ?? 0) * 10) / 10;

function peerVersions(): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const name of ['nsd', 'dnsperf', 'prometheus', 'nginx'] as const) {
    const path = findBinary(name);
    if (path !== undefined) found[name] = versionOf(path, versionFlags[name]);
  }
  return found;
}

function versionOf(path: string, args: readonly string[]): string {
  try {
    return (
      /\d+\.\d+[\w.-]*/.exec(
        execFileSync('/bin/sh', ['-c', '"$0" "$@" 2>&1', path, ...args], { encoding: 'utf8' }),
      )?.[0] ?? 'unknown'
    );
  } catch {
    return 'unknown';
  }
}

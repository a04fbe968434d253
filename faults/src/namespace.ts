/**
 * A mount namespace for the whole run, so that small disks can be mounted without harm to the machine.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

/** Set in the process that has the namespace. */
const mark = 'SPCS_SD_FAULTS_MOUNTS';

/** As the user's own root where that is allowed, or as the machine's. */
const ways = [
  ['--user', '--map-root-user', '--mount'],
  ['--mount', '--propagation', 'private'],
] as const;

export function canMount(): boolean {
  return process.env[mark] !== undefined;
}

/**
 * Runs this program again in such a namespace and gives its exit code; undefined when it has one, or
 * when nobody may have one here.
 */
export async function runInNamespace(): Promise<number | undefined> {
  if (canMount()) return undefined;
  const way = ways.find((flags) => isAllowed(flags));
  if (way === undefined) return undefined;
  const child = spawn('unshare', [...way, process.execPath, ...process.argv.slice(1)], {
    stdio: 'inherit',
    env: { ...process.env, [mark]: 'yes' },
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void child.kill(signal));
  await once(child, 'exit');
  return child.exitCode ?? 1;
}

function isAllowed(flags: readonly string[]): boolean {
  const attempt = ['unshare', ...flags, 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'] as const;
  return spawnSync(attempt[0], attempt.slice(1)).status === 0;
}

/**
 * A program of ours in a network and mounts of its own: port 53 of its loopback is free there, and its
 * `/etc/resolv.conf` names that. Nothing outside sees any of it.
 *
 * Source: unshare(1), mount_namespaces(7), resolv.conf(5).
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { pathOf } from '../../../tests/support/needs.ts';
import { loopbackUp } from '../../../tests/support/service-container.ts';
import { tempFolder } from '../../../tests/support/temp.ts';

const enter = `
set -eu
python3 -c "$LOOPBACK_UP"
mount --bind "$1" /etc/resolv.conf
shift
exec "$@"
`;

const argsOf = (resolvConf: string, command: readonly string[]): readonly string[] => [
  '-rmn',
  'sh',
  '-c',
  enter,
  'enter',
  resolvConf,
  ...command,
];

const env = { ...process.env, LOOPBACK_UP: loopbackUp };

/** Many a container forbids it. */
export function allowsNamespaces(): boolean {
  return spawnSync(pathOf('unshare'), argsOf('/etc/hosts', ['true']), { env }).status === 0;
}

/**
 * Runs a module of ours to its end. It tells what it has to tell by `process.send`.
 *
 * Rejects when it fails; its own words are on stderr then.
 */
export async function runInNamespace(
  module: URL,
  args: readonly string[],
  onMessage: (message: unknown) => void,
): Promise<void> {
  const folder = await tempFolder('bench-namespace');
  try {
    const resolvConf = folder.file('resolv.conf');
    await writeFile(resolvConf, 'nameserver 127.0.0.1\n');
    const command = [process.execPath, fileURLToPath(module), ...args];
    const child = spawn(pathOf('unshare'), argsOf(resolvConf, command), {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env,
    });
    const end = (): void => void child.kill();
    process.once('exit', end);
    child.on('message', onMessage);
    await once(child, 'close');
    process.off('exit', end);
    if (child.exitCode !== 0) throw new Error('what ran in a network of its own has failed');
  } finally {
    await folder.remove();
  }
}

/**
 * A command in surroundings like those of a Snowpark service's container: `/snowflake` is a folder of the
 * test's, DNS is asked at 127.0.0.1:53, and no port is taken. Nothing outside sees any of it.
 *
 * Namespaces of its own for users, mounts and the network; source: unshare(1), mount_namespaces(7).
 */
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pathOf } from './needs.ts';

/** A program for python3: the interface of loopback is down in a new network. */
export const loopbackUp = [
  'import fcntl, socket, struct',
  "request = struct.pack('16sh14x', b'lo', 0x49)",
  'fcntl.ioctl(socket.socket(), 0x8914, request)',
].join('\n');

/** Everything but `/snowflake` is as outside; a folder that cannot be bound is empty. */
const enter = `
set -eu
root=$1 service=$2
shift 2
python3 -c "$LOOPBACK_UP"
mount -t tmpfs none "$root"
for entry in /*; do
  if [ "$entry" = /snowflake ]; then continue; fi
  if [ -L "$entry" ]; then cp -d "$entry" "$root$entry"; fi
  if [ -d "$entry" ] && [ ! -L "$entry" ]; then
    mkdir "$root$entry"
    mount --rbind "$entry" "$root$entry" 2>/dev/null || true
  fi
done
mkdir "$root/snowflake"
mount --bind "$service/snowflake" "$root/snowflake"
exec chroot "$root" sh -c 'mount --bind "$0/resolv.conf" /etc/resolv.conf && exec "$@"' "$service" "$@"
`;

/** Runs it to its end and gives its stdout. Rejects with its stderr when it fails. `folder` is the test's own. */
export async function runInContainer(folder: string, command: readonly string[]): Promise<string> {
  await mkdir(join(folder, 'snowflake', 'session'), { recursive: true });
  await mkdir(join(folder, 'root'));
  await writeFile(join(folder, 'resolv.conf'), 'nameserver 127.0.0.1\n');
  const args = ['-rmn', 'sh', '-c', enter, 'enter', join(folder, 'root'), folder, ...command];
  const env = { PATH: process.env['PATH'], LOOPBACK_UP: loopbackUp };
  const { stdout } = await promisify(execFile)(pathOf('unshare'), args, { env, timeout: 60_000 });
  return stdout;
}

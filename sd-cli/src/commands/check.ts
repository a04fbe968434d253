/**
 * `spcs-sd check FILE`: everything that is wrong with a configuration, and with the pool list it names.
 */
import { sourceOf } from '../compose.ts';
import { failure } from '../result.ts';
import { readSettings } from '../settings-file.ts';
import { report, type Terminal } from '../terminal.ts';

export async function runCheck(file: string, terminal: Terminal, signal: AbortSignal): Promise<number> {
  const read = await readSettings(file, terminal.env);
  if (read.kind === 'failed') return report(terminal, read);
  const { pools, policy } = read.value;
  if (pools.kind === 'snowflake') {
    const { account, host } = pools.options;
    terminal.out(
      `${file} is valid. Its pools come from account ${account} at ${host}, which was not asked.\n`,
    );
    return 0;
  }
  const list = await sourceOf(pools, { metadataGraceMs: policy.startupGraceMs }).list(signal);
  if (list.kind === 'unknown') return report(terminal, failure(1, `the pool list: ${list.why}`));
  const count = list.pools.length;
  terminal.out(`${file} is valid, and its pool list names ${count} ${count === 1 ? 'pool' : 'pools'}.\n`);
  return 0;
}

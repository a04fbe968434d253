/**
 * `spcs-sd check FILE`: everything that is wrong with a configuration, with the pool list it names, and
 * with a web configuration.
 */
import { sourceOf } from '../compose.ts';
import { bothFailures, failure, ok, type Result } from '../result.ts';
import { readSettings } from '../settings-file.ts';
import { report, type Terminal } from '../terminal.ts';

export interface CheckOptions {
  readonly file: string;
  readonly webConfigFile?: string;
}

export async function runCheck(
  { file, webConfigFile }: CheckOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const read = await readSettings(file, terminal.env);
  const web = webConfigFile === undefined ? ok(undefined) : await checkedWebConfig(webConfigFile);
  if (read.kind === 'failed' || web.kind === 'failed') return report(terminal, bothFailures(read, web));
  if (webConfigFile !== undefined) terminal.out(`${webConfigFile} is valid.\n`);
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

/** TLS and what else it takes is loaded when there is one. */
async function checkedWebConfig(path: string): Promise<Result<unknown>> {
  const { readWebConfig } = await import('../web-config/read-web-config.ts');
  return (await readWebConfig(path)).result;
}

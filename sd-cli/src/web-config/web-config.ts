/**
 * The web configuration of this moment: of a file that may change, or none.
 *
 * What reads files, TLS material and tokens is loaded with the first file: without one it is never in memory.
 */
import { bothFailures, ok, type Failure, type Result } from '../result.ts';
import type { WebConfigFileOptions } from './web-config-file.ts';
import { openSetup, type WebSetup } from './web-setup.ts';

export interface WebConfigFile {
  readonly current: () => WebSetup;
  /** Reads it now; gives how to take it over, or what is wrong with it. Never rejects. */
  readonly prepare: () => Promise<Result<() => void>>;
  readonly stop: () => void;
}

/** Nothing to read: it stays as it is. */
const noWebConfig: WebConfigFile = {
  current: () => openSetup,
  prepare: () => Promise.resolve(ok(() => undefined)),
  stop: () => undefined,
};

/** Without a path everybody may ask, in plain HTTP. */
export async function openWebConfig(
  path: string | undefined,
  options: WebConfigFileOptions,
): Promise<Result<WebConfigFile>> {
  if (path === undefined) return ok(noWebConfig);
  const { openWebConfigFile } = await import('./web-config-file.ts');
  return openWebConfigFile(path, options);
}

/** Everything that is wrong, also in the other configuration, so that it can be mended at once. */
export async function withWebFailure(other: Failure, path: string | undefined): Promise<Failure> {
  if (path === undefined) return other;
  const { readWebConfig } = await import('./read-web-config.ts');
  const { result } = await readWebConfig(path);
  return bothFailures(other, result);
}

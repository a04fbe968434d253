/**
 * The web configuration over time: read at the start, and again when one of its files has changed.
 *
 * Owns the timer that looks at them. The exporter-toolkit reads them for each request; looking each
 * second comes to the same, and a file that is broken is told of also while nobody asks.
 */
import { failure, ok, type Failure, type Result } from '../result.ts';
import type { WebListener } from '../web/event.ts';
import { createFileChanges } from './file-changes.ts';
import { readWebConfig, type ReadWebConfig } from './read-web-config.ts';
import { isAmong, type SecretDigest } from './secret-digest.ts';
import type { WebConfigFile } from './web-config.ts';
import { keepsStrangersOut, type WebSetup } from './web-setup.ts';

export interface WebConfigFileOptions {
  readonly onEvent: WebListener;
  /** After each change. */
  readonly onChange: (setup: WebSetup) => void;
  /** How often to look at the files, in milliseconds. */
  readonly lookEachMs?: number;
}

const defaultLookEachMs = 1_000;

export async function openWebConfigFile(
  path: string,
  options: WebConfigFileOptions,
): Promise<Result<WebConfigFile>> {
  const read = await readWebConfig(path);
  if (read.result.kind === 'failed') return read.result;
  const { onEvent } = options;
  onEvent({ kind: 'web-config-taken', isFirst: true, expiresAtMs: read.result.value.tls?.expiresAtMs });
  return ok(follow(path, { ...read, setup: read.result.value }, options));
}

interface Taken {
  readonly setup: WebSetup;
  readonly files: readonly string[];
  readonly digest: SecretDigest;
}

function follow(path: string, first: Taken, options: WebConfigFileOptions): WebConfigFile {
  const { onEvent, onChange, lookEachMs = defaultLookEachMs } = options;
  let taken = first;
  /** Of the last reading that failed, until one succeeds. */
  let failed: SecretDigest | undefined;
  const changes = createFileChanges(first.files);

  const take = ({ files, digest }: ReadWebConfig, setup: WebSetup): void => {
    const isChange = !isAmong(digest, [taken.digest]);
    taken = { setup, files, digest };
    changes.watch(files);
    if (!isChange && failed === undefined) return;
    failed = undefined;
    onEvent({ kind: 'web-config-taken', isFirst: false, expiresAtMs: setup.tls?.expiresAtMs });
    if (isChange) onChange(setup);
  };

  const fail = ({ files, digest }: ReadWebConfig, lines: readonly string[], isTold: boolean): void => {
    const isNew = failed === undefined || !isAmong(digest, [failed]);
    failed = digest;
    changes.watch([...taken.files, ...files]);
    if (isNew || isTold) onEvent({ kind: 'web-config-failed', lines, isTold });
  };

  const look = async (): Promise<void> => {
    if (!(await changes.haveSettled())) return;
    const read = await readWebConfig(path);
    const { result } = read;
    const problem = result.kind === 'failed' ? result : exposure(taken.setup, result.value);
    if (problem !== undefined) fail(read, problem.lines, false);
    else if (result.kind === 'ok') take(read, result.value);
  };

  let isLooking = false;
  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    void look().finally(() => (isLooking = false));
  }, lookEachMs);
  timer.unref();

  return {
    current: () => taken.setup,
    prepare: async () => {
      const read = await readWebConfig(path);
      const { result } = read;
      if (result.kind === 'ok') return ok(() => take(read, result.value));
      fail(read, result.lines, true);
      return result;
    },
    stop: () => clearInterval(timer),
  };
}

/** Half of a file can be a whole one that lets everybody in: that nobody asked for it is no answer. */
function exposure(old: WebSetup, next: WebSetup): Failure | undefined {
  const opens = keepsStrangersOut(old) && !keepsStrangersOut(next);
  const bares = old.tls !== undefined && next.tls === undefined;
  if (!opens && !bares) return undefined;
  const what = opens ? 'would let everybody in' : 'would turn TLS off';
  return failure(2, `the changed web configuration ${what}: send SIGHUP if it should`);
}

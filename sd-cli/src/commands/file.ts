/**
 * `spcs-sd file`: keeps one file_sd file, until it is told to end or for one discovery.
 */
import { outputPathProblem } from '@spcs-sd/file-adapter';
import type { Settings } from '../config/settings.ts';
import { createLog, type Log } from '../logging/logger.ts';
import { createMetrics, type Metrics } from '../metrics/metrics.ts';
import { failure, type Result } from '../result.ts';
import { createRound, type Round } from '../round.ts';
import { startService, type Service } from '../service.ts';
import { requireSettings } from '../settings-file.ts';
import type { Signals } from '../signals.ts';
import { report, type Terminal } from '../terminal.ts';
import { packageVersion } from '../version.ts';
import { createRouter } from '../web/router.ts';
import { createRoutes } from '../web/routes.ts';
import { withWebFailure } from '../web-config/web-config.ts';
import { logUnanswered, openParts, stateStoreOf, type FileOptions, type FileParts } from './file-parts.ts';
import { writeOnce } from './write-once.ts';

/** A file that is being kept, with everything that keeps it. */
interface Keeping extends FileParts {
  readonly service: Service;
  readonly round: Round;
}

interface Surroundings {
  readonly options: FileOptions;
  readonly readSettings: () => Promise<Result<Settings>>;
  readonly log: Log;
  readonly metrics: Metrics;
}

export async function runFile(options: FileOptions, terminal: Terminal, signals: Signals): Promise<number> {
  const problem = outputPathProblem(options.outputFile);
  if (problem !== undefined) return report(terminal, failure(2, problem));
  const readSettings = (): Promise<Result<Settings>> => requireSettings(options.configFile, terminal.env);
  const settings = await readSettings();
  if (settings.kind === 'failed') {
    return report(terminal, await withWebFailure(settings, options.webConfigFile));
  }
  const log = createLog({ ...options.log, write: terminal.err });
  const metrics = createMetrics({ version: packageVersion(), outputPath: options.outputFile });
  const opened = await openParts(options, log, metrics);
  if (opened.kind === 'failed') return report(terminal, opened);

  const ending = new AbortController();
  const around = { options, readSettings, log, metrics };
  const keeping = keep(opened.value, settings.value, around, AbortSignal.any([signals.ended, ending.signal]));
  const { service, fileSd, web } = keeping;
  signals.onReload(() => void service.reload());
  const code = options.once ? await once(keeping, terminal, signals.ended) : await keepWriting(keeping);
  ending.abort();
  await Promise.all([fileSd.close(), web?.close(), service.discovery.ended]);
  return code;
}

function keep(parts: FileParts, settings: Settings, around: Surroundings, signal: AbortSignal): Keeping {
  const { options, readSettings, log, metrics } = around;
  const { fileSd, web } = parts;
  const store = stateStoreOf(options, settings, fileSd, log);
  const round = createRound(() => service.discovery.status());
  const service = startService({
    settings,
    readSettings,
    ...(web !== undefined && { prepareRest: web.prepare }),
    ...(store !== undefined && { store }),
    log,
    metrics,
    onEvent: round.onEvent,
    signal,
  });
  const { discovery } = service;
  web?.serve(createRouter(createRoutes({ discovery, metrics }), (error) => logUnanswered(log, error)));
  const fields = { file: options.outputFile, ...(web && { address: web.address, ...web.facts() }) };
  log({ level: 'info', message: 'keeping the file', fields: { ...fields, version: packageVersion() } });
  return { ...parts, service, round };
}

async function keepWriting({ service, fileSd }: Keeping): Promise<number> {
  for await (const snapshot of service.discovery) await fileSd.publish(snapshot);
  return 0;
}

async function once(
  { service, fileSd, round }: Keeping,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const problem = await writeOnce({ discovery: service.discovery, fileSd, round, signal });
  return problem === undefined ? 0 : report(terminal, failure(1, problem));
}

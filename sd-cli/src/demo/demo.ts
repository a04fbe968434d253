/**
 * The demonstration: the sandbox, both programs on it, and Prometheus on both when there is one.
 *
 * Owns a temporary folder and the child processes. Whatever was started ends in reverse order.
 */
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sandbox } from '@spcs-sd/sandbox';
import { startChild, type Child } from './child.ts';
import { prometheusConfig, spcsSdConfig } from './demo-config.ts';
import { findProgram } from './find-program.ts';
import { freePort } from './port.ts';
import { answers, untilReady } from './ready.ts';
import { keepTokenFile } from './token-file.ts';

export interface DemoOptions {
  /** The command line of this program without arguments, such as `[node, main.js]`. */
  readonly program: readonly [string, ...(readonly string[])];
  /** `host:port` of the HTTP-SD endpoint. */
  readonly listenAddress: string;
  /** Where to look for Prometheus. */
  readonly path: string | undefined;
  /** Ends a start that is under way. */
  readonly signal: AbortSignal;
}

export interface Demo {
  readonly httpUrl: string;
  readonly outputPath: string;
  readonly prometheusUrl: string | undefined;
  readonly folder: string;
  /** Resolves with a sentence for people when a program ends by itself. */
  readonly failed: Promise<string>;
  close(): Promise<void>;
}

/** Prometheus' own port, where its users look first. */
const prometheusPort = 9090;

type Command = readonly [string, ...(readonly string[])];

/** What has been started so far, so that a start that fails half-way ends all of it. */
interface Started {
  readonly folder: string;
  readonly children: Child[];
  /** In the order of their start. */
  readonly ends: (() => Promise<void>)[];
}

async function endAll({ ends }: Started): Promise<void> {
  for (let end = ends.pop(); end !== undefined; end = ends.pop()) await end();
}

function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

/** Starts a program and waits until it is ready; its own end is an error. */
async function run(
  started: Started,
  name: string,
  command: Command,
  isReady: () => Promise<boolean>,
  signal: AbortSignal,
): Promise<void> {
  const child = await startChild(name, command, join(started.folder, `${name.replaceAll(' ', '-')}.log`));
  started.children.push(child);
  started.ends.push(() => child.stop());
  const failure = await Promise.race([child.failed, untilReady(name, isReady, signal).then(() => undefined)]);
  if (failure !== undefined) throw new Error(failure);
}

async function runPrometheus(
  started: Started,
  config: string,
  { path, signal }: DemoOptions,
): Promise<string | undefined> {
  const program = await findProgram('prometheus', path);
  if (program === undefined) return undefined;
  const port = await freePort(prometheusPort);
  const url = `http://127.0.0.1:${port}`;
  const configPath = join(started.folder, 'prometheus.yml');
  await writeFile(configPath, config);
  const command: Command = [
    program,
    `--config.file=${configPath}`,
    `--storage.tsdb.path=${join(started.folder, 'prometheus')}`,
    `--web.listen-address=127.0.0.1:${port}`,
  ];
  await run(started, 'prometheus', command, () => answers(`${url}/-/ready`), signal);
  return url;
}

async function startIn(
  started: Started,
  sandbox: Sandbox,
  options: DemoOptions,
): Promise<Omit<Demo, 'close'>> {
  const { folder } = started;
  const { program, listenAddress, signal } = options;
  const configPath = join(folder, 'spcs-sd.yml');
  const outputPath = join(folder, 'sd', 'spcs.json');
  const tokenPath = join(folder, 'token');
  const httpUrl = `http://${listenAddress}`;
  await mkdir(join(folder, 'sd'));
  const tokenFile = await keepTokenFile(sandbox.sql, tokenPath);
  started.ends.push(() => tokenFile.stop());
  await writeFile(configPath, spcsSdConfig(sandbox, tokenPath));
  const config = `--config.file=${configPath}`;
  const state = (name: string): string => `--state.file=${join(folder, `${name}.state.json`)}`;
  const http: Command = [...program, 'http', config, state('http'), `--web.listen-address=${listenAddress}`];
  const file: Command = [...program, 'file', config, state('file'), `--output.file=${outputPath}`];
  const running = [
    run(started, 'spcs-sd http', http, () => answers(`${httpUrl}/targets`), signal),
    run(started, 'spcs-sd file', file, () => isFile(outputPath), signal),
  ];
  // Both have settled before anything is ended again, so that none is left that starts late.
  await Promise.allSettled(running);
  await Promise.all(running);
  const prometheusUrl = await runPrometheus(
    started,
    prometheusConfig(`${httpUrl}/targets`, outputPath),
    options,
  );
  const failed = Promise.race(started.children.map((child) => child.failed));
  return { httpUrl, outputPath, prometheusUrl, folder, failed };
}

/** Resolves when everything is ready. Rejects with a sentence for people; nothing runs then. */
export async function startDemo(sandbox: Sandbox, options: DemoOptions): Promise<Demo> {
  const folder = await mkdtemp(join(tmpdir(), 'spcs-sd-demo-'));
  const started: Started = {
    folder,
    children: [],
    ends: [() => rm(folder, { recursive: true, force: true })],
  };
  try {
    return { ...(await startIn(started, sandbox, options)), close: () => endAll(started) };
  } catch (error) {
    await endAll(started);
    throw error;
  }
}

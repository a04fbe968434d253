/**
 * `spcs-sd sandbox`: runs the simulated account until it is told to end; with `--demo` everything on it.
 *
 * Owns nothing itself: it starts, reports and ends.
 */
import { startSandbox, type Sandbox, type Scenario } from '@spcs-sd/sandbox';
import type { Painted } from '../colours.ts';
import { showProgress } from '../progress.ts';
import { ok, type Result } from '../result.ts';
import { report } from '../terminal.ts';
import { demoBanner, sandboxBanner, type DemoFacts, type SandboxFacts } from './banner.ts';
import { startDemo, type Demo } from './demo.ts';
import { demoPools } from './demo-pools.ts';
import { killChildren } from './child.ts';
import { holdSignals } from './hold-signals.ts';
import { play, readScenarioFile } from './play-scenario.ts';
import { startErrorText } from './start-error.ts';
import { isFree } from './port.ts';

export interface SandboxCommandOptions {
  /** Also run the HTTP-SD endpoint, the file writer and, where there is one, Prometheus. */
  readonly demo?: boolean;
  /** `host:port` of the demonstration's HTTP-SD endpoint; 127.0.0.1:9003 without it. */
  readonly listenAddress?: string;
  /** Ports of 127.0.0.1; 0, the default, lets the system choose. */
  readonly dnsPort?: number;
  readonly controlPort?: number;
  /** Every node's port; 9001 without it, as in Snowflake. */
  readonly nodePort?: number;
  /** What happens to the account, and when; nothing without it. */
  readonly scenarioFile?: string;
  /** How this program is started; node and its main.js without it. */
  readonly program?: readonly [string, ...(readonly string[])];
  /** The PATH on which Prometheus is looked for; the environment's without it. */
  readonly path?: string;
}

export interface SandboxCommandIo extends Painted {
  /** Ends everything when it aborts, by SIGINT or SIGTERM; SIGHUP is taken care of. */
  readonly signal: AbortSignal;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

const defaultListenAddress = '127.0.0.1:9003';

function thisProgram(): readonly [string, string] {
  return [process.execPath, process.argv[1] ?? ''];
}

function factsOf(sandbox: Sandbox): SandboxFacts {
  const { pools } = sandbox.account();
  return {
    pools: pools.length,
    nodes: pools.reduce((sum, pool) => sum + pool.nodes.length, 0),
    dnsAddress: sandbox.dnsAddress,
    sqlUrl: `http://${sandbox.sql.host}:${sandbox.sql.port}`,
    controlUrl: sandbox.controlUrl,
  };
}

function untilAborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    else signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}

/** Asked before anything starts: the programs' own word for it would come late and in a log. */
async function checkListenAddress(address: string): Promise<void> {
  const port = Number(address.slice(address.lastIndexOf(':') + 1));
  const host = address.slice(0, address.lastIndexOf(':')).replace(/^\[|\]$/g, '');
  if (await isFree(host, port)) return;
  throw new Error(`${address} is in use: end what listens there, or choose another --web.listen-address`);
}

async function runDemo(
  sandbox: Sandbox,
  scenario: Scenario,
  options: SandboxCommandOptions,
  io: SandboxCommandIo,
): Promise<number> {
  const listenAddress = options.listenAddress ?? defaultListenAddress;
  await checkListenAddress(listenAddress);
  const progress = showProgress(io, () => 'starting discovery and, where there is one, Prometheus');
  const demo: Demo = await startDemo(sandbox, {
    program: options.program ?? thisProgram(),
    listenAddress,
    path: options.path ?? process.env['PATH'],
    signal: io.signal,
  }).finally(progress.end);
  try {
    io.out(demoBanner({ ...factsOf(sandbox), ...demo, example: exampleOf(sandbox) }));
    play(sandbox, scenario, io);
    const failure = await Promise.race([demo.failed, untilAborted(io.signal)]);
    if (failure !== undefined) throw new Error(failure);
    return 0;
  } finally {
    await demo.close();
  }
}

/** The pool `web`, or the first that has nodes, with two nodes more than it has. */
function exampleOf(sandbox: Sandbox): DemoFacts['example'] {
  const pools = sandbox.account().pools.filter(({ nodes }) => nodes.length > 0);
  const pool = pools.find(({ name }) => name.toLowerCase() === 'web') ?? pools[0];
  return { pool: pool?.name.toLowerCase() ?? 'web', nodes: (pool?.nodes.length ?? 0) + 2 };
}

async function runSandbox(sandbox: Sandbox, scenario: Scenario, io: SandboxCommandIo): Promise<number> {
  io.out(sandboxBanner(factsOf(sandbox)));
  play(sandbox, scenario, io);
  await untilAborted(io.signal);
  return 0;
}

async function scenarioOf({ scenarioFile }: SandboxCommandOptions): Promise<Result<Scenario>> {
  return scenarioFile === undefined ? ok({ pools: demoPools, steps: [] }) : readScenarioFile(scenarioFile);
}

/**
 * Runs until `io.signal` aborts, then ends everything that it started and resolves with 0.
 *
 * What goes wrong is one line on `io.err`, and 1. A scenario that cannot be played is 2, with a line
 * for each of its mistakes.
 */
export async function runSandboxCommand(
  options: SandboxCommandOptions,
  io: SandboxCommandIo,
): Promise<number> {
  const scenario = await scenarioOf(options);
  if (scenario.kind === 'failed') return report(io, scenario);
  const held = holdSignals(killChildren);
  const signal = AbortSignal.any([io.signal, held.hungUp]);
  const ended = { ...io, signal };
  let sandbox: Sandbox | undefined;
  try {
    const { dnsPort, controlPort, nodePort } = options;
    sandbox = await startSandbox({
      pools: scenario.value.pools,
      ttlSeconds: 1,
      negativeTtlSeconds: 1,
      ...(dnsPort !== undefined && { dnsPort }),
      ...(controlPort !== undefined && { controlPort }),
      ...(nodePort !== undefined && { nodePort }),
    });
    return options.demo === true
      ? await runDemo(sandbox, scenario.value, options, ended)
      : await runSandbox(sandbox, scenario.value, ended);
  } catch (error) {
    if (signal.aborted) return 0;
    io.err(`${startErrorText(error)}\n`);
    return 1;
  } finally {
    await sandbox?.close();
    held.release();
  }
}

/**
 * The program as users run it, on a fleet that a DNS server gives.
 */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { startProcess, untilReady, type ServerProcess } from '../../../tests/support/process.ts';
import type { TempFolder } from '../../../tests/support/temp.ts';
import { until } from '../../../tests/support/until.ts';
import { listOf, targetsIn, type Fleet } from '../fleet.ts';

/** From the compiled file. `npm run build` makes it. */
const main = fileURLToPath(new URL('../../../../../sd-cli/bundle/main.js', import.meta.url));

export interface Program {
  readonly pid: number;
  /** Of its listener. */
  readonly port: number;
  /**
   * For how many milliseconds its event loop stood still at most since the last call, or the start. Needs
   * `isProbed`.
   */
  readonly longestBlockMs: () => Promise<number>;
  /** The value of one of its own metrics without labels. */
  readonly metric: (name: string) => Promise<number>;
  readonly stop: () => Promise<void>;
}

export interface ProgramChoice {
  readonly fleet: Fleet;
  readonly server: string;
  readonly folder: TempFolder;
  readonly command: 'http' | 'file';
  /** More lines of the section `dns`. */
  readonly dns?: readonly string[];
  readonly retention?: readonly string[];
  readonly flags?: readonly string[];
  /** Watches its event loop. */
  readonly isProbed?: boolean;
}

const probe = new URL('./loop-probe.js', import.meta.url).href;

/** In its line of the log that tells where it listens: the port. */
export const listeningLine = /address=\S*?:(\d+)/;

/** What Node is started with, after the file list of the fleet's pools and the configuration are written. */
export async function programArguments(choice: ProgramChoice): Promise<readonly string[]> {
  if (!existsSync(main)) throw new Error('the program is not built: npm run build');
  const { folder, command, flags = [], isProbed = false } = choice;
  const config = await writeConfig(choice);
  const output = command === 'file' ? [`--output.file=${folder.file('targets.json')}`] : [];
  return [
    ...(isProbed ? [`--import=${probe}`] : []),
    main,
    command,
    `--config.file=${config}`,
    '--web.listen-address=127.0.0.1:0',
    `--state.file=${folder.file('state.json')}`,
    ...output,
    ...flags,
  ];
}

/** Starts it with a file list of the fleet's pools. Resolves when it listens. */
export async function startProgram(choice: ProgramChoice): Promise<Program> {
  const child = await startProcess(process.execPath, await programArguments(choice));
  await untilReady(child, () => Promise.resolve(listeningLine.test(child.output())), 60_000);
  const port = Number(listeningLine.exec(child.output())?.[1]);
  return {
    pid: child.pid,
    port,
    longestBlockMs: () => askProbe(child),
    metric: (name) => metricOf(port, name),
    stop: () => child.stop(),
  };
}

async function writeConfig({
  fleet,
  server,
  folder,
  dns = [],
  retention = [],
}: ProgramChoice): Promise<string> {
  await writeFile(folder.file('pools.json'), JSON.stringify(listOf(fleet)));
  const lines = [
    'pools: { file: { path: pools.json } }',
    'dns:',
    ...[`servers: ["${server}"]`, ...dns].map((line) => `  ${line}`),
    ...(retention.length > 0 ? ['retention:', ...retention.map((line) => `  ${line}`)] : []),
    'limits:',
    '  allow_cidrs: ["127.0.0.0/8"]',
    `  max_pools: ${Math.max(20_000, fleet.pools)}`,
    `  max_targets: ${Math.max(2_000_000, targetsIn(fleet))}`,
  ];
  const path = folder.file('spcs-sd.yml');
  await writeFile(path, `${lines.join('\n')}\n`);
  return path;
}

/** Its next line on stderr. */
async function askProbe(child: ServerProcess): Promise<number> {
  const said = (): readonly string[] =>
    Array.from(child.output().matchAll(/^longest block (\S+) ms$/gm), ([, value = '']) => value);
  const before = said().length;
  child.signal('SIGUSR2');
  return until(() => {
    const line = said()[before];
    if (line === undefined) throw new Error('the event loop was not watched');
    return Number(line);
  }, 10_000);
}

async function metricOf(port: number, name: string): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${port}/metrics`);
  const text = await response.text();
  const value = new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1];
  if (value === undefined) throw new Error(`no metric ${name} in ${text.length} bytes of metrics`);
  return Number(value);
}

/** Until all its targets are served; their number may be above the fleet's while removals wait. */
export async function untilServed(program: Program, targets: number, timeoutMs: number): Promise<void> {
  const look = async (): Promise<void> => {
    const served = await program.metric('spcs_sd_targets');
    if (served < targets) throw new Error(`${served} of ${targets} targets after ${timeoutMs} ms`);
  };
  // Seldom: metrics of thousands of pools cost the program what is measured here.
  await until(look, timeoutMs, 250);
}

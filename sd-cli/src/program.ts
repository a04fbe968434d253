/**
 * The command line: commands, flags, help. Wiring only; each command is a file in `commands/`, loaded
 * when it runs: a server should not hold the simulator in memory.
 */
import { Argument, Command, CommanderError } from 'commander';
import { commandTable } from './completion/command-table.ts';
import { completionScript, shells } from './completion/shells.ts';
import { conformOptions, withConform } from './conform/flags.ts';
import { exampleText } from './examples.ts';
import {
  commonOptions,
  numberFlag,
  portNumber,
  serverOptions,
  textFlag,
  withConfig,
  withListen,
  withLog,
  withState,
  withWebConfig,
  type Flags,
} from './flags.ts';
import { listenForSignals, type Signals } from './signals.ts';
import { processTerminal, type Terminal } from './terminal.ts';
import { packageVersion } from './version.ts';

/** As Prometheus and most shells have it. */
const wrongUse = 2;

/** `--flag=value` becomes `--flag value`, so that a suggestion for a wrong flag is not misled by the value. */
export function separateValues(args: readonly string[]): readonly string[] {
  const end = args.indexOf('--');
  const flags = end < 0 ? args : args.slice(0, end);
  const separate = flags.flatMap((arg) => /^(--[\w.-]+)=(.*)$/s.exec(arg)?.slice(1) ?? [arg]);
  return [...separate, ...args.slice(flags.length)];
}

type Run = (signals: Signals) => Promise<number>;

/** Where the commands are added, and how they run. */
interface Wiring {
  readonly program: Command;
  readonly terminal: Terminal;
  readonly run: (command: Run) => Promise<void>;
}

/** `args` without node and the script. Resolves with the exit code. Rejects on a bug alone. */
export async function runProgram(
  args: readonly string[],
  terminal: Terminal = processTerminal,
): Promise<number> {
  let code = 0;
  const program = createProgram(args[0], terminal, async (command) => {
    const signals = listenForSignals();
    try {
      code = await command(signals);
    } finally {
      signals.release();
    }
  });
  try {
    await program.parseAsync(separateValues(args), { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : wrongUse;
    throw error;
  }
}

const exitCodes = '\nExit codes: 0 done, 1 failed, 2 wrong use or configuration.';

/** In the order of the help. */
const commands: ReadonlyMap<string, (wiring: Wiring) => void> = new Map([
  ['http', addHttp],
  ['file', addFile],
  ['check', addCheck],
  ['targets', addTargets],
  ['lookup', addLookup],
  ['sandbox', addSandbox],
  ['conform', addConform],
  ['conform-self', addConformSelf],
  ['completion', addCompletion],
]);

/** With the command alone that the first word names. All for help, a wrong word, and to tell of all. */
function createProgram(first: string | undefined, terminal: Terminal, run: Wiring['run']): Command {
  const program = new Command('spcs-sd')
    .description('Prometheus service discovery for compute pools behind DNS SRV names.')
    .usage('COMMAND [flags]')
    .version(packageVersion(), '--version', 'print the version')
    .helpOption('--help', 'print this help, or that of a command')
    .helpCommand(false)
    .addHelpText('after', `${exampleText('')}\n${exitCodes}`)
    .showHelpAfterError('Try: spcs-sd --help')
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .exitOverride();
  const wiring: Wiring = { program, terminal, run };
  const asked = first === undefined || first === 'completion' ? undefined : commands.get(first);
  for (const add of asked === undefined ? commands.values() : [asked]) add(wiring);
  return program;
}

function addCommand({ program }: Wiring, usage: string, description: string): Command {
  const [name = ''] = usage.split(' ');
  return program
    .command(usage)
    .description(description)
    .usage(`${usage.slice(name.length)} [flags]`.trim())
    .helpOption('--help', 'print this help')
    .addHelpText('after', exampleText(name))
    .showHelpAfterError(`Try: spcs-sd ${name} --help`);
}

function addHttp(wiring: Wiring): void {
  const command = addCommand(wiring, 'http', 'serve targets as an HTTP-SD endpoint');
  withConfig(command);
  withListen(command, 'where to listen', '127.0.0.1:9003');
  withWebConfig(command);
  command.option('--web.enable-lifecycle', 'POST /-/reload reads the configuration again');
  withState(command, 'spcs-sd.state.json');
  withLog(command).action((flags: Flags) => {
    const enableLifecycle = flags['web.enableLifecycle'] === true;
    const listenAddress = textFlag(flags, 'web.listenAddress') ?? '';
    const options = { ...serverOptions(flags), listenAddress, enableLifecycle };
    return wiring.run(async (signals) => {
      const { runHttp } = await import('./commands/http.ts');
      return runHttp(options, wiring.terminal, signals);
    });
  });
}

function addFile(wiring: Wiring): void {
  const command = addCommand(wiring, 'file', 'keep a file_sd file');
  command.requiredOption('--output.file <path>', 'the file to keep; its name ends in .json');
  withConfig(command).option('--once', 'write it after one discovery and end');
  withListen(command, 'where to listen for health and metrics (default: nowhere)');
  withWebConfig(command);
  withState(command, '.spcs-sd/NAME.state.json beside the output');
  withLog(command).action((flags: Flags) => {
    const listenAddress = textFlag(flags, 'web.listenAddress');
    const options = {
      ...serverOptions(flags),
      outputFile: textFlag(flags, 'output.file') ?? '',
      once: flags['once'] === true,
      ...(listenAddress !== undefined && { listenAddress }),
    };
    return wiring.run(async (signals) => {
      const { runFile } = await import('./commands/file.ts');
      return runFile(options, wiring.terminal, signals);
    });
  });
}

function addCheck(wiring: Wiring): void {
  const { terminal, run } = wiring;
  const check = withWebConfig(addCommand(wiring, 'check <FILE>', 'validate a configuration'));
  check.action((file: string, flags: Flags) =>
    run(async ({ ended }) => {
      const { runCheck } = await import('./commands/check.ts');
      const webConfigFile = textFlag(flags, 'web.config.file');
      return runCheck({ file, ...(webConfigFile !== undefined && { webConfigFile }) }, terminal, ended);
    }),
  );
}

function addTargets(wiring: Wiring): void {
  const { terminal, run } = wiring;
  const targets = withConfig(addCommand(wiring, 'targets', 'discover once and print the target groups'));
  targets.option('--watch', 'go on, and print what changes, a line for each target');
  // What it prints tells of every change already.
  withLog(targets, 'warn').action((flags: Flags) =>
    run(async ({ ended }) => {
      const { runTargets } = await import('./commands/targets.ts');
      return runTargets({ ...commonOptions(flags), watch: flags['watch'] === true }, terminal, ended);
    }),
  );
}

function addLookup(wiring: Wiring): void {
  const { terminal, run } = wiring;
  const lookup = addCommand(wiring, 'lookup <NAME>', 'explain a DNS name, or a pool of the list');
  withConfig(lookup).action((name: string, flags: Flags) =>
    run(async ({ ended }) => {
      const { runLookup } = await import('./commands/lookup.ts');
      return runLookup(name, commonOptions(flags), terminal, ended);
    }),
  );
}

function addSandbox(wiring: Wiring): void {
  const command = addCommand(wiring, 'sandbox', 'run a simulated account on loopback');
  command.option('--demo', 'also run http, file and, where there is one, Prometheus on it');
  withListen(command, "the demonstration's endpoint (default: 127.0.0.1:9003)");
  command.option('--scenario.file <path>', 'what happens to the account, and when');
  command.option('--dns.port <port>', 'of its DNS server (default: any)', portNumber);
  command.option('--control.port <port>', 'of its control (default: any)', portNumber);
  command.option('--node.port <port>', 'of every node (default: 9001)', portNumber);
  command.action((flags: Flags) => {
    const listenAddress = textFlag(flags, 'web.listenAddress');
    const scenarioFile = textFlag(flags, 'scenario.file');
    const options = {
      demo: flags['demo'] === true,
      ...(scenarioFile !== undefined && { scenarioFile }),
      ...(listenAddress !== undefined && { listenAddress }),
      ...portFlags(flags),
    };
    return wiring.run(async ({ ended }) => {
      const { runSandboxCommand } = await import('./demo/sandbox-command.ts');
      return runSandboxCommand(options, { ...wiring.terminal, signal: ended });
    });
  });
}

function addConform(wiring: Wiring): void {
  const { terminal, run } = wiring;
  const conform = addCommand(wiring, 'conform', 'examine an implementation of the contract');
  conform.usage('[flags] [-- COMMAND…]').allowExcessArguments();
  withConform(conform).action((flags: Flags, { args }: Command) =>
    run(async ({ ended }) => {
      const { runConform } = await import('./commands/conform.ts');
      return runConform(conformOptions(args, flags), terminal, ended);
    }),
  );
}

/** For `conform -- spcs-sd conform-self`, and to show others how questions are answered. */
function addConformSelf(wiring: Wiring): void {
  const { terminal, run } = wiring;
  const self = wiring.program.command('conform-self', { hidden: true });
  self.description("answer conform's questions with this implementation").action(() =>
    run(async ({ ended: signal }) => {
      const { runConformSelf } = await import('./commands/conform-self.ts');
      return runConformSelf({ input: process.stdin, terminal, signal });
    }),
  );
}

function addCompletion(wiring: Wiring): void {
  const command = addCommand(wiring, 'completion', 'print what lets a shell complete words').usage(
    '<SHELL> [flags]',
  );
  command.addArgument(new Argument('<SHELL>', 'the shell').choices(shells)).action(async (shell: string) => {
    wiring.terminal.out(await completionScript(shell, commandTable(wiring.program)));
  });
}

function portFlags(flags: Flags): Readonly<Record<'dnsPort' | 'controlPort' | 'nodePort', number>> | object {
  const ports = { dnsPort: 'dns.port', controlPort: 'control.port', nodePort: 'node.port' };
  return Object.fromEntries(
    Object.entries(ports).flatMap(([key, flag]) => {
      const port = numberFlag(flags, flag);
      return port === undefined ? [] : [[key, port]];
    }),
  );
}

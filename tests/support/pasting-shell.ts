/**
 * A shell in which `spcs-sd` is the built program, beside a simulated account: documents' commands are pasted
 * into it. Their usual addresses, names and folders become those of the account, everything else stays.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repository } from '../../tools/run.mjs';
import type { DeployPlaces } from './deploy-stack.ts';

const timeout = 50_000;

export interface PastingShell {
  /** Runs a line to its end. Gives its standard output; rejects when it fails. */
  paste(line: string): Promise<string>;
  /** Runs a line until it has done what it is for, tells it to end, and gives its exit code. */
  pasteLasting(line: string): Promise<number | null>;
}

/** What a program that goes on says when all is well: a server on standard error, a list that is watched. */
const doesItsWork = /the first list of targets is ready|file written|Z \+ web /;

export async function pastingShell({ folder, httpAddress }: DeployPlaces): Promise<PastingShell> {
  const bin = folder.file('bin');
  const main = join(repository, 'sd-cli', 'bundle', 'main.js');
  await mkdir(bin);
  await writeFile(join(bin, 'spcs-sd'), `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n`, {
    mode: 0o755,
  });
  const config = await readFile(folder.file('http.yml'), 'utf8');
  // The account is quick, and has to be waited for all the same when many programs start at once.
  await writeFile(folder.file('spcs-sd.yml'), config.replace('timeout: 300ms', 'timeout: 5s'));
  const options = { cwd: folder.path, env: { ...process.env, PATH: `${bin}:${process.env['PATH']}` } };
  const here = (line: string): string =>
    line
      .replaceAll('127.0.0.1:9003', httpAddress)
      .replaceAll('my-pool', 'web')
      // Not the machine's own DNS.
      .replace(/^spcs-sd lookup (?!--config)/, 'spcs-sd lookup --config.file=spcs-sd.yml ');
  const said = new Map<string, Promise<{ readonly stdout: string }>>();
  let lasting = 0;
  return {
    paste: (line) => {
      const command = here(line);
      // Lines that have become the same need no process each.
      const run = said.get(command) ?? promisify(execFile)('sh', ['-ec', command], { ...options, timeout });
      said.set(command, run);
      return run.then(({ stdout }) => stdout);
    },
    pasteLasting: async (line) => {
      // Each has a folder for what it keeps, and a port that is free.
      const own = folder.file(`lasting-${(lasting += 1)}`);
      await mkdir(own);
      for (const name of ['spcs-sd.yml', 'token']) await copyFile(folder.file(name), join(own, name));
      return untilItWorks(asStarted(here(line), own), { ...options, cwd: own });
    },
  };
}

/** Nothing of the machine is taken: no port that others may have, no folder of the system. */
function asStarted(line: string, folder: string): string {
  const placed = line.replace('/etc/prometheus/sd', folder).replace("'[::1]:9003'", "'[::1]:0'");
  const listens = /^spcs-sd http (?!.*--web.listen-address)/.test(placed);
  return `exec ${placed}${listens ? ' --web.listen-address=127.0.0.1:0' : ''}`;
}

async function untilItWorks(
  command: string,
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<number | null> {
  const child = spawn('sh', ['-c', command], { ...options, timeout, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      // Told twice, it would end at once.
      if (!child.killed && doesItsWork.test(said)) child.kill('SIGTERM');
    });
  }
  await once(child, 'close');
  if (!doesItsWork.test(said)) throw new Error(`${command}: it ended too early:\n${said}`);
  return child.exitCode;
}

/**
 * dnsperf as the ceiling: the rate of one client over one socket or connection, and what it was answered.
 */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { pathOf } from '../../tests/support/needs.ts';
import type { TempFolder } from '../../tests/support/temp.ts';

/** What is asked, and how whole its answers have to be. */
export interface CeilingQuestions {
  readonly names: readonly string[];
  /** Of each pool. */
  readonly nodes: number;
  readonly transport: 'udp' | 'tcp';
}

export interface Ceiling {
  readonly transport: 'udp' | 'tcp';
  /** A file with a name and a type in each line. */
  readonly queries: string;
  /** Of an answer with every service and address. */
  readonly wholeBytes: number;
}

export interface DnsperfLoad {
  readonly port: number;
  /** Questions in flight. */
  readonly atOnce: number;
  /** How often to go through the file. */
  readonly passes: number;
}

interface DnsperfResult {
  readonly perSecond: number;
  /** Bytes of an answer, on average. */
  readonly answerBytes: number;
}

/** Writes the file into the folder, and finds out at `port` how long a whole answer is. */
export async function createCeiling(
  { names, nodes, transport }: CeilingQuestions,
  port: number,
  folder: TempFolder,
): Promise<Ceiling> {
  const queries = folder.file(transport);
  await writeFile(queries, names.map((name) => `${name} SRV\n`).join(''));
  return { transport, queries, wholeBytes: await wholeAnswerBytes(port, names.at(-1) ?? '', nodes) };
}

/** Answers a second. Throws when it got other answers than we do: then it would have had less to do. */
export async function dnsperfRate(ceiling: Ceiling, load: DnsperfLoad): Promise<number> {
  const { perSecond, answerBytes } = await runDnsperf(ceiling, load);
  const { wholeBytes } = ceiling;
  // Longer and shorter pool numbers make a few bytes of difference on average.
  if (Math.abs(answerBytes - wholeBytes) > wholeBytes * 0.1) {
    throw new Error(`dnsperf got answers of ${answerBytes} bytes, expected about ${wholeBytes}`);
  }
  return perSecond;
}

/** Throws unless every question got an answer without error. */
async function runDnsperf({ transport, queries }: Ceiling, load: DnsperfLoad): Promise<DnsperfResult> {
  const { port, atOnce, passes } = load;
  const server = ['-s', '127.0.0.1', '-p', String(port), '-m', transport, '-c', '1', '-T', '1'];
  const asked = ['-e', '-d', queries, '-q', String(atOnce), '-n', String(passes)];
  const { stdout } = await promisify(execFile)(pathOf('dnsperf'), [...server, ...asked]);
  const figure = (pattern: RegExp): number => Number(pattern.exec(stdout)?.[1]);
  const perSecond = figure(/Queries per second:\s+([\d.]+)/);
  const answerBytes = figure(/response (\d+)/);
  if (!/NOERROR \d+ \(100\.00%\)/.test(stdout) || Number.isNaN(perSecond) || Number.isNaN(answerBytes)) {
    throw new Error(`dnsperf did not get every answer:\n${stdout}`);
  }
  return { perSecond, answerBytes };
}

/** Bytes of the whole answer over TCP, as kdig sees it. Throws unless it holds every record. */
async function wholeAnswerBytes(port: number, name: string, nodes: number): Promise<number> {
  const args = ['@127.0.0.1', '-p', String(port), '+tcp', '+edns', name, 'SRV'];
  const { stdout } = await promisify(execFile)(pathOf('kdig'), args);
  const count = (type: string): number =>
    stdout.split('\n').filter((line) => line.includes(`\t${type}\t`)).length;
  const bytes = Number(/Received (\d+) B/.exec(stdout)?.[1]);
  if (count('SRV') !== nodes || count('A') < nodes || Number.isNaN(bytes)) {
    throw new Error(`expected ${nodes} services with their addresses:\n${stdout}`);
  }
  return bytes;
}

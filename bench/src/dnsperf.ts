/**
 * dnsperf as the ceiling: the rate of one client over one socket or connection, and what it was answered.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { pathOf } from '../../tests/support/needs.ts';

export interface DnsperfLoad {
  readonly port: number;
  readonly transport: 'udp' | 'tcp';
  /** A file with a name and a type in each line. */
  readonly queries: string;
  /** Questions in flight. */
  readonly atOnce: number;
  /** How often to go through the file. */
  readonly passes: number;
}

export interface DnsperfResult {
  readonly perSecond: number;
  /** Bytes of an answer, on average. */
  readonly answerBytes: number;
}

/** Throws unless every question got an answer without error. */
export async function runDnsperf(asked: DnsperfLoad): Promise<DnsperfResult> {
  const { port, transport, queries, atOnce, passes } = asked;
  const server = ['-s', '127.0.0.1', '-p', String(port), '-m', transport, '-c', '1', '-T', '1'];
  const load = ['-e', '-d', queries, '-q', String(atOnce), '-n', String(passes)];
  const { stdout } = await promisify(execFile)(pathOf('dnsperf'), [...server, ...load]);
  const figure = (pattern: RegExp): number => Number(pattern.exec(stdout)?.[1]);
  const perSecond = figure(/Queries per second:\s+([\d.]+)/);
  const answerBytes = figure(/response (\d+)/);
  if (!/NOERROR \d+ \(100\.00%\)/.test(stdout) || Number.isNaN(perSecond) || Number.isNaN(answerBytes)) {
    throw new Error(`dnsperf did not get every answer:\n${stdout}`);
  }
  return { perSecond, answerBytes };
}

/** Bytes of the whole answer over TCP, as kdig sees it. Throws unless it holds every record. */
export async function wholeAnswerBytes(port: number, name: string, nodes: number): Promise<number> {
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
